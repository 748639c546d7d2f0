"""The one table model, with plain rows and no window."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.ui.table_model import Column, TableModel, value_column

Row = tuple[str, int | None]
COLUMNS: list[Column[Row]] = [
    Column("Name", lambda row: row[0]),
    Column("Pieces", lambda row: f"{row[1]}", sort_key=lambda row: row[1], is_number=True),
]


def names(model: TableModel[Row]) -> list[str]:
    return [row[0] for row in model.rows]


def test_the_model_keeps_qt_s_contract() -> None:
    model = TableModel(COLUMNS)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show([("a", 1), ("b", 2)])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.show([("c", 3)])
    assert tester.model() is model


@given(st.lists(st.tuples(st.text(max_size=3), st.none() | st.integers(0, 99)), max_size=20))
def test_sorting_puts_rows_without_a_value_last(rows: list[Row]) -> None:
    model = TableModel(COLUMNS)
    model.show(rows)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(1, order)
        known = [row[1] for row in model.rows if row[1] is not None]
        assert known == sorted(known, reverse=order is Qt.SortOrder.DescendingOrder)
        assert [row[1] for row in model.rows[: len(known)]] == known


def test_new_rows_come_in_the_order_in_use() -> None:
    model = TableModel(COLUMNS)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.show([("few", 1), ("many", 9)])
    assert names(model) == ["many", "few"]


def test_numbers_stand_right_and_words_left() -> None:
    model = TableModel(COLUMNS)
    model.show([("a", 1)])
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 1).data(role) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(role) & Qt.AlignmentFlag.AlignLeft


def test_a_column_of_values_writes_them_on_the_right_and_orders_by_the_values() -> None:
    columns: list[Column[Row]] = [value_column("Pieces", lambda row: row[1], lambda n: f"{n} pcs")]
    model = TableModel(columns)
    model.show([("a", 10), ("b", 9), ("c", None)])
    model.sort(0)
    assert [model.index(at, 0).data() for at in range(3)] == ["9 pcs", "10 pcs", "None pcs"]
    side = Qt.AlignmentFlag(model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole))
    assert side & Qt.AlignmentFlag.AlignRight
