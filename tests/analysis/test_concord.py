"""A shallow comb is wear where it is heard all over the axis, and nowhere contradicted."""

import numpy as np
import scipy.signal

from app.analysis.bearing_wear import LEAST_DEPTH, SHALLOWEST, STANDING, find_wear
from app.analysis.bearings import bearing_named, defect_frequencies
from app.analysis.combs import comb_scores
from app.core.health import FailureMode
from tests.analysis.modes.sick_machines import RATE_HZ, block

RPM = 1480.0
BEARING = bearing_named("6309")
DEFECTS = defect_frequencies(BEARING, RPM)
SECONDS = 20
TIME_S = np.arange(int(SECONDS * RATE_HZ)) / RATE_HZ


def swelling(rng, depth, rate_hz, band_hz=None):
    """Return noise that swells with a wandering comb, all of it or what lies in one band."""
    wander = np.cumsum(rng.standard_normal(TIME_S.size)) * 1e-4
    turn = 2 * np.pi * rate_hz * 0.997 * TIME_S + wander
    swell = sum(np.cos(n * turn) for n in range(1, 5)) / 2
    noise = rng.standard_normal(TIME_S.size)
    if band_hz is None:
        return noise * (1 + depth * swell)
    sos = scipy.signal.butter(6, band_hz, "bandpass", fs=RATE_HZ, output="sos")
    inside = scipy.signal.sosfilt(sos, noise)
    return noise + depth * swell * inside


def test_a_shallow_comb_heard_in_most_bands_is_named():
    heard = swelling(np.random.default_rng(1), 0.05, DEFECTS.outer_hz)
    score = comb_scores(heard, RATE_HZ, DEFECTS, RPM).of("outer")
    assert SHALLOWEST <= score.depth < LEAST_DEPTH
    found = find_wear(block(heard, RPM / 60), BEARING, RPM)
    assert found.diagnosis.failure_mode is FailureMode.OUTER_RACE_WEAR


def test_a_shallow_comb_of_one_band_is_not():
    heard = swelling(np.random.default_rng(2), 0.9, DEFECTS.outer_hz, (2400, 3500))
    score = comb_scores(heard, RATE_HZ, DEFECTS, RPM).of("outer")
    assert score.standing >= STANDING
    assert SHALLOWEST <= score.depth < LEAST_DEPTH
    found = find_wear(block(heard, RPM / 60), BEARING, RPM)
    assert found.diagnosis.failure_mode is FailureMode.UNDETERMINED


def test_a_shallow_comb_that_one_band_contradicts_is_not():
    rng = np.random.default_rng(3)
    heard = swelling(rng, 0.07, DEFECTS.outer_hz)
    alone = find_wear(block(heard, RPM / 60), BEARING, RPM)
    assert alone.diagnosis.failure_mode is FailureMode.OUTER_RACE_WEAR
    heard += 0.7 * swelling(rng, 0.6, DEFECTS.inner_hz, (3400, 4000))
    scores = comb_scores(heard, RATE_HZ, DEFECTS, RPM)
    assert scores.of("outer").standing >= STANDING > scores.of("inner").standing
    found = find_wear(block(heard, RPM / 60), BEARING, RPM)
    assert found.diagnosis.failure_mode is FailureMode.UNDETERMINED
