"""Too late for a calm order: every way out that is left, with its chance and its money.

Days are those of `app.core.order_cost`: T is the day of failure, A the day the part is usable,
both whole days from today. Each way costs

    h E[(T - A)+] + E kappa((A - T)+) + fees + c (P(T < A) u + P(T >= A) q)

with kappa(x) = min(c x, c_e + c min(x, l_e)) where waiting may still be hurried, u the repair
after a failure and q the planned job, in days; the ways differ in T, A, fees and what else stands
still. Source: `requirements.md` F9, `jit-trigger.md` section 3.3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.core.distribution import DaysDistribution
from app.core.late_need import Days, Derating, Donor, LateNeed, Source, StagedCrew, Way
from app.core.need_count import need_by_day
from app.core.order_cost import cost_by_order_day, late_by_order_day, still_away
from app.core.trigger import DeliveryMode


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out; the cost is the sum of its shares, all in money."""

    way: Way
    by: str
    mode: DeliveryMode
    late: float
    holding: float
    waiting: float
    fees: float
    repair: float
    standing: float = 0.0

    @property
    def cost(self) -> float:
        """Expected money of this way."""
        return self.holding + self.waiting + self.fees + self.repair + self.standing


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A way that can't be gone, or not be reckoned; `why` is a reason's code."""

    way: Way
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Ways out, cheapest first, and those left out."""

    ranked: tuple[WayOut, ...]
    left_out: tuple[LeftOut, ...]


def ways_out(
    need: LateNeed,
    sources: Sequence[Source],
    donors: Sequence[Donor] = (),
    derating: Derating | None = None,
    crew: StagedCrew | None = None,
) -> WaysOut:
    """Rank what can be done for a need that an order of today is late for.

    Parameters
    ----------
    sources : sequence of Source
        Every vendor and delivery the part can be had from, at least one with a known fee.
    donors : sequence of Donor
        Other machines with the same part.
    derating, crew : Derating, StagedCrew or None
        None where nobody entered the figures.

    Raises
    ------
    ValueError
        If no source has a known fee, or their day grids differ.

    Examples
    --------
    A failure on day 3 for sure; 5 days by truck, 2 by courier for 150; a day costs 400:

    >>> from app.core.assets import Criticality
    >>> need = LateNeed(DaysDistribution.certain(3.0), Criticality.A, 0.1, 400.0)
    >>> truck, courier = np.eye(10)[5], np.eye(10)[2]
    >>> found = ways_out(need, [Source("V", DeliveryMode.NORMAL, truck),
    ...                         Source("V", DeliveryMode.EXPEDITED, courier, 150.0)])
    >>> [(way.way.value, round(way.late, 3), round(way.cost)) for way in found.ranked]
    [('expedited delivery', 0.001, 551), ('normal delivery', 0.999, 1200)]
    """
    known = [source for source in sources if np.isfinite(source.fee)]
    if not known:
        raise ValueError("no source with a known fee: there is nothing to order from")
    days = known[0].weights.size
    if any(source.weights.size != days for source in sources):
        raise ValueError("all sources must be laid out on one day grid")
    found = [_ordered(need, source) for source in known]
    found += [
        min((_taken(need, donor, source) for source in known), key=_rank)
        for donor in donors
        if not _why_not(need, donor)
    ]
    if derating is not None:
        found.append(min((_derated(need, derating, source) for source in known), key=_rank))
    if crew is not None:
        found.append(min((_staged(need, crew, source) for source in known), key=_rank))
    left_out = _left_out(need, sources, donors, derating, crew)
    return WaysOut(tuple(sorted(found, key=_rank)), tuple(left_out))


def _rank(way: WayOut) -> tuple[float, float]:
    """Cheapest first; of two as cheap, the surer one."""
    return way.cost, way.late


def _ordered(need: LateNeed, source: Source) -> WayOut:
    """Order today from a source, and replace the part once it is usable."""
    cdf, weights = _grid(need.life, source), source.weights[:, None]
    c, hurry = need.shortage_per_day, (source.hurry_cost, source.hurry_days)
    rates, none = (np.array([need.holding_per_day]), np.array([c])), np.zeros(1)
    held = float(cost_by_order_day(cdf, weights, rates[0], none)[0, 0])
    waited = float(cost_by_order_day(cdf, weights, none, rates[1], *hurry)[0, 0])
    late = float(late_by_order_day(cdf, weights)[0, 0])
    repair = c * (late * need.repair_days + (1.0 - late) * need.planned_job_days)
    return WayOut(
        source.way, source.vendor, source.mode, late, held, waited, source.fee, repair
    )  # fmt: skip


