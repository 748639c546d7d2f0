"""One table of severity zones as a form: names, source, boundaries, the machines it judges."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.assets import AssetClass
from app.core.errors import PlantError
from app.core.texts import translate
from app.core.zones import Zones
from app.ui.elements import button, label
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.wording import Wording
from app.ui.zones.rows_zones import ZonesRow

CLASSES_A_ROW = 3
VELOCITIES = ("ab_mms", "bc_mms", "cd_mms")
DISPLACEMENTS = ("ab_um", "bc_um", "cd_um")


class ZonesForm(QWidget):
    """`saved` asks for the table to be kept, `dropped` for it to be taken away or restored.

    `copied` asks for a table of its own, `chosen` carries a class and whether it is judged so.
    """

    saved = Signal()
    dropped = Signal()
    copied = Signal()
    chosen = Signal(object, bool)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ZonesRow | None = None
        self.texts = {name: QLineEdit() for name in ("name", "edition", "group", "mounting")}
        self.source = QLineEdit()
        self.grid = FigureGrid(
            say,
            {
                "ab_mms": translate("Zones", "A/B, velocity RMS, mm/s"),
                "ab_um": translate("Zones", "A/B, displacement RMS, µm"),
                "bc_mms": translate("Zones", "B/C, velocity RMS, mm/s"),
                "bc_um": translate("Zones", "B/C, displacement RMS, µm"),
                "cd_mms": translate("Zones", "C/D, velocity RMS, mm/s"),
                "cd_um": translate("Zones", "C/D, displacement RMS, µm"),
            },
        )
        self.classes = {one: QCheckBox(translate("Words", one.value)) for one in AssetClass}
        self.keep = button(translate("Zones", "Keep the table"), self._ask, "primary")
        self.restore = button(translate("Zones", "As it stands"), self._restore, "link")
        self.copy = button(translate("Zones", "Copy as own table"), self.copied.emit)
        self.drop = button("", self.dropped.emit)
        for field in (*self.texts.values(), self.source):
            field.textEdited.connect(lambda _text: self._allow())
            field.returnPressed.connect(self._ask)
        self.grid.changed.connect(self._allow)
        self.grid.asked.connect(self._ask)
        for one, box in self.classes.items():
            box.clicked.connect(lambda on, one=one: self.chosen.emit(one, on))
        self._lay_out()

    def _lay_out(self) -> None:
        """Put names over boundaries, machines below, buttons last."""
        names = {
            "name": translate("Zones", "Name"),
            "edition": translate("Zones", "Standard and edition"),
            "group": translate("Zones", "Group of machines"),
            "mounting": translate("Zones", "Mounting"),
        }
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(2)
        for at, (key, field) in enumerate(self.texts.items()):
            row, side = divmod(at, 2)
            self._put(fields, names[key], field, 2 * row, side, 1)
        self._put(fields, translate("Zones", "Where the figures come from"), self.source, 4, 0, 2)
        boxes = QGridLayout()
        boxes.setVerticalSpacing(2)
        for at, box in enumerate(self.classes.values()):
            boxes.addWidget(box, *divmod(at, CLASSES_A_ROW))
        feet = [QHBoxLayout(), QHBoxLayout()]
        for foot, parts in zip(
            feet, ((self.keep, self.restore), (self.copy, self.drop)), strict=True
        ):
            for part in parts:
                foot.addWidget(part)
            foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(fields)
        column.addWidget(self.grid)
        for foot in feet:
            column.addLayout(foot)
        column.addSpacing(4)
        column.addWidget(label(translate("Zones", "Judges machines of class"), "question"))
        column.addLayout(boxes)

    def _put(
        self, grid: QGridLayout, name: str, field: QLineEdit, row: int, column: int, columns: int
    ) -> None:
        """Put a field under its name."""
        head = label(name, "small")
        head.setBuddy(field)
        field.setAccessibleName(name)
        grid.addWidget(head, row, column, 1, columns)
        grid.addWidget(field, row + 1, column, 1, columns)

    @property
    def row(self) -> ZonesRow | None:
        """The table shown."""
        return self._row

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        return self._row is not None and self._written() != self._stood

    @property
    def zones(self) -> Zones:
        """The table as it is filled in.

        Raises
        ------
        PlantError
            If it can't be so; it is said at the form.
        """
        if self._row is None:
            raise PlantError(translate("Zones", "No table is shown."))
        typed = self.grid.typed()
        try:
            ab_mms, bc_mms, cd_mms = (_given(typed[name]) for name in VELOCITIES)
            ab_um, bc_um, cd_um = (_optional(typed[name]) for name in DISPLACEMENTS)
            return Zones(
                id=self._row.id,
                name=self.texts["name"].text().strip(),
                ab_mms=ab_mms,
                bc_mms=bc_mms,
                cd_mms=cd_mms,
                source=self.source.text().strip(),
                edition=self.texts["edition"].text().strip(),
                group=self.texts["group"].text().strip(),
                mounting=self.texts["mounting"].text().strip(),
                ab_um=ab_um,
                bc_um=bc_um,
                cd_um=cd_um,
            )
        except PlantError as refused:
            self.grid.error.show_error(refused)
            raise

    def show_row(self, row: ZonesRow, *, is_read_only: bool) -> None:
        """Show a table; what is being typed stays while the same one stands."""
        is_same = self._row is not None and self._row.zones == row.zones
        self._row = row
        if not is_same:
            self._restore()
        for one, box in self.classes.items():
            box.setChecked(one in row.classes)
        again = translate("Zones", "Back to what ships")
        self.drop.setText(again if row.is_shipped else translate("Zones", "Take it away"))
        self.drop.setEnabled(row.is_own)
        no_own = translate("Zones", "It stands as it ships.")
        self.drop.setToolTip("" if row.is_own else no_own)
        self.setEnabled(not is_read_only)

    def _restore(self) -> None:
        """Fill in what stands."""
        if self._row is None:
            return
        zones = self._row.zones
        for name, field in self.texts.items():
            field.setText(getattr(zones, name))
            field.setCursorPosition(0)
        self.source.setText(zones.source)
        self.source.setCursorPosition(0)
        self.source.setToolTip(zones.source)
        self.grid.show_figures({name: getattr(zones, name) for name in self.grid.fields})
        self._stood = self._written()
        self._allow()

    def _written(self) -> list[str]:
        """Everything that is filled in."""
        fields = (*self.texts.values(), self.source, *self.grid.fields.values())
        return [field.text() for field in fields]

    def _ask(self) -> None:
        """Ask for it to be kept, where anything was changed."""
        if self.is_touched:
            self.saved.emit()

    def _allow(self) -> None:
        """Let the buttons be pressed once something was changed."""
        is_touched = self.is_touched
        self.keep.setEnabled(is_touched)
        self.restore.setEnabled(is_touched)
        self.keep.setToolTip("" if is_touched else translate("Zones", "Nothing was changed."))


def _given(figure: Decimal | None) -> float:
    """Read a boundary of the velocity: every table has its three."""
    if figure is None:
        raise PlantError(
            translate("Zones", "Every table has its three boundaries of the velocity."),
            translate("Zones", "Fill in what is missing; nothing was changed."),
        )
    return float(figure)


def _optional(figure: Decimal | None) -> float | None:
    """Read a boundary of the displacement: a table may have none."""
    return None if figure is None else float(figure)
