"""Units of a snapshot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.acceleration import (
    SnapshotUnit,
    differentiate,
    to_acceleration_ms2,
    unit_of,
)


@given(st.floats(-50, 50))
def test_g_is_9_80665_ms2(value: float):
    converted = to_acceleration_ms2(np.array([value]), SnapshotUnit.G, 1.0)
    assert converted[0] == pytest.approx(9.80665 * value, rel=1e-6)


def test_ms2_stays_as_it_is():
    assert to_acceleration_ms2(np.array([1.5]), SnapshotUnit.MS2, 1.0).tolist() == [1.5]


@given(frequency_hz=st.floats(10, 1000), phase=st.floats(0, 6.28))
def test_a_velocity_sine_becomes_its_acceleration(frequency_hz: float, phase: float):
    rate_hz = 6700.0
    turn = 2 * np.pi * frequency_hz * np.arange(1024) / rate_hz + phase
    velocity_mms = 4.5 * np.sin(turn)
    expected_ms2 = 4.5e-3 * 2 * np.pi * frequency_hz * np.cos(turn)
    found_ms2 = to_acceleration_ms2(velocity_mms, SnapshotUnit.MMS, rate_hz)
    largest = np.abs(expected_ms2).max()
    np.testing.assert_allclose(found_ms2[4:-4], expected_ms2[4:-4], atol=1e-3 * largest)


@given(st.integers(0, 12))
def test_any_length_can_be_differentiated(length: int):
    slope = differentiate(np.arange(length, dtype=float), 10.0)
    assert slope.tolist() == pytest.approx([10.0 if length > 1 else 0.0] * length)


def test_units_are_recognised_as_people_write_them():
    assert unit_of(" MM/S ") is SnapshotUnit.MMS
    assert unit_of("IPS") is SnapshotUnit.INS
    assert unit_of("um") is None


@pytest.mark.parametrize(
    ("unit", "value", "expected_ms2"),
    [
        (SnapshotUnit.MG, 1000.0, 9.80665),
        (SnapshotUnit.MS2, 1.5, 1.5),
        (SnapshotUnit.G, 2.0, 19.6133),
    ],
)
def test_every_acceleration_becomes_ms2(unit: SnapshotUnit, value: float, expected_ms2: float):
    assert to_acceleration_ms2(np.array([value]), unit, 1.0)[0] == pytest.approx(expected_ms2)


@pytest.mark.parametrize(
    ("unit", "per_mms"), [(SnapshotUnit.MS, 1e-3), (SnapshotUnit.INS, 1 / 25.4)]
)
def test_every_velocity_is_differentiated_as_mms_are(unit: SnapshotUnit, per_mms: float):
    velocity_mms = np.sin(np.arange(64.0))
    np.testing.assert_allclose(
        to_acceleration_ms2(velocity_mms * per_mms, unit, 64.0),
        to_acceleration_ms2(velocity_mms, SnapshotUnit.MMS, 64.0),
        rtol=1e-5,
        atol=1e-6,
    )