def _taken(need: LateNeed, donor: Donor, source: Source) -> WayOut:
    """Take the donor's part; what is ordered today goes to the donor, which stands until then.

    If the taken part fails before that, this machine stands again until the ordered part is in;
    that the donor then waits for another one is no loss of this way, as its part would have failed
    in it too.
    """
    days, taken_on = source.weights.size, donor.taking_days
    at_once = np.eye(days)[min(taken_on, days - 1)]
    own = _ordered(need, replace(source, weights=at_once, fee=0.0, hurry_cost=np.inf))
    away = still_away(source.weights[:, None])[taken_on:, 0]
    if donor.life is None:
        raise ValueError("a part whose life is not known can't be reckoned with")
    part_gone = _grid(donor.life, source)[0]
    again = need.shortage_per_day * float(part_gone[taken_on:] @ away)
    gone_first = float(late_by_order_day(part_gone[None], source.weights[:, None])[0, 0])
    late = 1.0 - (1.0 - own.late) * (1.0 - gone_first)
    c = need.shortage_per_day
    return replace(
        own,
        way=Way.TAKEN,
        by=f"{donor.name}, {source.vendor}",
        mode=source.mode,
        late=late,
        holding=0.0,
        waiting=own.waiting + again,
        fees=source.fee,
        repair=c * (late * need.repair_days + (1.0 - late) * need.planned_job_days),
        standing=donor.shortage_per_day * (float(away.sum()) + donor.job_days),
    )


def _derated(need: LateNeed, derating: Derating, source: Source) -> WayOut:
    """Run slower until the part is usable or the machine fails: life is stretched from today on."""
    stretched = replace(need, life=DaysDistribution(need.life.days * derating.life_factor))
    runs = 1.0 - _grid(stretched.life, source)[0]
    days_derated = float(runs @ still_away(source.weights[:, None])[:, 0])
    lost = need.shortage_per_day * derating.output_lost * days_derated
    return replace(_ordered(stretched, source), way=Way.DERATED, standing=lost)


def _staged(need: LateNeed, crew: StagedCrew, source: Source) -> WayOut:
    """Let it fail, with the crew waiting for it from today on; its repair is the shorter one."""
    days_waited = float((1.0 - _grid(need.life, source)[0]).sum())
    return replace(
        _ordered(need, source),
        way=Way.STAGED,
        repair=need.shortage_per_day * crew.repair_days,
        standing=crew.standby_per_day * days_waited,
    )


def _grid(life: DaysDistribution, source: Source) -> Days:
    """P(failed by each day) on the grid of a source, shape (1, days)."""
    return need_by_day(life.fleet(), source.weights.size)


def _why_not(need: LateNeed, donor: Donor) -> str:
    """Tell why a machine's part is not taken, empty where it may be."""
    if donor.criticality.value <= need.criticality.value:
        return "left_out_not_less_critical"
    return "left_out_life_of_taken" if donor.life is None else ""


def _left_out(
    need: LateNeed,
    sources: Sequence[Source],
    donors: Sequence[Donor],
    derating: Derating | None,
    crew: StagedCrew | None,
) -> Iterator[LeftOut]:
    """Say which ways could not be gone or reckoned, and which figure would make them so."""
    if not any(s.way is Way.EXPEDITED for s in sources):
        yield LeftOut(Way.EXPEDITED, "", "left_out_no_hurry")
    for source in sources:
        if not np.isfinite(source.fee):
            yield LeftOut(source.way, source.vendor, "left_out_no_price")
    if not any(s.way is Way.OTHER_VENDOR for s in sources):
        yield LeftOut(Way.OTHER_VENDOR, "", "left_out_no_vendor")
    if not donors:
        yield LeftOut(Way.TAKEN, "", "left_out_no_machine")
    for donor in donors:
        if why := _why_not(need, donor):
            yield LeftOut(Way.TAKEN, donor.name, why)
    if derating is None:
        yield LeftOut(Way.DERATED, "", "left_out_no_derating")
    if crew is None:
        yield LeftOut(Way.STAGED, "", "left_out_no_crew")
