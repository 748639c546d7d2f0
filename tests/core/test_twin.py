"""A twin under other conditions: life by the law stated, order and job chosen anew, output lost."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.calendars import WorkCalendar
from app.core.distribution import LEVELS, DaysDistribution
from app.core.joint_choice import Delivery, JointCosts, WorkDay
from app.core.late_need import Derating
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.supply import supply_from
from app.core.trigger import DeliveryMode
from app.core.twin import (
    BALL_LOAD_EXPONENT,
    GRID_DAYS,
    Buying,
    Conditions,
    TwinBasis,
    outlook,
    output_lost,
    wear_factor,
)
from app.core.what_if import look_out, plant_assumptions

LIFE = DaysDistribution(30.0 * np.exp(0.3 * np.linspace(-2.0, 2.0, LEVELS.size)))
C = 400.0


def basis(lead_days: int = 5, shelf: bool = False) -> TwinBasis:
    """A bearing whose part comes after some days, or lies here."""
    buying = None
    if shelf:
        deliveries = (Delivery("", DeliveryMode.NORMAL, np.eye(GRID_DAYS)[:, 1:2]),)
    else:
        weights = np.eye(GRID_DAYS, k=-lead_days - 1)
        deliveries = (Delivery("V", DeliveryMode.NORMAL, weights),)
        lead = declared_lead_time(float(lead_days))
        supply = supply_from(date(2026, 3, 2), WorkCalendar(), WorkCalendar(), lead, 1)
        need = Need(LIFE, "degrading", Criticality.B, 1.0, C)
        buying = Buying(need, supply, SitePolicy())
    days = tuple(WorkDay(day, 100.0) for day in range(GRID_DAYS))
    return TwinBasis(
        life=LIFE,
        deliveries=deliveries,
        order_days=np.arange(deliveries[0].weights.shape[1]),
        work_days=(*days, WorkDay(GRID_DAYS, 0.0)),
        any_day_cost=150.0,
        costs=JointCosts(1.0, C, 4000.0, 100.0, 2.0),
        usual=Conditions(),
        load_exponent=BALL_LOAD_EXPONENT,
        risk=0.01,
        buying=buying,
    )


shares = st.floats(0.4, 1.2)


@given(shares, shares, st.integers(1, 7))
def test_life_is_divided_by_how_much_faster_it_wears(
    speed: float, load: float, running: int
) -> None:
    conditions = Conditions(speed=speed, load=load, running_days=float(running))
    found = outlook(basis(), conditions)
    factor = speed * load**3 * running / 7.0
    assert wear_factor(conditions, Conditions(), 3.0) == pytest.approx(factor)
    assert found.life.quantile(0.5) == pytest.approx(LIFE.quantile(0.5) / factor)
    lost = max(1.0 - speed * running / 7.0, 0.0)
    assert output_lost(conditions, Conditions()) == pytest.approx(lost)
    assert found.output_lost == pytest.approx(
        lost * C * _expected_days(found.life, found.choice.work_day), rel=1e-6
    )


def _expected_days(life: DaysDistribution, until: int) -> float:
    """Expected days to the job or the failure, in whole days."""
    return sum(1.0 - life.probability_within(day + 1.0 - 1e-9) for day in range(until))


def test_the_plants_own_conditions_change_nothing() -> None:
    found = outlook(basis(), Conditions())
    assert np.array_equal(found.life.days, LIFE.days)
    assert found.output_lost == 0.0
    assert found.order_day is not None
    assert found.order_day + 6 <= found.choice.work_day < LIFE.quantile(0.5)


def test_the_order_day_is_the_triggers_own() -> None:
    buying = basis().buying
    assert buying is not None
    for load in (0.8, 1.0, 1.1):
        life = DaysDistribution(LIFE.days / load**3)
        need = replace(buying.need, life=life)
        assumed = plant_assumptions(need, buying.supply, buying.policy)
        by_hand = look_out(need, life, buying.supply, buying.policy, assumed)
        found = outlook(basis(), Conditions(load=load))
        assert (found.order_day, found.late) == (by_hand.order_day, by_hand.late)


def test_a_part_ordered_today_is_no_later_and_held_longer() -> None:
    calm = outlook(basis(), Conditions(work_day=20))
    today = outlook(basis(), Conditions(work_day=20, is_ordered_today=True))
    assert (calm.choice.work_day, today.choice.work_day) == (20, 20)
    assert calm.order_day is not None
    assert today.order_day == 0 < calm.order_day
    assert today.late <= calm.late
    assert today.cost > calm.cost, "the part is held longer"


@pytest.mark.parametrize("day", [3, 12, 30, 60])
def test_another_job_day_moves_the_risk_of_failing_before_it(day: int) -> None:
    found = outlook(basis(shelf=True), Conditions(work_day=day))
    assert found.choice.work_day == day
    expected = LIFE.probability_within(float(day) - 1e-9)
    assert found.failing == pytest.approx(expected, abs=1e-6)
    best = outlook(basis(shelf=True), Conditions())
    assert best.cost <= found.cost + 1e-9


def test_a_derating_on_record_stretches_the_life_and_loses_its_share() -> None:
    derated = Conditions(derating=Derating(2.0, 0.3))
    found = outlook(basis(), derated)
    assert found.life.quantile(0.5) == pytest.approx(2.0 * LIFE.quantile(0.5))
    assert output_lost(derated, Conditions()) == pytest.approx(0.3)


def test_the_need_is_dated_where_the_tolerated_risk_is_reached() -> None:
    found = outlook(basis(), Conditions())
    assert found.need_day is not None
    assert LIFE.probability_within(found.need_day + 1.0) > 0.01
    assert LIFE.probability_within(float(found.need_day)) <= 0.01 + 1e-9
    never = replace(basis(), life=DaysDistribution.certain(5000.0))
    assert outlook(never, Conditions()).need_day is None


def test_a_life_beyond_the_year_waits_for_the_failure_or_dates_no_job() -> None:
    never = replace(basis(shelf=True), life=DaysDistribution.certain(5000.0))
    found = outlook(never, Conditions())
    assert found.choice.work_day >= GRID_DAYS - 1
    assert found.failing < 1e-3
