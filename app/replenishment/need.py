"""What one component needs, read from the plant's books."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.assets import Asset, Component
from app.core.errors import PartUnknown
from app.core.health import Assessment, FailureMode, RulState
from app.core.lead_time import Supplier
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.purchasing import OrderLine, PurchaseOrder
from app.core.stock import Part, StockPosition
from app.core.supply import Supply, supply_of
from app.storage.unit_of_work import UnitOfWork
from app.stores import promised_to_others

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
    supply = supply_of(supplier, policy, today)
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
        holding_per_day=policy.holding_cost_per_day(part.price, part.storage_cost_per_year)
        * component.quantity_per_job,
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

    An order line pegged to another component is that one's but for what exceeds its job (a
    minimum order); a receipt due after this need is no cover. This component's own order is
    looked at by the review itself.
    """
    part = case.part.id
    due_in_time = sum(
        _free_of(uow, line, case.component.id)
        for order in uow.orders.open_of_part(part)
        if comes_in_time(order, case.supply, need_by)
        for line in order.lines
        if line.part_id == part
    )
    promised = promised_to_others(uow, part, case.component.id)
    return StockPosition(uow.stock.on_hand(part), due_in_time, promised)


def comes_in_time(order: PurchaseOrder, supply: Supply, need_by: date | None) -> bool:
    """Whether goods can be used on the day of need; an overdue order can't be trusted."""
    if order.expected_on is None or need_by is None or order.expected_on < supply.table.today:
        return False
    return order.expected_on + timedelta(days=supply.margin_days) <= need_by


def _free_of(uow: UnitOfWork, line: OrderLine, component_id: str) -> int:
    """Count the open pieces of a line that no other component's job has ordered."""
    if line.peg is None:
        return line.open_quantity
    if line.peg.component_id == component_id:
        return 0
    pegged = uow.plant.component(line.peg.component_id)
    return max(line.open_quantity - pegged.quantity_per_job, 0)
