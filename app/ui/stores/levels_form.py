"""Safety stock and buffer stock: what a person keeps beside what the program works out, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import PlantError
from app.core.stock import Part
from app.core.texts import translate
from app.ui.elements import button, label, set_property, value
from app.ui.typed import typed_pieces
from app.ui.wording import Wording

FIELD_PX = 72


class LevelsForm(QWidget):
    """Two fields; `saved` goes out when they shall be kept."""

    saved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._part: Part | None = None
        self._heads = {
            "safety_stock": label(translate("Stores", "&Safety stock, pcs"), "small"),
            "buffer_stock": label(translate("Stores", "&Buffer stock, pcs"), "small"),
        }
        self.fields = {name: QLineEdit() for name in self._heads}
        self.why = {name: label("", "small", wraps=True) for name in self._heads}
        self.refusals = {name: _refusal() for name in self._heads}
        self.raised = label("", "small", wraps=True)
        self.save = button(translate("Stores", "Keep these levels"), self.saved.emit)
        self.restore = button(translate("Stores", "As they stand"), self._restore, "link")
        self._at = ""
        self._lay_out()

    def _lay_out(self) -> None:
        """Put each field with its reason beside it, the buttons below."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for at, (name, field) in enumerate(self.fields.items()):
            head = self._heads[name]
            head.setBuddy(field)
            field.setAccessibleName(head.text().replace("&", ""))
            field.setFixedWidth(FIELD_PX)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.textEdited.connect(self._edited)
            field.returnPressed.connect(self._ask)
            grid.addWidget(head, 3 * at, 0)
            grid.addWidget(field, 3 * at + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.why[name], 3 * at, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.refusals[name], 3 * at + 2, 0, 1, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.raised)
        column.addLayout(foot)

    def show_part(self, part: Part, why: dict[str, str], raised: str, *, is_new: bool) -> None:
        """Show the levels kept; what is being typed stays while the part is the same."""
        for name, told in self.why.items():
            told.setText(why.get(name, translate("Stores", "Not worked out: nobody sells it.")))
        self.raised.setText(raised)
        self.raised.setVisible(bool(raised))
        had = self._part
        self._part = part
        if is_new or had is None or self._texts(had) != self._texts(part):
            self._restore()

    def allow(self, *, is_read_only: bool) -> None:
        """Let nothing be typed beside the writer of the books."""
        for field in self.fields.values():
            field.setReadOnly(is_read_only)

    @property
    def typed(self) -> dict[str, int]:
        """The levels of which another number is typed than stands.

        Raises
        ------
        PlantError
            If a field holds no whole number.
        """
        if self._part is None:
            return {}
        found = {}
        for name, field in self.fields.items():
            self._at = name
            head = self._heads[name].text().replace("&", "")
            number = typed_pieces(field.text(), head, self._say.locale)
            if number != getattr(self._part, name):
                found[name] = number
        self._at = ""
        return found

    @property
    def is_touched(self) -> bool:
        """Whether something else is typed than what stands."""
        return self._part is not None and self._texts(self._part) != tuple(
            field.text().strip() for field in self.fields.values()
        )

    def refuse(self, error: PlantError) -> None:
        """Say what is wrong under the field it is about."""
        shown = self.refusals[self._at or "safety_stock"]
        self._at = ""
        shown.setText(f"▲ {error}")
        shown.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.is_touched:
            self._restore()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """Ask for the levels to be kept, where anything was typed."""
        if self.is_touched:
            self.saved.emit()

    def _texts(self, part: Part) -> tuple[str, ...]:
        """Write levels as they stand in the fields."""
        return tuple(self._say.count(getattr(part, name)) for name in self._heads)

    def _restore(self) -> None:
        """Write what stands into the fields."""
        if self._part is not None:
            for field, text in zip(self.fields.values(), self._texts(self._part), strict=True):
                field.setText(text)
        self._edited()

    def _edited(self, _text: str = "") -> None:
        """Let the buttons be pressed once something was typed."""
        for shown in self.refusals.values():
            shown.hide()
        for pressed in (self.save, self.restore):
            pressed.setEnabled(self.is_touched)
        untouched = translate("Stores", "Type another number first.")
        self.save.setToolTip("" if self.is_touched else untouched)


def _refusal() -> QLabel:
    """Make a line that says what is wrong with a field."""
    made = value("", "small", wraps=True)
    set_property(made, "state", "alarm")
    made.hide()
    return made
