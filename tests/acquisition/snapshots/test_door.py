"""The one door: by the end of the name, and within sizes, whatever the format."""

import os
from pathlib import Path

import numpy as np
import pytest

from app.acquisition.snapshots.door import FORMATS, format_of, read_snapshot
from app.acquisition.snapshots.snapshot import LARGEST_FILE_BYTES, ReadAs, check_extent
from app.core.errors import FileRefused

SUFFIXES = list(FORMATS)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_too_large_is_refused_unread(tmp_path: Path, suffix: str):
    path = tmp_path / f"long{suffix}"
    path.touch()
    os.truncate(path, LARGEST_FILE_BYTES + 1)
    with pytest.raises(FileRefused, match=f"at most 268435456 bytes, got {LARGEST_FILE_BYTES + 1}"):
        read_snapshot(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("content", "words"), [(b"", "an empty file"), (b"\0" * 200, "expected"), (b"#!", "expected")]
)
def test_what_is_no_recording_is_refused_by_every_format(tmp_path, suffix, content, words):
    path = tmp_path / f"none{suffix}"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=words) as caught:
        read_snapshot(path)
    assert path.name in caught.value.what


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_and_a_name_without_a_file_are_refused(tmp_path: Path, suffix: str):
    folder = tmp_path / f"folder{suffix}"
    folder.mkdir()
    with pytest.raises(FileRefused, match="expected a file, got a folder"):
        read_snapshot(folder)
    with pytest.raises(FileRefused, match="can't be read: No such file"):
        read_snapshot(tmp_path / f"nobody{suffix}")


def test_a_name_of_no_format_is_refused_with_those_there_are(tmp_path: Path):
    assert format_of(Path("A.TDMS")) == "TDMS"
    for name in ("notes.docx", "nothing"):
        with pytest.raises(FileRefused, match=r"expected a file of .csv, .txt, .wav"):
            read_snapshot(tmp_path / name)


@pytest.mark.parametrize("suffix", [".csv", ".tdms", ".uff"])
def test_a_scale_for_numbers_that_are_in_their_unit_is_refused(tmp_path: Path, suffix: str):
    path = tmp_path / f"a{suffix}"
    path.write_text("1\n2\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="expected no scale for .*, got 0.5"):
        read_snapshot(path, ReadAs(scale=0.5))


def test_more_values_than_are_held_are_refused(tmp_path: Path):
    check_extent(tmp_path, 256, 2**25)
    for channels, values in ((257, 1), (1, 2**25 + 1)):
        with pytest.raises(FileRefused, match="expected at most"):
            check_extent(tmp_path, channels, values)


def test_reading_changes_no_file(tmp_path: Path):
    path = tmp_path / "x.npz"
    np.savez(path, x=np.ones(100))
    before = path.read_bytes()
    read_snapshot(path)
    assert path.read_bytes() == before
