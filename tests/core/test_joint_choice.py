"""Order day and window chosen together: against a simulation, enumeration and the article rule."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar, arrival_table
from app.core.joint_choice import Delivery, JointChoice, JointCosts, WorkDay, joint_choice
from app.core.joint_reasons import joint_reasons, shutdown_reason
from app.core.order_cost import arrival_weights
from app.core.order_time import article_order_day
from app.core.shutdown_work import around_shutdown
from app.core.trigger import DeliveryMode

DAYS = 50
TAUS = np.arange(20)
DRAWS = 200_000
ALWAYS, WEEK = WorkCalendar(), WorkCalendar(MONDAY_TO_FRIDAY)
TODAY = date(2026, 3, 2)


def pmf(rng: np.random.Generator, first: int, last: int, size: int = DAYS) -> np.ndarray:
    weights = np.zeros(size)
    weights[first:last] = rng.random(last - first) ** 2 + 1e-6
    return weights / weights.sum()


def weights_of(lead: np.ndarray, calendar: WorkCalendar = ALWAYS) -> np.ndarray:
    table = arrival_table(TODAY, calendar, calendar, TAUS.size, lead.size)
    return arrival_weights(lead, table, 1, TAUS, DAYS)


def case(seed: int) -> tuple[np.ndarray, list[Delivery], list[WorkDay], JointCosts]:
    """Failures partly past the grid, three deliveries, four windows, costs drawn."""
    rng = np.random.default_rng(seed)
    calendar = WEEK if seed % 2 else ALWAYS
    need = np.cumsum(pmf(rng, 3, 40) * rng.uniform(0.6, 1.0))
    deliveries = [
        Delivery("V1", DeliveryMode.NORMAL, weights_of(pmf(rng, 3, 12, 12), calendar), 0.0, 150, 2),
        Delivery("V1", DeliveryMode.EXPEDITED, weights_of(pmf(rng, 1, 3, 3), calendar), 150.0),
        Delivery("V2", DeliveryMode.NORMAL, weights_of(pmf(rng, 2, 9, 9), calendar), 20.0),
    ]
    windows = [WorkDay(int(day), 40.0 * rng.random()) for day in (5, 12, 19, DAYS)]
    costs = JointCosts(*(rng.random(5) * (3.0, 400.0, 2000.0, 80.0, 8.0)))
    return need, deliveries, windows, costs


def drawn(cumulative: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return np.searchsorted(cumulative, rng.random(DRAWS), side="right")


def happened(
    fails: np.ndarray,
    usable: np.ndarray,
    window: WorkDay,
    delivery: Delivery,
    costs: JointCosts,
) -> tuple[np.ndarray, np.ndarray]:
    """Cost of each course of events, written down as it is lived through."""
    at = min(window.day, DAYS)
    waited = np.maximum(usable - fails, 0)
    c, hurry = costs.shortage_per_day, delivery.expedite_days
    dear = np.where(waited > 0, delivery.expedite_cost + c * np.minimum(waited, hurry), 0.0)
    done_on = np.maximum(at, usable)
    money = (
        delivery.fee
        + costs.holding_per_day * np.maximum(np.minimum(fails, at) - usable, 0)
        + np.minimum(c * waited, dear)
        + np.where(fails < done_on, costs.failure, window.planned_job)
        + np.where((usable > at) & (fails > at), costs.slipped_window, 0.0)
        + costs.lost_life_per_day * np.maximum(fails - done_on, 0)
    )
    return money, usable > np.minimum(fails, at)


@pytest.mark.parametrize("seed", range(4))
def test_every_alternative_costs_what_a_simulation_of_it_costs(seed: int) -> None:
    need, deliveries, windows, costs = case(seed)
    found = joint_choice(need, deliveries, TAUS, windows, costs)
    rng = np.random.default_rng(seed + 99)
    fails = drawn(need, rng)
    for d, delivery in enumerate(deliveries):
        for tau in (0, 6, 19):
            usable = np.minimum(drawn(np.cumsum(delivery.weights[:, tau]), rng), DAYS - 1)
            for w, window in enumerate(windows):
                money, is_late = happened(fails, usable, window, delivery, costs)
                error = 5 * money.std() / np.sqrt(DRAWS) + 1e-6
                assert found.cost[d, tau, w] == pytest.approx(money.mean(), abs=error)
                assert found.late[d, tau, w] == pytest.approx(is_late.mean(), abs=0.006)


def enumerated(
    need: np.ndarray, delivery: Delivery, tau: int, window: WorkDay, costs: JointCosts
) -> float:
    """Expected cost summed over every pair of days."""
    f = np.diff(np.concatenate(([0.0], need, [1.0])))
    fails, usable = np.meshgrid(np.arange(DAYS + 1), np.arange(DAYS), indexing="ij")
    money, _ = happened(fails, usable, window, delivery, costs)
    return float(f @ money @ delivery.weights[:, tau])


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_best_is_the_cheapest_of_all_enumerated(seed: int) -> None:
    need, deliveries, windows, costs = case(seed)
    found = joint_choice(need, deliveries, TAUS, windows, costs)
    every = {
        (d, tau, w): enumerated(need, deliveries[d], tau, windows[w], costs)
        for d in range(len(deliveries))
        for tau in range(0, TAUS.size, 3)
        for w in range(len(windows))
    }
    for place, cost in every.items():
        assert found.cost[place] == pytest.approx(cost, rel=1e-9, abs=1e-7)
    best = found.best
    assert best.cost <= min(every.values()) + 1e-7
    assert best == next(found.alternatives())


def test_alternatives_come_cheapest_first_and_none_is_missing() -> None:
    found = joint_choice(case(1)[0], case(1)[1], TAUS, case(1)[2], case(1)[3])
    alternatives = list(found.alternatives())
    assert len(alternatives) == found.cost.size
    assert [a.cost for a in alternatives] == sorted(a.cost for a in alternatives)
    assert found.on(12).cost == min(a.cost for a in alternatives if a.work_day == 12)


def article_cost(found: JointChoice, need: np.ndarray, lead_days: float, spread: float) -> float:
    """What the article's order day and the last window before its planning day would cost."""
    planned = float(np.searchsorted(need, 0.5))
    tau = int(np.clip(np.floor(article_order_day(planned, lead_days, spread)), 0, TAUS[-1]))
    windows = [w.day for w in found.work_days]
    before = [n for n, day in enumerate(windows) if day <= planned] or [0]
    return float(found.cost[0, tau, before[-1]])


