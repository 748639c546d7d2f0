"""Ways out of being late: each one's money and chance against a simulation of what would happen."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.distribution import DaysDistribution
from app.core.late_need import Derating, Donor, LateNeed, Source, StagedCrew, Way
from app.core.need_count import need_by_day
from app.core.trigger import DeliveryMode
from app.core.ways_out import WayOut, WaysOut, ways_out
from app.core.ways_out_reasons import ways_out_reasons

DAYS, DRAWS = 60, 100_000
NORMAL, HURRIED = DeliveryMode.NORMAL, DeliveryMode.EXPEDITED


def spread(rng: np.random.Generator, first: int, last: int) -> np.ndarray:
    weights = np.zeros(DAYS)
    weights[first:last] = rng.random(last - first)
    return weights / weights.sum()


def lives(rng: np.random.Generator, median: float) -> DaysDistribution:
    return DaysDistribution.from_samples(median * np.exp(0.4 * rng.standard_normal(4000)))


def plant(seed: int) -> tuple[LateNeed, list[Source], list[Donor], Derating, StagedCrew]:
    """A late need with all ways open, its figures drawn."""
    rng = np.random.default_rng(seed)
    need = LateNeed(lives(rng, 9.0), Criticality.A, 0.7, 300.0 * rng.random() + 50, 0.5, 2.0)
    sources = [
        Source("V1", NORMAL, spread(rng, 6, 20), hurry_cost=180.0, hurry_days=2.5),
        Source("V1", HURRIED, spread(rng, 2, 5), 180.0),
        Source("V2", NORMAL, spread(rng, 4, 9), 25.0, is_usual_vendor=False),
    ]
    donor = Donor("F-3", Criticality.C, 20.0 * rng.random(), lives(rng, 14.0), 1, 0.5)
    return need, sources, [donor], Derating(1.6, 0.3), StagedCrew(0.8, 12.0)


def drawn(probability: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Days drawn from P(day <= t); what is left over lies on the day after the grid."""
    return np.searchsorted(probability, rng.random(DRAWS), side="right")


def failures(life: DaysDistribution, rng: np.random.Generator) -> np.ndarray:
    return drawn(need_by_day(life.fleet(), DAYS)[0], rng)


