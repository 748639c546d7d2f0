"""Says which column names the unit, which the time, and how a failure is told."""

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from app.analysis.fleet.columns import ColumnKind, ColumnSeen, guess_roles, look_at_columns
from app.analysis.fleet.table import HistoryTable, TableRoles
from app.core.errors import StepRefused
from app.core.texts import translate
from app.learning.lessons import FailureList
from app.ui.elements import label
from app.ui.improve.learn.rows_table import ColumnRole
from app.ui.typed import typed_number

ALL, LISTED = "*all", "*list"
"""Keys of the ways to tell a failure that are no column."""


class RolesForm(QWidget):
    """Combos filled from a table; `changed` goes out when anything is chosen anew.

    `list_wanted` asks for the file of a separate list of failures.
    """

    changed = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnSeen, ...] = ()
        self._list: Path | None = None
        self.unit, self.time = QComboBox(), QComboBox()
        self.counted, self.failure = QComboBox(), QComboBox()
        self.listed_unit, self.listed_time = QComboBox(), QComboBox()
        self.horizon = QLineEdit()
        self.horizon.setPlaceholderText(translate("Learn", "a usual life"))
        self._heads: dict[QWidget, QWidget] = {}
        self._lay_out()
        self._fill_counted()
        for combo in (self.unit, self.time, self.counted, self.listed_unit, self.listed_time):
            combo.currentIndexChanged.connect(lambda _at: self._tell())
        self.failure.currentIndexChanged.connect(lambda _at: self._failure_chosen())
        self.horizon.textChanged.connect(lambda _text: self._tell())

    def _lay_out(self) -> None:
        """Put names over fields, four in a row."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        fields = (
            (self.unit, translate("Learn", "Column of the unit")),
            (self.time, translate("Learn", "Column of the time")),
            (self.counted, translate("Learn", "The time counts")),
            (self.failure, translate("Learn", "A failure is told by")),
            (self.horizon, translate("Learn", "Look ahead, in that time")),
            (self.listed_unit, translate("Learn", "Unit in the list")),
            (self.listed_time, translate("Learn", "Time in the list")),
        )
        for number, (field, name) in enumerate(fields):
            row, column = divmod(number, 4)
            head = label(name, "small")
            head.setBuddy(field)
            field.setAccessibleName(name)
            field.setProperty("holdsValue", True)
            self._heads[field] = head
            grid.addWidget(head, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
        self._show_list()

    def _fill_counted(self) -> None:
        """Offer the units a counter may count."""
        for key, text in (
            ("days", translate("Learn", "days")),
            ("h", translate("Learn", "hours run")),
            ("cycles", translate("Learn", "cycles")),
        ):
            self.counted.addItem(text, key)

    def show_table(self, columns: tuple[ColumnSeen, ...]) -> None:
        """Offer the columns of a table and propose what they are."""
        self._columns, self._list = columns, None
        guess = guess_roles(columns)
        self.blockSignals(True)
        names = [column.name for column in columns]
        for combo, chosen in (
            (self.unit, guess.unit if guess else ""),
            (self.time, guess.time if guess else ""),
        ):
            _fill(combo, names, chosen)
        self.failure.clear()
        self.failure.addItem(translate("Learn", "each unit ran to failure"), ALL)
        self.failure.addItem(translate("Learn", "a separate list…"), LISTED)
        for name in names:
            text = translate("Learn", "column {name}").format(name=name)
            self.failure.addItem(text, name)
        chosen_failure = guess.failed if guess is not None and guess.failed else ALL
        self.failure.setCurrentIndex(self.failure.findData(chosen_failure))
        self.counted.setCurrentIndex(self.counted.findData(_counted_in(self.time.currentText())))
        self.blockSignals(False)
        self._show_list()

    def show_list(self, path: Path, listing: HistoryTable) -> None:
        """Take a separate list of failures and propose its columns."""
        self._list = path
        columns = look_at_columns(listing)
        guess = guess_roles(columns)
        names = [column.name for column in columns]
        _fill(self.listed_unit, names, guess.unit if guess else names[0])
        _fill(self.listed_time, names, guess.time if guess else names[-1])
        self._show_list()
        self._tell()

    def roles(self) -> TableRoles:
        """Return what the columns are.

        Raises
        ------
        StepRefused
            If unit or time are not chosen yet.
        """
        if not self.unit.currentText() or not self.time.currentText():
            raise StepRefused(
                translate("Learn", "Unit and time are not chosen yet."),
                translate("Learn", "Choose the column of the unit and the column of the time."),
            )
        way = self.failure.currentData()
        return TableRoles(
            self.unit.currentText(),
            self.time.currentText(),
            None if way in {ALL, LISTED} else way,
            all_fail=way == ALL,
        )

    def role_of(self, column: str) -> ColumnRole:
        """Return what a column is used as."""
        if column == self.unit.currentText():
            return ColumnRole.UNIT
        if column == self.time.currentText():
            return ColumnRole.TIME
        is_failure = column == self.failure.currentData()
        return ColumnRole.FAILURE if is_failure else ColumnRole.QUANTITY

    def failures(self) -> FailureList | None:
        """Return the separate list of failures, None where another way is chosen.

        Raises
        ------
        StepRefused
            If a list is wanted and none is chosen.
        """
        if self.failure.currentData() != LISTED:
            return None
        if self._list is None:
            raise StepRefused(
                translate("Learn", "The list of failures is not chosen yet."),
                translate("Learn", "Choose its file, or another way to tell a failure."),
            )
        return FailureList(
            self._list, self.listed_unit.currentText(), self.listed_time.currentText()
        )

    def time_unit(self) -> str:
        """Return what the time counts; dates count days whatever is chosen."""
        return str(self.counted.currentData())

    def horizon_asked(self, locale: QLocale) -> float | None:
        """Return how far to look ahead, None for a usual life.

        Raises
        ------
        PlantError
            If it is no number above 0.
        """
        asked = typed_number(self.horizon.text(), self.horizon.accessibleName(), locale)
        if asked is not None and not asked > 0:
            raise StepRefused(
                translate("Learn", "Expected a span to look ahead above 0."),
                translate("Learn", "Leave it empty for a usual life."),
            )
        return None if asked is None else float(asked)

    def _failure_chosen(self) -> None:
        """Show what a list needs; ask for it where there is none yet."""
        self._show_list()
        if self.failure.currentData() == LISTED and self._list is None and self._columns:
            self.list_wanted.emit()
        self._tell()

    def _show_list(self) -> None:
        """Show the columns of a list only where one is used, the counter only for counters."""
        is_listed = self.failure.currentData() == LISTED and self._list is not None
        for field in (self.listed_unit, self.listed_time):
            field.setVisible(is_listed)
            self._heads[field].setVisible(is_listed)
        by_name = {column.name: column.kind for column in self._columns}
        self.counted.setEnabled(by_name.get(self.time.currentText()) is not ColumnKind.DATES)

    def _tell(self) -> None:
        """Say that something was chosen anew."""
        self._show_list()
        self.changed.emit()


def _fill(combo: QComboBox, names: list[str], chosen: str) -> None:
    """Offer names, one of them chosen; none where none fits."""
    combo.blockSignals(True)
    combo.clear()
    combo.addItems(names)
    combo.setCurrentIndex(names.index(chosen) if chosen in names else -1)
    combo.blockSignals(False)


def _counted_in(time_column: str) -> str:
    """Guess what a counter counts by the name of its column."""
    name = time_column.lower()
    if "cycl" in name or "zykl" in name:
        return "cycles"
    return "h" if "hour" in name or "stund" in name or name.endswith(("[h]", "(h)")) else "days"
