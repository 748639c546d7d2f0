"""A machine's figures and a component's job, entered by a person through one door."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from app.core.assets import Asset, Component
from app.core.errors import ScenarioRefused, StepRefused
from app.core.moment import Moment
from app.core.money import CENT
from app.core.work_orders import WorkOrderState
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Entry = TypeVar("Entry", Asset, Component)

MOST_MONEY_PER_DAY = Decimal(100_000_000)
"""A larger cost a day is a slip of the finger."""
MOST_JOB_DAYS = 365.0
MOST_PIECES = 10_000


def change_machine(store: Store, seen: Asset, wished: Asset, moment: Moment, key: str) -> None:
    """Keep the figures of a machine that a person changed; `seen` is what stood before them.

    Called the other way round it takes the change back.

    Raises
    ------
    ScenarioRefused
        If a cost can't be.
    StepRefused
        If somebody else changed one of these figures meanwhile; nothing is changed then.
    """
    for name, cost in (
        ("downtime cost", wished.downtime_cost_per_day),
        ("cost of the crew's waiting", wished.standby_cost_per_day),
    ):
        if cost is not None and (not 0 <= cost <= MOST_MONEY_PER_DAY or cost % CENT):
            raise ScenarioRefused(
                f"{wished.tag}: expected a {name} a day from 0 to {MOST_MONEY_PER_DAY} with at "
                f"most two decimals, found {cost}.",
                "Correct it; nothing was changed.",
            )

    def command(uow: UnitOfWork) -> str:
        stands = uow.plant.asset(seen.id)
        after = _with_changes(stands, seen, wished, seen.tag)
        uow.plant.save_asset(after)
        was, now = _changed(stands, after)
        uow.audit.append(moment.now, "change machine", seen.tag, was, now)
        return seen.id

    store.once(key, moment.actor, command)


def change_component(
    store: Store, seen: Component, wished: Component, moment: Moment, key: str
) -> None:
    """Keep the job or kit of a component that a person changed; `seen` is what stood before.

    Called the other way round it takes the change back.

    Raises
    ------
    ScenarioRefused
        If the job's length or pieces can't be.
    PartUnknown
        If it or its kit names a part that is not on the register.
    StepRefused
        If somebody else changed the same meanwhile, or another part is named while a job is
        planned with the one before; nothing is changed then.
    """
    if not 0 < wished.job_days <= MOST_JOB_DAYS:
        raise ScenarioRefused(
            f"{wished.name}: expected a job above 0 and up to {MOST_JOB_DAYS:g} days, found "
            f"{wished.job_days:g}.",
            "Correct it; nothing was changed.",
        )
    pieces = (wished.quantity_per_job, *(item.quantity for item in wished.kit))
    if any(not 1 <= n <= MOST_PIECES for n in pieces):
        raise ScenarioRefused(
            f"{wished.name}: expected 1 to {MOST_PIECES} pieces of each part.",
            "Correct the quantity; nothing was changed.",
        )

    def command(uow: UnitOfWork) -> str:
        for part_id in parts_of(wished):
            uow.stock.part(part_id)
        if wished.part_id != seen.part_id:
            _carry_job_over(uow, wished)
        stands = uow.plant.component(seen.id)
        after = _with_changes(stands, seen, wished, seen.name)
        uow.plant.save_component(after)
        tag = uow.plant.asset(seen.asset_id).tag
        was, now = _changed(stands, after)
        uow.audit.append(moment.now, "change component", f"{tag} {seen.name}", was, now)
        return seen.id

    store.once(key, moment.actor, command)


def _carry_job_over(uow: UnitOfWork, wished: Component) -> None:
    """Let a job that is only proposed want the other part; leave the part where one is planned."""
    job = uow.work_orders.open_for(wished.id)
    if job is None:
        return
    if job.state is not WorkOrderState.PROPOSED:
        raise StepRefused(
            f"{job.number} on {wished.name} is planned with the part it has now.",
            "Finish or cancel that job first; nothing was changed.",
        )
    pieces = wished.quantity_per_job
    uow.work_orders.save(
        replace(
            job,
            part_id=wished.part_id,
            quantity=pieces,
            purchase_order_id=None,
            part_expected_on=None,
        )
    )


def _with_changes(stands: Entry, seen: Entry, wished: Entry, called: str) -> Entry:
    """Carry what a person changed over to what stands; what else changed meanwhile stays."""
    names = [f.name for f in fields(seen) if getattr(seen, f.name) != getattr(wished, f.name)]
    if any(getattr(stands, name) != getattr(seen, name) for name in names):
        raise StepRefused(
            f"{called} was changed by someone else since it was read.",
            "Look at it again, then repeat the change; nothing was kept.",
        )
    return replace(stands, **{name: getattr(wished, name) for name in names})


def parts_of(component: Component) -> tuple[str, ...]:
    """Return the parts that replacing a component wants."""
    own = () if component.part_id is None else (component.part_id,)
    return (*own, *(item.part_id for item in component.kit))


def _changed(before: "DataclassInstance", after: "DataclassInstance") -> tuple[str, str]:
    """Write what differs for the record of changes."""
    names = [f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)]
    was, now = (
        ", ".join(f"{name} {getattr(one, name)}" for name in names) for one in (before, after)
    )
    return was, now
