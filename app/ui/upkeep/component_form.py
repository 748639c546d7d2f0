"""The job that replaces a component: its hours and pieces, and what it needs beside."""

from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from app.core.assets import Component, KitItem
from app.core.errors import PlantError
from app.core.stock import Part
from app.core.texts import translate
from app.ui.elements import button, label, stack
from app.ui.record_list import RecordList
from app.ui.table_model import Column, value_column
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.upkeep.kept_form import KeptForm
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


class ComponentForm(KeptForm[Component]):
    """`saved` goes out when what is filled in shall be kept."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        grid = FigureGrid(
            say,
            {
                "job_days": translate("Upkeep", "The job takes, h"),
                "quantity_per_job": translate("Upkeep", "Pieces of its own part, pcs"),
            },
        )
        keep, none = (
            translate("Upkeep", "Keep the job"),
            translate("Upkeep", "No component is shown."),
        )
        super().__init__(grid, keep, none, parent)
        self._parts: dict[str, Part] = {}
        self.own = QComboBox()
        self.own.setProperty("holdsValue", True)
        self.own.setMinimumWidth(80)
        self._own = label(translate("Upkeep", "Replaced with, its own part"), "small")
        self._own.setBuddy(self.own)
        self.own.setAccessibleName(self._own.text())
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
        self.own.activated.connect(lambda _n: self._allow())
        self.kit.row_chosen.connect(self._take_up)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the job over its kit."""
        entry = QHBoxLayout()
        entry.addWidget(self.part, 1)
        for part in (self.pieces, self.put, self.take_out):
            entry.addWidget(part)
        self.kit.setFixedHeight(LIST_PX)
        self.part.setMinimumWidth(80)
        head = label(translate("Upkeep", "Kit: parts the job needs beside"), "small")
        parts = (self._own, self.own, self.grid, head, self.kit, entry, self._foot())
        stack(self, *parts).addStretch(1)

    @property
    def _own_part(self) -> str | None:
        """The part chosen as the component's own, None for none."""
        return self.own.currentData() or None

    @property
    def _items(self) -> tuple[KitItem, ...]:
        """The kit as it is listed."""
        return tuple(row.item for row in self.kit.rows)

    def _is_other(self, stood: Component) -> bool:
        """Whether another part of its own, or another kit is filled in."""
        return self._items != stood.kit or self._own_part != stood.part_id

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
        self._show(component, is_read_only=is_read_only)

    def _fill_in(self, stood: Component) -> None:
        """Write the job and its kit into the fields."""
        self.own.setCurrentIndex(self.own.findData(stood.part_id or ""))
        self.grid.show_figures(
            {
                "job_days": stood.job_days * HOURS_PER_DAY,
                "quantity_per_job": float(stood.quantity_per_job),
            }
        )
        self.kit.show_rows([self._row(item) for item in stood.kit])

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

    def _allow(self) -> None:
        """Let the buttons be pressed that do something now."""
        super()._allow()
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
