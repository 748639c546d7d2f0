"""The trigger: both worked examples, shutdowns, and what must hold for any input."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.decision import evaluate_trigger, order_days_of
from app.core.distribution import DaysDistribution
from app.core.flips import smallest_changes
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.order_time import (
    late_probability,
    latest_day_within,
    lead_probabilities,
)
from app.core.policy import SitePolicy, TriggerRule
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_from
from app.core.trigger import DecisionKind, DeliveryMode, Needs, order_days
from tests.core.written_out import expected_cost

TODAY = date(2026, 3, 2)
OPEN = WorkCalendar()
NOTHING = StockPosition()


def days_from(first: int, last: int) -> Shutdown:
    return Shutdown(TODAY + timedelta(first), TODAY + timedelta(last))


def need_of(
    life: DaysDistribution | None, criticality: Criticality = Criticality.A, **changes: float
) -> Need:
    need = Need(life, "degrading", criticality, holding_per_day=0.06, shortage_per_day=43_200.0)
    return replace(need, **changes)


def supply_of(
    median: float, spread: float = 0.0, plant: WorkCalendar = OPEN, supplier: WorkCalendar = OPEN
) -> Supply:
    return supply_from(TODAY, supplier, plant, declared_lead_time(median, spread), 1)


def day(when: date | None) -> int | None:
    return None if when is None else (when - TODAY).days


@pytest.mark.parametrize("rule", list(TriggerRule))
def test_first_example_orders_on_day_12_and_has_the_part_24_hours_before(
    rule: TriggerRule,
) -> None:
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0)), supply_of(5.0), NOTHING, SitePolicy(rule=rule)
    )
    assert decision.kind is DecisionKind.WAIT
    assert (day(decision.order_by), day(decision.arrive_by), day(decision.need_by)) == (12, 17, 18)
    assert day(decision.article_order_by) == 12


def test_second_example_orders_6_days_before_the_end_by_the_article_rule() -> None:
    policy = SitePolicy(rule=TriggerRule.ARTICLE)
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(10.0)), supply_of(4.0, 2.0), NOTHING, policy
    )
    assert decision.kind is DecisionKind.WAIT
    assert day(decision.order_by) == 4
    lead = declared_lead_time(4.0, 2.0)
    assert 10 - (4 + lead.median_days) == 2, "nominal arrival is 48 h before the end"


def test_order_is_pulled_before_shutdown() -> None:
    plant = WorkCalendar(shutdowns=(days_from(15, 25),))
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0)), supply_of(5.0, plant=plant), NOTHING, SitePolicy()
    )
    assert (day(decision.order_by), day(decision.arrive_by), day(decision.need_by)) == (8, 13, 14)
    assert any(r.code == "pulled_forward" for r in decision.reasons)


def test_order_is_pulled_before_supplier_closure() -> None:
    supplier = WorkCalendar(shutdowns=(days_from(8, 14),))
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0)),
        supply_of(5.0, supplier=supplier),
        NOTHING,
        SitePolicy(),
    )
    assert day(decision.order_by) == 5


def test_a_long_job_is_pulled_further_before_the_shutdown() -> None:
    plant = WorkCalendar(shutdowns=(days_from(15, 25),))
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0), job_days=3.0),
        supply_of(5.0, plant=plant),
        NOTHING,
        SitePolicy(),
    )
    assert day(decision.need_by) == 12


def test_stock_on_hand_covers_the_need() -> None:
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0)),
        supply_of(5.0),
        StockPosition(on_hand=1),
        SitePolicy(),
    )
    assert decision.kind is DecisionKind.COVERED
    assert decision.quantity == 0


def test_promised_stock_does_not_cover() -> None:
    stock = StockPosition(on_hand=1, allocated=1)
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0)), supply_of(5.0), stock, SitePolicy()
    )
    assert decision.kind is DecisionKind.WAIT


def test_late_says_how_likely_and_still_orders() -> None:
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(4.0)), supply_of(5.0), NOTHING, SitePolicy()
    )
    assert decision.kind is DecisionKind.LATE
    assert decision.late_probability == pytest.approx(0.999)
    assert decision.quantity == 1
    assert decision.order_by == TODAY


def test_a_courier_saves_what_normal_delivery_can_not() -> None:
    supply = replace(supply_of(5.0), expedited=declared_lead_time(2.0))
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(4.0)), supply, NOTHING, SitePolicy()
    )
    assert decision.kind is DecisionKind.ORDER
    assert decision.mode is DeliveryMode.EXPEDITED


def test_without_a_distribution_nothing_is_dated() -> None:
    decision = evaluate_trigger(need_of(None), supply_of(5.0), NOTHING, SitePolicy())
    assert decision.kind is DecisionKind.WAIT
    assert decision.order_by is None
    assert decision.late_probability is None


def test_a_life_beyond_two_years_is_not_dated() -> None:
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(5_000.0)), supply_of(5.0), NOTHING, SitePolicy()
    )
    assert decision.kind is DecisionKind.WAIT
    assert decision.order_by is None


def test_minimum_order_raises_the_quantity() -> None:
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(18.0), minimum_order=4),
        supply_of(5.0),
        NOTHING,
        SitePolicy(),
    )
    assert decision.quantity == 4


def test_every_reason_can_be_worded() -> None:
    plant = WorkCalendar(shutdowns=(days_from(15, 25),))
    need, supply = need_of(DaysDistribution.certain(18.0)), supply_of(4.0, 2.0, plant)
    decision = evaluate_trigger(need, supply, NOTHING, SitePolicy())
    for reason in decision.reasons + smallest_changes(
        need, supply, NOTHING, SitePolicy(), decision
    ):
        assert "{" not in reason.text()


lives = st.lists(st.floats(0.5, 200.0), min_size=3, max_size=3).map(
    lambda q: DaysDistribution.from_quantiles(dict(zip((0.1, 0.5, 0.9), sorted(q), strict=True)))
)
leads = st.tuples(st.floats(0.5, 30.0), st.floats(0.0, 10.0))
closures = st.tuples(st.integers(1, 60), st.integers(0, 20)).map(
    lambda r: WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=(days_from(r[0], r[0] + r[1]),))
)


@settings(max_examples=60, deadline=None)
@given(lives, leads, closures, st.sampled_from(list(Criticality)))
def test_the_date_is_the_last_one_within_the_risk_whatever_the_calendar(
    life: DaysDistribution,
    lead: tuple[float, float],
    calendar: WorkCalendar,
    criticality: Criticality,
) -> None:
    supply = supply_of(*lead, plant=calendar, supplier=calendar)
    need = need_of(life, criticality)
    days = order_days_of(need, life, supply, SitePolicy())
    best, late, risk = int(days.order_day[0]), days.late[0], float(days.risk[0])
    assert (np.diff(late) >= -1e-9).all(), "waiting never makes the part come earlier"
    assert best < 0 or late[best] <= risk + 1e-9
    if best + 1 < late.size:
        assert late[best + 1] > risk


@settings(max_examples=60, deadline=None)
@given(lives, leads)
def test_the_printed_terms_add_up_to_the_printed_probability(
    life: DaysDistribution, lead: tuple[float, float]
) -> None:
    decision = evaluate_trigger(
        need_of(life, Criticality.C), supply_of(*lead), NOTHING, SitePolicy()
    )
    terms = [r.value or 0.0 for r in decision.reasons if r.code in {"late_term", "late_range"}]
    assert sum(terms) == pytest.approx(decision.late_probability, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(lives, leads, st.floats(0.01, 50.0), st.floats(1.0, 1e5))
def test_dearer_downtime_and_higher_criticality_never_order_later(
    life: DaysDistribution, lead: tuple[float, float], holding: float, shortage: float
) -> None:
    supply = supply_of(*lead)

    def order_day(criticality: Criticality, shortage_per_day: float) -> int:
        need = need_of(
            life, criticality, holding_per_day=holding, shortage_per_day=shortage_per_day
        )
        return int(order_days_of(need, life, supply, SitePolicy()).order_day[0])

    assert order_day(Criticality.A, shortage) <= order_day(Criticality.C, shortage)
    assert order_day(Criticality.C, 10 * shortage) <= order_day(Criticality.C, shortage)


@settings(max_examples=40, deadline=None)
@given(st.integers(8, 80), st.integers(1, 20), st.floats(0.1, 9.0), st.floats(1.0, 900.0))
def test_certain_life_and_lead_give_the_argmin_of_expected_cost(
    life: int, lead: int, holding: float, shortage: float
) -> None:
    f, g = np.zeros(life + 1), np.zeros(lead + 1)
    f[life], g[lead] = 1.0, 1.0
    cheapest = int(expected_cost(f, g, holding, shortage).argmin())
    supply = supply_of(float(lead))
    late = late_probability(
        DaysDistribution.certain(float(life)).fleet(),
        lead_probabilities(supply.lead.distribution),
        supply.table,
        margin_days=0,
    )
    by_rule = int(latest_day_within(late, np.array([0.001]))[0])
    assert max(by_rule, 0) == cheapest


@settings(max_examples=20, deadline=None)
@given(st.lists(lives, min_size=2, max_size=6), leads, closures)
def test_a_fleet_decides_like_its_members_one_by_one(
    life: list[DaysDistribution], lead: tuple[float, float], calendar: WorkCalendar
) -> None:
    supply = supply_of(*lead, plant=calendar)
    n = len(life)
    fleet = Needs(
        DaysDistribution.stacked(life),
        np.full(n, 0.06),
        np.full(n, 43_200.0),
        np.full(n, 0.95),
        np.ones(n),
    )
    together = order_days(fleet, supply, 0.9)
    for row, member in enumerate(life):
        alone = order_days_of(need_of(member, Criticality.C), member, supply, SitePolicy())
        assert together.order_day[row] == alone.order_day[0]
        assert together.need_day[row] == alone.need_day[0]
        assert together.article_day[row] == alone.article_day[0]


@settings(max_examples=30, deadline=None)
@given(st.integers(30, 90), st.integers(2, 12))
def test_the_smallest_change_changes_the_decision_and_one_day_less_does_not(
    life: int, lead: int
) -> None:
    sure = DaysDistribution.certain(float(life))
    need, supply = need_of(sure), supply_of(float(lead))
    decision = evaluate_trigger(need, supply, NOTHING, SitePolicy())
    change = {
        r.code: int(r.value or 0)
        for r in smallest_changes(need, supply, NOTHING, SitePolicy(), decision)
    }["flip_life"]

    def kind_after(days: int) -> DecisionKind:
        shifted = replace(need, life=sure.shifted(-days))
        return evaluate_trigger(shifted, supply, NOTHING, SitePolicy()).kind

    assert kind_after(change) is not decision.kind
    assert kind_after(change - 1) is decision.kind


@given(st.floats(1.0, 2000.0), st.floats(0.05, 5.0), st.floats(10.0, 5000.0))
@settings(max_examples=40)
def test_a_priced_hurried_delivery_may_only_delay_the_order_within_the_floor(fee, h, c):
    lead, hurried = declared_lead_time(8.0, 4.0), declared_lead_time(2.0, 0.0)
    plain = supply_from(TODAY, WorkCalendar(), WorkCalendar(), lead, 1, hurried)
    priced = supply_from(TODAY, WorkCalendar(), WorkCalendar(), lead, 1, hurried, fee)
    needs = Needs(
        DaysDistribution.from_quantiles({0.05: 20.0, 0.5: 40.0, 0.95: 70.0, 0.999: 90.0}),
        np.array([h]),
        np.array([c]),
        np.array([0.9]),
        np.array([1.0]),
    )
    without, with_it = order_days(needs, plain, 0.9), order_days(needs, priced, 0.9)
    assert with_it.order_day[0] >= without.order_day[0]
    if with_it.order_day[0] > 0:
        assert with_it.late[0, with_it.order_day[0]] <= 0.1 + 1e-9
    dear = supply_from(TODAY, WorkCalendar(), WorkCalendar(), lead, 1, hurried, 1e9)
    assert order_days(needs, dear, 0.9).order_day[0] == without.order_day[0]
