"""A form of typed fields over what stands: kept once another text is typed, taken back by Esc."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.elements import button

Stood = TypeVar("Stood")


class TypedForm(QWidget, Generic[Stood]):
    """`saved` goes out when what is typed shall be kept.

    Parameters
    ----------
    names : sequence of str
        The fields, by what they are called in the record.
    save, restore : str
        What the buttons say that keep it and that write back what stands.
    untouched : str
        Says at the first of them why it can't be pressed yet.
    """

    saved = Signal()

    def __init__(
        self,
        names: Sequence[str],
        *,
        save: str,
        restore: str,
        untouched: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown: Stood | None = None
        self._untouched = untouched
        self.fields = {name: QLineEdit() for name in names}
        self.save = button(save, self.saved.emit)
        self.restore = button(restore, self._restore, "link")
        for field in self.fields.values():
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.textEdited.connect(self._edited)
            field.returnPressed.connect(self._ask)

    @property
    def is_touched(self) -> bool:
        """Whether something else is typed than what stands."""
        if self._shown is None:
            return False
        typed = tuple(field.text().strip() for field in self.fields.values())
        return typed != self._texts(self._shown)

    def allow(self, *, is_read_only: bool) -> None:
        """Let nothing be typed beside the writer of the books."""
        for field in self.fields.values():
            field.setReadOnly(is_read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.is_touched:
            self._restore()
        else:
            super().keyPressEvent(event)

    def _texts(self, stood: Stood) -> tuple[str, ...]:
        """Write what stands as it stands in the fields."""
        raise NotImplementedError

    def _restore(self) -> None:
        """Write what stands into the fields."""
        if self._shown is not None:
            texts = self._texts(self._shown)
            for field, text in zip(self.fields.values(), texts, strict=True):
                field.setText(text)
        self._edited()

    def _ask(self) -> None:
        """Ask for it to be kept, where anything was typed."""
        if self.is_touched:
            self.saved.emit()

    def _edited(self) -> None:
        """Let the buttons be pressed once something was typed."""
        for press in (self.save, self.restore):
            press.setEnabled(self.is_touched)
        self.save.setToolTip("" if self.is_touched else self._untouched)
