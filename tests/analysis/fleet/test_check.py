"""A table checked: what is set aside, what is refused, and what is left to learn from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.fleet.check import Weight, check_history
from app.analysis.fleet.columns import (
    ColumnKind,
    guess_roles,
    look_at_columns,
    looks_like_decimal_comma,
)
from app.analysis.fleet.failures import failures_listed
from app.analysis.fleet.table import HistoryTable, TableRoles
from app.core.errors import NotEnoughHistory, PlantError
from tests.analysis.fleet.fleets import table_of, worn_fleet

ROLES = TableRoles("machine", "hours", all_fail=True)


def worn_table(units: int = 8, seed: int = 0) -> HistoryTable:
    """A fleet's table, every cell as text."""
    fleet = worn_fleet(units, seed=seed)
    rows = [
        [fleet.units[unit], f"{time:g}", *(f"{value:.4f}" for value in values)]
        for unit, time, values in zip(fleet.unit_of_row, fleet.time, fleet.values, strict=True)
    ]
    columns = ("machine", "hours", *fleet.columns)
    return HistoryTable("lives.csv", columns, rows, list(range(2, len(rows) + 2)))


def rows_of(table: HistoryTable, unit: str) -> list[int]:
    return [at for at, row in enumerate(table.rows) if row[0] == unit]


def said(checked, weight=None) -> str:
    lines = [line for line in checked.lines if weight in {None, line.weight}]
    return "\n".join(str(line.finding) for line in lines)


def test_a_whole_table_is_said_to_be_whole():
    checked = check_history(worn_table(), ROLES)
    assert checked.refusal is None
    assert not checked.needs_assent
    assert checked.rows_used == checked.rows_in_file
    assert "units that ran to failure: 8; learned from" in said(checked, Weight.NOTED)


def test_units_and_rows_that_contradict_themselves_are_refused_and_the_others_are_left():
    table = worn_table(9)
    back, twice = rows_of(table, "3"), rows_of(table, "5")
    table.rows[back[10]][1] = "2"
    table.rows[twice[4]][1] = table.rows[twice[3]][1]
    table.rows[rows_of(table, "7")[2]][0] = ""
    table.rows[rows_of(table, "8")[2]][1] = "soon"
    checked = check_history(table, ROLES)
    assert (checked.units_left_out, checked.rows_left_out) == (2, 2)
    assert checked.needs_assent
    assert checked.read is not None
    assert checked.refusal is None
    assert set(checked.read.history.units) == {"1", "2", "4", "6", "7", "8", "9"}
    refused = said(checked, Weight.REFUSED)
    for words in ("unit 3 is refused", "unit 5 is refused", "name no unit", "'soon' on line"):
        assert words in refused


def test_a_failure_before_the_first_reading_refuses_its_unit_alone():
    table = worn_table(8)
    ends = {u: table.rows[rows_of(table, u)[-1]][1] for u in map(str, range(1, 9))}
    rows = [[*row, ends[row[0]] if row[0] != "2" else "0"] for row in table.rows]
    told = HistoryTable("t", (*table.columns, "failed"), rows, table.lines)
    checked = check_history(told, TableRoles("machine", "hours", "failed"))
    assert checked.units_left_out == 1
    assert "not before its first reading" in said(checked, Weight.REFUSED)
    assert checked.refusal is None


def test_too_few_failures_refuse_the_table():
    checked = check_history(worn_table(3), ROLES)
    assert isinstance(checked.refusal, NotEnoughHistory)
    assert "got 3 of 3" in str(checked.refusal)


@pytest.mark.parametrize("units", [1, 2])
def test_one_or_two_units_are_too_few(units):
    assert isinstance(check_history(worn_table(units), ROLES).refusal, NotEnoughHistory)


def test_a_fleet_that_all_still_runs_teaches_nothing():
    checked = check_history(worn_table(10), TableRoles("machine", "hours"))
    assert "got 0 of 10" in str(checked.refusal)


