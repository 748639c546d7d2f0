"""The door of tables: what comes through is whole, and what does not is refused by its place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.fleet.door import read_history
from app.analysis.fleet.table import HistoryTable, TableRoles
from app.core.errors import FileRefused, ImportRowRejected, PlantError
from tests.analysis.fleet.fleets import table_of

ALL = TableRoles("unit", "time", all_fail=True)
FLAG = TableRoles("unit", "time", "failed")


def test_units_may_be_mixed_and_keep_the_order_in_which_they_appear():
    read = read_history(table_of("unit time a\nB 1 10\nA 1 20\nB 2 11\nA 5 21\n"), ALL)
    history = read.history
    assert history.units == ("B", "A")
    assert history.time.tolist() == [1, 2, 1, 5]
    assert history.values[:, 0].tolist() == [10, 11, 20, 21]
    assert history.end.tolist() == [2, 5]
    assert history.time_left.tolist() == [1, 0, 4, 0]


def test_a_number_names_the_same_unit_however_it_is_written():
    read = read_history(table_of("unit time a\n1 1 10\n1.0 2 11\n01 3 12\n"), ALL)
    assert read.history.units == ("1",)


def test_time_that_runs_backwards_is_refused_by_line_with_both_times():
    with pytest.raises(ImportRowRejected) as refused:
        read_history(table_of("unit time a\nA 1 1\nA 7 1\nA 3 1\nA 9 1\n"), ALL)
    assert refused.value.line == 4
    assert "'7' (line 3)" in str(refused.value)
    assert "got '3'" in str(refused.value)


def test_a_unit_listed_newest_first_is_turned_round_and_it_is_said():
    read = read_history(table_of("unit time a\nA 3 30\nA 2 20\nA 1 10\n"), ALL)
    assert read.history.values[:, 0].tolist() == [10, 20, 30]
    assert "newest first" in str(read.findings[0])


def test_a_row_that_stands_there_twice_is_taken_once_and_a_different_one_refused():
    read = read_history(table_of("unit time a\nA 1 5\nA 1 5\nA 2 6\n"), ALL)
    assert len(read.history) == 2
    assert "twice" in str(read.findings[0])
    with pytest.raises(ImportRowRejected, match="line 2"):
        read_history(table_of("unit time a\nA 1 5\nA 1 6\nA 2 6\n"), ALL)


def test_text_where_numbers_belong_is_not_measured_and_named_by_line():
    read = read_history(table_of("unit time a b\nA 1 5 1\nA 2 hot 2\nA 3 n/a 3\nA 4 8 4\n"), ALL)
    assert np.isnan(read.history.values[:, 0]).tolist() == [False, True, True, False]
    (finding,) = read.findings
    assert "cells that hold text: 1, first 'hot' on line 3" in str(finding)


def test_a_column_of_words_is_left_out_and_it_is_said():
    read = read_history(table_of("unit time a who\nA 1 5 Ann\nA 2 6 Bob\n"), ALL)
    assert read.history.columns == ("a",)
    assert any("left out" in str(finding) for finding in read.findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit time a\n", "expected readings, got none"),
        ("unit when a\nA 1 2\n", "expected a column 'time'"),
        ("unit time a\nA 1 x\nA 2 y\n", "at least one column of numbers"),
    ],
)
def test_a_table_without_what_is_needed_is_refused_by_name(text, said):
    with pytest.raises(FileRefused, match=said):
        read_history(table_of(text), ALL)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("unit time a\n_ 1 2\nA 1 2\n", 2, "name of a unit"),
        ("unit time a\nA 1 2\nA soon 2\n", 3, "expected a number, got 'soon'"),
        ("unit time a\nA 2025-01-01 2\nA 7 2\n", 3, "expected a date"),
    ],
)
def test_a_cell_that_names_no_unit_or_time_is_refused_by_line(text, line, said):
    with pytest.raises(ImportRowRejected, match=said) as refused:
        read_history(table_of(text), ALL)
    assert refused.value.line == line


def test_dates_are_days():
    text = "unit time a\nA 2025-01-01 1\nA 2025-01-02T12:00 2\nB 01.02.2025 3\nB 03.02.2025 4\n"
    read = read_history(table_of(text), ALL)
    assert read.time_unit == "days"
    assert read.history.life.tolist() == [1.5, 2.0]


def test_a_flag_at_the_last_reading_is_a_failure_and_without_one_the_unit_still_runs():
    text = "unit time failed a\nA 1 0 1\nA 2 1 1\nB 1 0 1\nB 9 no 1\nC 1 yes 1\nC 2 yes 2\n"
    history = read_history(table_of(text), FLAG).history
    assert history.has_failed.tolist() == [True, False, True]


def test_a_reading_after_the_failure_is_refused():
    with pytest.raises(ImportRowRejected, match="after its failure") as refused:
        read_history(table_of("unit time failed a\nA 1 0 1\nA 2 1 1\nA 3 0 1\n"), FLAG)
    assert refused.value.line == 4


def test_a_time_of_failure_may_lie_after_the_last_reading():
    text = "unit time failed a\nA 1 _ 1\nA 2 9.5 1\nB 1 _ 1\nB 4 _ 1\n"
    history = read_history(table_of(text), FLAG).history
    assert history.end.tolist() == [9.5, 4]
    assert history.has_failed.tolist() == [True, False]


@pytest.mark.parametrize(
    ("when", "said"),
    [("5", "its first reading at 10"), ("15", "its last reading at 20"), ("often", "a flag")],
)
def test_a_failure_before_the_readings_are_over_is_refused(when, said):
    with pytest.raises(ImportRowRejected, match=said):
        read_history(table_of(f"unit time failed a\nA 10 {when} 1\nA 20 {when} 1\n"), FLAG)


def test_columns_may_be_named_by_number():
    table = HistoryTable("x", ("1", "2", "3"), [["7", "1", "5"], ["7", "2", "6"]], [1, 2])
    assert read_history(table, TableRoles("1", "2")).history.columns == ("3",)


def test_one_column_can_not_be_both_unit_and_time():
    with pytest.raises(FileRefused, match="twice"):
        read_history(table_of("unit time a\nA 1 5\n"), TableRoles("unit", "unit"))


def test_a_wanted_column_must_hold_numbers():
    with pytest.raises(FileRefused, match="column 'b'"):
        read_history(table_of("unit time a b\nA 1 5 x\n"), ALL, ("a", "b"))


CELL = st.one_of(
    st.sampled_from(["", "n/a", "x", "0", "1", "2", "-3.5", "1e400", "inf", "2025-01-01", "1_0"]),
    st.text(max_size=6),
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", ""]), CELL, CELL, CELL).map(list),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([ALL, FLAG, TableRoles("unit", "time")]),
)
def test_whatever_a_table_holds_it_is_refused_in_words_or_comes_out_whole(rows, roles):
    table = HistoryTable("t", ("unit", "time", "failed", "a"), rows, list(range(2, len(rows) + 2)))
    try:
        history = read_history(table, roles).history
    except PlantError as refused:
        assert "expected" in str(refused)  # noqa: PT017 - either outcome is right
        return
    assert np.isfinite(history.time).all()
    assert not np.isinf(history.values).any()
    assert (history.time_left >= 0).all()
    for unit in history.rows_of():
        assert (np.diff(history.time[unit]) > 0).all()
