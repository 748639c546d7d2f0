"""How long a part takes when its order waits for a person's approval first.

What the low-value rule approves goes out at once. Any other order is dated so that it has time to
wait: the wait learned is added to the lead time, which then counts from the draft.
"""

from datetime import date

from app.core.approval_wait import is_wait_known
from app.core.purchasing import PurchaseOrder
from app.core.reasons import Detail, Reason
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.trigger import TriggerDecision
from app.replenishment.need import Trade
from app.replenishment.track_record import track_record
from app.storage.unit_of_work import UnitOfWork

WAITS = "approval_wait"
"""Code of the reason that says that an order is dated to wait for its approval."""


def known_waits(uow: UnitOfWork, today: date) -> tuple[float, ...]:
    """Return how long orders that people approved have waited; none where too few are known."""
    waits = track_record(uow, today).approval_waits_days
    return waits if is_wait_known(waits) else ()


def supply_with_wait(uow: UnitOfWork, order: PurchaseOrder | None, trade: Trade) -> Supply:
    """Lay out how a draft, or an order of today, comes if a person has to approve it first.

    Without a wait where none is known.
    """
    waits = known_waits(uow, trade.supply.table.today)
    is_other = order is not None and order.supplier_id != trade.supplier.id
    if order is None or not is_other:
        return trade.waiting(waits) if waits else trade.supply
    return trade.waiting(waits, uow.plant.supplier(order.supplier_id))


def is_dated_to_wait(decision: TriggerDecision) -> bool:
    """Whether a decision was dated with the wait for an approval."""
    return any(reason.code == WAITS for reason in decision.reasons)


def waits_of(uow: UnitOfWork, record: DecisionRecord) -> tuple[float, ...]:
    """Return the waits that a decision's lead time was dated with, none where its order goes out.

    They are those known on the decision's day.
    """
    return known_waits(uow, record.today) if is_dated_to_wait(record.decision) else ()


def wait_reason(uow: UnitOfWork, without: Supply, supply: Supply) -> Reason:
    """Say how long such orders have waited, and the lead time without that."""
    waits = known_waits(uow, supply.table.today)
    waited = [days for days in waits if days > 0]
    details: dict[str, Detail] = {
        "orders": len(waits),
        "waited": len(waited),
        "mean": round(sum(waited) / len(waited), 2),
        "p50": round(without.lead.distribution.quantile(0.5), 2),
        "p90": round(without.lead.distribution.quantile(0.9), 2),
    }
    added = round(supply.lead.median_days - without.lead.median_days, 2)
    return Reason(WAITS, added, "working d", details)
