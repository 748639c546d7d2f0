import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.baseline import BASELINE_POINTS, CONSECUTIVE, QUIET_AGAIN, in_a_row
from app.analysis.false_alarms import (
    DAYS_PER_YEAR,
    PROVEN_CORRELATION,
    FalseAlarmRate,
    correlation_of,
    false_onsets,
    median_and_deviation,
    sigmas_above,
)

PER_DAY, YEARS, POINTS, INDICATORS = 6, 2.0, 300, 3
"""A rate high enough to be counted: one false onset in two years of a point."""


def neighbours(rng, shape, correlation, is_heavy=False):
    """Stationary noise of variance 1 down the first axis, its tails Gaussian or of Student's t."""
    shock = rng.standard_t(5, shape) / np.sqrt(5 / 3) if is_heavy else rng.standard_normal(shape)
    noise = shock.copy()
    for i in range(1, shape[0]):
        noise[i] = correlation * noise[i - 1] + np.sqrt(1 - correlation**2) * shock[i]
    return noise


def onsets_per_stated(correlation, is_heavy=False, years=YEARS, points=POINTS):
    """Count false onsets of sound points over two years, in units of the rate that was stated."""
    rng = np.random.default_rng(7)
    count = int(2 * DAYS_PER_YEAR * PER_DAY)
    per_measurement = FalseAlarmRate(years).per_measurement(1 / PER_DAY, INDICATORS)
    found = 0
    for _ in range(points):
        level = neighbours(rng, (count, INDICATORS), correlation, is_heavy)
        middle, sigma = median_and_deviation(level[:BASELINE_POINTS])
        seen = correlation_of(level[:BASELINE_POINTS] - middle)
        sigmas = sigmas_above(per_measurement, seen, BASELINE_POINTS, CONSECUTIVE)
        above = level[BASELINE_POINTS:] > middle + sigmas * sigma
        ends = np.any([in_a_row(one, CONSECUTIVE) for one in above.T], axis=0)
        rows = np.flatnonzero(ends)
        found += 0 if not rows.size else 1 + int(np.sum(np.diff(rows) > QUIET_AGAIN))
    return found / (points * 2.0 / years)


@pytest.mark.parametrize("is_heavy", [False, True], ids=["Gaussian", "heavy tails"])
@pytest.mark.parametrize("correlation", [0.0, 0.3, PROVEN_CORRELATION])
def test_no_more_false_onsets_come_than_stated(correlation, is_heavy):
    """600 point-years; 300 onsets are stated, so that a tenth more would be seen."""
    assert onsets_per_stated(correlation, is_heavy) <= 1.1


def test_the_rate_is_no_idle_promise_but_about_what_comes():
    assert onsets_per_stated(PROVEN_CORRELATION) > 0.2


def test_a_stricter_rate_is_kept_too():
    """600 point-years at one onset in 20 years: 30 are stated."""
    assert onsets_per_stated(0.3, years=20.0) <= 1.0


@given(st.floats(1.0, 1000.0), st.floats(1.0, 1000.0), st.floats(0.0, 0.9))
def test_a_rarer_false_onset_asks_for_a_higher_limit(years, more, correlation):
    def sigmas(of_years):
        per_measurement = FalseAlarmRate(of_years).per_measurement(1 / PER_DAY, INDICATORS)
        return sigmas_above(per_measurement, correlation, BASELINE_POINTS, CONSECUTIVE)

    assert sigmas(years + more) >= sigmas(years)


@given(st.floats(0.0, 0.8))
def test_noise_that_wanders_asks_for_a_higher_limit(correlation):
    lower, higher = (
        sigmas_above(1e-5, c, BASELINE_POINTS, CONSECUTIVE) for c in (correlation, 0.9)
    )
    assert higher > lower


def test_the_chance_of_a_row_of_one_is_that_of_its_first_measurement_above():
    """With a baseline of endless length and no row to wait for: P(above) P(not above)."""
    from scipy.stats import norm

    above = norm.sf(3.0)
    assert false_onsets(3.0, 0.0, 2000, 1) == pytest.approx(above * (1 - above), rel=0.05)


def test_neighbours_that_agree_are_seen_to():
    rng = np.random.default_rng(3)
    found = [correlation_of(neighbours(rng, (20, 5), c)) for c in (0.0, 0.8) for _ in range(30)]
    assert np.mean(found[:30]) < 0.3
    assert np.mean(found[30:]) > 0.6


def test_a_constant_indicator_correlates_with_nothing():
    assert correlation_of(np.zeros((20, 3))) == 0.0
    assert correlation_of(np.full((20, 1), np.nan)) == 0.0
