"""TDMS files, written by npTDMS's writer, whole and damaged."""

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nptdms import ChannelObject, TdmsWriter

from app.acquisition.snapshots.tdms_file import MOST_SEGMENTS, read_tdms_snapshot
from app.core.errors import FileRefused

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNAL = np.sin(np.arange(200.0)) * 3.25
SAID = {"wf_increment": 1 / 12_800, "unit_string": "g"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rig.tdms"


def content(*channels: ChannelObject, times: int = 1) -> bytes:
    """A file of the channels, written so many times after one another."""
    stream = io.BytesIO()
    with TdmsWriter(stream) as writer:
        for _ in range(times):
            writer.write_segment(list(channels))
    return stream.getvalue()


@pytest.mark.parametrize("dtype", ["f8", "f4", "i2", "i4"])
def test_channels_are_read_with_rate_and_unit(path: Path, dtype: str):
    samples = (SIGNAL * 1000).astype(dtype)
    path.write_bytes(
        content(
            ChannelObject("Pump 3", "DE", samples, SAID),
            ChannelObject("Pump 3", "NDE", samples * 2, {"NI_UnitDescription": "m/s^2"}),
            times=3,
        )
    )
    first, second = read_tdms_snapshot(path).channels
    assert (first.name, first.unit_text) == ("Pump 3/DE", "g")
    assert first.sample_rate_hz == pytest.approx(12_800, rel=1e-12)
    assert (second.unit_text, second.sample_rate_hz) == ("m/s^2", None)
    np.testing.assert_array_equal(first.samples, np.tile(samples.astype(float), 3))


def test_what_is_no_signal_over_time_is_passed_over_and_named(path: Path):
    texts = ChannelObject("g", "notes", ["a"] * 100)
    spectrum = ChannelObject("g", "spectrum", SIGNAL, {"wf_xunit_string": "Hz"})
    few = ChannelObject("g", "speed", np.ones(3))
    path.write_bytes(content(ChannelObject("g", "DE", SIGNAL, SAID), texts, spectrum, few))
    snapshot = read_tdms_snapshot(path)
    assert [c.name for c in snapshot.channels] == ["g/DE"]
    assert [f.split(":")[0] for f in snapshot.findings] == [
        "g/notes is passed over", "g/spectrum is passed over", "g/speed is passed over",
    ]  # fmt: skip
    path.write_bytes(content(few))
    with pytest.raises(FileRefused, match="expected a channel of at least 64 numbers, got g/speed"):
        read_tdms_snapshot(path)


def test_a_file_cut_short_is_truncated(path: Path, capfd: pytest.CaptureFixture[str]):
    path.write_bytes(content(ChannelObject("g", "DE", SIGNAL, SAID))[:-404])
    snapshot = read_tdms_snapshot(path)
    assert snapshot.is_truncated
    np.testing.assert_array_equal(snapshot.channels[0].samples, SIGNAL[:149])
    assert capfd.readouterr().err == ""


def test_an_index_beside_it_is_not_looked_at(path: Path):
    path.write_bytes(content(ChannelObject("g", "DE", SIGNAL, SAID)))
    path.with_name("rig.tdms_index").write_bytes(b"TDSh a stranger's")
    assert len(read_tdms_snapshot(path).channels) == 1


@pytest.mark.parametrize("step_s", [0.0, -1.0, float("nan"), float("inf"), "fast"])
def test_a_step_of_time_that_is_none_is_refused(path: Path, step_s: object):
    path.write_bytes(content(ChannelObject("g", "DE", SIGNAL, {"wf_increment": step_s})))
    with pytest.raises(FileRefused, match="expected a step of time above 0"):
        read_tdms_snapshot(path)


def test_values_that_are_claimed_and_not_there_get_no_room(path: Path):
    damaged = content(ChannelObject("g", "DE", SIGNAL, SAID))
    claim = struct.pack("<Q", SIGNAL.size)
    assert damaged.count(claim) == 1
    path.write_bytes(damaged.replace(claim, struct.pack("<Q", 2**50)))
    with pytest.raises(FileRefused, match="rig.tdms"):
        read_tdms_snapshot(path)


def test_objects_and_segments_without_end_are_refused(path: Path):
    lead = struct.pack("<4siiQQ", b"TDSm", 2, 4713, 4, 4)
    path.write_bytes(lead + struct.pack("<I", 1_000_000))
    with pytest.raises(FileRefused, match="at most 4096 objects .* got 1000000 in 1"):
        read_tdms_snapshot(path)
    path.write_bytes(struct.pack("<4siiQQ", b"TDSm", 0, 4713, 0, 0) * (MOST_SEGMENTS + 1))
    with pytest.raises(FileRefused, match=f"got 0 in {MOST_SEGMENTS + 1} so far"):
        read_tdms_snapshot(path)


@shared_folder
@given(
    changes=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=4),
    cut=st.integers(0, 2000),
)
def test_a_damaged_file_is_read_or_refused_by_name(path: Path, changes, cut):
    channels = ChannelObject("g", "DE", SIGNAL, SAID), ChannelObject("g", "n", ["a", "b"])
    damaged = bytearray(content(*channels, times=2))
    for place, value in changes:
        damaged[place % len(damaged)] = value
    path.write_bytes(damaged[: max(1, len(damaged) - (cut if cut < 1000 else 0))])
    refusal = "rig.tdms"
    try:
        read_tdms_snapshot(path)
    except FileRefused as refused:
        refusal = str(refused)
    assert "rig.tdms" in refusal
