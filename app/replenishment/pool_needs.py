"""The needs of one part that machines and jobs have, read from the books one by one."""

from collections.abc import Mapping
from dataclasses import replace

from app.core.assets import Asset, Component
from app.core.health import Assessment
from app.core.moment import Moment
from app.core.need_line import NeedKind, kit_id
from app.core.part_pool import PoolNeed
from app.core.reservations import Reservation
from app.core.work_orders import WorkOrder
from app.replenishment.dated_needs import days_until, need_on_date
from app.replenishment.need import Case, Trade, case_of
from app.replenishment.open_lines import predicted_id
from app.storage.unit_of_work import UnitOfWork
from app.stores import pieces_of_kit_put_aside


def cases_of(
    uow: UnitOfWork,
    trade: Trade,
    components: list[Component],
    moment: Moment,
    fresh: Mapping[str, Assessment | None],
) -> dict[str, Case]:
    """Read components that want the part, by the newest judgement of the item in service."""
    cases = {}
    for component in components:
        known = fresh.get(component.id) or kept_assessment(uow, component.id)
        if component.id in fresh:
            known = fresh[component.id]
        cases[component.id] = case_of(uow, component, known, trade, moment)
    return cases


def kit_cases(
    uow: UnitOfWork, trade: Trade, moment: Moment, fresh: Mapping[str, Assessment | None]
) -> dict[str, Case]:
    """Read the components whose kit names the part: their life and costs, the kit's pieces."""
    part_id = trade.part.id
    components = uow.plant.components_with_kit_part(part_id)
    cases = cases_of(uow, trade, components, moment, fresh)
    for name, case in cases.items():
        pieces = next(i.quantity for i in case.component.kit if i.part_id == part_id)
        held = trade.holding_per_day * pieces
        need = replace(case.need, quantity=pieces, holding_per_day=held)
        cases[name] = replace(case, need=need)
    return cases


def jobs_of_kits(uow: UnitOfWork, kits: Mapping[str, Case]) -> dict[str, WorkOrder]:
    """Return the open jobs that replace these components, by component."""
    found = {}
    for name, case in kits.items():
        job = uow.work_orders.open_for(name)
        if job is not None and job.part_id == case.component.part_id:
            found[name] = job
    return found


def kept_assessment(uow: UnitOfWork, component_id: str) -> Assessment | None:
    """Return the judgement behind the newest decision, unless the item was replaced since."""
    record = uow.decisions.latest(component_id)
    if record is None or record.assessment is None:
        return None
    fitted = uow.work_orders.last_replacement(component_id)
    is_of_this_item = fitted is None or record.assessment.taken_at > fitted
    return record.assessment if is_of_this_item else None


def need_of_component(
    trade: Trade, case: Case, job: WorkOrder | None, kept: Mapping[str, int]
) -> PoolNeed:
    """Return the need of a component, with what is put aside for its job.

    A job that no prediction dates is wanted on its planned day.

    Parameters
    ----------
    kept : mapping
        Pieces put aside for each open job, by its id.
    """
    name = predicted_id(case.component.id)
    if job is not None and case.need.life is None:
        on_day = need_of_job(name, trade, case.asset, job, kept)
        return replace(on_day, need=replace(on_day.need, kit_parts=case.need.kit_parts))
    own = kept[job.id] if job else 0
    return PoolNeed(name, NeedKind.PREDICTED, case.need, reserved=own)


def need_of_kit(
    trade: Trade, case: Case, job: WorkOrder | None, reserved: list[Reservation]
) -> PoolNeed:
    """Return what a component's job wants of the part beside its own, wanted when that one is."""
    name, need = kit_id(case.component.id, trade.part.id), case.need
    own = pieces_of_kit_put_aside(job, reserved) if job else 0
    if job is None or need.life is not None:
        return PoolNeed(name, NeedKind.PREDICTED, need, reserved=own)
    today = trade.supply.table.today
    dated = need_on_date(trade, job.planned_on or today, today, need.quantity)
    dated = replace(dated, criticality=case.asset.criticality, kit_parts=need.kit_parts)
    return PoolNeed(name, NeedKind.JOB, dated, days_until(job.planned_on, today), reserved=own)


def need_of_job(
    name: str, trade: Trade, asset: Asset, job: WorkOrder, kept: Mapping[str, int]
) -> PoolNeed:
    """Return the need of an open job that no prediction dates: wanted on its planned day."""
    today = trade.supply.table.today
    need = need_on_date(trade, job.planned_on or today, today, job.quantity)
    need = replace(need, criticality=asset.criticality)
    on_day = days_until(job.planned_on, today)
    return PoolNeed(name, NeedKind.JOB, need, on_day, reserved=kept[job.id])
