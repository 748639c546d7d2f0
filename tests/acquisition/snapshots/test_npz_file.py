"""NumPy archives: what is read, and what a hostile one can't make us do."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.acquisition.snapshots.npz_file import read_npz_snapshot
from app.acquisition.snapshots.snapshot import MOST_CHANNELS, ReadAs
from app.core.errors import FileRefused

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rig.npz"


def npy(values: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array(stream, values, allow_pickle=True)
    return stream.getvalue()


def archive(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)


def test_columns_of_a_table_are_channels_with_scale_rate_and_unit_of_the_file(path: Path):
    codes = np.arange(400, dtype=np.int16).reshape(200, 2)
    np.savez(path, x=codes, scale=0.25, fs=12_800.0, unit="g")
    snapshot = read_npz_snapshot(path, ReadAs())
    assert [(c.number, c.name, c.unit_text) for c in snapshot.channels] == [
        (1, "x[1]", "g"),
        (2, "x[2]", "g"),
    ]
    assert {c.sample_rate_hz for c in snapshot.channels} == {12_800.0}
    np.testing.assert_array_equal(snapshot.channels[1].samples, codes[:, 1] * 0.25)


def test_a_table_lying_on_its_side_and_a_single_column_are_read_along_time(path: Path):
    np.savez(path, wide=np.ones((3, 100)), column=np.ones((100, 1)))
    names = [c.name for c in read_npz_snapshot(path, ReadAs()).channels]
    assert names == ["wide[1]", "wide[2]", "wide[3]", "column"]


def test_of_several_records_one_is_chosen_with_its_own_scale(path: Path):
    acc = np.ones((70, 2, 80), dtype=np.int16)
    np.savez(path, acc=acc, scale=np.arange(1, 71.0), snapshot=np.arange(70))
    with pytest.raises(FileRefused, match="number of a record from 1 to 70, got none"):
        read_npz_snapshot(path, ReadAs())
    with pytest.raises(FileRefused, match="from 1 to 70, got 71"):
        read_npz_snapshot(path, ReadAs(record=71))
    snapshot = read_npz_snapshot(path, ReadAs(record=7))
    assert [c.samples[0] for c in snapshot.channels] == [7.0, 7.0]
    assert "snapshot" in snapshot.findings[0]


def test_whole_numbers_without_a_scale_are_said_to_be_counts(path: Path):
    np.savez(path, x=np.arange(100), t=np.arange(100.0))
    findings = read_npz_snapshot(path, ReadAs()).findings
    assert "times without a unit" in findings[0]
    assert "no scale" in findings[1]
    with pytest.raises(FileRefused, match="the file says 2 unit per count, the settings say 3"):
        np.savez(path, x=np.arange(100), scale=2.0)
        read_npz_snapshot(path, ReadAs(scale=3.0))


def test_an_object_is_never_unpickled(path: Path):
    archive(path, {"x.npy": npy(np.array([{"a": 1}] * 100, dtype=object))})
    with pytest.raises(FileRefused, match="expected plain numbers, got"):
        read_npz_snapshot(path, ReadAs())


def test_a_name_that_is_no_text_is_refused(path: Path):
    archive(path, {"é.npy": npy(np.ones(100))})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\x87\x87"))
    with pytest.raises(FileRefused, match="expected a whole NumPy archive, got"):
        read_npz_snapshot(path, ReadAs())


@pytest.mark.parametrize("shape", ["(10000000000000,)", "(99, 10000000)", "(-1,)", "(True,)", "7"])
def test_a_header_that_claims_more_than_there_is_gets_no_room(path: Path, shape: str):
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".encode()
    content = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(64)
    archive(path, {"x.npy": content})
    with pytest.raises(FileRefused, match=r"rig.npz, x: expected"):
        read_npz_snapshot(path, ReadAs())


def test_what_unpacks_to_more_than_is_held_is_refused_unread(path: Path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("x.npy", "w") as out:
        for _ in range(300):
            out.write(bytes(1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(FileRefused, match="unpacked, got 1 of 314572800"):
        read_npz_snapshot(path, ReadAs())


def test_a_million_channels_are_refused(path: Path):
    np.savez_compressed(path, x=np.zeros((1000, 1_000_000 // 1000), dtype=np.int8))
    with pytest.raises(FileRefused, match=f"at most {MOST_CHANNELS} channels, got 1000"):
        read_npz_snapshot(path, ReadAs())


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"rpm": np.array([1797.0])}, r"at least 64 numbers, got rpm \(1\)"),
        ({}, "got nothing"),
        ({"x": np.ones(100, dtype=complex)}, "expected real numbers, got complex"),
        ({"x": np.ones(100), "fs": 0.0}, "expected a sample rate above 0, got 0"),
        ({"x": np.ones((2, 2, 2, 100))}, "at most three dimensions, got 4"),
    ],
)
def test_a_refusal_names_array_expected_and_got(path: Path, arrays, words: str):
    np.savez(path, **arrays)
    with pytest.raises(FileRefused, match=words):
        read_npz_snapshot(path, ReadAs())


@shared_folder
@given(place=st.integers(0, 3000), value=st.integers(0, 255), cut=st.integers(0, 3000))
def test_a_damaged_archive_is_read_or_refused_by_name(path: Path, place, value, cut):
    np.savez(path, x=np.arange(100.0), scale=1.0)
    content = bytearray(path.read_bytes())
    content[place % len(content)] = value
    path.write_bytes(content[: len(content) - cut % len(content) if cut % 3 == 0 else None])
    refusal = "rig.npz"
    try:
        read_npz_snapshot(path, ReadAs())
    except FileRefused as refused:
        refusal = str(refused)
    assert "rig.npz" in refusal


@shared_folder
@given(st.text("{}()[]'<>|f8i4,:desrcpotnahfl_TrueFalse0123456789 -", max_size=90))
def test_any_header_is_read_or_refused_by_name(path: Path, header: str):
    text = header.encode()
    archive(path, {"x.npy": b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text})
    with pytest.raises(FileRefused, match="rig.npz"):
        read_npz_snapshot(path, ReadAs())
