"""A vendor as the books know it: lead time, score, receipts, and the orders on their way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.approval_wait import approval_waits
from app.core.calendars import lead_working_days
from app.core.distribution import DaysDistribution
from app.core.lead_stages import StageSeen, stages_seen
from app.core.lead_time import (
    LeadTime,
    Supplier,
    expedited_lead_time,
    lead_time_of,
    prior_of,
)
from app.core.open_order import arrival_of_open_order
from app.core.policy import SitePolicy
from app.core.purchasing import DeliveryDates, PurchaseOrder
from app.core.trigger import DeliveryMode
from app.core.vendor_score import (
    OverdueShare,
    ScoredReceipt,
    VendorScore,
    score_receipt,
    score_vendor,
)
from app.storage.unit_of_work import UnitOfWork

OVERDUE_LEVEL = 0.90


@dataclass(frozen=True, slots=True)
class OrderOnTheWay:
    """An order sent and not whole yet.

    `age_days` are the supplier working days since it was sent, `p90_days` those by which 90 % of
    such orders come. `arrival` are the days from today until it is booked in, given its age.
    """

    order: PurchaseOrder
    said: DeliveryDates
    age_days: int
    p90_days: float
    arrival: DaysDistribution

    @property
    def is_overdue(self) -> bool:
        """Whether it is past the day by which 90 % of such orders come."""
        return self.age_days > self.p90_days


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """Everything a page shows of one vendor; receipts newest first, orders oldest first.

    `stages` are empty where no receipt noted any. `approval_waits` are the plant's working days
    from draft to sending of its orders, oldest first.
    """

    supplier: Supplier
    lead: LeadTime
    score: VendorScore
    receipts: tuple[ScoredReceipt, ...]
    on_the_way: tuple[OrderOnTheWay, ...]
    stages: tuple[StageSeen, ...]
    approval_waits: tuple[float, ...]

    @property
    def overdue(self) -> OverdueShare:
        """How many of its orders on the way are past their 90 % quantile."""
        return _overdue(self.on_the_way)


def vendor_record(uow: UnitOfWork, supplier_id: str, today: date) -> VendorRecord:
    """Read a vendor with its score as of a plant-local day.

    Raises
    ------
    PartUnknown
        If the supplier is not on the register.
    """
    return _record(uow, uow.plant.supplier(supplier_id), uow.plant.policy(), today)


def vendor_records(uow: UnitOfWork, today: date) -> list[VendorRecord]:
    """Read all vendors by name, each with its score."""
    policy = uow.plant.policy()
    return [_record(uow, supplier, policy, today) for supplier in uow.plant.suppliers()]


def overdue_share(uow: UnitOfWork, today: date) -> OverdueShare:
    """Count the plant's orders on the way and those past their 90 % quantile.

    Its `proposes_supply_risk` is the hint to switch supply-risk mode on.
    """
    policy = uow.plant.policy()
    sent = {order.supplier_id for order in uow.orders.open_orders() if order.sent_on is not None}
    on_the_way = [
        order
        for supplier_id in sorted(sent)
        for order in _on_the_way(uow, uow.plant.supplier(supplier_id), policy, today)
    ]
    return _overdue(on_the_way)


def _record(uow: UnitOfWork, supplier: Supplier, policy: SitePolicy, today: date) -> VendorRecord:
    """Put a vendor's page together."""
    lead = lead_time_of(supplier, policy.lead_prior)
    receipts = uow.orders.receipts(supplier.id)
    scored = tuple(score_receipt(receipt, supplier.calendar) for receipt in receipts)
    return VendorRecord(
        supplier=supplier,
        lead=lead,
        score=score_vendor(scored, lead),
        receipts=scored[::-1],
        on_the_way=tuple(_on_the_way(uow, supplier, policy, today)),
        stages=stages_seen(supplier.stage_days, prior_of(supplier, policy.lead_prior)),
        approval_waits=approval_waits(receipts, policy.calendar),
    )


def _on_the_way(
    uow: UnitOfWork, supplier: Supplier, policy: SitePolicy, today: date
) -> list[OrderOnTheWay]:
    """List the supplier's orders sent and not whole yet, each with its age."""
    usual, hurried = lead_time_of(supplier, policy.lead_prior), expedited_lead_time(supplier)
    found = []
    for order in uow.orders.open_of_supplier(supplier.id):
        if order.sent_on is None:
            continue
        is_hurried = DeliveryMode(order.delivery_mode) is DeliveryMode.EXPEDITED
        lead = hurried if is_hurried and hurried else usual
        said = uow.orders.delivery_dates(order.id)
        found.append(
            OrderOnTheWay(
                order=order,
                said=said,
                age_days=lead_working_days(supplier.calendar, order.sent_on, today),
                p90_days=lead.distribution.quantile(OVERDUE_LEVEL),
                arrival=arrival_of_open_order(order, said, supplier, policy, today),
            )
        )
    return found


def _overdue(orders: Sequence[OrderOnTheWay]) -> OverdueShare:
    """Count orders and those overdue."""
    return OverdueShare(len(orders), sum(order.is_overdue for order in orders))
