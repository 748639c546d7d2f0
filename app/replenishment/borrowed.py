"""What a part's needs borrow from its approved alternates, as far as they would order today.

Only a need whose order would be due today borrows: until then the spare pieces stay free for
whoever comes first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.core.alternates import taken_from_group
from app.core.decision import evaluate_trigger
from app.core.need_line import Cover
from app.core.part_pool import PartPool, RankedNeed, rank_needs
from app.core.trigger import DecisionKind
from app.lending import spare_pieces
from app.replenishment.need import Trade
from app.storage.unit_of_work import UnitOfWork

DUE = frozenset({DecisionKind.ORDER, DecisionKind.LATE})


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Pieces of alternates that a part's pool counts.

    Attributes
    ----------
    counted : mapping
        Pieces lent to the dated needs, by part number, in the order in which they are taken.
    aside : mapping
        Pieces put aside for the jobs behind needs, by part number, by the need's id.
    """

    counted: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def covers(self, ranked: RankedNeed, pieces: int) -> Iterator[Cover]:
        """Say whose shelf serves a need: what is put aside for it, the part's own, then lent."""
        left = pieces
        aside = self.aside.get(ranked.item.id, {})
        for number, lent in aside.items():
            yield Cover(min(lent, left), part_number=number)
            left -= min(lent, left)
        before = ranked.position.on_hand - ranked.position.allocated - sum(aside.values())
        total = sum(self.counted.values())
        own = min(left, max(before - total, 0))
        yield Cover(own)
        left -= own
        gone = max(total - before, 0)
        for number, lent in self.counted.items():
            used = min(max(lent - gone, 0), left)
            gone = max(gone - lent, 0)
            yield Cover(used, part_number=number)
            left -= used


def borrow(uow: UnitOfWork, trade: Trade, pool: PartPool) -> tuple[PartPool, dict[str, int]]:
    """Add to a pool what alternates lend to the needs that lack pieces today, by part number."""
    spare = spare_pieces(uow, trade.part) if trade.part.alternates else {}
    ranked = rank_needs(pool, trade.policy, trade.supply) if spare else ()
    due = sum(one.missing for one in ranked if one.missing and _is_due(trade, pool, one))
    if not due:
        return pool, {}
    wanted = min(due, sum(spare.values()))
    lent = replace(pool, on_hand=pool.on_hand + wanted)
    after = rank_needs(lent, trade.policy, trade.supply)
    used = sum(one.taken for one in after) - sum(one.taken for one in ranked)
    group = [uow.stock.part(one) for one in trade.part.alternates]
    taken = taken_from_group(trade.part, group, spare, used)
    numbers = {one.id: one.number for one in group}
    return (
        replace(pool, on_hand=pool.on_hand + sum(taken.values())),
        {numbers[one]: pieces for one, pieces in taken.items()},
    )


def _is_due(trade: Trade, pool: PartPool, ranked: RankedNeed) -> bool:
    """Whether a need would be ordered for today."""
    need = ranked.need_as_ranked(pool)
    decision = evaluate_trigger(need, trade.supply, ranked.position, trade.policy)
    return decision.kind in DUE
