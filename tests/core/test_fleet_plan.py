"""A site's review decides as one pair at a time would, and one asset's review touches only it."""

from datetime import date

import numpy as np
import pytest
from scipy.special import ndtri

from app.core.calendars import WorkCalendar, arrival_table
from app.core.distribution import LEVELS
from app.core.fleet_plan import (
    FleetPlan,
    LognormalLives,
    Pairs,
    QuantileLives,
    VendorArrivals,
)
from app.core.order_cost import arrival_weights, cost_by_order_day

DAYS = 100
ORDER_DAYS = np.arange(40)


def vendors(rng: np.random.Generator, *, hurried: bool) -> list[VendorArrivals]:
    table = arrival_table(date(2026, 3, 2), WorkCalendar(), WorkCalendar(), 40, 30)
    leads = [share / share.sum() for share in rng.random((3, 30)) ** 5]
    return [
        VendorArrivals(
            arrival_weights(lead, table, 1, ORDER_DAYS, DAYS),
            120.0 if hurried and n else np.inf,
            2.5,
        )
        for n, lead in enumerate(leads)
    ]


def pairs_of(rng: np.random.Generator, count: int) -> Pairs:
    return Pairs(
        rng.integers(0, 3, count),
        rng.integers(0, count // 4, count),
        rng.uniform(0.05, 2.0, count).astype(np.float32),
        rng.uniform(5.0, 5000.0, count).astype(np.float32),
    )


def lognormal(rng: np.random.Generator, count: int) -> LognormalLives:
    return LognormalLives(
        rng.lognormal(3.5, 0.8, count).astype(np.float32),
        rng.uniform(0.2, 1.0, count).astype(np.float32),
    )


@pytest.mark.parametrize("hurried", [False, True])
def test_every_pair_gets_the_day_that_it_would_get_alone(hurried):
    rng = np.random.default_rng(5)
    lives, pairs, terms = lognormal(rng, 900), pairs_of(rng, 900), vendors(rng, hurried=hurried)
    plan = FleetPlan(lives, pairs, terms)
    plan.review_all()
    grid = np.arange(1, DAYS + 1, dtype=np.float32)
    for pair in range(900):
        failed = np.empty((1, DAYS), dtype=np.float32)
        lives.failed_by(np.array([pair]), grid, failed)
        term = terms[pairs.vendor[pair]]
        rates = pairs.holding[[pair]].astype(float), pairs.shortage[[pair]].astype(float)
        cost = cost_by_order_day(
            failed.astype(float), term.weights, *rates, term.expedite_cost, term.expedite_days
        )[0]
        assert cost[plan.best_day[pair]] == pytest.approx(cost.min(), rel=1e-4, abs=1e-2)


def test_reviewing_one_asset_changes_its_pairs_and_no_other():
    rng = np.random.default_rng(6)
    lives, pairs = lognormal(rng, 600), pairs_of(rng, 600)
    plan = FleetPlan(lives, pairs, vendors(rng, hurried=False))
    plan.review_all()
    before = plan.best_day.copy()
    asset = int(pairs.asset[17])
    own = np.flatnonzero(pairs.asset == asset)
    lives.median_days[own] = 0.5
    assert sorted(plan.review_asset(asset).tolist()) == own.tolist()
    others = np.flatnonzero(pairs.asset != asset)
    assert (plan.best_day[others] == before[others]).all()
    assert (plan.best_day[own] == 0).all()
    plan.review_all()
    assert (plan.best_day[others] == before[others]).all()


def test_quantiles_and_parameters_of_one_life_give_one_day():
    rng = np.random.default_rng(7)
    lives, pairs, terms = lognormal(rng, 900), pairs_of(rng, 900), vendors(rng, hurried=False)
    quantiles = lives.median_days[:, None] * np.exp(lives.log_sd[:, None] * ndtri(LEVELS))
    by_parameters = FleetPlan(lives, pairs, terms)
    by_quantiles = FleetPlan(QuantileLives(quantiles), pairs, terms)
    by_parameters.review_all()
    by_quantiles.review_all()
    risk = pairs.holding / (pairs.holding + pairs.shortage)
    readable = (risk > 0.005) & (by_parameters.best_day < 39)
    apart = np.abs(by_parameters.best_day - by_quantiles.best_day)[readable]
    assert readable.sum() > 20
    assert apart.max() <= 1


def test_lives_and_pairs_that_do_not_match_are_refused():
    rng = np.random.default_rng(8)
    with pytest.raises(ValueError, match="expected one life a pair, got 5 and 8"):
        FleetPlan(lognormal(rng, 5), pairs_of(rng, 8), vendors(rng, hurried=False))


def test_a_sure_life_is_served_on_its_own_day():
    lives = QuantileLives(np.full((1, LEVELS.size), 9.0))
    pairs = Pairs(np.array([0]), np.array([0]), np.array([0.3], "f4"), np.array([30.0], "f4"))
    plan = FleetPlan(lives, pairs, [VendorArrivals(np.eye(20)[:, 5:])])
    plan.review_all()
    assert plan.best_day.tolist() == [4]
