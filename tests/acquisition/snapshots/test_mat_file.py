"""MATLAB files: what SciPy writes is read, what claims too much is not."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import scipy.io
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.acquisition.snapshots.mat_file import read_mat_snapshot
from app.acquisition.snapshots.snapshot import ReadAs
from app.core.errors import FileRefused

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNAL = np.sin(np.arange(200.0))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rig.mat"


def head() -> bytes:
    stream = io.BytesIO()
    scipy.io.savemat(stream, {"x": 1.0})
    return stream.getvalue()[:128]


def tag(kind: int, content: bytes) -> bytes:
    return struct.pack("<II", kind, len(content)) + content + bytes(-len(content) % 8)


def array_head(kind: int, dims: tuple[int, ...], name: bytes = b"x") -> bytes:
    return (
        tag(6, struct.pack("<II", kind, 0))
        + tag(5, struct.pack(f"<{len(dims)}i", *dims))
        + tag(1, name)
    )


@pytest.mark.parametrize("version", ["4", "5"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_columns_are_channels_and_settings_are_not(path: Path, version: str, is_packed: bool):
    content = {
        "X097_DE_time": SIGNAL[:, None],
        "X097_FE_time": 2 * SIGNAL[:, None],
        "X097RPM": 1797,
    }
    scipy.io.savemat(path, content, format=version, do_compression=is_packed and version == "5")
    snapshot = read_mat_snapshot(path, ReadAs())
    assert [c.name for c in snapshot.channels] == ["X097_DE_time", "X097_FE_time"]
    np.testing.assert_array_equal(snapshot.channels[1].samples, 2 * SIGNAL)


def test_a_structure_gives_its_fields_with_its_own_rate(path: Path):
    scipy.io.savemat(path, {"bearing": {"gs": SIGNAL, "sr": 97_656.0, "load": 270.0}, "fs": 1.0})
    (channel,) = read_mat_snapshot(path, ReadAs()).channels
    assert (channel.name, channel.sample_rate_hz) == ("bearing.gs", 97_656.0)


def test_what_is_no_row_of_numbers_is_passed_over_and_said_so(path: Path):
    cells = np.empty(3, dtype=object)
    cells[:] = [1, "two", SIGNAL]
    several = np.zeros(2, dtype=[("a", float)])
    scipy.io.savemat(path, {"x": SIGNAL, "notes": cells, "runs": several})
    snapshot = read_mat_snapshot(path, ReadAs())
    assert [c.name for c in snapshot.channels] == ["x"]
    assert "notes is passed over: a cell array" in snapshot.findings[0]
    assert "runs is passed over" in snapshot.findings[1]


def test_version_7_3_is_refused_in_plain_words(path: Path):
    path.write_bytes(b"MATLAB 7.3 MAT-file" + bytes(493) + b"\x89HDF\r\n\x1a\n" + bytes(100))
    with pytest.raises(FileRefused, match="version 7.3") as caught:
        read_mat_snapshot(path, ReadAs())
    assert "-v7" in caught.value.remedy


def test_few_bytes_that_unpack_to_too_many_are_refused(path: Path):
    packed = zlib.compress(tag(14, bytes(300 * 1024 * 1024)), 9)
    path.write_bytes(head() + struct.pack("<II", 15, len(packed)) + packed)
    assert path.stat().st_size < 2 * 1024 * 1024
    with pytest.raises(FileRefused, match="bytes unpacked, got more"):
        read_mat_snapshot(path, ReadAs())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            tag(14, array_head(6, (100_000, 1)) + tag(9, bytes(80))),
            "100000 x 1 values of x",
        ),
        (tag(14, array_head(6, (-5, 1)) + tag(9, bytes(80))), "expected -5 x 1 values of x"),
        (
            tag(14, array_head(6, (10, 1)) + tag(99, bytes(80))),
            "got a part of kind 99",
        ),
        (struct.pack("<II", 14, 2**31) + bytes(50), "expected 2147483648 bytes, got 50"),
        (tag(14, array_head(6, (1,) * 70) + tag(9, bytes(8))), "expected the head of an array"),
        (struct.pack("<II", 15, 20) + bytes(20), "expected packed values"),
        (tag(14, tag(6, bytes(8))), "expected a tag of 8 bytes, got the end"),
        (tag(14, array_head(2, (1, 1)) + tag(5, bytes(4)) + tag(1, b"abcd")), "names of fields"),
    ],
)
def test_a_part_without_room_for_its_claim_is_refused(path: Path, content: bytes, words: str):
    path.write_bytes(head() + content)
    with pytest.raises(FileRefused, match=words) as caught:
        read_mat_snapshot(path, ReadAs())
    assert "rig.mat, part 1" in str(caught.value)


def test_a_cell_array_that_claims_a_thousand_million_cells_gets_no_room(path: Path):
    path.write_bytes(head() + tag(14, array_head(1, (30_000, 30_000))))
    with pytest.raises(FileRefused, match="expected an array of at least 64 numbers, got nothing"):
        read_mat_snapshot(path, ReadAs())


def test_structures_within_structures_end(path: Path):
    scipy.io.savemat(path, {"a": {"b": {"c": {"d": SIGNAL}}}, "x": SIGNAL})
    snapshot = read_mat_snapshot(path, ReadAs())
    assert [c.name for c in snapshot.channels] == ["x"]
    assert "a.b.c is passed over" in snapshot.findings[0]


@shared_folder
@given(
    shape=st.tuples(st.integers(1, 4), st.integers(64, 80)),
    dtype=st.sampled_from(["f8", "f4", "i2", "u1", "i4"]),
    version=st.sampled_from(["4", "5"]),
    is_packed=st.booleans(),
    seed=st.integers(0, 100),
)
def test_scipy_and_we_read_the_same(path: Path, shape, dtype, version, is_packed, seed):
    values = (np.random.default_rng(seed).random(shape) * 100).astype(dtype)
    content = {"x": values}
    scipy.io.savemat(path, content, format=version, do_compression=is_packed and version == "5")
    theirs = scipy.io.loadmat(path)["x"]
    channels = read_mat_snapshot(path, ReadAs()).channels
    np.testing.assert_array_equal(np.array([c.samples for c in channels]), theirs)


@shared_folder
@given(
    is_packed=st.booleans(),
    version=st.sampled_from(["4", "5"]),
    changes=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=4),
    cut=st.integers(0, 300),
)
def test_a_damaged_file_is_read_or_refused_by_name(path: Path, is_packed, version, changes, cut):
    content = {"x": SIGNAL, "name": "DE"} | ({"b": {"y": SIGNAL}} if version == "5" else {})
    stream = io.BytesIO()
    scipy.io.savemat(stream, content, format=version, do_compression=is_packed and version == "5")
    damaged = bytearray(stream.getvalue())
    for place, value in changes:
        damaged[place % len(damaged)] = value
    path.write_bytes(damaged[: max(1, len(damaged) - cut)])
    refusal = "rig.mat"
    try:
        read_mat_snapshot(path, ReadAs())
    except FileRefused as refused:
        refusal = str(refused)
    assert "rig.mat" in refusal
