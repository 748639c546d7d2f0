"""A model learned from a fleet, asked for one component: its state, its days, or why not."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.analysis.assessment import assess_point
from app.analysis.indicators import indicator_value, indicators_of
from app.analysis.learned_rul import (
    MOST_READINGS,
    NAME,
    BoundModel,
    NotLearned,
    learned_rul,
    with_learned,
)
from app.core.assets import AssetClass, Component, MeasurementPoint
from app.core.health import RulEstimate, RulState
from app.exchange.fleet_file import fingerprint, read_model
from tests.learning.fleets_on_books import FEEDS, FITTED, bearing_model, levels, measured


@pytest.fixture(scope="module")
def bound() -> BoundModel:
    content = bearing_model()
    model, _ = read_model(content, "m")
    feeds = {feed.column: (feed.indicator, 1.0) for feed in FEEDS}
    return BoundModel(model, "Pump bearings", fingerprint(content), feeds, 1.0)


def asked(bound: BoundModel, life_days: float, until_day: float, since=FITTED):
    history = measured("p", life_days, until_day)
    return learned_rul(bound, history, history[-1].taken_at, since)


@pytest.mark.parametrize(("life", "day"), [(55.0, 45.0), (60.0, 54.0), (66.0, 50.0)])
def test_a_wearing_bearing_is_given_the_days_its_sisters_had(bound, life, day) -> None:
    estimate = asked(bound, life, day)
    assert isinstance(estimate, RulEstimate)
    assert (estimate.state, estimate.model) == (RulState.DEGRADING, NAME)
    assert estimate.distribution is not None
    low, high = estimate.distribution.quantile(0.02), estimate.distribution.quantile(0.98)
    assert low <= life - day <= high
    assert abs(estimate.distribution.quantile(0.5) - (life - day)) < 8


def test_days_follow_the_time_a_machine_runs_a_day(bound) -> None:
    history = measured("p", 60.0, 50.0)
    plain = learned_rul(bound, history, history[-1].taken_at, FITTED)
    slow = [
        replace(f, taken_at=FITTED + 2 * (f.taken_at - FITTED)) for f in history
    ]  # the same course at half the hours a day
    half = learned_rul(replace(bound, time_per_day=0.5), slow, slow[-1].taken_at, FITTED)
    assert isinstance(plain, RulEstimate)
    assert isinstance(half, RulEstimate)
    assert plain.distribution is not None
    assert half.distribution is not None
    np.testing.assert_allclose(
        half.distribution.quantile(0.5), 2 * plain.distribution.quantile(0.5), rtol=1e-6
    )


def test_units_are_brought_into_line_by_a_factor(bound) -> None:
    feeds = bound.feeds | {"velocity": ("velocity_rms_mms", 1 / 25.4)}
    in_inches = [
        replace(f, velocity_rms_mms=25.4 * (f.velocity_rms_mms or 0))
        for f in measured("p", 60.0, 50.0)
    ]
    told = learned_rul(replace(bound, feeds=feeds), in_inches, in_inches[-1].taken_at, FITTED)
    plain = asked(bound, 60.0, 50.0)
    assert isinstance(told, RulEstimate)
    assert isinstance(plain, RulEstimate)
    assert told.explanation == plain.explanation


def test_a_long_history_is_thinned_and_says_much_the_same(bound) -> None:
    days = np.arange(0.01, 50.0, 0.01)
    read = levels(60.0, days, np.random.default_rng(1))
    one = measured("p", 60.0, 1.0)[0]
    history = [
        replace(
            one,
            taken_at=FITTED + timedelta(days=float(day)),
            velocity_rms_mms=float(velocity),
            acceleration_peak_ms2=float(peak),
        )
        for day, (velocity, peak) in zip(days, read, strict=True)
    ]
    long = learned_rul(bound, history, history[-1].taken_at, FITTED)
    short = learned_rul(bound, history[::-50][::-1], history[-1].taken_at, FITTED)
    assert isinstance(long, RulEstimate)
    assert isinstance(short, RulEstimate)
    assert long.evidence_points == MOST_READINGS
    assert long.distribution is not None
    assert short.distribution is not None
    assert abs(long.distribution.quantile(0.5) - short.distribution.quantile(0.5)) < 4


def test_what_the_model_can_t_judge_is_said_not_guessed(bound) -> None:
    early = asked(bound, 60.0, 1.0)
    assert isinstance(early, NotLearned)
    assert "of at least 3 measurements" in early.why
    unknown = asked(bound, 60.0, 50.0, since=None)
    assert isinstance(unknown, NotLearned)
    assert "fitted is not on record" in unknown.why
    unfed = learned_rul(replace(bound, feeds={"peak": bound.feeds["peak"]}), [], FITTED, FITTED)
    assert isinstance(unfed, NotLearned)
    assert "for velocity" in unfed.why
    silent = [replace(f, velocity_rms_mms=None) for f in measured("p", 60.0, 50.0)]
    without = learned_rul(bound, silent, silent[-1].taken_at, FITTED)
    assert isinstance(without, NotLearned)
    assert "for velocity" in without.why


def test_a_machine_unlike_its_fleet_is_out_of_range(bound) -> None:
    wild = [replace(f, velocity_rms_mms=900.0) for f in measured("p", 60.0, 50.0)]
    estimate = learned_rul(bound, wild, wild[-1].taken_at, FITTED)
    assert isinstance(estimate, RulEstimate)
    assert estimate.state is RulState.OUT_OF_RANGE
    assert estimate.distribution is None
    seen = RulEstimate(RulState.NO_DEGRADATION, None, "none", "1", FITTED, 5)
    kept = with_learned(seen, estimate)
    assert kept.state is RulState.NO_DEGRADATION
    assert "is not used" in kept.explanation


def test_degradation_seen_here_counts_before_a_history_that_sees_none(bound) -> None:
    seen = RulEstimate(RulState.DEGRADING, None, "path", "1", FITTED, 5, explanation="Rises.")
    calm = RulEstimate(RulState.NO_DEGRADATION, None, NAME, "1", FITTED, 5, explanation="Long.")
    assert with_learned(seen, calm).model == "path"
    assert with_learned(seen, calm).explanation == (
        "Rises. What is seen here counts before the history. Long."
    )
    silent = replace(seen, state=RulState.NO_DATA)
    assert with_learned(silent, calm) is silent
    assert with_learned(calm, NotLearned("so")).explanation.endswith("is not used: so.")


def test_the_plant_s_assessment_uses_the_bound_model(bound) -> None:
    component = Component("c", "a", "Bearing", None, installed_on=None)
    point = MeasurementPoint("p", "c", "DE", "m/s2")
    history = measured("p", 60.0, 50.0)
    as_of = history[-1].taken_at + timedelta(hours=1)
    *_, plain = assess_point(history, component, AssetClass.PUMP, point, as_of, since=FITTED)
    *_, learned = assess_point(
        history, component, AssetClass.PUMP, point, as_of, since=FITTED, learned=bound
    )
    assert plain.model != NAME
    assert learned.model == NAME
    assert "learned from lives that ran to failure" in learned.explanation


def test_indicators_of_measurements_name_what_can_feed_a_model() -> None:
    some = [replace(measured("p", 60.0, 2.0)[0], bands_ms2={"1000-5000": 1.0, "10-1000": 2.0})]
    names = [indicator.name for indicator in indicators_of(some)]
    assert names[:3] == ["velocity_rms_mms", "acceleration_rms_ms2", "acceleration_peak_ms2"]
    assert names[-2:] == ["band 10-1000", "band 1000-5000"]
    assert indicator_value(some[0], "band 10-1000") == 2.0
    assert indicator_value(some[0], "nothing of the kind") is None
