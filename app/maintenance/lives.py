"""Lives of items: noted when a job replaces one, and by hand from older papers."""

from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from app.core.assets import Component
from app.core.claims import SPEAKING
from app.core.component_life import LifeEnd, PastLife
from app.core.errors import ScenarioRefused
from app.core.moment import Moment
from app.core.work_orders import WorkOrder, WorkOrderKind
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def note_life(uow: UnitOfWork, component: Component, job: WorkOrder, moment: Moment) -> None:
    """Keep the life that a finished job ended; nothing where nobody knows when it began.

    What failed had its life when the job was opened. What was seen to wear, and found so, was
    replaced worn; anything else would have run on.
    """
    if component.installed_on is None:
        return
    has_failed = job.kind is WorkOrderKind.CORRECTIVE
    zone = ZoneInfo(uow.plant.policy().time_zone)
    ended_on = job.created_at.astimezone(zone).date() if has_failed else moment.today
    seen_end = LifeEnd.WORN if _was_seen_to_wear(uow, job) else LifeEnd.REPLACED
    uow.lives.add(
        PastLife(
            id=_name_of(job),
            component_id=component.id,
            part_id=component.part_id,
            fitted_on=component.installed_on,
            ended_on=max(ended_on, component.installed_on),
            end=LifeEnd.FAILED if has_failed else seen_end,
            noted_from=job.number,
        )
    )


def forget_life(uow: UnitOfWork, job: WorkOrder) -> None:
    """Take the life away that a job ended whose finish is taken back."""
    name = _name_of(job)
    if any(life.id == name for life in uow.lives.of_component(job.component_id)):
        uow.lives.remove(name)


def _name_of(job: WorkOrder) -> str:
    """Name the life a job ended, the same however often it is finished."""
    return str(uuid5(NAMESPACE_URL, f"life:{job.id}"))


def _was_seen_to_wear(uow: UnitOfWork, job: WorkOrder) -> bool:
    """Whether the measurements behind a job spoke of wear."""
    if not job.decision_id:
        return False
    said = uow.decisions.get(job.decision_id).assessment
    return said is not None and said.rul.state in SPEAKING


def keep_past_life(store: Store, life: PastLife, moment: Moment, key: str) -> None:
    """Keep a life a person read from older papers.

    Raises
    ------
    ScenarioRefused
        If it ended after today, or overlaps another life of the same place.
    """

    def command(uow: UnitOfWork) -> str:
        component = uow.plant.component(life.component_id)
        if life.ended_on > moment.today:
            raise ScenarioRefused(
                f"{component.name}: a past life can't have ended on {life.ended_on}, which is "
                "still to come.",
                "Correct the date; nothing was kept.",
            )
        _refuse_overlap(uow, component, life)
        uow.lives.add(life)
        uow.audit.append(moment.now, "note past life", _place(uow, component), "", _worded(life))
        return life.id

    store.once(key, moment.actor, command)


def remove_past_life(store: Store, life: PastLife, moment: Moment, key: str) -> None:
    """Take back a life that was noted by mistake; `StepRefused` when it is gone already."""

    def command(uow: UnitOfWork) -> str:
        component = uow.plant.component(life.component_id)
        uow.lives.remove(life.id)
        place = _place(uow, component)
        uow.audit.append(moment.now, "take past life back", place, _worded(life), "")
        return life.id

    store.once(key, moment.actor, command)


def _refuse_overlap(uow: UnitOfWork, component: Component, life: PastLife) -> None:
    """One place holds one item at a time."""
    taken = [(one.fitted_on, one.ended_on) for one in uow.lives.of_component(component.id)]
    if component.installed_on is not None:
        taken.append((component.installed_on, component.installed_on.max))
    for first, last in taken:
        if life.fitted_on < last and first < life.ended_on:
            until = "now" if last == last.max else last.isoformat()
            raise ScenarioRefused(
                f"{component.name}: another item was in service from {first} until {until}.",
                "Correct the dates; nothing was kept.",
            )


def _place(uow: UnitOfWork, component: Component) -> str:
    """Name a place for the record of changes."""
    return f"{uow.plant.asset(component.asset_id).tag} {component.name}"


def _worded(life: PastLife) -> str:
    """Write a life for the record of changes."""
    return f"{life.fitted_on} to {life.ended_on}, {life.end.value}"
