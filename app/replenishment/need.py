"""What one component needs, read from the plant's books."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.assets import Asset, Component, Criticality
from app.core.errors import PartUnknown
from app.core.health import Assessment, FailureMode, is_believed
from app.core.lead_time import Supplier
from app.core.moment import Moment
from app.core.need import FIXED_DATE, Need
from app.core.offers import Offer
from app.core.policy import SitePolicy
from app.core.purchasing import PurchaseOrder
from app.core.remedies import leaves_fault
from app.core.risk_in_force import RiskInForce
from app.core.stock import Part
from app.core.supply import Supply
from app.replenishment.planned_life import PlannedLife, planned_life
from app.replenishment.supply_risk import criticality_of_part, risk_in_force
from app.replenishment.track_record import track_record
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Trade:
    """A part and how it is bought: who is asked, how long that takes, what the site decides.

    Attributes
    ----------
    part : Part
        With the levels to plan with.
    offer : Offer
        Of the supplier asked, the part's own or another's; for `bought` where that is given.
    criticality : Criticality
        Worst class of the machines that use the part; C where none does.
    in_force : RiskInForce
        What supply-risk mode does to lead times and floors today.
    bought : Part or None
        Approved alternate that is bought instead of the part, None where the part itself is.
    """

    part: Part
    supplier: Supplier
    offer: Offer
    criticality: Criticality
    in_force: RiskInForce
    supply: Supply
    bought: Part | None = None

    @property
    def policy(self) -> SitePolicy:
        """What the site decides, as it is in force today."""
        return self.in_force.policy

    @property
    def goods(self) -> Part:
        """What is bought: the part, or the alternate that stands in for it."""
        return self.bought or self.part

    @property
    def holding_per_day(self) -> float:
        """Money of the site to hold one piece a day."""
        part = self.goods
        return self.policy.holding_cost_per_day(part.price, part.storage_cost_per_year)

    def waiting(self, waits_days: Sequence[float], supplier: Supplier | None = None) -> Supply:
        """Lay a supply out from the draft of an order that waits for a person's approval."""
        asked = supplier or self.supplier
        return self.in_force.supply_of(asked, self.criticality, waits_days)

    def asking(self, supplier: Supplier, offer: Offer, bought: Part | None = None) -> "Trade":
        """Return the same part bought from somebody else, or an alternate of it."""
        supply = self.in_force.supply_of(supplier, self.criticality)
        return replace(self, supplier=supplier, offer=offer, supply=supply, bought=bought)

    def wanted(self, need: Need) -> Need:
        """Return a need of the part with the costs and least quantity of what is bought for it."""
        if self.bought is None:
            return need
        held = self.holding_per_day * need.quantity
        return replace(need, holding_per_day=held, minimum_order=self.offer.minimum_order)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a review of one component looks at; `missing` pieces are to be ordered for it."""

    asset: Asset
    component: Component
    trade: Trade
    need: Need
    missing: int = 0


def trade_of(uow: UnitOfWork, part_id: str, today: date) -> Trade:
    """Read how a part is bought, seen from a day."""
    return uow.once(("trade", part_id, today), lambda: _trade_of(uow, part_id, today))


def _trade_of(uow: UnitOfWork, part_id: str, today: date) -> Trade:
    """Put together how a part is bought."""
    in_force = risk_in_force(uow, today)
    worst = criticality_of_part(uow, part_id)
    part = in_force.part_of(uow.stock.part(part_id), worst)
    supplier = supplier_of(uow, part)
    return Trade(
        part=part,
        supplier=supplier,
        offer=uow.offers.of(part)[0],
        criticality=worst or Criticality.C,
        in_force=in_force,
        supply=in_force.supply_of(supplier, worst),
    )


def case_for(
    uow: UnitOfWork, component_id: str, assessment: Assessment | None, moment: Moment
) -> Case | None:
    """Read the case of one component by itself; None where it has no spare part to order."""
    component = uow.plant.component(component_id)
    if component.part_id is None:
        return None
    trade = trade_of(uow, component.part_id, moment.today)
    return case_of(uow, component, assessment, trade, moment)


def supply_of_order(uow: UnitOfWork, order: PurchaseOrder, trade: Trade) -> Supply:
    """Lay out the supplier an order went to, which need not be the one asked first now."""
    if order.supplier_id == trade.supplier.id:
        return trade.supply
    supplier = uow.plant.supplier(order.supplier_id)
    return trade.in_force.supply_of(supplier, trade.criticality)


def supplier_of(uow: UnitOfWork, part: Part) -> Supplier:
    """Return who is asked first for a part.

    Raises
    ------
    PartUnknown
        If the part names no supplier.
    """
    if part.supplier_id is None:
        raise PartUnknown(
            f"Part {part.number} names no supplier, so no lead time is known.",
            "Enter a supplier for it; until then it can't be ordered.",
        )
    return uow.plant.supplier(part.supplier_id)


def case_of(
    uow: UnitOfWork,
    component: Component,
    assessment: Assessment | None,
    trade: Trade,
    moment: Moment,
) -> Case:
    """Read the case of a component that uses a part; its life is counted from now."""
    asset = uow.plant.asset(component.asset_id)
    track = track_record(uow, moment.today)
    planned = planned_life(uow, asset, component, assessment, track, moment)
    need = _need_of(asset, component, trade, planned, _foreign_fault(assessment, component))
    return Case(asset, component, trade, need)


def _need_of(
    asset: Asset,
    component: Component,
    trade: Trade,
    planned: PlannedLife,
    foreign_fault: str,
) -> Need:
    """Put the component's life, costs and job together; life is counted from now."""
    return Need(
        life=planned.life,
        life_state=planned.state.value,
        criticality=asset.criticality,
        holding_per_day=trade.holding_per_day * component.quantity_per_job,
        shortage_per_day=float(asset.downtime_cost_per_day),
        job_days=component.job_days,
        quantity=component.quantity_per_job,
        minimum_order=trade.part.minimum_order,
        foreign_fault=foreign_fault,
        kit_parts=1 + len(component.kit),
        checked=planned.checked,
        alert_precision=planned.alert_precision,
        by_age=planned.by_age,
        regime=planned.regime,
    )


def is_planned_by_age(need: Need) -> bool:
    """Whether a need's life is what such components last, not what was measured on this one."""
    is_dated = need.life is None or need.life_state == FIXED_DATE
    return not is_dated and not is_believed(need.knowledge)


def _foreign_fault(assessment: Assessment | None, component: Component) -> str:
    """Name a degradation that is no wear of the part, so that no part is bought for it."""
    mode = assessment.diagnosis.failure_mode if assessment else FailureMode.NONE
    return mode.value if leaves_fault(mode, component) else ""