def test_constant_and_half_empty_columns_are_named():
    table = worn_table()
    for number, row in enumerate(table.rows):
        row[4] = "7"
        row[5] = row[5] if number % 3 == 0 else "n/a"
    checked = check_history(table, ROLES)
    assert "column s2: never changes; left out" in said(checked)
    assert "column s3: 67 % of its cells are empty; used where it is there" in said(checked)


def test_shuffled_rows_are_put_in_order_and_a_counter_set_back_is_refused():
    table = worn_table()
    order = np.random.default_rng(0).permutation(len(table.rows))
    mixed = HistoryTable(
        "t", table.columns, [table.rows[at] for at in order], list(range(2, len(order) + 2))
    )
    checked = check_history(mixed, ROLES)
    assert not checked.needs_assent
    assert "not in the order of their time: 8; put in order" in said(checked)
    plain = check_history(table, ROLES)
    assert checked.read is not None
    assert plain.read is not None
    np.testing.assert_array_equal(
        np.sort(checked.read.history.life), np.sort(plain.read.history.life)
    )


def test_a_unit_written_twice_is_taken_once_and_like_names_are_pointed_out():
    table = worn_table(7)
    copied = [["copy", *table.rows[at][1:]] for at in rows_of(table, "1")]
    for at in rows_of(table, "2"):
        table.rows[at][0] = "P-2"
    for at in rows_of(table, "3"):
        table.rows[at][0] = "p 2"
    rows = table.rows + copied
    both = HistoryTable("t", table.columns, rows, list(range(2, len(rows) + 2)))
    checked = check_history(both, ROLES)
    assert "units 1 and copy hold the same readings; the second is left out" in said(checked)
    assert "units P-2 and p 2 differ only in how they are written" in said(checked)
    assert checked.read is not None
    assert len(checked.read.history.units) == 7


def test_a_leap_in_time_is_pointed_out():
    table = worn_table(8)
    for at in rows_of(table, "4")[-3:]:
        table.rows[at][1] = str(int(table.rows[at][1]) + 900)
    assert "unit 4: 901 between two readings" in said(check_history(table, ROLES))


def test_a_separate_list_of_failures_ends_lives_and_begins_others():
    text = "machine hours a\n" + "".join(f"A {n} {n}\n" for n in range(1, 13)) + "B 1 1\nB 2 2\n"
    table = table_of(text)
    listing = table_of("unit at\nA 4\nA 8.5\nA 0.5\nC 3\n", "failures.csv")
    listed = failures_listed(listing, "unit", "at", in_dates=False)
    checked = check_history(table, TableRoles("machine", "hours"), listed)
    assert checked.read is not None
    history = checked.read.history
    assert history.units == ("A #2", "A #3", "A #4", "B")
    assert history.end.tolist() == [4, 8.5, 12, 2]
    assert history.has_failed.tolist() == [True, True, False, False]
    assert history.age[4] == 0
    assert "failures of units without readings: 1, first C" in said(checked)
    assert "failures with no reading before them: 1, first A at 0.5" in said(checked)
    assert "units that failed and went on: 1; each of their lives counts as a unit" in said(checked)


@pytest.mark.parametrize(
    ("text", "words"),
    [("unit at\nA soon\n", "expected a number"), ("unit at\n_ 3\n", "expected a unit")],
)
def test_a_list_of_failures_that_says_nothing_is_refused_by_line(text, words):
    with pytest.raises(PlantError, match=words):
        failures_listed(table_of(text), "unit", "at", in_dates=False)


def test_mixed_units_are_brought_to_one_and_said():
    cells = ["4.0 mm/s", "0.1 in/s", "5", "n/a", "<0.1", "80 °C", "6,5 mm/s"]
    rows = [["A", str(n), cell] for n, cell in enumerate(cells)]
    table = HistoryTable("t", ("machine", "hours", "v"), rows, list(range(2, len(rows) + 2)))
    read = check_history(table, ROLES).read
    assert read is not None
    np.testing.assert_allclose(
        read.history.values[:, 0], [4.0, 2.54, 5.0, np.nan, np.nan, np.nan, np.nan]
    )
    texts = [str(finding) for finding in read.findings]
    assert "t, column v: cells in in/s: 1, first line 3; converted to mm/s." in texts
    text = "t, column v: cells that hold text: 3, first '<0.1' on line 6; read as not measured."
    assert text in texts


