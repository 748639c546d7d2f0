"""The figures of a machine that decisions are made of: class, costs, and its ways out."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.assets import Asset, Criticality
from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.elements import button, label
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.wording import Wording

HOURS_PER_DAY = 24
IN_HOURS = ("repair_days", "staged_repair_days")
"""Kept in days, entered in hours."""


def field_names(currency: str) -> dict[str, str]:
    """Say what each field asks for."""
    cost = translate("Upkeep", "Standing still costs, {currency}/d")
    crew = translate("Upkeep", "Crew waiting costs, {currency}/d")
    return {
        "downtime_cost_per_day": cost.format(currency=currency),
        "repair_days": translate("Upkeep", "Repair after a failure, h"),
        "derated_life_factor": translate("Upkeep", "Run derated: life times, ×"),
        "derated_output_lost": translate("Upkeep", "Run derated: output lost, %"),
        "staged_repair_days": translate("Upkeep", "Repair with the crew staged, h"),
        "standby_cost_per_day": crew.format(currency=currency),
        "running_hours_per_day": translate("Upkeep", "Runs on a working day, h (empty: always)"),
    }


class MachineForm(QWidget):
    """`saved` goes out when what is filled in shall be kept."""

    saved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Asset | None = None
        self.criticality = QComboBox()
        for one in Criticality:
            text = translate("Upkeep", "Criticality {letter}").format(letter=one.value)
            self.criticality.addItem(text, one)
        self.criticality.setAccessibleName(translate("Upkeep", "Criticality"))
        self.grid = FigureGrid(say, field_names(""))
        self.keep = button(translate("Upkeep", "Keep the machine"), self._ask)
        self.restore = button(translate("Upkeep", "As it stands"), self._restore, "link")
        self.criticality.activated.connect(lambda _n: self._allow())
        self.grid.changed.connect(self._allow)
        self.grid.asked.connect(self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the class over the figures."""
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(translate("Upkeep", "Machine"), "question"))
        column.addWidget(self.criticality)
        column.addWidget(self.grid)
        column.addLayout(foot)
        column.addStretch(1)

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        if self._shown is None:
            return False
        texts = {key: field.text() for key, field in self.grid.fields.items()}
        is_other_class = self.criticality.currentData() is not self._shown.criticality
        return is_other_class or texts != self._texts

    @property
    def stood(self) -> Asset:
        """The machine as it stood when it was filled in."""
        if self._shown is None:
            raise PlantError(translate("Upkeep", "No machine is shown."))
        return self._shown

    @property
    def asset(self) -> Asset:
        """The machine as it is filled in.

        Raises
        ------
        PlantError
            If a figure can't be; it is said at the form.
        """
        stood, typed = self.stood, self.grid.typed()
        lost = typed["derated_output_lost"]
        try:
            return replace(
                stood,
                criticality=self.criticality.currentData(),
                downtime_cost_per_day=typed["downtime_cost_per_day"] or Decimal(0),
                repair_days=_in_days(typed["repair_days"]),
                derated_life_factor=_number(typed["derated_life_factor"]),
                derated_output_lost=None if lost is None else float(lost) / 100,
                staged_repair_days=_in_days(typed["staged_repair_days"]),
                standby_cost_per_day=typed["standby_cost_per_day"],
                running_hours_per_day=_number(typed["running_hours_per_day"]),
            )
        except PlantError as refused:
            self.grid.error.show_error(refused)
            raise

    def show_asset(self, asset: Asset, currency: str, *, is_read_only: bool) -> None:
        """Show a machine; what is being typed stays while the same one stands."""
        self.grid.name_fields(field_names(currency))
        if asset != self._shown and not (self._is_same(asset) and self.is_touched):
            self._shown = asset
            self._restore()
        self.setEnabled(not is_read_only)

    def _is_same(self, asset: Asset) -> bool:
        """Whether it is the machine shown, be it changed meanwhile: what is typed stays then."""
        return self._shown is not None and self._shown.id == asset.id

    def settle(self) -> None:
        """What is filled in was kept: the machine is shown anew as it stands."""
        self._shown = None

    def _restore(self) -> None:
        """Write what stands into the fields."""
        if self._shown is None:
            return
        self.criticality.setCurrentIndex(self.criticality.findData(self._shown.criticality))
        lost = self._shown.derated_output_lost
        figures: dict[str, float | Decimal | None] = {
            key: getattr(self._shown, key) for key in self.grid.fields
        }
        for key in IN_HOURS:
            days = getattr(self._shown, key)
            figures[key] = None if days is None else days * HOURS_PER_DAY
        figures["derated_output_lost"] = None if lost is None else lost * 100
        self.grid.show_figures(figures)
        self._texts = {key: field.text() for key, field in self.grid.fields.items()}
        self._allow()

    def _ask(self) -> None:
        """Ask for it to be kept, where anything was changed."""
        if self.is_touched:
            self.saved.emit()

    def _allow(self) -> None:
        """Let the buttons be pressed once something was changed."""
        is_touched = self.is_touched
        for part in (self.keep, self.restore):
            part.setEnabled(is_touched)
        self.keep.setToolTip("" if is_touched else translate("Upkeep", "Nothing was changed."))


def _number(typed: Decimal | None) -> float | None:
    """Read a plain number."""
    return None if typed is None else float(typed)


def _in_days(hours: Decimal | None) -> float | None:
    """Turn hours into days."""
    return None if hours is None else float(hours) / HOURS_PER_DAY
