from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.decision import evaluate_trigger
from app.core.distribution import DaysDistribution
from app.core.lead_time import (
    ONE_SIGMA,
    LeadPrior,
    Supplier,
    declared_lead_time,
    expedited_lead_time,
    lead_time_of,
)
from app.core.need import Need
from app.core.need_count import need_by_day
from app.core.order_cost import arrival_weights, late_by_order_day
from app.core.order_time import lead_probabilities
from app.core.policy import SitePolicy, TriggerRule
from app.core.stock import StockPosition
from app.core.supply import supply_from
from app.core.trigger import DecisionKind, DeliveryMode
from app.core.what_if import lead_as_assumed, look_out, plant_assumptions

TODAY = date(2026, 3, 2)
WEEK = WorkCalendar(MONDAY_TO_FRIDAY)
RECEIPTS = st.lists(st.floats(1, 20), max_size=6).map(tuple)


def life_of(p10, spread, tail):
    return DaysDistribution.from_quantiles(
        {0.001: p10 / 2, 0.1: p10, 0.5: p10 + spread, 0.999: p10 + spread + tail}
    )


def lead_of(receipts):
    return lead_time_of(Supplier("v", "V", receipts_days=receipts), LeadPrior())


LIVES = st.builds(life_of, st.floats(2, 90), st.floats(1, 60), st.floats(1, 90))
LEADS = st.one_of(
    RECEIPTS.map(lead_of),
    st.builds(declared_lead_time, st.floats(1, 20), st.floats(0, 10)),
)
MONEY = st.floats(0.001, 1e5)


SHARES = st.none() | st.floats(0.9, 0.999)
"""Of a kit's floor: a part that goes with others has its own."""


def needed(life, holding=0.06, shortage=43_200.0, share=None):
    return Need(life, "degrading", Criticality.B, holding, shortage, kit_share=share)


def test_a_part_of_a_kit_keeps_its_share_of_a_floor_that_is_moved():
    life, policy = life_of(20.0, 10.0, 30.0), SitePolicy()
    floor = policy.service_floor[Criticality.B]
    need = needed(life, 1e4, share=floor**0.5)
    supply = supply_from(TODAY, WEEK, WEEK, declared_lead_time(5.0, 2.0), 1)
    plant = plant_assumptions(need, supply, policy)
    moved = look_out(need, life, supply, policy, replace(plant, service_floor=0.81))
    assert moved.risk == pytest.approx(1 - 0.9)


@settings(max_examples=30, deadline=None)
@given(LIVES, LEADS, MONEY, MONEY, st.sampled_from(TriggerRule), SHARES)
def test_at_the_plants_values_it_is_the_decision_itself(life, lead, holding, shortage, rule, share):
    need, policy = needed(life, holding, shortage, share), replace(SitePolicy(), rule=rule)
    supply = supply_from(TODAY, WEEK, WEEK, lead, 1, declared_lead_time(2.0), 150.0)
    decision = evaluate_trigger(need, supply, StockPosition(), policy)
    outlook = look_out(need, life, supply, policy, plant_assumptions(need, supply, policy))
    assert (outlook.kind, outlook.mode) == (decision.kind, decision.mode)
    assert outlook.late == decision.late_probability
    assert outlook.risk == decision.tolerated_risk
    if outlook.is_dated:
        assert (decision.order_by - TODAY).days == outlook.order_day
    else:
        assert decision.order_by is None


