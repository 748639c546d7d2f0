"""The filter over the parts: how they stand, and any word."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.core.texts import translate
from app.replenishment.parts.listing import PartStanding
from app.replenishment.parts.shelf import PartState
from app.ui.stores.part_list import filtered


class PartFilterRow(QWidget):
    """Always in sight; `changed` goes out whenever another list is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit(clearButtonEnabled=True)
        self.text.setPlaceholderText(translate("Stores", "Filter: part, maker, bin, vendor"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.text.textChanged.connect(self.changed)
        self.states: dict[PartState | None, QPushButton] = {
            None: self._toggle(translate("Stores", "All")),
            PartState.LATE: self._toggle(translate("Stores", "Late")),
            PartState.MISSING: self._toggle(translate("Stores", "Missing")),
            PartState.COVERED: self._toggle(translate("Stores", "Covered")),
        }
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.text, 1)
        for toggle in self.states.values():
            group.addButton(toggle)
            row.addWidget(toggle)
        self.states[None].setChecked(True)

    def keep(self, rows: list[PartStanding]) -> list[PartStanding]:
        """Keep the parts the filter asks for."""
        return filtered(rows, self.text.text(), self._state)

    def show_all(self) -> None:
        """Let every part through."""
        self.text.clear()
        self.states[None].setChecked(True)

    @property
    def _state(self) -> PartState | None:
        """The state asked for, None for any."""
        return next(state for state, toggle in self.states.items() if toggle.isChecked())

    def _toggle(self, text: str) -> QPushButton:
        """Make one button that stays down."""
        made = QPushButton(text, checkable=True)
        made.setProperty("role", "filter")
        made.toggled.connect(self.changed)
        return made
