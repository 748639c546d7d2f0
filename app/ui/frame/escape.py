"""Esc belongs to where the keyboard is first: a form closes, what is being typed is taken back."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def is_left_where_typed(window: QWidget, shortcut: QShortcut) -> bool:
    """Give Esc to the widget with the keyboard; False where nothing there wants it.

    Parameters
    ----------
    shortcut : QShortcut
        What brought the key here; it sleeps meanwhile, else it would be asked again.
    """
    here = window.focusWidget()
    if here is None:
        return False
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_MODIFIER)
    shortcut.setEnabled(False)
    QApplication.sendEvent(here, pressed)
    shortcut.setEnabled(True)
    return pressed.isAccepted()
