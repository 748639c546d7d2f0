"""Figures typed by a person: a name with its unit over each field, two beside each other."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.core.errors import PlantError
from app.ui.elements import value
from app.ui.error_line import ErrorLine
from app.ui.typed import typed_number
from app.ui.wording import Wording

FIELD_PX = 96


class FigureGrid(QWidget):
    """Fields by their key; `changed` goes out with every edit, `asked` with Enter.

    Parameters
    ----------
    names : mapping
        What each field asks for, with its unit.
    """

    changed = Signal()
    asked = Signal()

    def __init__(
        self, say: Wording, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._names = {key: value(name, "small", wraps=True) for key, name in names.items()}
        self.fields = {key: QLineEdit() for key in names}
        self.error = ErrorLine()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for at, (key, field) in enumerate(self.fields.items()):
            row, column = divmod(at, 2)
            self._names[key].setBuddy(field)
            field.setAccessibleName(names[key])
            field.setMaximumWidth(FIELD_PX)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.textEdited.connect(lambda _text: self.changed.emit())
            field.returnPressed.connect(self.asked)
            grid.addWidget(self._names[key], 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.error, grid.rowCount(), 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def name_fields(self, names: Mapping[str, str]) -> None:
        """Name fields anew, where their unit depends on the plant."""
        for key, name in names.items():
            self._names[key].setText(name)
            self.fields[key].setAccessibleName(name)

    def show_figures(self, figures: Mapping[str, float | Decimal | None]) -> None:
        """Write figures into their fields; nothing where one is not known."""
        for key, figure in figures.items():
            self.fields[key].setText(self._written(figure))
        self.error.forget()

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each field, as it is typed."""
        return {key: field.text() for key, field in self.fields.items()}

    def typed(self) -> dict[str, Decimal | None]:
        """Read every field.

        Raises
        ------
        PlantError
            If one holds no number; it is said there, and the field gets the keyboard.
        """
        found: dict[str, Decimal | None] = {}
        for key, field in self.fields.items():
            try:
                found[key] = typed_number(field.text(), self._names[key].text(), self._say.locale)
            except PlantError as refused:
                self.error.show_error(refused, field)
                raise
        self.error.forget()
        return found

    def _written(self, figure: float | Decimal | None) -> str:
        """Write one figure as the reader types it; money with its cents."""
        if figure is None:
            return ""
        if isinstance(figure, Decimal):
            return self._say.amount(figure)
        return self._say.number(round(figure, 4))
