"""A form of figures over what stands: kept once something else is filled in, or as it stood."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.elements import button, button_row
from app.ui.record_list import Identified
from app.ui.upkeep.figure_grid import FigureGrid

Stood = TypeVar("Stood", bound=Identified)


class KeptForm(QWidget, Generic[Stood]):
    """`saved` goes out when what is filled in shall be kept.

    Parameters
    ----------
    keep : str
        What the button that keeps it says.
    none_shown : str
        Said where it is asked for while nothing is shown.
    """

    saved = Signal()

    def __init__(
        self, grid: FigureGrid, keep: str, none_shown: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown: Stood | None = None
        self._texts: dict[str, str] = {}
        self._none_shown = none_shown
        self.grid = grid
        self.keep = button(keep, self._ask)
        self.restore = button(translate("Upkeep", "As it stands"), self._restore, "link")
        grid.changed.connect(self._allow)
        grid.asked.connect(self._ask)

    def _foot(self) -> QHBoxLayout:
        """Lay the buttons out."""
        return button_row(self.keep, self.restore)

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        if self._shown is None:
            return False
        return self.grid.texts != self._texts or self._is_other(self._shown)

    @property
    def stood(self) -> Stood:
        """What is shown, as it stood when it was filled in."""
        if self._shown is None:
            raise PlantError(self._none_shown)
        return self._shown

    def settle(self) -> None:
        """What is filled in was kept: it is shown anew as it stands."""
        self._shown = None

    def _is_other(self, stood: Stood) -> bool:
        """Whether anything beside the figures is other than it stands."""
        return False

    def _fill_in(self, stood: Stood) -> None:
        """Write what stands into the fields."""
        raise NotImplementedError

    def _show(self, stood: Stood, *, is_read_only: bool) -> None:
        """Show what stands; what is being filled in stays while it is the same one."""
        is_same = self._shown is not None and self._shown.id == stood.id
        if stood != self._shown and not (is_same and self.is_touched):
            self._shown = stood
            self._restore()
        self.setEnabled(not is_read_only)

    def _restore(self) -> None:
        """Fill in what stands."""
        if self._shown is None:
            return
        self._fill_in(self._shown)
        self._texts = self.grid.texts
        self._allow()

    def _ask(self) -> None:
        """Ask for it to be kept, where anything was changed."""
        if self.is_touched:
            self.saved.emit()

    def _allow(self) -> None:
        """Let the buttons be pressed once something was changed."""
        for press in (self.keep, self.restore):
            press.setEnabled(self.is_touched)
