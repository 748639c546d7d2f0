"""The plant's own figures of a life in place of the shipped ones, with their source."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import PlantError
from app.core.life_prior import Grade, LifePrior
from app.core.texts import translate
from app.replenishment.life_record import LifeRecord
from app.ui.elements import button, button_row, label, stack
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.wording import Wording

DECIMALS = {"median_hours": 0, "shape": 2, "plant_factor": 2, "machine_factor": 2}
"""Decimals of each figure that is entered; none is known better."""
FIGURES = tuple(DECIMALS)


def figure_names() -> dict[str, str]:
    """Say what each field asks for."""
    return {
        "median_hours": translate("Life", "Half have failed by, running h"),
        "shape": translate("Life", "Shape, 1 without wear-out"),
        "plant_factor": translate("Life", "Known within a factor of"),
        "machine_factor": translate("Life", "Machines differ by a factor of"),
    }


class PriorForm(QWidget):
    """`kept` goes out when the figures shall be kept, `dropped` when the shipped shall stand."""

    kept = Signal()
    dropped = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prior: LifePrior | None = None
        self._texts: dict[str, str] = {}
        self.grid = FigureGrid(say, figure_names())
        self.source = QLineEdit(placeholderText=translate("Life", "Where these figures come from"))
        self.source.setAccessibleName(self.source.placeholderText())
        self.keep = button(translate("Life", "Keep the plant’s figures"), self.kept.emit)
        self.drop = button(translate("Life", "Back to the shipped figures"), self.dropped.emit)
        self.grid.changed.connect(self._allow)
        self.grid.asked.connect(self.kept)
        self.source.textEdited.connect(lambda _text: self._allow())
        head = label(translate("Life", "The plant knows better"), "question")
        foot = button_row(self.keep, self.drop)
        stack(self, head, self.grid, self.source, foot).addStretch(1)

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        return self._prior is not None and self._typed() != self._texts

    @property
    def prior(self) -> LifePrior:
        """The figures as they are filled in; what has no field stays as it stood.

        Raises
        ------
        PlantError
            If a figure can't be, or has no source; it is said at the form.
        """
        if self._prior is None:
            raise PlantError(translate("Life", "No component is shown."))
        typed = self.grid.typed()
        figures = {key: float(typed[key] or Decimal(0)) for key in FIGURES}
        try:
            return replace(
                self._prior, **figures, source=self.source.text().strip(), grade=Grade.PLANT
            )
        except PlantError as refused:
            self.grid.error.show_error(refused)
            raise

    def show_record(self, record: LifeRecord, *, is_read_only: bool) -> None:
        """Show the figures in force; what is being typed stays while they stand."""
        if record.prior != self._prior:
            self._prior = record.prior
            figures = {key: round(getattr(record.prior, key), DECIMALS[key]) for key in FIGURES}
            self.grid.show_figures(figures)
            self.source.setText(record.prior.source if record.is_overruled else "")
            self._texts = self._typed()
        self.drop.setVisible(record.is_overruled)
        self.setEnabled(not is_read_only)
        self._allow()

    def settle(self) -> None:
        """What is filled in was kept: the figures are shown anew as they stand."""
        self._prior = None

    def _typed(self) -> dict[str, str]:
        """Return every text as it stands in its field."""
        return self.grid.texts | {"source": self.source.text()}

    def _allow(self) -> None:
        """Let the figures be kept once one was changed."""
        is_touched = self.is_touched
        self.keep.setEnabled(is_touched)
        self.keep.setToolTip("" if is_touched else translate("Life", "Nothing was changed."))
