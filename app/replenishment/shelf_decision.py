"""What the shelf of a part wants today, put into words: its level, its rate, its pieces."""

from collections.abc import Iterator

from app.core.buying_reasons import cover_reasons
from app.core.part_pool import PartPool
from app.core.reasons import Detail, Reason
from app.core.shelf_need import ShelfNeed, ShelfTerms
from app.core.trigger import DecisionKind, TriggerDecision
from app.replenishment.buying import economic_reasons
from app.replenishment.need import Trade

DAYS_PER_YEAR = 365.0


def shelf_decision(
    trade: Trade, pool: PartPool, found: ShelfNeed, terms: ShelfTerms
) -> TriggerDecision:
    """Word what the shelf wants; the pieces of an order are those its supplier sells."""
    today = trade.supply.table.today
    quantity = max(found.units, trade.part.minimum_order) if found.units else 0
    return TriggerDecision(
        kind=DecisionKind.ORDER if found.units else DecisionKind.COVERED,
        order_by=today if found.units else None,
        arrive_by=None,
        need_by=None,
        quantity=quantity,
        late_probability=found.late,
        tolerated_risk=1.0 - terms.service_floor,
        article_order_by=None,
        rule=trade.policy.rule,
        reasons=tuple(_shelf_reasons(trade, pool, found, terms, quantity)),
    )


def _shelf_reasons(
    trade: Trade, pool: PartPool, found: ShelfNeed, terms: ShelfTerms, quantity: int
) -> list[Reason]:
    """Say the arithmetic behind the pieces for the shelf."""
    part, currency = trade.part, trade.policy.currency
    rate = terms.unpredicted_per_day * DAYS_PER_YEAR
    unit = f"{currency}/d"
    h, c = terms.holding_per_day, terms.shortage_per_day
    position: dict[str, Detail] = {
        "on_hand": pool.on_hand,
        "set_aside": pool.set_aside,
        "on_order": pool.free_on_order(),
        "ordered": found.position - pool.on_hand + pool.set_aside - pool.free_on_order(),
        "position": found.position,
        "early": found.early,
        "on_average": found.early_on_average,
    }
    level: dict[str, Detail] = {
        "safety": part.safety_stock,
        "buffer": part.buffer_stock,
        "level": terms.kept_level,
    }
    order: dict[str, Detail] = {
        "quantity": quantity,
        "by_rate": found.by_rate,
        "by_level": found.by_level,
        "minimum": part.minimum_order,
    }
    late: dict[str, Detail] = {"probability": found.late, "allowed": 1.0 - terms.service_floor}
    return [
        Reason("shelf_rate", rate, "pcs/a", {"rate": rate}),
        *_typical_reasons(terms),
        Reason("holding", h, unit, {"per_day": h, "currency": currency}),
        Reason("shortage", c, unit, {"per_day": c, "currency": currency}),
        *cover_reasons(found.levels),
        Reason("shelf_level", float(terms.kept_level), "pcs", level),
        Reason("shelf_position", float(found.position), "pcs", position),
        *_foreseen_reasons(found, terms),
        Reason("shelf_late", found.late, "1", late),
        Reason("shelf_order", float(quantity), "pcs", order),
        *economic_reasons(trade, rate),
    ]


def _typical_reasons(terms: ShelfTerms) -> Iterator[Reason]:
    """Say what thirty days ask for, where the ledger tells."""
    found = terms.demand
    if found.rate > 0:
        details: dict[str, Detail] = {"chance": found.chance, "typical": found.typical}
        yield Reason("shelf_typical", found.typical, "pcs", details)


def _foreseen_reasons(found: ShelfNeed, terms: ShelfTerms) -> Iterator[Reason]:
    """Say which share of the needs to come is counted on to announce itself in time."""
    if found.foreseen is None:
        return
    share, enough = found.foreseen.share, found.foreseen.enough_days
    in_time = sum(days >= enough for days in terms.notice_days)
    details: dict[str, Detail] = {
        "failures": len(terms.notice_days),
        "in_time": in_time,
        "enough": enough,
        "share": share,
    }
    yield Reason("shelf_foreseen", share, "1", details)
