"""CSV snapshots: what loggers write, and what they break."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.acquisition.acceleration import SnapshotUnit
from app.acquisition.snapshots.csv_file import read_csv_snapshot
from app.acquisition.snapshots.snapshot import Snapshot, channel_unit, find_channel
from app.core.errors import FileRefused

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
finite = st.floats(allow_nan=False, allow_infinity=False)
tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(finite, min_size=columns, max_size=columns), min_size=1, max_size=20
    )
)


def values_of(snapshot: Snapshot) -> np.ndarray:
    """All samples, shape (samples, channels)."""
    return np.column_stack([channel.samples for channel in snapshot.channels])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acc_00001.csv"


def read(path: Path, text: str | bytes):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_csv_snapshot(path)


@shared_folder
@given(
    rows=tables,
    separator=st.sampled_from([",", ";", ", ", "; "]),
    newline=st.sampled_from(["\n", "\r\n"]),
    has_header=st.booleans(),
    has_mark=st.booleans(),
    ends=st.booleans(),
)
def test_what_is_written_is_read(
    path: Path, rows, separator: str, newline: str, has_header: bool, has_mark: bool, ends: bool
):
    lines = [separator.join(repr(value) for value in row) for row in rows]
    if has_header:
        lines.insert(0, separator.join(f"ch{n} [g]" for n in range(len(rows[0]))))
    text = newline.join(lines) + (newline if ends else "")
    snapshot = read(path, (b"\xef\xbb\xbf" if has_mark else b"") + text.encode())
    np.testing.assert_array_equal(values_of(snapshot), np.array(rows))
    assert not snapshot.is_truncated
    if has_header:
        assert [c.name for c in snapshot.channels] == [f"ch{n}" for n in range(len(rows[0]))]
        assert {c.unit_text for c in snapshot.channels} == {"g"}
    else:
        assert [c.name for c in snapshot.channels] == [str(n + 1) for n in range(len(rows[0]))]


@shared_folder
@given(
    st.one_of(st.binary(max_size=200), st.text("0123456789.,;-+eEnaif \n\r\"'_[]g", max_size=80))
)
def test_any_file_is_read_or_refused_by_name(path: Path, content: bytes | str):
    refusal = ""
    try:
        snapshot = read(path, content)
    except FileRefused as refused:
        refusal = str(refused)
    if refusal:
        assert "acc_00001.csv" in refusal
        return
    assert values_of(snapshot).shape[1] == len(snapshot.channels)
    assert values_of(snapshot).shape[0] >= 1


@shared_folder
@given(rows=st.lists(st.tuples(finite, finite), min_size=2, max_size=10), cut=st.integers(1, 60))
def test_a_file_cut_anywhere_gives_whole_rows_or_is_refused(path: Path, rows, cut: int):
    text = "".join(f"{a!r},{b!r}\n" for a, b in rows)
    kept = text[: max(1, len(text) - cut)]
    try:
        snapshot = read(path, kept)
    except FileRefused:
        return
    whole = kept.count("\n")
    if whole == 0:  # a single line is too short a snapshot for anyone
        assert values_of(snapshot).shape[0] == 1
        return
    assert values_of(snapshot).shape[0] in {whole, whole + 1}
    np.testing.assert_array_equal(values_of(snapshot)[:whole], np.array(rows)[:whole])
    if values_of(snapshot).shape[0] == whole and not kept.endswith("\n"):
        assert snapshot.is_truncated


@pytest.mark.parametrize("last_line", ["0.3", "0.3,", "0.3,-", "0.3,4e"])
def test_a_last_line_broken_off_marks_the_snapshot_truncated(path: Path, last_line: str):
    snapshot = read(path, f"0.1,0.2\n0.2,0.3\n{last_line}")
    assert snapshot.is_truncated
    assert values_of(snapshot).tolist() == [[0.1, 0.2], [0.2, 0.3]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0.1,0.2\n0.3\n0.4,0.5\n", "line 2, column 2: expected 2 columns, got 1"),
        ("0.1,0.2\n0.3,0.4,0.5\n0.4,0.5\n", "line 2, column 3: expected 2 columns, got 3"),
        ("0.1;0.2\n0,3;0.4\n0.4;0.5\n", 'line 2, column 1: expected a number .* got "0,3"'),
        ("0.1\nabc\n0.3\n", 'line 2, column 1: expected a number .* got "abc"'),
        ("a,b\n1,2\n3,\n5,6\n", "line 3, column 2: expected a number .* got nothing"),
        ("0.1,\n0.2,\n0.3,\n", "line 1, column 2: expected a number .* got nothing"),
        ("0.5\n1_000\n3\n", 'line 2, column 1: .* got "1_000"'),
        ("\u0661\n\u0662\n", "acc_00001.csv"),
        ("a [g],a [g]\n1,2\n", 'expected different column names, got "a" twice'),
        ("acc [g]\n", "expected samples, got none"),
        ("", "got an empty file"),
        ("\n\n  \n", "got blank lines"),
        (b"\xff\xfe0\x00", "expected UTF-8 text, got byte 0xff at offset 0"),
    ],
)
def test_a_refusal_names_file_line_column_expected_and_got(path: Path, text, words: str):
    with pytest.raises(FileRefused, match=words) as caught:
        read(path, text)
    assert "acc_00001.csv" in str(caught.value)
    assert caught.value.remedy


def test_nan_and_infinity_are_read_and_left_to_the_judge(path: Path):
    values = read(path, "0.1\nnan\ninf\n-Inf\n").channels[0].samples
    assert math.isnan(values[1])
    assert values[2:].tolist() == [math.inf, -math.inf]


def test_a_time_column_is_no_channel_and_tells_the_rate(path: Path):
    rows = "".join(f"{n / 25600:.8f},{n}\n" for n in range(100))
    snapshot = read(path, f"time [s],acc_h [g]\n{rows}")
    assert [c.name for c in snapshot.channels] == ["acc_h"]
    assert snapshot.channels[0].sample_rate_hz == pytest.approx(25_600, rel=1e-3)


def test_a_channel_is_found_by_name_or_number_from_1(path: Path):
    snapshot = read(path, "acc_h [g],acc_v (m/s2),2 [g]\n1,2,3\n4,5,6\n")
    assert find_channel(snapshot, "acc_v", path).number == 2
    assert find_channel(snapshot, "1", path).name == "acc_h"
    assert find_channel(snapshot, "2", path).number == 3, "a name goes before a number"
    for wrong in ("0", "4", "acc"):
        with pytest.raises(FileRefused, match=f'expected a column "{wrong}", got acc_h, acc_v'):
            find_channel(snapshot, wrong, path)


@pytest.mark.parametrize(
    ("header", "configured", "unit"),
    [
        ("acc [g]", None, SnapshotUnit.G),
        ("acc [G]", "g", SnapshotUnit.G),
        ("acc [DE] ( m/s2 )", None, SnapshotUnit.MS2),
        ("acc [m/s²]", None, SnapshotUnit.MS2),
        ("acc [m/s^2]", "ms2", SnapshotUnit.MS2),
        ("vel (mm/s)", None, SnapshotUnit.MMS),
        ("acc", "mms", SnapshotUnit.MMS),
    ],
)
def test_the_unit_comes_from_the_header_or_the_settings(path, header, configured, unit):
    snapshot = read(path, f"{header}\n1\n2\n")
    assert channel_unit(snapshot.channels[0], configured, path) is unit


@pytest.mark.parametrize(
    ("header", "configured", "words"),
    [
        ("acc", None, "expected a unit, got none"),
        ("acc", "", "expected a unit, got none"),
        ("acc", "inch", 'got "inch"'),
        ("acc [V]", "g", 'got "V"'),
        ("acc [V]", None, 'got "V"'),
        ("acc [g]", "ms2", "the header says g, the settings say ms2"),
    ],
)
def test_a_unit_is_never_guessed(path: Path, header: str, configured, words: str):
    snapshot = read(path, f"{header}\n1\n2\n")
    with pytest.raises(FileRefused, match=words):
        channel_unit(snapshot.channels[0], configured, path)


@pytest.mark.parametrize(("separator", "newline"), [(";", "\n"), ("\t", "\r\n")])
def test_a_decimal_comma_is_read_where_it_is_declared(path: Path, separator: str, newline: str):
    rows = ["h [g]", "v [g]"], ["1,5", "-2"], ["0,25e-1", "nan"]
    path.write_text(newline.join(separator.join(row) for row in rows), encoding="utf-8")
    snapshot = read_csv_snapshot(path, has_decimal_comma=True)
    assert snapshot.channels[0].samples.tolist() == [1.5, 0.025]
    with pytest.raises(FileRefused, match='decimal point, got "1,5"') as caught:
        read_csv_snapshot(path)
    assert "--decimal comma" in caught.value.remedy


def test_a_point_among_declared_commas_is_refused(path: Path):
    path.write_text("1,5\n1.234,5\n0,5\n", encoding="utf-8")
    with pytest.raises(FileRefused, match='line 2, column 1: .* decimal comma, got "1.234,5"'):
        read_csv_snapshot(path, has_decimal_comma=True)


def test_comma_numbers_of_the_first_line_are_no_header(path: Path):
    path.write_text("0,1;0,2\n0,3;0,4\n", encoding="utf-8")
    with pytest.raises(FileRefused, match='line 1, column 1: .* got "0,1"'):
        read_csv_snapshot(path)


def test_a_name_of_a_hundred_thousand_blanks_or_brackets_is_read_like_any(path: Path):
    for filling in (" ", "(", "[", ")"):
        name = f"a{filling * 100_000}b"
        assert read(path, f"{name},v [g]\n1,2\n").channels[1].unit_text == "g"


def test_more_columns_than_channels_are_refused_unread(path: Path):
    path.write_text(",".join("0" for _ in range(1_000_000)), encoding="utf-8")
    with pytest.raises(FileRefused, match="at most 256 channels, got 1000000"):
        read_csv_snapshot(path)


def test_half_empty_rows_are_refused_at_the_first(path: Path):
    path.write_text("h [g],v [g]\n1,2\n,4\n5,6\n,8\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="line 3, column 1: expected a number .* got nothing"):
        read_csv_snapshot(path)


def test_the_readers_locale_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert read(path, "20.66\n20.67\n").channels[0].samples[0] == 20.66
