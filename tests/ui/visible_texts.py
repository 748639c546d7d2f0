"""Walks a window and lists whatever a person can read on it."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)

SHORTCUT = re.compile(r"^((Ctrl|Shift|Alt)\+)*[A-Z0-9a-z]+$")
UNIT = re.compile(r"^[\d.,\s]*(mm/s|m/s²|m/s2|Hz|kHz|EUR|EUR/d)$")
DIGITS = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def texts_of(widget: QWidget) -> Iterator[str]:
    """What one widget says itself: text, placeholder, tooltip, title, headers, commands."""
    yield widget.toolTip()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        items = (widget.itemText(i) for i in range(widget.count()))
        yield from (text for text in items if not DIGITS.search(text))
    if isinstance(widget, QTextBrowser):
        yield from widget.toPlainText().splitlines()
    if isinstance(widget, QTableView) and widget.model() is not None:
        yield from _headers(widget.model())
    yield from (action.text() for action in widget.actions())


def _is_value(text: str) -> bool:
    """Whether a text is a shortcut, or a number with its unit."""
    return bool(SHORTCUT.match(text) or UNIT.match(text))


def _headers(model: QAbstractItemModel) -> Iterator[str]:
    """Heads of the columns."""
    for column in range(model.columnCount()):
        text = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(text, str):
            yield text


def said_without_catalogue(window: QWidget) -> list[str]:
    """Texts of the program's own that never went through `translate` (the pseudo-locale is on).

    Widgets marked `holdsValue` show what the plant recorded; a shortcut is no text.
    """
    bare = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.property("holdsValue") or widget.objectName().startswith("qt_"):
            continue
        bare += [
            f"{type(widget).__name__}: {text}"
            for text in texts_of(widget)
            if LETTERS.search(text) and "⟦" not in text and not _is_value(text)
        ]
    return bare


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons in sight that are smaller than what they say."""
    cut = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if not widget.text() or widget.visibleRegion().isEmpty():
            continue
        need = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            is_cut = widget.heightForWidth(widget.width()) > widget.height()
        else:
            is_cut = need.width() > widget.width() or need.height() > widget.height()
        if is_cut:
            size = f"{widget.width()}x{widget.height()}, needs {need.width()}x{need.height()}"
            cut.append(f"{type(widget).__name__} {widget.text()!r}: {size}")
    return cut


def commands_of(window: QWidget) -> list[QAction]:
    """Every command anywhere in a window."""
    return [
        action
        for widget in [window, *window.findChildren(QWidget)]
        for action in widget.actions()
        if not widget.objectName().startswith("qt_")
    ]
