"""The figures of a machine that decisions are made of: class, costs, and its ways out."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QWidget

from app.core.assets import Asset, Criticality
from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.elements import label, stack
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.upkeep.kept_form import KeptForm
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


class MachineForm(KeptForm[Asset]):
    """`saved` goes out when what is filled in shall be kept."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        keep, none = (
            translate("Upkeep", "Keep the machine"),
            translate("Upkeep", "No machine is shown."),
        )
        super().__init__(FigureGrid(say, field_names("")), keep, none, parent)
        self.criticality = QComboBox()
        for one in Criticality:
            text = translate("Upkeep", "Criticality {letter}").format(letter=one.value)
            self.criticality.addItem(text, one)
        self.criticality.setAccessibleName(translate("Upkeep", "Criticality"))
        self.criticality.activated.connect(lambda _n: self._allow())
        head = label(translate("Upkeep", "Machine"), "question")
        stack(self, head, self.criticality, self.grid, self._foot()).addStretch(1)

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
        self._show(asset, is_read_only=is_read_only)

    def _is_other(self, stood: Asset) -> bool:
        """Whether another class is chosen."""
        return self.criticality.currentData() is not stood.criticality

    def _fill_in(self, stood: Asset) -> None:
        """Write what stands into the fields."""
        self.criticality.setCurrentIndex(self.criticality.findData(stood.criticality))
        lost = stood.derated_output_lost
        figures: dict[str, float | Decimal | None] = {
            key: getattr(stood, key) for key in self.grid.fields
        }
        for key in IN_HOURS:
            days = getattr(stood, key)
            figures[key] = None if days is None else days * HOURS_PER_DAY
        figures["derated_output_lost"] = None if lost is None else lost * 100
        self.grid.show_figures(figures)

    def _allow(self) -> None:
        """Let the buttons be pressed once something was changed, and say why not."""
        super()._allow()
        idle = translate("Upkeep", "Nothing was changed.")
        self.keep.setToolTip("" if self.is_touched else idle)


def _number(typed: Decimal | None) -> float | None:
    """Read a plain number."""
    return None if typed is None else float(typed)


def _in_days(hours: Decimal | None) -> float | None:
    """Turn hours into days."""
    return None if hours is None else float(hours) / HOURS_PER_DAY
