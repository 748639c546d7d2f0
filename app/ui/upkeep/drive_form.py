"""What turns with a component's shaft: the figures that make its faults readable."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.core.assets import Component
from app.core.drive import Drive
from app.core.errors import PlantError
from app.core.remedies import figures_missing
from app.core.texts import translate
from app.ui.elements import label, stack, value
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.upkeep.kept_form import KeptForm
from app.ui.wording import Wording

WHOLE = ("gear_teeth", "blades", "pole_pairs")
"""Figures that are counted."""


class DriveForm(KeptForm[Component]):
    """`saved` goes out when what is filled in shall be kept."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        grid = FigureGrid(
            say,
            {
                "gear_teeth": translate("Upkeep", "Wheel, teeth"),
                "blades": translate("Upkeep", "Impeller, blades"),
                "belt_length_mm": translate("Upkeep", "Belt length, mm"),
                "sheave_mm": translate("Upkeep", "Its sheave, mm"),
                "other_sheave_mm": translate("Upkeep", "Other sheave, mm"),
                "supply_hz": translate("Upkeep", "Motor supply, Hz"),
                "pole_pairs": translate("Upkeep", "Motor, pole pairs"),
            },
        )
        keep, none = (
            translate("Upkeep", "Keep what turns"),
            translate("Upkeep", "No component is shown."),
        )
        super().__init__(grid, keep, none, parent)
        self.lacking = value("", "muted", wraps=True)
        head = label(translate("Upkeep", "What turns with the shaft"), "question")
        stack(self, head, grid, self.lacking, self._foot()).addStretch(1)

    @property
    def component(self) -> Component:
        """The component as it is filled in.

        Raises
        ------
        PlantError
            If it can't be so; it is said at the form.
        """
        stood, typed = self.stood, self.grid.typed()
        try:
            drive = Drive(**{key: _figure(key, number) for key, number in typed.items()})  # type: ignore[arg-type]
        except PlantError as refused:
            self.grid.error.show_error(refused)
            raise
        return replace(stood, drive=None if drive == Drive() else drive)

    def show_component(self, component: Component, *, is_read_only: bool) -> None:
        """Show a component; what is being filled in stays while the same one stands."""
        self._show(component, is_read_only=is_read_only)

    def _fill_in(self, stood: Component) -> None:
        """Write what turns with the component into the fields."""
        drive = stood.drive or Drive()
        self.grid.show_figures({key: getattr(drive, key) for key in self.grid.fields})
        self.lacking.setText(not_named_text(stood))

    def _allow(self) -> None:
        """Let the buttons be pressed once something was changed, and say why not."""
        super()._allow()
        idle = translate("Upkeep", "Nothing was changed.")
        self.keep.setToolTip("" if self.is_touched else idle)


def not_named_text(component: Component) -> str:
    """Say which faults can't be named on a component, and which figure would make it possible."""
    missing = [
        translate("Upkeep", "{mode} ({figure})").format(
            mode=translate("Words", mode.value), figure=figure
        )
        for mode, figure in figures_missing(component)
    ]
    if not missing:
        return ""
    text = translate("Upkeep", "Not looked for, until the figure is entered: {modes}")
    return text.format(modes=", ".join(missing))


def _figure(key: str, typed: Decimal | None) -> float | int | None:
    """Read a figure; what is counted is whole."""
    if typed is None or key not in WHOLE:
        return None if typed is None else float(typed)
    if typed != int(typed):
        raise PlantError(
            translate("Upkeep", "Expected a whole number, found {n}.").format(n=typed),
            translate("Upkeep", "Correct it; nothing was changed."),
        )
    return int(typed)
