"""A panel of a machine whose edits are kept one by one, and taken back by Ctrl+Z."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.background import Background
from app.ui.error_line import ErrorLine
from app.ui.page import add_command
from app.ui.replanning import Replanning


@dataclass(frozen=True, slots=True)
class Undo:
    """What was done, how it is taken back, and the parts whose needs it touches; None for all."""

    what: str
    back: Callable[[], object]
    part_ids: tuple[str, ...] | None = None


class EditedPanel(QWidget):
    """`done` carries what was done in words, `failed` a `PlantError`.

    A kind of panel carries its edits out by `_do`, and shows what stands by `_show_anew`.
    """

    done = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runtime: Runtime, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runtime, self._asset_id = runtime, ""
        self._undos: list[Undo] = []
        self.replanning = Replanning(runtime, background, self)
        self.replanning.done.connect(self.done)
        self.replanning.failed.connect(self.failed)
        self.undo = add_command(
            self, translate("Upkeep", "Take the last entry back"), self._take_back, "Ctrl+Z"
        )
        self.undo.setEnabled(False)

    @property
    def is_busy(self) -> bool:
        """Whether needs are being reviewed."""
        return self.replanning.is_busy

    def _show_anew(self) -> None:
        """Show what stands after an edit."""
        raise NotImplementedError

    def _do(self, step: Callable[[], Undo], error: ErrorLine) -> None:
        """Carry an edit out; what can't be is said at its form, else its needs are reviewed."""
        try:
            undo = step()
        except PlantError as refused:
            error.show_error(refused)
            return
        error.forget()
        self._undos.append(undo)
        text = translate("Upkeep", "{what}: kept. Ctrl+Z takes it back.")
        self._after(text.format(what=undo.what), undo)

    def _take_back(self) -> None:
        """Take the last edit back."""
        if not self._undos:
            return
        undo = self._undos.pop()
        try:
            undo.back()
        except PlantError as refused:
            self.undo.setEnabled(bool(self._undos))
            self.failed.emit(refused)
            return
        self._settle()
        self._after(translate("Upkeep", "{what}: taken back.").format(what=undo.what), undo)

    def _settle(self) -> None:
        """An edit was taken back: what its form shows is shown anew, whatever was typed."""

    def _after(self, said: str, undo: Undo) -> None:
        """Show what stands now, and review the needs it touches."""
        self.undo.setEnabled(bool(self._undos))
        self._show_anew()
        self.replanning.after(said, undo.part_ids)
