"""Files of histories in every form they come in, and model files that are nothing but numbers."""

import gzip
import io
import pickle
import zipfile

import numpy as np
import pytest
from openpyxl import Workbook

from app.analysis.fleet.candidates import fit_small_trees
from app.analysis.fleet.door import read_history
from app.analysis.fleet.table import TableRoles
from app.analysis.fleet.training import TrainingTerms, prepare, train
from app.core.errors import FileRefused
from app.exchange.fleet_file import model_content, read_model, write_whole
from app.exchange.history_file import begin_history_file, read_history_file
from app.exchange.regressor_arrays import arrays_of, regressor_from
from tests.analysis.fleet.fleets import cut, worn_fleet

ROWS = [["unit", "time", "a"], ["A", "1", "2.5"], ["A", "2", ""]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_in_columns_is_read_whatever_stands_between_them(tmp_path, separator):
    path = tmp_path / "lives.csv"
    path.write_text("\ufeff" + "\n".join(separator.join(row) for row in ROWS), encoding="utf-8")
    table = read_history_file(path)
    assert table.columns == ("unit", "time", "a")
    assert table.rows == ROWS[1:]
    assert table.lines == [2, 3]


def test_blank_separated_columns_without_names_are_numbered(tmp_path):
    path = tmp_path / "train.txt.gz"
    path.write_bytes(gzip.compress(b"1 1  -0.5 \n1 2  0.25  \n", mtime=0))
    table = read_history_file(path)
    assert table.columns == ("1", "2", "3")
    assert table.rows == [["1", "1", "-0.5"], ["1", "2", "0.25"]]


def test_a_decimal_comma_is_told_by_the_table(tmp_path):
    path = tmp_path / "lives.csv"
    path.write_text("unit;time;a\nA;1;2,5\n", encoding="utf-8")
    assert read_history_file(path).has_decimal_comma
    path.write_text("unit;time;a\nA;1.5;2,5\n", encoding="utf-8")
    assert not read_history_file(path).has_decimal_comma


def test_a_workbook_is_read_from_its_first_sheet(tmp_path):
    book = Workbook()
    for row in (["unit", "time", "a"], ["A", 1, 2.5], ["A", 2, None]):
        book.active.append(row)
    book.save(tmp_path / "lives.xlsx")
    assert read_history_file(tmp_path / "lives.xlsx").rows == ROWS[1:]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "empty table"),
        ("a.csv", b"unit,time\nA,1\nA\n", "line 3: expected 2 cells, got 1"),
        ("a.csv", b"unit,unit\nA,1\n", "'unit' twice"),
        ("a.csv", b"unit,time\nA,\xff\n", "line 2: expected UTF-8 text, got byte 0xff at letter 3"),
        ("a.csv.gz", gzip.compress(b"unit,time\n", mtime=0)[:-5], "broken"),
        ("a.csv", b"PK\x00\x03", "binary"),
        ("a.xlsx", b"unit,time", "expected a workbook"),
    ],
)
def test_what_is_no_table_is_refused_by_place(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused, match=said):
        read_history_file(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileRefused, match=r"none\.csv"):
        read_history_file(tmp_path / "none.csv")


def test_lines_above_the_names_of_a_workbook_are_passed_over_and_said(tmp_path):
    book = Workbook()
    for row in (["Maintenance log"], [None], ["unit", "time", "a"], ["A", 1, 2.5], ["A", 2, None]):
        book.active.append(row)
    book.save(tmp_path / "lives.xlsx")
    table = read_history_file(tmp_path / "lives.xlsx")
    assert table.columns == ("unit", "time", "a")
    assert table.rows == ROWS[1:]
    assert table.lines == [4, 5]
    assert "rows above the names of the columns: 1" in str(table.findings[0])


def test_a_line_without_end_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("unit,time\n" + "x" * (1 << 21), encoding="utf-8")
    with pytest.raises(FileRefused, match="line 2: .* longer than 1 MiB"):
        read_history_file(tmp_path / "a.csv")


