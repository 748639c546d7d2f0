"""A few fields that ask for one thing: names over fields, what is wrong stands at its field."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.elements import button, button_row, frame, label, set_property, value
from app.ui.typed import typed_amount, typed_number, typed_pieces

FIELDS_A_ROW = 3
Read = TypeVar("Read")


class EntryForm(QWidget):
    """Opens where it is asked for; Enter asks for it to be done, Esc leaves it.

    `asked` goes out when it is to be done, `left` when it was closed without.
    """

    asked = Signal()
    left = Signal()

    def __init__(
        self, title: str, act: str, locale: QLocale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._locale, self._title = locale, label(title, "question", wraps=True)
        self._fields: dict[str, QWidget] = {}
        self._heads: dict[str, QLabel] = {}
        self._refusals: dict[str, QLabel] = {}
        self._at, self._place = "", 0
        self.act = button(act, self._ask, "primary")
        self.close_button = button(translate("Forms", "Leave it"), self.leave)
        self._refused = self._refusal()
        self._grid, self._notes = QGridLayout(), QVBoxLayout()
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        """Put title, fields, notes and buttons below each other in a frame."""
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        for column in range(FIELDS_A_ROW):
            self._grid.setColumnStretch(column, 1)
        self._notes.setSpacing(2)
        foot = button_row(self.act, self.close_button)
        panel = frame("panel")
        stack = QVBoxLayout(panel)
        stack.setSpacing(8)
        stack.addWidget(self._title)
        stack.addLayout(self._grid)
        stack.addLayout(self._notes)
        stack.addWidget(self._refused)
        stack.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)

    def add_field(self, key: str, name: str, field: QWidget, *, columns: int = 1) -> None:
        """Put a field under its name; an ampersand in the name marks its key with Alt."""
        if self._place % FIELDS_A_ROW + columns > FIELDS_A_ROW:
            self._place += FIELDS_A_ROW - self._place % FIELDS_A_ROW
        row, column = divmod(self._place, FIELDS_A_ROW)
        head, refusal = label(name, "small"), self._refusal()
        head.setBuddy(field)
        for at, shown in enumerate((head, field, refusal)):
            self._grid.addWidget(shown, 3 * row + at, column, 1, columns)
        self._fields[key], self._heads[key], self._refusals[key] = field, head, refusal
        self._place += columns
        self._name(key, name)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self._ask)
            field.textEdited.connect(lambda _text: self.forgive())
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(lambda _at: self.forgive())

    def rename(self, key: str, name: str) -> None:
        """Give a field another name, for another unit."""
        self._heads[key].setText(name)
        self._name(key, name)

    def add_note(self, note: QLabel) -> None:
        """Put a line under the fields."""
        self._notes.addWidget(note)

    def retitle(self, title: str) -> None:
        """Ask for something of another record."""
        self._title.setText(title)

    def open(self, first: str) -> None:
        """Show it and put the keyboard on a field."""
        self.forgive()
        self.show()
        self._fields[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close it; nothing was changed."""
        self.hide()
        self.left.emit()

    def pieces(self, key: str) -> int:
        """Whole number typed into a field."""
        return self.read(key, typed_pieces)

    def amount(self, key: str) -> Decimal:
        """Amount typed into a field."""
        return self.read(key, typed_amount)

    def number(self, key: str) -> Decimal | None:
        """Number typed into a field, None where nothing was."""
        return self.read(key, typed_number)

    def read(self, key: str, read: Callable[[str, str, QLocale], Read]) -> Read:
        """Read a field; one that can't be read is the one a refusal stands at."""
        self._at = key
        found = read(self.text(key), self._heads[key].text().replace("&", ""), self._locale)
        self._at = ""
        return found

    def text(self, key: str) -> str:
        """Text typed into a field."""
        field = self._fields[key]
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def refuse(self, error: PlantError, key: str = "") -> None:
        """Say what is wrong: at the field that was read last, else above the buttons."""
        at = key or self._at
        self._at = ""
        shown = self._refusals.get(at, self._refused)
        shown.setText(f"▲ {error}")
        shown.show()
        if at:
            self._fields[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def forgive(self) -> None:
        """Take back what was said to be wrong."""
        self._at = ""
        for shown in (self._refused, *self._refusals.values()):
            shown.hide()

    def show_busy(self, *, is_busy: bool) -> None:
        """Let nothing be pressed while it is being done."""
        self.act.setEnabled(not is_busy)

    @property
    def refusal(self) -> str:
        """What is said to be wrong, "" for nothing."""
        shown = (self._refused, *self._refusals.values())
        return next((one.text() for one in shown if not one.isHidden()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """Ask for it to be done."""
        if self.act.isEnabled():
            self.forgive()
            self.asked.emit()

    def _name(self, key: str, name: str) -> None:
        """Name a field for whoever hears the page."""
        self._fields[key].setAccessibleName(name.replace("&", ""))

    def _refusal(self) -> QLabel:
        """Make a line that says what is wrong."""
        made = value("", "small", wraps=True)
        set_property(made, "state", "alarm")
        made.hide()
        return made
