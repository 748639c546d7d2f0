"""Each rule answers one day of a plant as its source says, and the shared hurry pays for itself."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats

from app.backtest.rules.classic import reorder_points
from app.backtest.rules.named import RULES
from app.backtest.rules.plant_day import Alerts, OpenOrders, PlantDay, PlantTerms, VendorSupply
from app.backtest.rules.rule import orders_of, pieces_to_hurry
from app.core.calendars import WorkCalendar, arrival_table
from app.core.distribution import DaysDistribution
from app.core.hurry_ahead import DAYS_WEIGHED
from app.core.order_cost import arrival_weights
from app.core.trust import Evidence

DAYS = 160
NO_ORDERS = OpenOrders(*(np.zeros(0, dtype=np.int64),) * 3, np.zeros(0, dtype=bool))
NO_ALERTS = Alerts(np.zeros(0, dtype=np.int64), np.zeros((0, 103)), 1.0)


def supply(lead_days: int) -> VendorSupply:
    table = arrival_table(date(2026, 3, 2), WorkCalendar(), WorkCalendar(), 61, lead_days)
    lead = np.eye(lead_days + 1)[lead_days]
    weights = arrival_weights(lead, table, 1, np.array([0, 1, 3, 7, 14, 30, 60]), DAYS)
    return VendorSupply(weights[:, 0], weights, np.arange(DAYS_WEIGHED) + 3, 0)


def terms(slots: int = 2) -> PlantTerms:
    each = np.ones(slots)
    return PlantTerms(
        part_vendor=np.array([0]),
        price=np.array([450.0]),
        holding=np.array([0.31]),
        order_cost=np.array([60.0]),
        hurry_cost=np.array([300.0]),
        hurry_days=np.array([2.0]),
        slot_part=np.zeros(slots, dtype=np.int64),
        slot_shortage=1440.0 * each,
        slot_floor=0.95 * each,
        slot_critical=each > 1,
        failure_extra=700.0 * each,
        planned_cost=60.0 * each,
        mean_life_days=900.0 * each,
    )


def a_day(**changed) -> PlantDay:
    plain = PlantDay(
        terms=terms(),
        day=0,
        on_hand=np.array([0]),
        orders=NO_ORDERS,
        waiting=np.zeros(2, dtype=bool),
        alerts=NO_ALERTS,
        evidence=Evidence.none(),
        supply=(supply(5),),
        need_rate=np.array([0.0]),
        notice_days=np.zeros(0),
        planned=np.zeros((1, DAYS), dtype=np.int64),
        windows=np.arange(3, 80, 7),
    )
    return replace(plain, **changed)


def alert(days: float) -> Alerts:
    return Alerts(np.array([0]), DaysDistribution.certain(days).fleet(), 1.0)


def trusted() -> Evidence:
    life = np.full(50, 60.0)
    return Evidence(np.zeros(50, dtype=np.int64), life, life * 0 + 0.1, life, life * 0)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_orders_what_a_standing_machine_waits_for(name):
    waiting = np.array([True, True])
    orders = orders_of(RULES[name](), a_day(waiting=waiting))
    assert int((orders.ordinary + orders.hurried)[0]) >= 2


@pytest.mark.parametrize("name", sorted(RULES))
def test_no_rule_orders_where_nothing_can_be_needed(name):
    quiet = replace(terms(), slot_floor=np.zeros(2), mean_life_days=np.full(2, 1e9))
    plenty = a_day(terms=quiet, on_hand=np.array([3]))
    orders = orders_of(RULES[name](), plenty)
    assert int((orders.ordinary + orders.hurried)[0]) == 0


@pytest.mark.parametrize(("predicted", "pieces"), [(6.0, 1), (7.0, 1), (8.0, 0), (30.0, 0)])
def test_the_article_orders_on_life_minus_lead_minus_a_day(predicted, pieces):
    """An order takes 5 days and is usable a day later: T - 6 - 1 is the day."""
    found = RULES["article_median"]().pieces(a_day(alerts=alert(predicted)))
    assert found.tolist() == [pieces]


def test_the_reorder_point_is_the_poisson_quantile_of_lead_time_demand():
    rate = 0.2
    found = reorder_points(a_day(need_rate=np.array([rate])))
    assert int(found[0]) == int(stats.poisson.ppf(0.95, rate * 6))


def test_the_products_rule_waits_with_a_far_prediction_and_orders_for_a_near_one():
    """The window of day 6 is the last before day 9, and an order of today is usable on day 6."""
    for predicted, pieces in ((9.0, 1), (14.0, 0), (60.0, 0)):
        seen = a_day(alerts=alert(predicted), evidence=trusted(), windows=np.arange(6, 80, 7))
        assert RULES["kairos"]().pieces(seen).tolist() == [pieces]


def test_without_a_record_predictions_are_not_ordered_on():
    seen = a_day(alerts=alert(9.0))
    assert RULES["kairos"]().pieces(seen).tolist() == RULES["no_condition"]().pieces(seen).tolist()


def test_what_is_owed_is_hurried_only_where_waiting_is_dearer():
    waiting = np.array([True, False])
    assert pieces_to_hurry(a_day(waiting=waiting)).tolist() == [1]
    cheap = replace(terms(), slot_shortage=np.full(2, 10.0))
    assert pieces_to_hurry(a_day(waiting=waiting, terms=cheap)).tolist() == [0]
    hurried = OpenOrders(np.array([0]), np.array([1]), np.array([1]), np.array([True]))
    assert pieces_to_hurry(a_day(waiting=waiting, orders=hurried)).tolist() == [0]


def test_a_foreseen_need_whose_order_is_overdue_is_hurried_for():
    late = OpenOrders(np.array([0]), np.array([1]), np.array([9]), np.array([False]))
    seen = a_day(alerts=alert(3.0), evidence=trusted(), orders=late)
    assert RULES["kairos"]().hurried_ahead(seen).tolist() == [1]
    assert RULES["kairos"]().hurried_ahead(replace(seen, on_hand=np.array([1]))).tolist() == [0]
    assert RULES["article_median"]().hurried_ahead(seen).tolist() == [0]


def test_a_window_takes_the_slots_whose_next_window_would_be_too_late():
    now = a_day(windows=np.arange(0, 80, 7), evidence=trusted())
    for name in ("kairos", "classic_predictive", "no_condition", "article_median"):
        assert RULES[name]().replacements(replace(now, alerts=alert(5.0))).tolist() == [0]
        assert RULES[name]().replacements(replace(now, alerts=alert(25.0))).tolist() == []
