"""Safety stock and buffer stock: what a person keeps beside what the program works out, and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.core.errors import PlantError
from app.core.stock import Part
from app.core.texts import translate
from app.ui.elements import button_row, label, set_property, stack, value
from app.ui.typed import typed_pieces
from app.ui.typed_form import TypedForm
from app.ui.wording import Wording

FIELD_PX = 72


class LevelsForm(TypedForm[Part]):
    """Two fields; `saved` goes out when they shall be kept."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(
            ("safety_stock", "buffer_stock"),
            save=translate("Stores", "Keep these levels"),
            restore=translate("Stores", "As they stand"),
            untouched=translate("Stores", "Type another number first."),
            parent=parent,
        )
        self._say = say
        self._heads = {
            "safety_stock": label(translate("Stores", "&Safety stock, pcs"), "small"),
            "buffer_stock": label(translate("Stores", "&Buffer stock, pcs"), "small"),
        }
        self.why = {name: label("", "small", wraps=True) for name in self._heads}
        self.refusals = {name: _refusal() for name in self._heads}
        self.raised = label("", "small", wraps=True)
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
            grid.addWidget(head, 3 * at, 0)
            grid.addWidget(field, 3 * at + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.why[name], 3 * at, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.refusals[name], 3 * at + 2, 0, 1, 2)
        stack(self, grid, self.raised, button_row(self.save, self.restore), spacing_px=8)

    def show_part(self, part: Part, why: dict[str, str], raised: str, *, is_new: bool) -> None:
        """Show the levels kept; what is being typed stays while the part is the same."""
        for name, told in self.why.items():
            told.setText(why.get(name, translate("Stores", "Not worked out: nobody sells it.")))
        self.raised.setText(raised)
        self.raised.setVisible(bool(raised))
        had, self._shown = self._shown, part
        if is_new or had is None or self._texts(had) != self._texts(part):
            self._restore()

    @property
    def typed(self) -> dict[str, int]:
        """The levels of which another number is typed than stands.

        Raises
        ------
        PlantError
            If a field holds no whole number.
        """
        if self._shown is None:
            return {}
        found = {}
        for name, field in self.fields.items():
            self._at = name
            head = self._heads[name].text().replace("&", "")
            number = typed_pieces(field.text(), head, self._say.locale)
            if number != getattr(self._shown, name):
                found[name] = number
        self._at = ""
        return found

    def refuse(self, error: PlantError) -> None:
        """Say what is wrong under the field it is about."""
        shown = self.refusals[self._at or "safety_stock"]
        self._at = ""
        shown.setText(f"▲ {error}")
        shown.show()

    def _texts(self, part: Part) -> tuple[str, ...]:
        """Write levels as they stand in the fields."""
        return tuple(self._say.count(getattr(part, name)) for name in self._heads)

    def _edited(self) -> None:
        """Let the buttons be pressed once something was typed; nothing is refused any more."""
        for shown in self.refusals.values():
            shown.hide()
        super()._edited()


def _refusal() -> QLabel:
    """Make a line that says what is wrong with a field."""
    made = value("", "small", wraps=True)
    set_property(made, "state", "alarm")
    made.hide()
    return made
