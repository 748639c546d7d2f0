"""Universal files, written by another library and read by ours."""

from pathlib import Path

import numpy as np
import pytest
import pyuff
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.acquisition.snapshots.snapshot import Snapshot
from app.acquisition.snapshots.uff_file import read_uff_snapshot
from app.core.errors import FileRefused
from tests.acquisition.snapshots.universal_files import write_uff

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNAL = np.sin(np.arange(200.0)) * 3.25


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rig.uff"


# pyuff writes bytes in double precision alone
@pytest.mark.parametrize(("binary", "is_double"), [(0, True), (0, False), (1, True)])
def test_what_pyuff_writes_is_read_with_rate_and_unit(path: Path, binary: int, is_double: bool):
    write_uff(path, SIGNAL, binary=binary, is_double=is_double)
    (channel,) = read_uff_snapshot(path).channels
    assert (channel.name, channel.unit_text) == ("DE horizontal", "m/s^2")
    assert channel.sample_rate_hz == pytest.approx(12_800, rel=1e-9)
    np.testing.assert_allclose(channel.samples, SIGNAL, rtol=1e-11 if is_double else 1e-5)


@shared_folder
@given(
    values=st.lists(st.floats(-1e30, 1e30), min_size=2, max_size=40),
    binary=st.integers(0, 1),
    is_double=st.booleans(),
)
def test_pyuff_and_we_read_the_same(path: Path, values: list[float], binary, is_double):
    path.unlink(missing_ok=True)
    write_uff(path, np.array(values), binary=binary, is_double=is_double or binary == 1)
    theirs = pyuff.UFF(str(path)).read_sets()["data"]
    np.testing.assert_array_equal(read_uff_snapshot(path).channels[0].samples, theirs)


@pytest.mark.parametrize("order", [1, 2])
def test_bytes_of_single_precision_and_either_order_are_read(path: Path, order: int):
    write_uff(path, SIGNAL, is_double=False)
    head = path.read_bytes().splitlines(keepends=True)[:13]
    head[1] = b"%6ib%6i%6i%12i%12i%6i%6i%12i%12i\n" % (58, order, 2, 11, 800, 0, 0, 0, 0)
    values = SIGNAL.astype("<f4" if order == 1 else ">f4").tobytes()
    path.write_bytes(b"".join(head) + values + b"\r\n    -1\r\n")
    (channel,) = read_uff_snapshot(path).channels
    np.testing.assert_array_equal(channel.samples, SIGNAL.astype(np.float32))


def test_uneven_times_are_read_where_they_are_even_after_all(path: Path):
    write_uff(path, SIGNAL, abscissa_spacing=0, abscissa_inc=0.0, is_double=False)
    (channel,) = read_uff_snapshot(path).channels
    assert channel.sample_rate_hz == pytest.approx(12_800, rel=1e-4)
    np.testing.assert_allclose(channel.samples, SIGNAL, rtol=1e-5)


def test_other_functions_and_sets_are_passed_over_and_named(path: Path):
    write_uff(path, SIGNAL)
    write_uff(path, SIGNAL, func_type=4, abscissa_spec_data_type=18)
    write_uff(path, SIGNAL, ordinate_axis_units_lab="NONE", id1="NONE")
    pyuff.UFF(str(path)).write_sets(
        pyuff.prepare_151(model_name="rig", description="", db_app="", program=""), "add"
    )
    snapshot = read_uff_snapshot(path)
    names = [(c.name, c.unit_text) for c in snapshot.channels]
    assert names == [("DE horizontal", "m/s^2"), ("node 1 direction 3", "")]
    assert "Set 2 is passed over: a frequency response over another axis." in snapshot.findings
    assert "Data sets 151 are passed over." in snapshot.findings
    path.unlink()
    write_uff(path, SIGNAL, func_type=9, abscissa_spec_data_type=18)
    with pytest.raises(FileRefused, match="expected a time response .* got 1 data sets of other"):
        read_uff_snapshot(path)


@pytest.mark.parametrize("binary", [0, 1])
def test_a_file_cut_short_gives_its_whole_values_and_says_so(path: Path, binary: int):
    write_uff(path, SIGNAL, binary=binary)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 300])
    snapshot = read_uff_snapshot(path)
    assert snapshot.is_truncated
    assert 100 < snapshot.channels[0].samples.size < 200
    kept = snapshot.channels[0].samples[:-1]
    np.testing.assert_allclose(kept, SIGNAL[: kept.size], rtol=1e-11)


def edited(path: Path, old: bytes, new: bytes) -> Path:
    write_uff(path, SIGNAL)
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new.rjust(len(old)), 1))
    return path


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"       200", b"9999999999", "at most 33554432 values, got 9999999999"),
        (b"       200", b"       300", 'line .*: expected 300 values, got "200"'),
        (b"       200", b"       199", 'expected 199 values, got "200"'),
        (b"       200", b"       192", "expected the end of the set after 192 points"),
        (b"       200", b"       2x0", 'line 9: expected the count of values, .* got "2x0"'),
        (b"         4", b"         7", "line 9: expected ordinate 2, 4, 5 or 6"),
        (b"7.81250e-05", b"0.00000e+00", "expected a step of time above 0, got 0 s"),
        (b"7.81250e-05", b"-7.8125e-05", "expected a step of time above 0"),
    ],
)
def test_a_refusal_names_line_expected_and_got(path: Path, old: bytes, new: bytes, words: str):
    with pytest.raises(FileRefused, match=words) as caught:
        read_uff_snapshot(edited(path, old, new))
    assert "rig.uff" in str(caught.value)


@pytest.mark.parametrize("content", [b"x", b"    -1\n", b"    -1\n    58\n", b"RIFF" + bytes(99)])
def test_what_is_no_universal_file_is_refused(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(FileRefused, match="rig.uff"):
        read_uff_snapshot(path)


@shared_folder
@given(
    binary=st.integers(0, 1),
    changes=st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 255)), max_size=4),
    cut=st.integers(0, 2000),
)
def test_a_damaged_file_is_read_or_refused_by_name(path: Path, binary, changes, cut):
    path.unlink(missing_ok=True)
    damaged = bytearray(write_uff(path, SIGNAL, binary=binary).read_bytes())
    for place, value in changes:
        damaged[place % min(len(damaged), 900)] = value
    path.write_bytes(damaged[: max(1, len(damaged) - cut)])
    refusal = "rig.uff"
    try:
        snapshot: Snapshot | None = read_uff_snapshot(path)
    except FileRefused as refused:
        snapshot, refusal = None, str(refused)
    assert "rig.uff" in refusal
    assert snapshot is None or snapshot.channels
