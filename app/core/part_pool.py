"""All needs of one part together: in which order the pieces serve them, and what each can have.

The piece that serves a need is the k-th of all pieces wanted of the part, so it is dated by
T_(k), not by the machine's own life alone (`jit-trigger.md` section 3.4). Pieces put aside for a
need, and those of its own order, stay with it. Demand that nobody predicts belongs to no machine:
what it wants beside is the shelf's own need (`app.core.shelf_need`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS
from app.core.distribution import DaysDistribution
from app.core.need import Need
from app.core.need_count import at_least, days_from_grid, need_by_day
from app.core.need_line import KIT, NeedKind
from app.core.order_time import tolerated_risk
from app.core.policy import SitePolicy
from app.core.stock import StockPosition
from app.core.supply import Supply
from app.core.trigger import pulled_forward


@dataclass(frozen=True, slots=True, eq=False)
class PoolNeed:
    """One need of a part and the pieces that are its own already.

    Attributes
    ----------
    need : Need
        With its own life; a need on a fixed date has `on_day` beside.
    on_day : int or None
        Days from today of a fixed date, not below 0.
    reserved : int
        Pieces on the shelf put aside for it.
    ordered : int
        Pieces still to come of an order placed for it.
    """

    id: str
    kind: NeedKind
    need: Need
    on_day: int | None = None
    reserved: int = 0
    ordered: int = 0

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of when it comes."""
        return self.need.life is not None and not self.need.foreign_fault

    @property
    def is_of_kit(self) -> bool:
        """Whether a job wants it beside its own part."""
        return self.id.startswith(KIT)

    @property
    def open_pieces(self) -> int:
        """Pieces it wants of those that belong to nobody."""
        return max(self.need.quantity - self.reserved - self.ordered, 0)

    def planning_day(self, policy: SitePolicy, supply: Supply | None = None) -> float:
        """Day by which it may want its pieces, as far as its tolerated risk goes.

        With the part's supply a need inside a plant shutdown is wanted before it.
        """
        life = self.need.life
        if life is None:
            return np.inf
        if supply is not None:
            job = np.array([self.need.job_days])
            moved = pulled_forward(life.fleet(), job, supply.plant, supply.table.today)
            life = DaysDistribution(moved[0])
        if self.on_day is not None:
            return life.quantile(0.5)
        floor = self.need.service_floor(policy)
        risk = tolerated_risk(self.need.holding_per_day, self.need.shortage_per_day, floor)
        return life.quantile(float(risk))


@dataclass(frozen=True, slots=True, eq=False)
class PartPool:
    """A part's needs and pieces, as the books or a scenario know them.

    Attributes
    ----------
    on_hand : int
        Pieces on the shelf.
    set_aside : int
        Of these, pieces reserved for anybody, the needs' own with them.
    arrivals : sequence of (int, int)
        Day on which free pieces of open orders can be used, and how many.
    kept : int
        Safety and buffer stock: work on planned dates may not count on it.
    """

    needs: Sequence[PoolNeed]
    on_hand: int
    set_aside: int = 0
    arrivals: Sequence[tuple[int, int]] = ()
    kept: int = 0

    @property
    def is_of_kit(self) -> bool:
        """Whether a job wants the part beside its own: then nothing stands in for it."""
        return any(item.is_of_kit for item in self.needs)

    def free_on_order(self) -> int:
        """Count the pieces to come that belong to nobody."""
        return sum(quantity for _day, quantity in self.arrivals)


@dataclass(frozen=True, slots=True, eq=False)
class RankedNeed:
    """A need with its place among all, what dates its pieces, and what it can have.

    `life` is T_(rank) on the calendar, the need's own where it is alone. `position` counts what
    is due in time and not taken by an earlier need. `shelf` are the pieces on the shelf it may
    take: its own reserved ones and the free ones that earlier needs left.
    """

    item: PoolNeed
    rank: int
    life: DaysDistribution | None
    position: StockPosition
    taken: int = 0
    shelf: int = 0

    @property
    def on_shelf(self) -> int:
        """Pieces on the shelf, an alternate's with it, that serve it."""
        return min(self.shelf, self.item.reserved + self.taken)

    @property
    def to_come(self) -> int:
        """Free pieces still to come that serve it."""
        return self.item.reserved + self.taken - self.on_shelf

    @property
    def missing(self) -> int:
        """Pieces neither its own nor free for it."""
        return max(self.item.open_pieces - self.taken, 0)

    def need_as_ranked(self, pool: PartPool) -> Need:
        """Return the need dated by T_(rank), with its own life beside for the reader."""
        need = self.item.need
        if self.life is need.life:
            return need
        others = sum(map(_is_ranked, pool.needs)) - 1
        return replace(
            need,
            life=self.life,
            own_life=need.life,
            rank=self.rank,
            shared_with=others,
        )