def long_table(path, units: int, readings: int) -> None:
    """Write units in turn, each flagged as failed at its last reading."""
    lines = ["unit,time,failed,a"]
    lines += [
        f"U{unit},{time},{int(time == readings - 1)},{time * 0.5}"
        for time in range(readings)
        for unit in range(units)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_long_table_is_thinned_evenly_and_keeps_first_last_and_failure(tmp_path):
    long_table(tmp_path / "long.csv", 10, 1001)
    roles = TableRoles("unit", "time", "failed")
    table = read_history_file(tmp_path / "long.csv", roles, most_cells=4 * 1500)
    assert table.rows_in_file == 10_010
    assert len(table.rows) <= 1500 + 20
    assert "10010 rows, more than 1500 can be held" in str(table.findings[0])
    assert "every 8th reading" in str(table.findings[0])
    history = read_history(table, roles).history
    assert history.has_failed.all()
    for rows in history.rows_of():
        time = history.time[rows]
        assert (time[0], time[-1]) == (0, 1000)
        assert (np.diff(time) <= 8).all()


def test_mixed_up_rows_keep_their_earliest_and_latest_when_thinned(tmp_path):
    long_table(tmp_path / "long.csv", 4, 600)
    head, *body = (tmp_path / "long.csv").read_text(encoding="utf-8").splitlines()
    order = np.random.default_rng(0).permutation(len(body))
    (tmp_path / "mixed.csv").write_text("\n".join([head, *(body[n] for n in order)]), "utf-8")
    roles = TableRoles("unit", "time", all_fail=True)
    table = read_history_file(tmp_path / "mixed.csv", roles, most_cells=4 * 300)
    history = read_history(table, roles).history
    assert (history.life == 599).all()


def test_a_long_table_of_unknown_columns_is_refused_and_its_beginning_looked_at(tmp_path):
    long_table(tmp_path / "long.csv", 10, 1001)
    with pytest.raises(FileRefused, match="expected at most 1500 rows"):
        read_history_file(tmp_path / "long.csv", most_cells=4 * 1500)
    begun = begin_history_file(tmp_path / "long.csv", most_rows=100)
    assert (len(begun.rows), begun.rows_in_file) == (100, 10_010)


def test_reading_is_stopped_by_what_it_tells(tmp_path):
    long_table(tmp_path / "long.csv", 21, 1000)

    def stop(rows):
        raise KeyboardInterrupt(rows)

    with pytest.raises(KeyboardInterrupt):
        read_history_file(tmp_path / "long.csv", told=stop)


@pytest.fixture(scope="module")
def model():
    prepared = prepare(worn_fleet(15, regimes=3), 60.0)
    return train(prepared, TrainingTerms(TableRoles("unit", "time")), lambda *_: None)[0]


@pytest.fixture
def content(model):
    return model_content(model, {"chosen": "x"})


def test_a_model_read_back_foretells_the_same(model, content):
    again, card = read_model(content, "m")
    new, _ = cut(worn_fleet(10, regimes=3, seed=2), 0.3)
    first, second = model.forecast(new), again.forecast(new)
    assert card == {"chosen": "x"}
    assert first.state == second.state
    np.testing.assert_array_equal(first.distribution.days, second.distribution.days)


def test_nothing_is_left_beside_a_written_model(model, tmp_path):
    write_whole(tmp_path / "m.kairos", model_content(model, {}))
    assert [path.name for path in tmp_path.iterdir()] == ["m.kairos"]


def changed(content: bytes, name: str, array: np.ndarray) -> bytes:
    with np.load(io.BytesIO(content)) as stored:
        arrays = {key: stored[key] for key in stored.files}
    arrays[name] = array
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("regimes.quantities", np.array([99])),
        ("bands.errors", np.zeros((3, 3))),
        ("member0.weights", np.array([np.nan] * 4)),
        ("head", np.frombuffer(b"{}", dtype=np.uint8)),
        ("head", np.array([{"any": "object"}], dtype=object)),
    ],
)
def test_numbers_that_don_t_fit_are_refused(content, name, array):
    with pytest.raises(FileRefused, match="expected a model trained by Kairos"):
        read_model(changed(content, name, array), "m")


def test_trees_come_back_as_they_were_and_one_without_an_end_is_refused():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(300, 4))
    trees = fit_small_trees(features, features[:, 0])
    arrays = arrays_of(trees)
    again = regressor_from(arrays, 4)
    np.testing.assert_array_equal(again.predict(features), trees.predict(features))
    for name, wrong in (("left", 0), ("right", 10**6), ("feature", 4)):
        torn = dict(arrays, **{f"trees.{name}": arrays[f"trees.{name}"].copy()})
        torn[f"trees.{name}"][1] = wrong
        with pytest.raises(ValueError, match="no end"):
            regressor_from(torn, 4)


@pytest.mark.parametrize(
    "other", [b"", b"not a model", pickle.dumps({"a": 1}), b"PK\x05\x06" + bytes(18)]
)
def test_other_files_are_no_models(other):
    with pytest.raises(FileRefused, match="expected a model trained by Kairos"):
        read_model(other, "m")


def test_a_file_that_unpacks_without_end_is_refused(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(6):
            parts.writestr(f"{number}.npy", bytes(100 << 20))
    with pytest.raises(FileRefused, match="512 MiB"):
        read_model(out.getvalue(), "m")