def happened(way: WayOut, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """What each of many courses costs, and whether the part came too late, day by day of each."""
    need, sources, (donor,), derating, crew = plant(seed)
    rng = np.random.default_rng(seed + 1000)
    vendor = way.by.split(", ")[-1]
    source = next(s for s in sources if (s.vendor, s.mode) == (vendor, way.mode))
    usable = np.minimum(drawn(np.cumsum(source.weights), rng), DAYS - 1)
    stretch = derating.life_factor if way.way is Way.DERATED else 1.0
    fails = failures(DaysDistribution(need.life.days * stretch), rng)
    h, c = need.holding_per_day, need.shortage_per_day
    money = np.full(DRAWS, source.fee)
    if way.way is Way.TAKEN:
        assert donor.life is not None
        taken_fails = failures(donor.life, rng)
        on = donor.taking_days
        stood_first = np.maximum(on - fails, 0)
        stood_again = np.maximum(usable - np.maximum(taken_fails, on), 0)
        is_late = (fails < on) | (taken_fails < usable)
        money += c * (stood_first + stood_again)
        money += donor.shortage_per_day * (np.maximum(usable - on, 0) + donor.job_days)
    else:
        is_late = fails < usable
        waited = np.maximum(usable - fails, 0)
        dear = source.hurry_cost + c * np.minimum(waited, source.hurry_days)
        money += h * np.maximum(fails - usable, 0)
        money += np.where(waited > 0, np.minimum(c * waited, dear), 0.0)
    if way.way is Way.DERATED:
        money += c * derating.output_lost * np.minimum(fails, usable)
    if way.way is Way.STAGED:
        money += crew.standby_per_day * fails + c * crew.repair_days
    else:
        money += c * np.where(is_late, need.repair_days, need.planned_job_days)
    return money, is_late


@pytest.mark.parametrize("seed", range(6))
def test_each_way_costs_what_a_simulation_of_it_costs(seed: int) -> None:
    found = ways_out(*plant(seed))
    assert {way.way for way in found.ranked} == set(Way) - {Way.ON_ORDER}
    for way in found.ranked:
        money, is_late = happened(way, seed)
        error = 5 * money.std() / np.sqrt(DRAWS)
        assert way.cost == pytest.approx(money.mean(), abs=error + 1e-6), way.way
        assert way.late == pytest.approx(is_late.mean(), abs=5 * 0.5 / np.sqrt(DRAWS)), way.way


def named(found: WaysOut, way: Way) -> WayOut:
    return next(w for w in found.ranked if w.way is way)


@given(st.integers(0, 50), st.floats(0.0, 500.0))
def test_what_gets_dearer_never_rises_in_the_ranking(seed: int, more: float) -> None:
    need, sources, donors, derating, crew = plant(seed % 7)
    before = ways_out(need, sources, donors, derating, crew)
    dearer = [replace(sources[0]), replace(sources[1], fee=sources[1].fee + more), sources[2]]
    after = ways_out(need, dearer, donors, derating, crew)
    rank_before, rank_after = (
        [w.way for w in found.ranked].index(Way.EXPEDITED) for found in (before, after)
    )
    assert rank_after >= rank_before
    assert [w.cost for w in after.ranked] == sorted(w.cost for w in after.ranked)
    donor = replace(donors[0], shortage_per_day=donors[0].shortage_per_day + more)
    costly = ways_out(need, sources, [donor], derating, crew)
    assert named(costly, Way.TAKEN).cost >= named(before, Way.TAKEN).cost - 1e-9


@given(st.floats(1.0, 4.0), st.floats(1.0, 4.0))
def test_a_longer_stretched_life_is_never_later(one: float, other: float) -> None:
    need, sources, *_ = plant(3)
    late = [
        named(ways_out(need, sources[:1], (), Derating(factor, 0.2)), Way.DERATED).late
        for factor in sorted((one, other))
    ]
    assert late[1] <= late[0] + 1e-12


def test_what_can_not_be_reckoned_says_which_figure_is_missing() -> None:
    need, sources, donors, *_ = plant(0)
    as_critical = replace(donors[0], name="P-9", criticality=Criticality.A)
    unknown = replace(donors[0], name="P-8", life=None)
    priceless = replace(sources[1], fee=float("inf"))
    found = ways_out(need, [sources[0], priceless], [as_critical, unknown])
    assert [way.way for way in found.ranked] == [Way.NORMAL]
    assert [(left.by, left.why) for left in found.left_out] == [
        ("V1", "left_out_no_price"),
        ("", "left_out_no_vendor"),
        ("P-9", "left_out_not_less_critical"),
        ("P-8", "left_out_life_of_taken"),
        ("", "left_out_no_derating"),
        ("", "left_out_no_crew"),
    ]
    alone = ways_out(need, sources[:1])
    assert {left.why for left in alone.left_out} >= {"left_out_no_hurry", "left_out_no_machine"}


def test_without_any_price_there_is_nothing_to_rank() -> None:
    need, sources, *_ = plant(0)
    with pytest.raises(ValueError, match="no source with a known fee"):
        ways_out(need, [replace(sources[1], fee=float("inf"))])
    with pytest.raises(ValueError, match="one day grid"):
        ways_out(need, [sources[0], replace(sources[1], weights=np.eye(9)[0])])


@pytest.mark.parametrize("seed", range(3))
def test_the_shares_said_add_up_to_the_cost_said(seed: int) -> None:
    for said in ways_out_reasons(ways_out(*plant(seed)), "EUR"):
        shares = ("holding", "waiting", "fees", "repair", "standing")
        total = sum(float(said.details[share]) for share in shares)  # type: ignore[arg-type]
        assert total == pytest.approx(said.value, abs=0.03)
        assert "{" not in said.text()
