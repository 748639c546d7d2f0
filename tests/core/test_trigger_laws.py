"""What more spread and more closed days may do to an order day, and what sure days must give."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from app.core.assets import Criticality
from app.core.calendars import Shutdown, WorkCalendar
from app.core.decision import evaluate_trigger, order_days_of
from app.core.distribution import LEVELS, DaysDistribution
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy, TriggerRule
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_from
from app.core.trigger import DecisionKind

TODAY = date(2026, 3, 2)
OPEN = WorkCalendar()
POLICY = SitePolicy()
rules = st.sampled_from(list(TriggerRule))


def need_of(life: DaysDistribution, criticality: Criticality = Criticality.B) -> Need:
    return Need(life, "degrading", criticality, holding_per_day=0.3, shortage_per_day=900.0)


def supply(
    median: float,
    spread: float = 0.0,
    supplier: WorkCalendar = OPEN,
    plant: WorkCalendar = OPEN,
    margin: int = 1,
) -> Supply:
    return supply_from(TODAY, supplier, plant, declared_lead_time(median, spread), margin)


def day_of(
    life: DaysDistribution, by: Supply, rule: TriggerRule = TriggerRule.EXPECTED_COST
) -> int:
    days = order_days_of(need_of(life), life, by, replace(POLICY, rule=rule))
    return int((days.order_day if rule is TriggerRule.EXPECTED_COST else days.article_day)[0])


def lognormal(median: float, log_sd: float) -> DaysDistribution:
    return DaysDistribution(median * np.exp(log_sd * ndtri(LEVELS)))


@given(st.integers(1, 150), st.integers(1, 60), st.integers(0, 3), rules)
def test_sure_days_give_the_articles_day_by_either_rule(life, lead, margin, rule):
    site = replace(POLICY, rule=rule, receiving_margin_days=margin)
    by = supply(float(lead), margin=margin)
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(float(life))), by, StockPosition(), site
    )
    expected = life - lead - margin
    if expected >= 0:
        assert decision.kind is (DecisionKind.ORDER if expected == 0 else DecisionKind.WAIT)
        assert decision.order_by == TODAY + timedelta(days=expected)
    else:
        assert decision.kind is DecisionKind.LATE
        assert decision.order_by == TODAY


@given(st.integers(1, 120), st.floats(1.0, 30.0), st.floats(0.0, 10.0), st.floats(0.0, 10.0), rules)
def test_a_vendor_with_more_spread_is_never_ordered_from_later(life, lead, spread, more, rule):
    sure = DaysDistribution.certain(float(life))
    steady, wilder = supply(lead, spread), supply(lead, spread + more)
    assert day_of(sure, wilder, rule) <= day_of(sure, steady, rule)


@given(st.floats(2.0, 120.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.integers(1, 30))
def test_a_life_known_less_well_is_never_ordered_for_later(median, log_sd, more, lead):
    by = supply(float(lead))
    assert day_of(lognormal(median, log_sd + more), by) <= day_of(lognormal(median, log_sd), by)


@given(st.floats(2.0, 120.0), st.floats(0.0, 1.0), st.floats(1.0, 30.0), st.floats(0.0, 9.0))
def test_the_more_critical_the_machine_the_earlier_the_order(median, log_sd, lead, spread):
    life, by = lognormal(median, log_sd), supply(lead, spread)
    found = [
        int(order_days_of(need_of(life, each), life, by, POLICY).order_day[0])
        for each in (Criticality.A, Criticality.B, Criticality.C)
    ]
    assert found == sorted(found)


weekdays = st.frozensets(st.integers(0, 6), min_size=2)
closures = st.lists(
    st.tuples(st.integers(1, 90), st.integers(0, 20)).map(
        lambda r: Shutdown(TODAY + timedelta(r[0]), TODAY + timedelta(r[0] + r[1]))
    ),
    max_size=2,
).map(tuple)
calendars = st.builds(WorkCalendar, working_weekdays=weekdays, shutdowns=closures)


@settings(max_examples=80)
@given(st.integers(2, 120), st.integers(1, 15), calendars, calendars)
def test_goods_ordered_on_the_day_said_are_in_when_they_must_be(life, lead, supplier, plant):
    by = supply(float(lead), supplier=supplier, plant=plant)
    decision = evaluate_trigger(
        need_of(DaysDistribution.certain(float(life))), by, StockPosition(), POLICY
    )
    if decision.kind in {DecisionKind.WAIT, DecisionKind.ORDER} and decision.order_by:
        ordered = (decision.order_by - TODAY).days
        came = TODAY + timedelta(days=int(by.table.arrival_day[ordered, lead]))
        assert decision.need_by is not None
        assert decision.arrive_by is not None
        assert came <= decision.arrive_by <= decision.need_by - timedelta(days=by.margin_days)
        assert plant.is_open(came)


@settings(max_examples=80)
@given(
    st.floats(2.0, 90.0), st.floats(0.0, 0.8), st.integers(1, 15), calendars, calendars, closures
)
def test_a_day_more_closed_never_makes_the_order_later(median, log_sd, lead, supplier, plant, more):
    life = lognormal(median, log_sd)
    before = day_of(life, supply(float(lead), supplier=supplier, plant=plant))
    shut = replace(supplier, shutdowns=supplier.shutdowns + more)
    assert day_of(life, supply(float(lead), supplier=shut, plant=plant)) <= before