@settings(max_examples=25, deadline=None)
@given(LIVES, LEADS)
def test_the_curve_of_being_late_is_the_one_the_money_is_computed_with(life, lead):
    need, supply = needed(life), supply_from(TODAY, WEEK, WEEK, lead, 1)
    outlook = look_out(
        need, life, supply, SitePolicy(), plant_assumptions(need, supply, SitePolicy())
    )
    order_days = np.arange(60)
    weights = arrival_weights(
        lead_probabilities(lead.distribution), supply.table, 1, order_days, 900
    )
    late = late_by_order_day(need_by_day(life.fleet(), 900), weights)[0]
    assert outlook.late_by_day[:60] == pytest.approx(late, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(LIVES, LEADS, st.floats(1.0, 4.0))
def test_a_vendor_slower_by_a_factor_is_never_ordered_from_later(life, lead, factor):
    need, supply = needed(life), supply_from(TODAY, WEEK, WEEK, lead, 1)
    plant = plant_assumptions(need, supply, SitePolicy())
    slower = replace(
        plant,
        lead_median_days=plant.lead_median_days * factor,
        lead_spread_days=plant.lead_spread_days * factor,
    )
    days = [
        look_out(need, life, supply, SitePolicy(), assumed).order_day for assumed in (plant, slower)
    ]
    assert days[1] <= days[0]


@settings(max_examples=25, deadline=None)
@given(LIVES, LEADS, st.floats(0.5, 0.99), st.floats(0, 0.009), SHARES)
def test_a_higher_service_floor_never_lets_more_be_late(life, lead, floor, more, share):
    need, supply = needed(life, 1e4, share=share), supply_from(TODAY, WEEK, WEEK, lead, 1)
    plant = plant_assumptions(need, supply, SitePolicy())
    looser, tighter = (
        look_out(need, life, supply, SitePolicy(), replace(plant, service_floor=f))
        for f in (floor, floor + more)
    )
    assert tighter.order_day <= looser.order_day
    assert tighter.late <= looser.late + 1e-12


@settings(max_examples=25, deadline=None)
@given(LIVES, LEADS)
def test_holding_falls_and_waiting_rises_with_the_order_day(life, lead):
    need, supply = needed(life), supply_from(TODAY, WEEK, WEEK, lead, 1)
    outlook = look_out(
        need, life, supply, SitePolicy(), plant_assumptions(need, supply, SitePolicy())
    )
    assert (np.diff(outlook.holding) <= 1e-6).all()
    assert (np.diff(outlook.waiting) >= -1e-6 * outlook.waiting.max()).all()
    assert outlook.money == pytest.approx(outlook.holding + outlook.waiting)


@given(LEADS, st.floats(0.5, 40), st.floats(0.1, 20))
def test_an_assumed_lead_time_has_the_median_and_the_spread_assumed(lead, median, spread):
    moved = lead_as_assumed(lead, median, spread)
    assert moved.distribution.quantile(0.5) == pytest.approx(median, rel=1e-3)
    assert moved.distribution.quantile(ONE_SIGMA) == pytest.approx(median + spread, rel=2e-2)
    assert lead_as_assumed(lead, lead.median_days, lead.spread_days) is lead


def test_an_expedited_proposal_shows_its_own_curves_and_its_fee():
    vendor = Supplier("v", "V", expedite_median_days=1.0)
    life, lead = life_of(6, 2, 2), declared_lead_time(12.0, 1.0)
    need = needed(life)
    for fee, extra in ((150.0, 150.0), (float("inf"), 0.0)):
        hurried = expedited_lead_time(vendor)
        supply = supply_from(TODAY, WEEK, WEEK, lead, 1, hurried, fee)
        outlook = look_out(
            need, life, supply, SitePolicy(), plant_assumptions(need, supply, SitePolicy())
        )
        assert outlook.mode is DeliveryMode.EXPEDITED
        assert outlook.kind in {DecisionKind.ORDER, DecisionKind.LATE}
        assert outlook.late_by_day[0] == outlook.late
        assert outlook.money[0] == pytest.approx(outlook.holding[0] + outlook.waiting[0] + extra)


def test_a_lead_time_longer_than_the_table_lays_a_longer_one_out():
    life = life_of(300, 100, 100)
    need, supply = needed(life), supply_from(TODAY, WEEK, WEEK, declared_lead_time(3.0), 1)
    plant = plant_assumptions(need, supply, SitePolicy())
    assumed = replace(plant, lead_median_days=120.0, lead_spread_days=10.0)
    outlook = look_out(need, life, supply, SitePolicy(), assumed)
    slow = supply_from(TODAY, WEEK, WEEK, declared_lead_time(120.0, 10.0), 1)
    own = look_out(need, life, slow, SitePolicy(), plant_assumptions(need, slow, SitePolicy()))
    assert outlook.order_day == own.order_day
    assert outlook.late_by_day == pytest.approx(own.late_by_day, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(LIVES, LEADS, st.integers(1, 90))
def test_money_of_fewer_order_days_is_the_same_money(life, lead, order_days):
    need, supply = needed(life), supply_from(TODAY, WEEK, WEEK, lead, 1)
    plant = plant_assumptions(need, supply, SitePolicy())
    whole = look_out(need, life, supply, SitePolicy(), plant)
    part = look_out(need, life, supply, SitePolicy(), plant, order_days)
    assert part.money.size >= order_days
    assert part.money[part.order_day] == pytest.approx(whole.money[whole.order_day])
    assert part.money == pytest.approx(whole.money[: part.money.size])