def test_a_decimal_comma_counts_only_where_it_is_declared():
    rows = [["A", str(n), f"{n},5"] for n in range(4)]
    plain = HistoryTable("t", ("machine", "hours", "v"), rows, [2, 3, 4, 5])
    declared = HistoryTable("t", ("machine", "hours", "v"), rows, [2, 3, 4, 5], True)
    assert "at least one column of numbers" in str(check_history(plain, ROLES).refusal)
    assert looks_like_decimal_comma(look_at_columns(plain))
    read = check_history(declared, ROLES).read
    assert read is not None
    assert read.history.values[:, 0].tolist() == [0.5, 1.5, 2.5, 3.5]


def test_columns_are_seen_for_what_they_hold():
    table = table_of(
        "machine day failed temp note same empty\n"
        "P-1 2025-01-01 0 60°C fine 1 _\nP-1 2025-01-02 0 140°F ok 1 _\n"
        "P-1 2025-01-03 1 n/a bad 1 _\nP-2 2025-01-01 0 61°C ok 1 _\n"
        "P-2 2025-01-02 0 hot ok 1 _\nP-2 2025-01-03 1 62°C ok 1 _\n"
    )
    seen = {column.name: column for column in look_at_columns(table)}
    kinds = [seen[name].kind for name in table.columns]
    assert kinds == [
        ColumnKind.TEXT,
        ColumnKind.DATES,
        ColumnKind.FLAGS,
        ColumnKind.NUMBERS,
        ColumnKind.TEXT,
        ColumnKind.CONSTANT,
        ColumnKind.EMPTY,
    ]
    temp = seen["temp"]
    assert (temp.low, temp.unit, temp.gaps, temp.not_numbers) == (60.0, "°C", 1, 1)
    assert temp.examples == ("hot",)
    assert temp.high == 62.0
    assert guess_roles(list(seen.values())) == TableRoles("machine", "day", "failed")


def test_nothing_is_guessed_where_nothing_fits():
    assert guess_roles(look_at_columns(table_of("a b\n1.5 2.5\n1.7 2.9\n"))) is None


CELL = st.one_of(
    st.sampled_from(
        ["", "n/a", "<0.1", "12,5", "1", "2.5", "7 mm/s", "70 °F", "hot", "2025-01-01"]
    ),
    st.floats(-1e6, 1e6).map(lambda value: f"{value:g}"),
)


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", "a", ""]), CELL, CELL, CELL).map(list),
        min_size=1,
        max_size=20,
    ),
    st.booleans(),
)
def test_whatever_a_table_holds_its_check_says_what_is_left_or_why_nothing_is(rows, comma):
    table = HistoryTable(
        "t", ("machine", "hours", "failed", "v"), rows, list(range(2, len(rows) + 2)), comma
    )
    for roles in (ROLES, TableRoles("machine", "hours", "failed")):
        checked = check_history(table, roles)
        assert checked.read is not None or checked.refusal is not None
        if checked.read is not None:
            history = checked.read.history
            assert np.isfinite(history.time).all()
            assert (history.time_left >= 0).all()
            assert checked.rows_used <= checked.rows_in_file - checked.rows_left_out
        for line in checked.lines:
            assert str(line.finding).endswith(".")


def test_units_whose_readings_never_change_are_no_copies_of_each_other():
    rows = [[str(unit), str(hour), "7"] for unit in range(6) for hour in range(5)]
    table = HistoryTable("t", ("machine", "hours", "a"), rows, list(range(2, len(rows) + 2)))
    checked = check_history(table, ROLES)
    assert "hold the same readings" not in said(checked)
    assert checked.refusal is None or "constant" in str(checked.refusal)
