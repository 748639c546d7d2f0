"""What turns with a component's shaft: the figures that make its faults readable."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.assets import Component
from app.core.drive import Drive
from app.core.errors import PlantError
from app.core.remedies import figures_missing
from app.core.texts import translate
from app.ui.elements import button, label, value
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.wording import Wording

WHOLE = ("gear_teeth", "blades", "pole_pairs")
"""Figures that are counted."""


class DriveForm(QWidget):
    """`saved` goes out when what is filled in shall be kept."""

    saved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Component | None = None
        self._texts: dict[str, str] = {}
        self.grid = FigureGrid(
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
        self.lacking = value("", "muted", wraps=True)
        self.keep = button(translate("Upkeep", "Keep what turns"), self._ask)
        self.restore = button(translate("Upkeep", "As it stands"), self._restore, "link")
        self.grid.changed.connect(self._allow)
        self.grid.asked.connect(self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the figures over what is still lacking."""
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(translate("Upkeep", "What turns with the shaft"), "question"))
        column.addWidget(self.grid)
        column.addWidget(self.lacking)
        column.addLayout(foot)
        column.addStretch(1)

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        texts = {key: field.text() for key, field in self.grid.fields.items()}
        return self._shown is not None and texts != self._texts

    @property
    def stood(self) -> Component:
        """The component as it stood when it was filled in."""
        if self._shown is None:
            raise PlantError(translate("Upkeep", "No component is shown."))
        return self._shown

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
        is_same = self._shown is not None and self._shown.id == component.id
        if component != self._shown and not (is_same and self.is_touched):
            self._shown = component
            self._restore()
        self.setEnabled(not is_read_only)

    def settle(self) -> None:
        """What is filled in was kept: the component is shown anew as it stands."""
        self._shown = None

    def _restore(self) -> None:
        """Fill in what stands."""
        if self._shown is None:
            return
        drive = self._shown.drive or Drive()
        self.grid.show_figures({key: getattr(drive, key) for key in self.grid.fields})
        self._texts = {key: field.text() for key, field in self.grid.fields.items()}
        self.lacking.setText(not_named_text(self._shown))
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
