"""What the pages of the window share: keys of commands, and what a page gives the printer."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What Ctrl+P prints: HTML for `app.printing`.

    `short_html` is the same paper without its evidence, for whoever should not see it; "" where
    there is no such half page.
    """

    title: str
    html: str
    short_html: str = ""
    paper: str = "A4"


def new_key() -> str:
    """Return the idempotency key of one press of a button."""
    return str(uuid4())


def add_command(owner: QWidget, text: str, act: Callable[[], None], shortcut: str = "") -> QAction:
    """Give a page or the window a command: the palette lists it, its shortcut works at once."""
    action = QAction(text, owner)
    action.triggered.connect(lambda _checked=False: act())
    if shortcut:
        action.setShortcut(QKeySequence(shortcut))
    owner.addAction(action)
    return action
