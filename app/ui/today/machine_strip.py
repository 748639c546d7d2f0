"""The line above the questions: every machine with the shape of its state."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.core.texts import translate
from app.ui.elements import button, clear, set_property
from app.ui.target import Place, Target
from app.ui.theme import STATE_MARKS, state_words
from app.ui.today.rows_board import MachineMark

MOST_SHOWN = 8
"""More machines than these are named by their number."""


class MachineStrip(QWidget):
    """Small buttons, the worst first; each leads to its machine."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._shown: tuple[MachineMark, ...] = ()

    def show_machines(self, machines: tuple[MachineMark, ...]) -> None:
        """Show the machines; nothing is redrawn while nothing changes."""
        if machines == self._shown:
            return
        self._shown = machines
        clear(self._row)
        worst_first = sorted(machines, key=lambda m: -abs(m.state.severity))
        shown = machines if len(machines) <= MOST_SHOWN else tuple(worst_first[:MOST_SHOWN])
        for machine in shown:
            self._row.addWidget(self._chip(machine))
        if len(machines) > MOST_SHOWN:
            more = translate("Today", "{n} more").format(n=len(machines) - MOST_SHOWN)
            go = Target(Place.ASSETS)
            self._row.addWidget(button(more, lambda: self.chosen.emit(go), "link"))

    def _chip(self, machine: MachineMark) -> QPushButton:
        """Make one machine's button."""
        target = Target(Place.ASSETS, machine.asset_id)
        chip = button(
            f"{STATE_MARKS[machine.state]} {machine.tag}",
            lambda: self.chosen.emit(target),
            "chip",
        )
        chip.setProperty("holdsValue", True)
        set_property(chip, "state", machine.state.value)
        chip.setToolTip(f"{machine.name}: {state_words(machine.state)}")
        chip.setAccessibleName(f"{machine.tag} {chip.toolTip()}")
        return chip
