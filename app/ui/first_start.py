"""Who sits here: asked once, kept by this workstation, recorded with every step."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import button, label

ACTOR = "actor"
"""Name of the setting."""


class NameDialog(QDialog):
    """Asks for the name that orders, receipts and jobs carry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Start", "Welcome to Kairos"))
        self._name = QLineEdit(placeholderText=translate("Start", "First and last name"))
        self._name.setAccessibleName(translate("Start", "Your name"))
        self._name.textChanged.connect(self._allow)
        said = label(
            translate(
                "Start",
                "Whatever you approve, receive or finish is recorded in your name, and printed on "
                "the papers. It stays on this computer; it can be changed later.",
            ),
            wraps=True,
        )
        self._begin = button(translate("Start", "Begin"), self.accept, "primary")
        self._begin.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(translate("Start", "Who are you?"), "heading"))
        for part in (said, self._name, self._begin):
            column.addWidget(part)
        self.setMinimumWidth(420)
        self._allow("")

    @property
    def name(self) -> str:
        """The name typed."""
        return self._name.text().strip()

    def _allow(self, text: str) -> None:
        """Let the person begin once there is a name."""
        self._begin.setEnabled(bool(text.strip()))


def remembered_actor(settings: QSettings) -> str:
    """Return the name given on this workstation, "" before the first start."""
    return str(settings.value(ACTOR, ""))


def remember_actor(settings: QSettings, name: str) -> None:
    """Keep the name for the next start."""
    settings.setValue(ACTOR, name)


def actor_of(settings: QSettings) -> str:
    """Return who sits here, asking once; "" where the question was closed."""
    known = remembered_actor(settings)
    if known:
        return known
    dialog = NameDialog()
    if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.name:
        return ""
    remember_actor(settings, dialog.name)
    return dialog.name
