"""What one component needs, read from the plant's books."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.assets import Asset, Component
from app.core.errors import PartUnknown
from app.core.health import Assessment, FailureMode, RulState
from app.core.lead_time import Supplier, expedited_lead_time, lead_time_of
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.stock import Part, StockPosition
from app.core.trigger import Supply, supply_from
from app.storage.unit_of_work import UnitOfWork

SECONDS_PER_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a review of one component looks at."""

    asset: Asset
    component: Component
    part: Part
    supplier: Supplier
    policy: SitePolicy
    need: Need
    supply: Supply


def case_of(
    uow: UnitOfWork, component_id: str, assessment: Assessment | None, now: datetime, today: date
) -> Case | None:
    """Read the case of a component; None where it has no spare part to order.

    Raises
    ------
    PartUnknown
        If the part names no supplier.
    """
    component = uow.plant.component(component_id)
    if component.part_id is None:
        return None
    asset, policy = uow.plant.asset(component.asset_id), uow.plant.policy()
    part = uow.stock.part(component.part_id)
    if part.supplier_id is None:
        raise PartUnknown(
            f"Part {part.number} names no supplier, so no lead time is known.",
            "Enter a supplier for it; until then it can't be ordered.",
        )
    supplier = uow.plant.supplier(part.supplier_id)
    supply = supply_from(
        today,
        supplier.calendar,
        policy.calendar,
        lead_time_of(supplier, policy.lead_prior),
        policy.receiving_margin_days,
        expedited_lead_time(supplier),
    )
    need = _need_of(asset, component, part, policy, assessment, now)
    return Case(asset, component, part, supplier, policy, need, supply)


def _need_of(
    asset: Asset,
    component: Component,
    part: Part,
    policy: SitePolicy,
    assessment: Assessment | None,
    now: datetime,
) -> Need:
    """Put the component's life, costs and job together; life is counted from now."""
    rul = assessment.rul if assessment else None
    life = rul.distribution if rul else None
    if rul and life:
        age_days = (now - rul.as_of).total_seconds() / SECONDS_PER_DAY
        life = life.shifted(-max(age_days, 0.0))
    return Need(
        life=life,
        life_state=(rul.state if rul else RulState.NO_DATA).value,
        criticality=asset.criticality,
        holding_per_day=policy.holding_cost_per_day(part.price) * component.quantity_per_job,
        shortage_per_day=float(asset.downtime_cost_per_day),
        job_days=component.job_days,
        quantity=component.quantity_per_job,
        minimum_order=part.minimum_order,
        foreign_fault=_foreign_fault(assessment),
    )


def _foreign_fault(assessment: Assessment | None) -> str:
    """Name a degradation that is no wear of the part, so that no part is bought for it."""
    mode = assessment.diagnosis.failure_mode if assessment else FailureMode.NONE
    return mode.value if mode is FailureMode.UNBALANCE else ""


def stock_position(uow: UnitOfWork, case: Case, need_by: date | None) -> StockPosition:
    """Count what this need can rely on: shelf, free orders due in time, promised pieces.

    An order line pegged to another component's need is that need's; a receipt due after this need
    is no cover.
    """
    part, margin = case.part.id, timedelta(days=case.supply.margin_days)
    due_in_time = 0
    for order in uow.orders.open_of_part(part):
        is_in_time = order.expected_on and need_by and order.expected_on + margin <= need_by
        if is_in_time:
            due_in_time += sum(
                line.open_quantity
                for line in order.lines
                if line.part_id == part and line.peg is None
            )
    allocated = uow.work_orders.allocated(part, besides_component_id=case.component.id)
    return StockPosition(uow.stock.on_hand(part), due_in_time, allocated)
