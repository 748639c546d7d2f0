"""Whatever numbers a recording holds, the answer is finite figures or a refusal in words."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.analysis.diagnosis import Situation
from app.core.drive import Drive
from app.exchange.recording import RecordingTerms, analyse_file
from app.exchange.recording_rows import file_row
from app.exchange.recording_text import file_text
from tests.exchange.recordings import MACHINE, TERMS

counts = st.integers(64, 3000)
wild = st.floats(width=64) | st.sampled_from([0.0, 1.0, -1.0, 1e-320, 1e300, 5e14])
signals = (
    counts.flatmap(lambda count: arrays(np.float64, count, elements=wild))
    | st.builds(
        lambda count, base, size, seed: (
            base + size * np.random.default_rng(seed).standard_normal(count)
        ),
        counts,
        st.sampled_from([0.0, 1e-6, 9.81, 1e9]),
        st.sampled_from([0.0, 1e-30, 1e-9, 1e-3, 1.0, 50.0, 1e6]),
        st.integers(0, 50),
    )
    | st.builds(
        lambda count, place: np.eye(1, count, place % count)[0], counts, st.integers(0, 3000)
    )
    | st.builds(lambda count, turn: np.sin(np.arange(count) * turn), counts, st.floats(1e-4, 3.14))
)
machines = st.builds(
    lambda rpm, bearing, situation: replace(
        MACHINE, speed_rpm=rpm, bearing=bearing, situation=situation
    ),
    st.sampled_from([None, 1e-3, 60.0, 1497.0, 30_000.0, 1e9]),
    st.sampled_from([None, MACHINE.bearing]),
    st.sampled_from([Situation(), Situation(Drive(24, 6, 2000.0, 200.0, 400.0, 50.0, 2))]),
)
terms = st.builds(
    RecordingTerms,
    machines,
    st.sampled_from([1e-3, 50.0, 1999.0, 2000.0, 12_800.0, 1e6, 1e12]),
    st.sampled_from([None, "g", "m/s2", "mm/s"]),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "any.npz"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(signal=signals, said=terms)
def test_every_figure_is_finite_or_none(path: Path, signal: np.ndarray, said: RecordingTerms):
    path.unlink(missing_ok=True)
    np.savez(path, x=signal)
    result = analyse_file(path, replace(said, read_as=TERMS.read_as))
    row = file_row(result)
    json.dumps(row, allow_nan=False)
    assert file_text(result)
    for channel in row["channels"]:
        assert (channel["error"] is None) == ("features" in channel)
        assert channel["error"] is None or channel["error"]["what"]
