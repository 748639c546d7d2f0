"""What a part's needs borrow from its approved alternates, as far as they would order today.

Only a need whose order would be due today borrows: until then the spare pieces stay free for
whoever comes first (`jit-trigger.md` section 6, `docs/decisions/0026`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.core.alternates import taken_from_group
from app.core.decision import evaluate_trigger
from app.core.need_line import Cover
from app.core.part_pool import PartPool, RankedNeed, rank_needs
from app.core.policy import SitePolicy
from app.core.reasons import Reason
from app.core.stock import Part
from app.core.supply import Supply
from app.core.trigger import DecisionKind


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

    def covers(self, ranked: RankedNeed) -> tuple[Cover, ...]:
        """Say whose shelf serves a need: what is put aside for it, the part's own, then lent."""
        return tuple(cover for cover in self._all_covers(ranked) if cover.quantity)

    def reasons(self, ranked: RankedNeed) -> tuple[Reason, ...]:
        """Say which pieces of alternates serve a need."""
        return tuple(
            Reason("alternates", n, "pcs", {"pieces": n, "part": cover.part_number})
            for cover in self.covers(ranked)
            if cover.part_number and (n := cover.quantity)
        )

    def _all_covers(self, ranked: RankedNeed) -> Iterator[Cover]:
        """Go from shelf to shelf; those that earlier needs have emptied give nothing."""
        left = ranked.on_shelf
        aside = self.aside.get(ranked.item.id, {})
        for number, lent in aside.items():
            yield Cover(min(lent, left), part_number=number)
            left -= min(lent, left)
        put_aside = max(ranked.item.reserved - sum(aside.values()), 0)
        free, total = max(ranked.shelf - ranked.item.reserved, 0), sum(self.counted.values())
        own = min(left, put_aside + max(free - total, 0))
        yield Cover(own)
        left -= own
        gone = max(total - free, 0)
        for number, lent in self.counted.items():
            used = min(max(lent - gone, 0), left)
            gone = max(gone - lent, 0)
            yield Cover(used, part_number=number)
            left -= used


def borrowed_today(
    pool: PartPool,
    part: Part,
    alternates: Iterable[Part],
    spare: Mapping[str, int],
    policy: SitePolicy,
    supply: Supply,
) -> dict[str, int]:
    """Choose what alternates lend to the needs that would order today.

    Parameters
    ----------
    pool : PartPool
        The part's needs and its own pieces.
    spare : mapping
        Pieces each alternate can lend, by its id.

    Returns
    -------
    dict of str to int
        Pieces by the alternate's id; only as many as serve a need.
    """
    ranked = rank_needs(pool, policy, supply) if spare else ()
    due = sum(one.missing for one in ranked if _is_due(pool, one, policy, supply))
    wanted = min(due, sum(spare.values()))
    if not wanted:
        return {}
    lent = replace(pool, on_hand=pool.on_hand + wanted)
    after = rank_needs(lent, policy, supply)
    used = sum(one.taken for one in after) - sum(one.taken for one in ranked)
    return taken_from_group(part, alternates, spare, used)


def _is_due(pool: PartPool, ranked: RankedNeed, policy: SitePolicy, supply: Supply) -> bool:
    """Whether a need lacks pieces that would be ordered today."""
    if not ranked.missing:
        return False
    need = ranked.need_as_ranked(pool)
    kind = evaluate_trigger(need, supply, ranked.position, policy).kind
    return kind in {DecisionKind.ORDER, DecisionKind.LATE}
