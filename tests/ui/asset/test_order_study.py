from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.decision import evaluate_trigger
from app.core.distribution import DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
)
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.records import DecisionRecord
from app.core.stock import StockPosition
from app.core.supply import supply_from
from app.ui.asset.order_study import days_ahead, quantile_day, study_order

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
WEEK = WorkCalendar(MONDAY_TO_FRIDAY)
LEAD = declared_lead_time(5.0, 1.0)


def decided(life, plant=WEEK, lead=LEAD, state=RulState.DEGRADING):
    need = Need(life, state.value, Criticality.A, 0.06, 43_200.0)
    supply = supply_from(TODAY, WEEK, plant, lead, 1)
    decision = evaluate_trigger(need, supply, StockPosition(), SitePolicy())
    health = Health(HealthState.ALARM, 0.4, "peak acceleration", 24.0, 60.0, "m/s2", "limit")
    rul = RulEstimate(state, life, "degradation path", "1", NOW, 80, onset_at=NOW)
    mode = Diagnosis(FailureMode.OUTER_RACE_WEAR, 0.9)
    assessment = Assessment("a", "c", "p", NOW, health, mode, rul)
    return DecisionRecord("d", "c", NOW, TODAY, decision, assessment)


def studied(record, plant=WEEK, lead=LEAD):
    return study_order(record, supply_from(TODAY, WEEK, plant, lead, 1))


def life_of(p10, spread, tail):
    return DaysDistribution.from_quantiles(
        {0.001: p10 / 2, 0.1: p10, 0.5: p10 + spread, 0.999: p10 + spread + tail}
    )


LIVES = st.builds(life_of, st.floats(8, 60), st.floats(1, 40), st.floats(1, 60))


@settings(max_examples=25, deadline=None)
@given(LIVES)
def test_probability_of_the_proposed_day_is_the_decisions_own(life):
    record = decided(life)
    study = studied(record)
    day = study.day_of(record.decision.order_by)
    assert study.late[day] == pytest.approx(record.decision.late_probability, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(LIVES, st.integers(0, 40))
def test_failures_coloured_as_late_add_up_to_the_probability_written(life, day):
    record = decided(life)
    study = studied(record)
    assert study.late_failures(study.arrivals(day)).sum() == pytest.approx(
        study.late[day], abs=1e-6
    )


@settings(max_examples=25, deadline=None)
@given(LIVES)
def test_waiting_longer_never_makes_it_likelier_to_be_in_time(life):
    study = studied(decided(life))
    assert (np.diff(study.late) >= -1e-12).all()


@given(st.integers(0, 60))
def test_arrivals_of_a_day_add_up_to_one_on_open_days(day):
    study = studied(decided(life_of(20, 10, 20)))
    arrivals = study.arrivals(day)
    assert arrivals.sum() == pytest.approx(1.0)
    assert all(WEEK.is_open(study.date_of(int(d))) for d in np.flatnonzero(arrivals))


def test_arrival_quantiles_of_a_certain_lead_time_are_one_day():
    study = studied(decided(life_of(20, 10, 20)), WEEK, declared_lead_time(5.0))
    assert {quantile_day(study.arrivals(0), p) for p in (0.1, 0.5, 0.9)} == {7}


def test_a_shutdown_pulls_the_need_forward_as_the_trigger_does():
    shut = Shutdown(date(2026, 3, 17), date(2026, 3, 27), "spring shutdown")
    plant = WorkCalendar(shutdowns=(shut,))
    life = DaysDistribution.certain(18.0)
    record = decided(life, plant, declared_lead_time(5.0))
    study = studied(record, plant, declared_lead_time(5.0))
    day = study.day_of(record.decision.order_by)
    assert study.late[day] == pytest.approx(record.decision.late_probability)
    assert study.late[day + 1] > record.decision.tolerated_risk


def test_life_is_counted_on_from_the_day_it_was_estimated():
    record = decided(DaysDistribution.certain(18.0))
    aged = replace(record, taken_at=NOW + timedelta(days=3))
    assert studied(aged).life.quantile(0.5) == 15.0


def test_without_a_distribution_there_is_nothing_to_study():
    assert studied(decided(None, state=RulState.NO_DEGRADATION)) is None


@given(LIVES, st.integers(0, 40))
def test_calendar_reaches_the_order_day_and_the_median_failure(life, day):
    study = studied(decided(life))
    assert days_ahead(study, study.arrivals(day)) > max(day, life.quantile(0.5))


def test_a_failure_beyond_the_horizon_still_gives_a_finite_calendar():
    life = DaysDistribution.from_quantiles({0.1: 10.0, 0.2: 30.0})
    study = studied(decided(life))
    assert 30 < days_ahead(study, study.arrivals(0)) < 60


def test_an_order_sent_some_days_ago_is_no_longer_expected_in_the_past():
    record = decided(life_of(20, 10, 20))
    supply = supply_from(TODAY, WEEK, WEEK, LEAD, 1)
    study = studied(record)
    sent = study.arrivals_of_sent(TODAY - timedelta(days=6), supply)
    assert sent.sum() == pytest.approx(1.0)
    assert quantile_day(sent, 0.5) < quantile_day(study.arrivals(0), 0.5)
    assert study.late_share(sent) < study.late[0]


def test_an_overdue_order_is_expected_today():
    supply = supply_from(TODAY, WEEK, WEEK, LEAD, 1)
    study = studied(decided(life_of(20, 10, 20)))
    assert study.arrivals_of_sent(TODAY - timedelta(days=200), supply).tolist() == [1.0]


@settings(max_examples=25, deadline=None)
@given(LIVES, st.integers(0, 40))
def test_one_order_day_alone_gives_the_same_number_as_the_table_of_all(life, day):
    study = studied(decided(life))
    assert study.late_share(study.arrivals(day)) == pytest.approx(study.late[day], abs=1e-9)
