"""A machine's figures and a component's job, entered by a person through one door."""

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from app.core.assets import Asset, Component
from app.core.errors import ScenarioRefused
from app.core.moment import Moment
from app.core.money import CENT
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MOST_MONEY_PER_DAY = Decimal(100_000_000)
"""A larger cost a day is a slip of the finger."""
MOST_JOB_DAYS = 365.0
MOST_PIECES = 10_000


def change_machine(store: Store, asset: Asset, moment: Moment, key: str) -> Asset:
    """Keep a machine's changed figures; returns it as it stood before.

    Raises
    ------
    ScenarioRefused
        If a cost can't be; nothing is changed then.
    """
    for name, cost in (
        ("downtime cost", asset.downtime_cost_per_day),
        ("cost of the crew's waiting", asset.standby_cost_per_day),
    ):
        if cost is not None and (not 0 <= cost <= MOST_MONEY_PER_DAY or cost % CENT):
            raise ScenarioRefused(
                f"{asset.tag}: expected a {name} a day from 0 to {MOST_MONEY_PER_DAY} with at most "
                f"two decimals, found {cost}.",
                "Correct it; nothing was changed.",
            )
    before: list[Asset] = []

    def command(uow: UnitOfWork) -> str:
        before.append(uow.plant.asset(asset.id))
        uow.plant.save_asset(asset)
        was, now = _changed(before[0], asset)
        uow.audit.append(moment.now, "change machine", asset.tag, was, now)
        return asset.id

    store.once(key, moment.actor, command)
    return before[0] if before else asset


def change_component(store: Store, component: Component, moment: Moment, key: str) -> Component:
    """Keep a component's changed job or kit; returns it as it stood before.

    Raises
    ------
    ScenarioRefused
        If the job's length or pieces can't be.
    PartUnknown
        If the kit names a part that is not on the register; nothing is changed then.
    """
    if not 0 < component.job_days <= MOST_JOB_DAYS:
        raise ScenarioRefused(
            f"{component.name}: expected a job above 0 and up to {MOST_JOB_DAYS:g} days, found "
            f"{component.job_days:g}.",
            "Correct it; nothing was changed.",
        )
    pieces = (component.quantity_per_job, *(item.quantity for item in component.kit))
    if any(not 1 <= n <= MOST_PIECES for n in pieces):
        raise ScenarioRefused(
            f"{component.name}: expected 1 to {MOST_PIECES} pieces of each part.",
            "Correct the quantity; nothing was changed.",
        )
    before: list[Component] = []

    def command(uow: UnitOfWork) -> str:
        for item in component.kit:
            uow.stock.part(item.part_id)
        before.append(uow.plant.component(component.id))
        uow.plant.save_component(component)
        tag = uow.plant.asset(component.asset_id).tag
        was, now = _changed(before[0], component)
        uow.audit.append(moment.now, "change component", f"{tag} {component.name}", was, now)
        return component.id

    store.once(key, moment.actor, command)
    return before[0] if before else component


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
