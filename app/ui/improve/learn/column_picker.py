"""The columns of a table as they are read; a person leaves out what is not to be learned from."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.analysis.fleet.columns import ColumnSeen
from app.core.texts import translate
from app.ui.elements import button
from app.ui.improve.learn.rows_table import EXAMPLES, ColumnRole, ColumnRow, column_columns
from app.ui.record_list import RecordList
from app.ui.wording import Wording

MOST_COLUMNS = 8
"""Rows shown before they scroll."""


class ColumnPicker(QWidget):
    """A list of columns; Enter or the button leaves the one chosen out, or takes it in again."""

    changed = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list: RecordList[ColumnRow] = RecordList(
            translate("Learn", "Columns"), column_columns(say), EXAMPLES, is_tight=True
        )
        self.use = button(translate("Learn", "Leave this column out"), self._turn_use, "link")
        self.list.row_chosen.connect(lambda _name: self._show_use())
        self.list.opened.connect(lambda _name: self._turn_use())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_use()

    def show_columns(self, columns: Sequence[ColumnSeen]) -> None:
        """Show the columns of another table, none of them left out."""
        self.list.choose_none()
        self.list.show_rows([ColumnRow(column.name, column) for column in columns])
        self.list.fit_height(MOST_COLUMNS)
        self._show_use()

    def show_roles(self, role_of: Callable[[str], ColumnRole]) -> None:
        """Write into each column's row what it is used as."""
        self.list.show_rows([replace(row, role=role_of(row.id)) for row in self.list.rows])
        self._show_use()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Columns a person left out."""
        return tuple(
            row.id for row in self.list.rows if row.is_left_out and row.role is ColumnRole.QUANTITY
        )

    def _turn_use(self) -> None:
        """Leave the column chosen out of the lesson, or take it in again."""
        chosen = self.list.chosen_row
        if chosen is None or chosen.role is not ColumnRole.QUANTITY:
            return
        turned = replace(chosen, is_left_out=not chosen.is_left_out)
        self.list.show_rows([turned if row.id == turned.id else row for row in self.list.rows])
        self._show_use()
        self.changed.emit()

    def _show_use(self) -> None:
        """Offer what can be done with the column chosen."""
        row = self.list.chosen_row
        self.use.setEnabled(row is not None and row.role is ColumnRole.QUANTITY)
        self.use.setText(
            translate("Learn", "Use this column")
            if row is not None and row.is_left_out
            else translate("Learn", "Leave this column out")
        )
