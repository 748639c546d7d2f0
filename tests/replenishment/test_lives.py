"""Life by age as a plant's books teach it."""

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.analysis.life.class_priors import class_priors
from app.analysis.life.on_calendar import prior_life
from app.core.assets import AssetClass, Component
from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.component_life import LifeEnd, PastLife
from app.core.life_prior import Grade
from app.replenishment.lives import life_by_age, pool_of_kind
from app.replenishment.planned_life import age_life
from tests.office_books import PUMP_BEARING, at

TODAY = at().today


def unfitted(uow):
    """Forget when anything was fitted, so that no life runs."""
    for component in uow.plant.components():
        uow.plant.save_component(replace(component, installed_on=None))


def teach(uow, component, years, end=LifeEnd.FAILED, count=1):
    for n in range(count):
        ended = TODAY - timedelta(days=10 + 3000 * n)
        fitted = ended - timedelta(days=round(365 * years))
        name = f"{component.id} {years} {n}"
        uow.lives.add(PastLife(name, component.id, component.part_id, fitted, ended, end, "card"))


def sister_of(uow, component, name="sister"):
    sister = replace(component, id=name, kit=())
    uow.plant.add_component(sister)
    return sister


def pump(uow):
    component = uow.plant.component(PUMP_BEARING)
    return uow.plant.asset(component.asset_id), component


def test_a_plant_without_lives_plans_by_the_shipped_prior(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        by_books = age_life(uow, asset, component, TODAY)
        life = life_by_age(uow, asset, component, TODAY)
    shipped = prior_life(component, AssetClass.PUMP)
    assert np.allclose(by_books.days, shipped.days_left(0.0))
    assert life.shares.prior == 1.0
    assert life.source == class_priors()[AssetClass.BEARING].life.source


def test_a_machine_is_planned_by_its_own_short_lives_and_its_sister_by_half_of_that(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        sister = sister_of(uow, component)
        before = life_by_age(uow, asset, component, TODAY).days_left(0.0)[51]
        teach(uow, component, 0.5, count=6)
        own, other = (life_by_age(uow, asset, one, TODAY) for one in (component, sister))
    assert own.days_left(0.0)[51] < 0.4 * before
    assert own.days_left(0.0)[51] < other.days_left(0.0)[51] < 0.8 * before
    assert own.shares.own > 0.5
    assert other.shares.own == 0.0
    assert other.shares.sisters > 0.2
    assert (own.shares.own_lives.failed, other.shares.sister_lives.failed) == (6, 6)


def test_lives_that_ended_by_replacement_only_say_that_they_were_longer(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        before = life_by_age(uow, asset, component, TODAY).days_left(0.0)[51]
        teach(uow, component, 1.0, end=LifeEnd.REPLACED, count=6)
        after = life_by_age(uow, asset, component, TODAY).days_left(0.0)[51]
    assert after > before


def test_what_runs_at_the_sisters_counts_and_the_item_itself_is_its_age(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        sister = sister_of(uow, component)
        old = TODAY - timedelta(days=4000)
        uow.plant.save_component(replace(sister, installed_on=old))
        life = life_by_age(uow, asset, component, TODAY)
        of_sister = life_by_age(uow, asset, replace(sister, installed_on=old), TODAY)
    assert life.shares.sister_lives.running == 1
    assert (of_sister.shares.own_lives.running, of_sister.shares.sister_lives.total) == (1, 0)
    shipped = prior_life(component, AssetClass.PUMP)
    assert life.days_left(0.0)[51] > shipped.days_left(0.0)[51]
    assert np.allclose(of_sister.days_left(4000.0), shipped.days_left(4000.0), rtol=1e-2)


def test_bearings_learn_from_bearings_and_belts_do_not(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        belt = Component("belt", asset.id, "impeller", component.part_id)
        uow.plant.add_component(belt)
        teach(uow, component, 0.2, count=5)
        assert life_by_age(uow, asset, belt, TODAY).shares.prior == 1.0


def test_a_machine_that_runs_one_shift_lasts_three_times_the_days(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        round_the_clock = life_by_age(uow, asset, component, TODAY)
        open_week = replace(uow.plant.policy(), calendar=WorkCalendar())
        uow.plant.save_policy(open_week)
        one_shift = replace(asset, running_hours_per_day=8.0)
        shift = life_by_age(uow, one_shift, component, TODAY)
        weekdays = WorkCalendar(MONDAY_TO_FRIDAY)
        uow.plant.save_policy(replace(open_week, calendar=weekdays))
        week = life_by_age(uow, one_shift, component, TODAY)
    half = round_the_clock.days_left(0.0)[51]
    assert shift.days_left(0.0)[51] == pytest.approx(3 * half, rel=1e-2)
    assert week.days_left(0.0)[51] == pytest.approx(3 * half * 7 / 5, rel=1e-2)
    assert week.age_hours(70.0) == pytest.approx(8.0 * 50)
    assert week.mean_days() > shift.mean_days()


def test_lives_are_counted_in_the_hours_their_machine_runs(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        uow.plant.save_asset(replace(asset, running_hours_per_day=6.0))
        uow.plant.save_policy(replace(uow.plant.policy(), calendar=WorkCalendar()))
        teach(uow, component, 1.0)
        known = pool_of_kind(uow, AssetClass.BEARING, TODAY)
    (life,) = known.lives
    assert life.hours == pytest.approx(365 * 6.0)


def test_the_plants_own_figures_overrule_the_shipped_ones_until_they_are_taken_back(store):
    own = replace(
        class_priors()[AssetClass.BEARING].life, median_hours=5000.0, source="own cards",
        grade=Grade.PLANT,
    )  # fmt: skip
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        shipped = life_by_age(uow, asset, component, TODAY)
        uow.lives.save_prior(AssetClass.BEARING, own)
        assert uow.lives.priors() == {AssetClass.BEARING: own}
        overruled = life_by_age(uow, asset, component, TODAY)
        uow.lives.save_prior(AssetClass.BEARING, None)
        again = life_by_age(uow, asset, component, TODAY)
    assert overruled.source == "own cards"
    assert overruled.days_left(0.0)[51] == pytest.approx(5000 / 24, rel=0.15)
    assert np.array_equal(again.days_left(0.0), shipped.days_left(0.0))


def test_the_age_reached_shortens_what_is_left_until_an_item_is_a_proven_survivor(store):
    with store.begin("t") as uow:
        unfitted(uow)
        asset, component = pump(uow)
        fitted = replace(component, installed_on=TODAY - timedelta(days=900))
        new, used = (age_life(uow, asset, one, TODAY).quantile(0.5) for one in (component, fitted))
    assert used < new
    assert math.isfinite(used)
