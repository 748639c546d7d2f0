"""What a person does with a window: press what can be seen, read what stands there."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.target import Place
from app.ui.today.card_widget import CardWidget
from app.ui.today.column import QuestionColumn


class Hands:
    """Presses and reads; what is hidden or grey can't be pressed."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self.window = qtbot, window

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Press the button that says some words."""
        found = [
            button
            for button in (inside or self.window).findChildren(QAbstractButton)
            if button.isVisible() and button.text().startswith(words)
        ]
        assert found, f"nothing to press says {words!r}"
        assert found[0].isEnabled(), f"{words!r} can't be pressed: {found[0].toolTip()}"
        self._qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def go(self, place: Place) -> None:
        """Press a place on the rail."""
        self._qtbot.mouseClick(self.window.rail._buttons[place], Qt.MouseButton.LeftButton)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs beside the window."""
        pages = self.window.pages
        works = (pages.settings.calendars, pages.needs.work, pages.stores.work)
        self._qtbot.waitUntil(lambda: not any(work.is_busy for work in works), timeout=30_000)

    def key(self, key: Qt.Key, *, ctrl: bool = False, shift: bool = False) -> None:
        """Press a key where the keyboard is."""
        keys = Qt.KeyboardModifier.NoModifier
        keys |= Qt.KeyboardModifier.ControlModifier if ctrl else keys
        keys |= Qt.KeyboardModifier.ShiftModifier if shift else keys
        where = self.window.focusWidget()
        assert where is not None, "nothing has the keyboard"
        self._qtbot.keyClick(where, key, keys)
        self.settle()

    def pick(self, box: QComboBox, words: str) -> None:
        """Pick one of the choices that are offered."""
        at = box.findText(words)
        assert at >= 0, f"{words!r} is not offered"
        assert box.isEnabled(), f"{words!r} can't be picked"
        box.setCurrentIndex(at)
        self.settle()

    def column(self, question: str) -> QuestionColumn:
        """Find a question on Today."""
        return next(
            column
            for column in self.window.pages.board.columns
            if column._question.text() == question
        )

    def card(self, question: str, where: str) -> CardWidget:
        """Find a card under a question on Today."""
        return next(c for c in self.column(question).cards if c.card.where.startswith(where))

    def type(self, field: QLineEdit, words: str) -> None:
        """Write into a field in place of what stands there."""
        field.setFocus()
        field.selectAll()
        self._qtbot.keyClicks(field, words)

    def type_day(self, box: QDateEdit, day: date) -> None:
        """Write a day into its box, section by section as the locale has it."""
        box.setFocus()
        box.setCurrentSectionIndex(0)
        box.setSelectedSection(box.currentSection())
        written = box.locale().toString(QDate(day), box.displayFormat())
        self._qtbot.keyClicks(box, "".join(filter(str.isdigit, written)))
        assert box.date().toPython() == day

    def choose(self, table: QTableView, row: int, column: int = 1) -> None:
        """Click into a row of a table."""
        table.scrollTo(table.model().index(row, column))
        at = table.visualRect(table.model().index(row, column)).center()
        self._qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()


def said(page: QWidget) -> str:
    """Everything a page says in sight, one text a line."""
    QApplication.processEvents()  # what was just written is laid out first
    return "\n".join(
        shown.text()
        for shown in page.findChildren(QWidget)
        if isinstance(shown, QLabel | QAbstractButton) and not shown.isHidden() and shown.text()
    )
