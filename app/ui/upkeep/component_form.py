"""The job that replaces a component: its hours and pieces, and what it needs beside."""

from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.core.assets import Component, KitItem
from app.core.errors import PlantError
from app.core.stock import Part
from app.core.texts import translate
from app.ui.elements import button, label
from app.ui.record_list import RecordList
from app.ui.table_model import Column, value_column
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.upkeep.machine_form import HOURS_PER_DAY
from app.ui.wording import Wording

LIST_PX, MOST_PIECES = 96, 10_000


@dataclass(frozen=True, slots=True)
class KitRow:
    """One further part of the job."""

    item: KitItem
    number: str
    description: str

    @property
    def id(self) -> str:
        """Known by its part."""
        return self.item.part_id


class ComponentForm(QWidget):
    """`saved` goes out when what is filled in shall be kept."""

    saved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._shown: Component | None = None
        self._parts: dict[str, Part] = {}
        self.own = QComboBox()
        self.own.setProperty("holdsValue", True)
        self.own.setMinimumWidth(80)
        self._own = label(translate("Upkeep", "Replaced with, its own part"), "small")
        self._own.setBuddy(self.own)
        self.own.setAccessibleName(self._own.text())
        self.grid = FigureGrid(
            say,
            {
                "job_days": translate("Upkeep", "The job takes, h"),
                "quantity_per_job": translate("Upkeep", "Pieces of its own part, pcs"),
            },
        )
        self.kit: RecordList[KitRow] = RecordList(
            translate("Upkeep", "Kit"), _columns(say), 1, is_tight=True
        )
        self.part = QComboBox()
        self.part.setProperty("holdsValue", True)
        self.part.setAccessibleName(translate("Upkeep", "Part of the kit"))
        self.pieces = QSpinBox(minimum=1, maximum=MOST_PIECES)
        self.pieces.setAccessibleName(translate("Upkeep", "Pieces of that part"))
        self.put = button(translate("Upkeep", "Put in"), self._put)
        self.take_out = button(translate("Upkeep", "Take out"), self._take_out)
        self.keep = button(translate("Upkeep", "Keep the job"), self._ask)
        self.restore = button(translate("Upkeep", "As it stands"), self._restore, "link")
        self.grid.changed.connect(self._allow)
        self.grid.asked.connect(self._ask)
        self.own.activated.connect(lambda _n: self._allow())
        self.kit.row_chosen.connect(self._take_up)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the job over its kit."""
        entry = QHBoxLayout()
        entry.addWidget(self.part, 1)
        for part in (self.pieces, self.put, self.take_out):
            entry.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        self.kit.setFixedHeight(LIST_PX)
        self.part.setMinimumWidth(80)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._own)
        column.addWidget(self.own)
        column.addWidget(self.grid)
        column.addWidget(label(translate("Upkeep", "Kit: parts the job needs beside"), "small"))
        column.addWidget(self.kit)
        column.addLayout(entry)
        column.addLayout(foot)
        column.addStretch(1)

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        if self._shown is None:
            return False
        texts = {key: field.text() for key, field in self.grid.fields.items()}
        is_same_part = self._own_part == self._shown.part_id
        return texts != self._texts or self._items != self._shown.kit or not is_same_part

    @property
    def _own_part(self) -> str | None:
        """The part chosen as the component's own, None for none."""
        return self.own.currentData() or None

    @property
    def _items(self) -> tuple[KitItem, ...]:
        """The kit as it is listed."""
        return tuple(row.item for row in self.kit.rows)

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
        hours, pieces = typed["job_days"], typed["quantity_per_job"]
        try:
            return replace(
                stood,
                job_days=float(_given(hours)) / HOURS_PER_DAY,
                quantity_per_job=_whole(_given(pieces)),
                kit=self._items,
                part_id=self._own_part,
            )
        except PlantError as refused:
            self.grid.error.show_error(refused)
            raise

    def show_component(
        self, component: Component, parts: dict[str, Part], *, is_read_only: bool
    ) -> None:
        """Show a component; what is being filled in stays while the same one stands."""
        if parts != self._parts:
            self._parts = parts
            self.part.clear()
            self.own.clear()
            none = translate("Upkeep", "no spare part: nothing is ordered for it")
            self.own.addItem(none, "")
            for part in sorted(parts.values(), key=lambda p: p.number):
                for box in (self.part, self.own):
                    box.addItem(f"{part.number}  {part.description}", part.id)
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
        self.own.setCurrentIndex(self.own.findData(self._shown.part_id or ""))
        self.grid.show_figures(
            {
                "job_days": self._shown.job_days * HOURS_PER_DAY,
                "quantity_per_job": float(self._shown.quantity_per_job),
            }
        )
        self._texts = {key: field.text() for key, field in self.grid.fields.items()}
        self.kit.show_rows([self._row(item) for item in self._shown.kit])
        self._allow()

    def _row(self, item: KitItem) -> KitRow:
        """Name a part of the kit."""
        part = self._parts.get(item.part_id)
        return KitRow(item, part.number if part else item.part_id, part.description if part else "")

    def _put(self) -> None:
        """Put a part into the kit; one that is in it gets other pieces."""
        part_id = str(self.part.currentData() or "")
        if not part_id:
            return
        made = KitItem(part_id, self.pieces.value())
        others = tuple(item for item in self._items if item.part_id != part_id)
        try:
            if self._shown is not None:
                replace(self._shown, kit=(*others, made))
        except PlantError as refused:
            self.grid.error.show_error(refused)
            return
        self.grid.error.forget()
        self.kit.show_rows([self._row(item) for item in (*others, made)])
        self._allow()

    def _take_out(self) -> None:
        """Take the part chosen out of the kit."""
        chosen = self.kit.chosen_id
        self.kit.show_rows([row for row in self.kit.rows if row.id != chosen])
        self._allow()

    def _take_up(self, part_id: str) -> None:
        """Offer the part chosen with its pieces."""
        row = next((row for row in self.kit.rows if row.id == part_id), None)
        if row is not None:
            self.part.setCurrentIndex(self.part.findData(part_id))
            self.pieces.setValue(row.item.quantity)
        self._allow()

    def _ask(self) -> None:
        """Ask for it to be kept, where anything was changed."""
        if self.is_touched:
            self.saved.emit()

    def _allow(self) -> None:
        """Let the buttons be pressed that do something now."""
        is_touched = self.is_touched
        for part in (self.keep, self.restore):
            part.setEnabled(is_touched)
        self.take_out.setEnabled(bool(self.kit.chosen_id))
        has_part = self._shown is not None and self._shown.part_id is not None
        self.put.setEnabled(has_part and self.part.count() > 0)


def _given(typed: Decimal | None) -> Decimal:
    """Ask for a figure that was left out."""
    if typed is None:
        raise PlantError(
            translate("Upkeep", "A job has its hours and its pieces."),
            translate("Upkeep", "Type both; nothing was changed."),
        )
    return typed


def _whole(typed: Decimal) -> int:
    """Read whole pieces."""
    if typed != int(typed):
        raise PlantError(
            translate("Upkeep", "Expected whole pieces, found {n}.").format(n=typed),
            translate("Upkeep", "Correct it; nothing was changed."),
        )
    return int(typed)


def _columns(say: Wording) -> list[Column[KitRow]]:
    """Say what the kit's table holds."""
    return [
        Column(translate("Upkeep", "Part"), lambda row: row.number),
        Column(translate("Upkeep", "Description"), lambda row: row.description),
        value_column(
            translate("Upkeep", "pcs"),
            lambda row: row.item.quantity,
            say.count,
        ),
    ]
