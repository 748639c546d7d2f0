"""Which orders will wait for a person: those that the low-value rule will not approve."""

from app.core.approval import judge_approval
from app.core.distribution import DaysDistribution
from app.core.part_pool import RankedNeed
from app.core.purchasing import OrderState
from app.core.trigger import DecisionKind, TriggerDecision
from app.replenishment.approval_supply import known_waits
from app.replenishment.drafting import same_day_total, was_cancelled
from app.replenishment.open_lines import is_of_component
from app.replenishment.pool import PartBooks
from app.storage.unit_of_work import UnitOfWork


def waits_for_a_person(
    uow: UnitOfWork, books: PartBooks, ranked: RankedNeed, decision: TriggerDecision
) -> bool:
    """Whether a need's order is to be dated with the wait for its approval.

    `decision` is the one without any wait. An order that is approved already has done its waiting,
    a draft still waits; where no wait is known there is none.
    """
    own = [order for order, _line in books.lines.get(ranked.item.id, ())]
    is_approved = any(order.state is not OrderState.DRAFT for order in own)
    if is_approved or decision.kind is DecisionKind.COVERED or decision.need_by is None:
        return False
    if not known_waits(uow, books.trade.supply.table.today):
        return False
    return bool(own) or not _approves_itself(uow, books, ranked, decision)


def _approves_itself(
    uow: UnitOfWork, books: PartBooks, ranked: RankedNeed, decision: TriggerDecision
) -> bool:
    """Whether the low-value rule would approve the order on the day it is to be drafted."""
    trade, place = books.trade_for(ranked.item.id), books.places.get(ranked.item.id)
    need = ranked.item.need
    is_own = is_of_component(ranked.item) and place is not None
    if not is_own or place is None or need.life is None or decision.order_by is None:
        return False
    today = trade.supply.table.today
    ahead = (decision.order_by - today).days
    total = trade.offer.price_at(decision.quantity) * decision.quantity
    horizon = trade.policy.planning_horizon_days
    return judge_approval(
        total=total,
        same_day_total=total if ahead else same_day_total(uow, trade.supplier.id, total, today),
        need_within_horizon=_within(need.life, ahead, horizon),
        alert_precision=need.alert_precision,
        rul_state=need.knowledge,
        policy=trade.policy,
        was_cancelled=was_cancelled(uow, place.id),
    ).is_approved


def _within(life: DaysDistribution, ahead_days: int, horizon_days: int) -> float:
    """P(it fails within the horizon of a day ahead, given that it still runs then)."""
    gone = life.probability_within(float(ahead_days)) if ahead_days else 0.0
    by_then = life.probability_within(float(ahead_days + horizon_days))
    return (by_then - gone) / (1.0 - gone)
