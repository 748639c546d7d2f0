"""What a plant's lives make of a prior, where the truth is known."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.analysis.life.pooling import SPREAD_NODES, SPREAD_WEIGHTS, pool_of
from app.analysis.life.shares import shares_of
from app.core.component_life import ComponentLife, LifeEnd
from tests.analysis.life.fleets import PRIOR, crps, lives_of, plant_of

lives = st.builds(
    ComponentLife,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["p", "q"]),
    st.floats(1.0, 2e5),
    st.sampled_from(LifeEnd),
)


def mean_and_sd(pool, component="a", part="p"):
    weight = np.exp(pool.log_weights(component, part)).sum(axis=0)
    mean = weight @ pool.log_medians
    return mean, math.sqrt(weight @ (pool.log_medians - mean) ** 2)


def half(pool, component, part="p"):
    return pool.belief(component, part).hours_left(0.0, np.array([0.5]))[0]


def test_without_lives_the_prior_comes_back():
    pool = pool_of(PRIOR, ())
    mean, sd = mean_and_sd(pool)
    factors = PRIOR.plant_factor, PRIOR.part_factor, PRIOR.machine_factor
    assert mean == pytest.approx(math.log(PRIOR.median_hours), abs=1e-6)
    assert sd == pytest.approx(math.sqrt(sum(math.log(f) ** 2 for f in factors)), rel=0.02)
    by_shape = np.exp(pool.log_weights("a", "p")).sum(axis=1)
    assert np.allclose(by_shape, by_shape[::-1])
    assert pool.shapes[3] == pytest.approx(PRIOR.shape)


def test_without_lives_the_prior_comes_back_exactly_wherever_it_is_asked():
    asked = [pool_of(PRIOR, ()).log_weights(*place) for place in (("a", "p"), ("b", ""))]
    assert np.array_equal(asked[0], asked[1])
    shares = shares_of(pool_of(PRIOR, ()), "a", "p")
    assert (shares.prior, shares.sisters, shares.own) == (1.0, 0.0, 0.0)


def test_the_spreads_looked_at_have_the_expected_mean_square():
    assert SPREAD_WEIGHTS.sum() == pytest.approx(1.0)
    assert SPREAD_WEIGHTS @ SPREAD_NODES**2 == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("machines", "each"), [(1, 1000), (50, 20), (250, 4)])
def test_a_thousand_lives_bring_the_truth_back(machines, each):
    rng = np.random.default_rng(3)
    shape, scale = 2.4, 0.4 * PRIOR.median_hours
    told = [
        ComponentLife(f"m{m}", "p", float(scale * rng.weibull(shape)), LifeEnd.FAILED)
        for m in range(machines)
        for _ in range(each)
    ]
    levels = np.array([0.1, 0.5, 0.9])
    found = pool_of(PRIOR, told).belief("m0", "p").hours_left(0.0, levels)
    assert np.allclose(found, scale * (-np.log1p(-levels)) ** (1 / shape), rtol=0.08)


def test_lives_cut_short_by_replacement_do_not_make_lives_look_short():
    rng = np.random.default_rng(4)
    scale = PRIOR.median_hours
    whole = scale * rng.weibull(2.0, 600)
    told = [
        ComponentLife("m", "p", float(min(h, scale / 2)),
                      LifeEnd.FAILED if h < scale / 2 else LifeEnd.REPLACED)
        for h in whole
    ]  # fmt: skip
    median = pool_of(PRIOR, told).belief("m", "p").hours_left(0.0, np.array([0.5]))[0]
    assert median == pytest.approx(scale * math.log(2) ** 0.5, rel=0.12)


def test_a_machine_with_many_lives_keeps_its_own_and_one_with_few_takes_its_sisters():
    rng = np.random.default_rng(5)
    usual, short = PRIOR.median_hours, PRIOR.median_hours / 4
    told = [
        ComponentLife(f"s{m}", "p", float(usual * rng.weibull(3.0)), LifeEnd.FAILED)
        for m in range(12)
        for _ in range(4)
    ]
    told += [
        ComponentLife("odd", "p", float(short * rng.weibull(3.0)), LifeEnd.FAILED)
        for _ in range(40)
    ]
    pool = pool_of(PRIOR, told)
    odd, new = (half(pool, name) for name in ("odd", "new"))
    assert odd == pytest.approx(short * math.log(2) ** (1 / 3), rel=0.15)
    assert new > 2 * odd


def test_lives_of_the_same_part_count_for_more_than_those_of_another():
    rng = np.random.default_rng(6)
    told = [
        ComponentLife(f"{part}{m}", part, float(scale * rng.weibull(3.0)), LifeEnd.FAILED)
        for part, scale in (("p", 2000.0), ("q", 12_000.0))
        for m in range(5)
        for _ in range(5)
    ]
    pool = pool_of(PRIOR, told)
    p, q, other = (half(pool, "new", part) for part in ("p", "q", "r"))
    assert p < 0.5 * other
    assert q > 1.5 * other


@settings(max_examples=30, deadline=None)
@given(told=st.lists(lives, max_size=12), seed=st.integers(0, 9))
def test_the_order_of_the_books_makes_no_difference(told, seed):
    mixed = list(told)
    np.random.default_rng(seed).shuffle(mixed)
    assert pool_of(PRIOR, mixed) is pool_of(PRIOR, told)


@settings(max_examples=30, deadline=None)
@given(told=st.lists(lives, max_size=12), place=st.sampled_from(["a", "z"]))
def test_whatever_the_books_hold_the_belief_is_a_distribution(told, place):
    pool = pool_of(PRIOR, told)
    belief = pool.belief(place, "p")
    assert np.exp(belief.log_weight).sum() == pytest.approx(1.0, abs=1e-6)
    left = belief.hours_left(1000.0, np.array([0.1, 0.5, 0.9]))
    assert np.isfinite(left).all()
    assert (np.diff(left) > 0).all()
    shares = shares_of(pool, place, "p")
    assert shares.prior + shares.sisters + shares.own == pytest.approx(1.0)
    assert min(shares.prior, shares.sisters, shares.own) >= 0.0


@settings(max_examples=30, deadline=None)
@given(told=st.lists(lives, max_size=8), hours=st.floats(10.0, 1e5))
def test_a_longer_life_never_makes_lives_look_shorter(told, hours):
    short, long = (
        pool_of(PRIOR, [*told, ComponentLife("a", "p", h, LifeEnd.FAILED)])
        for h in (hours, 2 * hours)
    )
    assert mean_and_sd(long)[0] >= mean_and_sd(short)[0] - 0.35


def test_the_next_life_falls_evenly_over_what_is_said_of_it():
    """Plants drawn as the prior says: the share below which the next life fell is uniform.

    Of 400 such shares the largest distance from even is below 0.068 nineteen times in twenty
    (Kolmogorov).
    """
    rng = np.random.default_rng(7)
    shares = []
    for n in range(400):
        plant = plant_of(rng, machines=3)
        place = list(plant.log_median)[n % 6]
        told = lives_of(rng, plant, plant.log_median, count=1 + n % 3)
        belief = pool_of(PRIOR, told).belief(*place)
        shares.append(1 - belief.survival(0.0, np.array([plant.draw(rng, place)]))[0])
    assert stats.kstest(shares, "uniform").statistic < 0.068
    assert np.mean(np.abs(np.array(shares) - 0.5) < 0.45) == pytest.approx(0.9, abs=0.045)


def test_what_is_left_at_an_age_falls_evenly_too():
    rng = np.random.default_rng(8)
    shares = []
    while len(shares) < 300:
        plant = plant_of(rng, machines=3)
        place = next(iter(plant.log_median))
        told = lives_of(rng, plant, plant.log_median, count=2)
        life, age = plant.draw(rng, place), float(rng.uniform(0.2, 1.2)) * PRIOR.median_hours
        if life > age:
            belief = pool_of(PRIOR, told).belief(*place)
            shares.append(1 - belief.survival(age, np.array([life - age]))[0])
    assert stats.kstest(shares, "uniform").statistic < 0.079


@pytest.mark.parametrize("off", [1.0, 0.5, 2.0])
def test_what_sisters_taught_serves_a_machine_with_few_lives_of_its_own(off):
    """250 plants, also such as live half or twice as long as the prior says; one life is held out.

    Pooled beats the machine's own lives alone and the prior alone by more than two standard errors.
    """
    rng = np.random.default_rng(9)
    gains = {"own alone": [], "prior alone": []}
    for n in range(250):
        plant = plant_of(rng, off=off, machines=5)
        place = next(iter(plant.log_median))
        own = lives_of(rng, plant, [place], count=n % 3)
        others = [one for one in plant.log_median if one != place]
        told = [*own, *lives_of(rng, plant, others, count=2)]
        truth = plant.draw(rng, place)
        typical = math.exp(plant.log_median[place])
        pooled, alone, prior = (
            crps(pool_of(PRIOR, known).belief(*place), truth) / typical for known in (told, own, ())
        )
        gains["own alone"].append(alone - pooled)
        gains["prior alone"].append(prior - pooled)
    for gain in gains.values():
        assert np.mean(gain) > 2 * np.std(gain) / math.sqrt(len(gain)) > 0


def test_with_lives_of_its_own_a_belief_is_narrower_and_says_so():
    rng = np.random.default_rng(10)
    plant = plant_of(rng)
    place = next(iter(plant.log_median))
    told = lives_of(rng, plant, plant.log_median, count=4, censored=0.0)
    in_service = ComponentLife(*place, 500.0, LifeEnd.RUNNING)
    shares = shares_of(pool_of(PRIOR, [*told, in_service]), *place)
    assert shares.factor < shares.sisters_factor < shares.prior_factor
    assert shares.own_lives.failed == 4
    assert shares.own_lives.running == 1
    assert shares.sister_lives.failed == 44
    prior, known = (math.log(f) ** -2 for f in (shares.prior_factor, shares.factor))
    assert shares.prior == pytest.approx(prior / known, rel=1e-6)


def test_an_item_in_service_is_either_a_life_or_an_age():
    """What is left at an age is the same whether the age is told to the pool or asked for."""
    rng = np.random.default_rng(11)
    plant = plant_of(rng)
    place = next(iter(plant.log_median))
    told = lives_of(rng, plant, plant.log_median, count=2)
    age = 0.8 * PRIOR.median_hours
    pool = pool_of(PRIOR, [*told, ComponentLife(*place, age, LifeEnd.RUNNING)])
    ended = [one for one in pool.lives_at(*place) if one.hours != age]
    asked = pool.belief(*place, ended).hours_left(age, np.array([0.1, 0.5, 0.9]))
    alone = pool_of(PRIOR, told).belief(*place).hours_left(age, np.array([0.1, 0.5, 0.9]))
    assert np.allclose(asked, alone, rtol=1e-3)
