"""What the chooser offers: records of the plant, or commands of the window."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence

from app.ui.frame.chooser import Choice
from app.ui.rows_search import Found, matching
from app.ui.target import Target

Fitting = Callable[[str], Sequence[Choice]]


def found_in_plant(everything: list[Found], go: Callable[[Target], None]) -> Fitting:
    """Offer the records that bear the words typed; choosing one goes there."""

    def fitting(text: str) -> list[Choice]:
        return [
            Choice(found.name, found.detail, found.kind, partial(go, found.target))
            for found in matching(everything, text)
        ]

    return fitting


def fitting_commands(actions: list[QAction]) -> Fitting:
    """Offer the commands that hold the words typed, with their keys."""

    def fitting(text: str) -> list[Choice]:
        words = text.casefold().split()
        return [
            Choice(action.text(), "", _keys_of(action), action.trigger)
            for action in actions
            if all(word in action.text().casefold() for word in words)
        ]

    return fitting


def _keys_of(action: QAction) -> str:
    """Write a command's shortcut."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
