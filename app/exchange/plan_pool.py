"""The needs and the pieces of one part of a scenario, as the daily review puts them together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.borrowing import Borrowed, borrowed_today
from app.core.need_line import KIT, NeedKind, kit_id
from app.core.part_pool import PartPool, PoolNeed, rank_needs
from app.exchange.plan_kit import kit_splits, need_of
from app.exchange.plan_market import Market
from app.exchange.scenario_parts import ScenarioPart
from app.replenishment.alternate_offers import SourceChoice, choose_sources
from app.replenishment.kit_split import KitSplit, with_share
from app.replenishment.need import Trade
from app.replenishment.ranked_part import RankedPart


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlanBooks(RankedPart):
    """One part of a scenario; `splits` are of the jobs that need it with others, by place."""

    splits: Mapping[int, KitSplit]


def place_of(need_id: str) -> int:
    """Return the place in the scenario of the component a need belongs to."""
    return int(need_id.removeprefix(KIT).partition(":")[0])


def spare_pieces(market: Market) -> dict[str, int]:
    """Count what the parts with alternates can lend: what their own needs and levels leave."""
    found = {}
    for number, part in market.scenario.parts.items():
        if part.part.alternates:
            pool = _pool(market, part, market.trade(part))
            kept = part.part.safety_stock + part.part.buffer_stock
            taken = sum(r.taken for r in rank_needs(pool, market.scenario.policy))
            found[number] = max(pool.on_hand - pool.set_aside - taken - kept, 0)
    return found


def read_part(market: Market, part: ScenarioPart, spare: dict[str, int]) -> PlanBooks:
    """Rank a part's needs and choose its vendor; what it borrows leaves the spare pieces.

    Who is listed first in the scenario is served first.
    """
    books = _read(market, part, market.trade(part), spare)
    vendors = market.compared(part, books.pool, books.ranked)
    taken = market.taken(part, vendors)
    if taken.supplier.id != books.trade.supplier.id:
        books = _read(market, part, taken, spare)
    for number, pieces in books.borrowed.counted.items():
        spare[number] -= pieces
    return replace(books, vendors=vendors, sources=_sources(market, part, books, spare))


def _sources(
    market: Market, part: ScenarioPart, books: PlanBooks, spare: Mapping[str, int]
) -> dict[str, SourceChoice]:
    """Choose what is bought for each need; what alternates can lend is lent, kits want the part."""
    if books.pool.is_of_kit or any(spare[number] for number in part.part.alternates):
        return {}
    alternates = market.alternates(part)
    return choose_sources(books.trade, alternates, market.vendor, books.pool, books.ranked)


def _read(
    market: Market,
    part: ScenarioPart,
    trade: Trade,
    spare: dict[str, int],
) -> PlanBooks:
    """Rank a part's needs as it is bought from one vendor; those of a kit have their share."""
    pool, policy = _pool(market, part, trade), trade.policy
    splits = kit_splits(market, trade)
    needs = [with_share(item, splits.get(place_of(item.id)), part.number) for item in pool.needs]
    pool = replace(pool, needs=needs)
    group = {number: spare[number] for number in sorted(part.part.alternates) if spare[number]}
    lending = {} if pool.is_of_kit else group
    others = [market.scenario.parts[number].part for number in lending]
    taken = borrowed_today(pool, part.part, others, lending, policy, trade.supply)
    pool = replace(pool, on_hand=pool.on_hand + sum(taken.values()))
    ranked = rank_needs(pool, policy, trade.supply)
    return PlanBooks(trade=trade, pool=pool, ranked=ranked, borrowed=Borrowed(taken), splits=splits)


def _pool(market: Market, part: ScenarioPart, trade: Trade) -> PartPool:
    """Put the needs and the pieces of a part together; an overdue order can't be trusted."""
    scenario = market.scenario
    margin, today = scenario.policy.receiving_margin_days, scenario.today
    needs = []
    for n, component in enumerate(scenario.components):
        if component.part == part.number:
            need = need_of(component, trade, component.quantity)
            needs.append(PoolNeed(str(n), NeedKind.PREDICTED, need))
        for item in component.kit:
            if item.part_id == part.number:
                need = need_of(component, trade, item.quantity)
                needs.append(PoolNeed(kit_id(str(n), part.number), NeedKind.PREDICTED, need))
    return PartPool(
        needs=needs,
        on_hand=part.on_hand,
        set_aside=part.allocated,
        arrivals=sorted(
            ((order.due - today).days + margin, order.quantity)
            for order in part.on_order
            if order.due >= today
        ),
        kept=part.part.safety_stock + part.part.buffer_stock,
    )