@given(st.integers(0, 10_000), st.floats(1.0, 8.0), st.floats(0.0, 4.0))
@settings(max_examples=100, deadline=None)
def test_never_dearer_in_expectation_than_the_article_rule(
    seed: int, lead_days: float, spread: float
) -> None:
    need, deliveries, windows, costs = case(seed)
    found = joint_choice(need, deliveries, TAUS, windows, costs)
    assert found.best.cost <= article_cost(found, need, lead_days, spread) + 1e-9


def test_the_best_of_each_window_vendor_and_delivery_is_said_once_cheapest_first() -> None:
    need, deliveries, windows, costs = case(2)
    found = joint_choice(need, deliveries, TAUS, windows, costs)
    said = list(joint_reasons(found, TODAY, "EUR"))
    kinds = [(r.details["vendor"], r.details["mode"], r.details["work_on"]) for r in said]
    assert len(said) == 5
    assert len(set(kinds)) == len(kinds)
    assert [r.value for r in said] == sorted(float(r.value or 0) for r in said)
    assert said[0].value == round(found.best.cost, 2)
    assert all("{" not in r.text() for r in said)


def test_without_a_delivery_or_a_day_there_is_no_choice() -> None:
    need, deliveries, windows, costs = case(0)
    with pytest.raises(ValueError, match="a delivery and a day"):
        joint_choice(need, deliveries, TAUS, [], costs)
    with pytest.raises(ValueError, match="a delivery and a day"):
        joint_choice(need, [], TAUS, windows, costs)


FIRST, LAST = 15, 24


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_around_a_shutdown_cost_what_a_simulation_of_them_costs(seed: int) -> None:
    need, deliveries, _, costs = case(seed)
    delivery = replace(deliveries[0], expedite_cost=np.inf)
    before = WorkDay(14, 90.0)
    found = around_shutdown(need, [delivery], TAUS, costs, before, 30.0, FIRST, LAST)
    rng = np.random.default_rng(seed)
    ran = drawn(need, rng)
    fails = np.minimum(np.where(ran >= FIRST, ran + LAST - FIRST + 1, ran), DAYS)
    for way, window in ((found.pulled_forward, before), (found.in_shutdown, WorkDay(FIRST, 30.0))):
        column = delivery.weights[:, way.order_day]
        usable = np.minimum(drawn(np.cumsum(column), rng), DAYS - 1)
        money, is_late = happened(fails, usable, window, delivery, replace(costs))
        in_shutdown = np.clip(np.minimum(usable, LAST + 1) - np.maximum(fails, FIRST), 0, None)
        money = money - costs.shortage_per_day * in_shutdown
        error = 5 * money.std() / np.sqrt(DRAWS) + 1e-6
        assert way.cost == pytest.approx(money.mean(), abs=error)
        assert way.late == pytest.approx(is_late.mean(), abs=0.006)


@given(st.floats(0.0, 500.0), st.floats(0.0, 500.0))
@settings(deadline=None)
def test_the_shutdown_is_chosen_for_what_the_job_costs_before_it(outside: float, inside: float):
    need = (np.arange(DAYS) >= 18) * 1.0
    truck = Delivery("V", DeliveryMode.NORMAL, weights_of(np.eye(6)[5]))
    costs = JointCosts(0.01, 400.0, 1000.0, 0.0, 0.0)
    found = around_shutdown(
        need, [truck], TAUS, costs, WorkDay(14, outside), inside, FIRST, LAST
    )  # fmt: skip
    assert found.saved_in_shutdown == pytest.approx(outside - inside, abs=0.02)
    assert found.pulled_forward.order_day == 14 - 1 - 5, "the part in a day before the window"
    said = shutdown_reason(found, TODAY, "EUR")
    assert said.value == pytest.approx(outside - inside, abs=0.03)
    assert "{" not in said.text()
