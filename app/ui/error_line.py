"""A line that says at the field what can't be, and what to do; gone once it is mended."""

from PySide6.QtWidgets import QLabel, QWidget

from app.core.errors import PlantError
from app.ui.elements import set_property


class ErrorLine(QLabel):
    """Hidden while nothing is wrong; the words are those of the error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWordWrap(True)
        self.setProperty("holdsValue", True)
        self.setProperty("role", "small")
        set_property(self, "state", "alarm")
        self.hide()

    def show_error(self, error: PlantError, field: QWidget | None = None) -> None:
        """Say what is wrong, and give the field the keyboard."""
        self.setText(f"▲ {error.what} {error.remedy}".strip())
        self.show()
        if field is not None:
            field.setFocus()

    def forget(self) -> None:
        """Say nothing any more."""
        self.clear()
        self.hide()