def rank_needs(
    pool: PartPool, policy: SitePolicy, supply: Supply | None = None
) -> tuple[RankedNeed, ...]:
    """Serve the needs of a part one after the other, the earliest first.

    Parameters
    ----------
    supply : Supply, optional
        How the part reaches the plant: its shutdowns pull needs forward.

    Examples
    --------
    Two machines and one piece: the earlier need has it, the later one is the second piece wanted.

    >>> from app.core.assets import Criticality
    >>> def machine(name: str, days: float) -> PoolNeed:
    ...     life = DaysDistribution.certain(days)
    ...     need = Need(life, "degrading", Criticality.A, 0.06, 43200.0)
    ...     return PoolNeed(name, NeedKind.PREDICTED, need)
    >>> pool = PartPool([machine("late", 40.0), machine("soon", 18.0)], on_hand=1)
    >>> [(r.item.id, r.rank, r.missing) for r in rank_needs(pool, SitePolicy())]
    [('soon', 1, 0), ('late', 2, 1)]
    """
    days = {item.id: item.planning_day(policy, supply) for item in pool.needs}
    order = sorted(pool.needs, key=lambda item: (not item.ordered, days[item.id], *_rest(item)))
    grid = NeedGrid([item for item in order if _is_ranked(item)])
    ranked: list[RankedNeed] = []
    rank, taken, lying = 0, 0, pool.on_hand - pool.set_aside
    for item in order:
        is_counted = _is_ranked(item)
        rank += item.open_pieces if is_counted else 0
        life = grid.life_of(item, rank) if is_counted else item.need.life
        position = _position(pool, item, taken, days[item.id])
        free = max(position.position - item.reserved, 0)
        used = min(free, item.open_pieces) if item.is_dated else 0
        taken += used
        kept = pool.kept if item.kind is NeedKind.PLANNED else 0
        shelf = max(item.reserved + lying - kept, 0)
        ranked.append(RankedNeed(item, rank, life, position, used, shelf))
        lying -= max(ranked[-1].on_shelf - item.reserved, 0)
    return _what_is_left_helps_the_ordered(ranked)


def _what_is_left_helps_the_ordered(ranked: Sequence[RankedNeed]) -> tuple[RankedNeed, ...]:
    """Let needs with an order of their own count on free pieces that no other need takes.

    Such a need goes before the others for what its order does not bring, but the rest of the free
    pieces serves the others first: were its order late, it and they would count on the same one.
    """
    still_taken, counted, found = sum(one.taken for one in ranked), 0, []
    for one in ranked:
        still_taken -= one.taken
        if not one.item.ordered:
            found.append(one)
            continue
        spare = max(one.position.position - one.item.reserved - one.taken, 0)
        gone = min(spare, still_taken + counted)
        counted += min(spare - gone, one.item.ordered)
        allocated = one.position.allocated + gone
        found.append(replace(one, position=replace(one.position, allocated=allocated)))
    return tuple(found)


def _is_ranked(item: PoolNeed) -> bool:
    """Whether its pieces are some of those all needs share.

    One that has a part of its pieces on an order is served first, so that nobody takes the rest
    from it; no other need can want that rest, so its own day dates it.
    """
    return item.open_pieces > 0 and item.is_dated and not item.ordered


def _rest(item: PoolNeed) -> tuple[str, float, str]:
    """Order needs of one day: the worst class first, then the dearest, then by name."""
    need = item.need
    return need.criticality.value, -need.shortage_per_day, item.id


def _position(pool: PartPool, item: PoolNeed, taken: int, wanted_day: float) -> StockPosition:
    """Count what a need can have: its own reserved pieces, the free ones, those due in time.

    Pieces that others take of what comes later are none of those due by its day.
    """
    by = int(min(wanted_day, HORIZON_DAYS))
    due = sum(quantity for day, quantity in pool.arrivals if day <= by)
    kept = pool.kept if item.kind is NeedKind.PLANNED else 0
    others = min(taken + kept, max(pool.on_hand + due - pool.set_aside, 0))
    return StockPosition(pool.on_hand, due, pool.set_aside - item.reserved + others)


class NeedGrid:
    """The dated needs of a part on the day grid, made once for all ranks.

    Attributes
    ----------
    slots : ndarray, shape (n, days)
        P(T <= t) of each need without a fixed date, for the pieces it still wants.
    pieces : list of int, length n
        Those pieces.
    planned : ndarray of int, shape (days,)
        Pieces wanted on fixed dates, by each day.
    """

    def __init__(self, needs: Sequence[PoolNeed]) -> None:
        self._needs = needs
        uncertain = [item for item in needs if item.on_day is None and item.need.life]
        lives = [item.need.life.days for item in uncertain if item.need.life]
        self.pieces = [item.open_pieces for item in uncertain]
        self.slots = (
            need_by_day(np.stack(lives), HORIZON_DAYS) if lives else np.zeros((0, HORIZON_DAYS))
        )
        self.planned = np.zeros(HORIZON_DAYS, dtype=np.int64)
        for item in needs:
            if item.on_day is not None:
                self.planned[min(item.on_day, HORIZON_DAYS - 1) :] += item.open_pieces

    def life_of(self, item: PoolNeed, rank: int) -> DaysDistribution | None:
        """Return T_(rank), exact where nobody else wants the part."""
        if len(self._needs) == 1:
            return item.need.life
        return days_from_grid(self._reached[rank])

    @cached_property
    def _reached(self) -> NDArray[np.float64]:
        """P(T_(k) <= t) for every k up to all pieces wanted, shape (k + 1, days)."""
        most = sum(item.open_pieces for item in self._needs)
        none_unpredicted = np.zeros(HORIZON_DAYS)
        return at_least(self.slots, none_unpredicted, self.planned, most, self.pieces)
