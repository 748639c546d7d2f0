"""A list of records with a line of entry under it: one is added, changed or taken away."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.elements import button, button_row, label, stack
from app.ui.error_line import ErrorLine
from app.ui.record_list import Identified, RecordList
from app.ui.table_model import Column

LIST_PX = 96
Row = TypeVar("Row", bound=Identified)


class ListedEditor(QWidget, Generic[Row]):
    """`kept` carries the record filled in, new or changed, `removed` the id of the one chosen.

    A kind of editor has its fields: it makes the record from them and fills them in from a row.
    """

    kept = Signal(object)
    removed = Signal(str)

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[Row]],
        *,
        nothing: str,
        add: str,
        remove: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.list: RecordList[Row] = RecordList(title, columns, 0, is_tight=True)
        self.list.setFixedHeight(LIST_PX)
        self._nothing = label(nothing, "muted", wraps=True)
        self.add = button(add, self._add)
        self.change = button(translate("Upkeep", "Change"), self._change)
        self.remove = button(remove, self._remove)
        self.error = ErrorLine()
        self.list.row_chosen.connect(self._take_up)

    def _stack(self, *entry: QWidget | QLayout) -> None:
        """Put the list over the line of entry and its buttons."""
        head = label(self._title, "question")
        foot = button_row(self.add, self.change, self.remove)
        stack(self, head, self.list, self._nothing, *entry, self.error, foot).addStretch(1)

    def _show_rows(self, rows: list[Row], *, is_read_only: bool) -> None:
        """List the records, or say that there are none."""
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.setEnabled(not is_read_only)
        self._allow()

    def _forget_choice(self) -> None:
        """Begin anew: nothing is chosen, nothing was refused."""
        self.list.setCurrentIndex(self.list.model().index(-1, -1))
        self.error.forget()

    def _made(self, record_id: str) -> Any:  # noqa: ANN401 - each kind of editor makes its own
        """The record in the line of entry."""
        raise NotImplementedError

    def _field_refused(self) -> QWidget:
        """The field that a refusal is about."""
        raise NotImplementedError

    def _fill_in(self, row: Row) -> None:
        """Write a row into the line of entry."""
        raise NotImplementedError

    def _keep(self, record_id: str) -> None:
        """Ask for what is filled in to be kept; what can't be is said at its field."""
        try:
            made = self._made(record_id)
        except PlantError as refused:
            self.error.show_error(refused, self._field_refused())
            return
        self.error.forget()
        self.kept.emit(made)

    def _add(self) -> None:
        """Ask for a new record to be kept."""
        self._keep(str(uuid4()))

    def _change(self) -> None:
        """Ask for the record chosen to be kept as it is filled in."""
        self._keep(self.list.chosen_id)

    def _remove(self) -> None:
        """Ask for the record chosen to be taken away."""
        self.removed.emit(self.list.chosen_id)

    def _take_up(self, record_id: str) -> None:
        """Write the record chosen into the line of entry."""
        row = next((row for row in self.list.rows if row.id == record_id), None)
        if row is not None:
            self._fill_in(row)
        self._allow()

    def _allow(self) -> None:
        """Change and remove want a choice."""
        for press in (self.change, self.remove):
            press.setEnabled(bool(self.list.chosen_id))
