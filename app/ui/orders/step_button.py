"""A push button that follows its command: words, whether it can be pressed, and why not."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.elements import set_property
from app.ui.orders.steps import Step


class StepButton(QPushButton):
    """One step of a record; a step that can't be taken says why in its tooltip."""

    def __init__(self, action: QAction, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words or action.text(), parent)
        self._action = action
        self.setAutoDefault(True)
        self.clicked.connect(lambda _checked=False: action.trigger())

    def show_step(self, step: Step, *, is_next: bool) -> None:
        """Show whether the step can be taken; the next one is the primary button."""
        self._action.setEnabled(step.is_open)
        self.setEnabled(step.is_open)
        shortcut = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(step.why_not or shortcut)
        set_property(self, "role", "primary" if is_next else "")
