"""The measurement points of one machine: states, limits with their source, and how they are set."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.assets import MeasurementPoint
from app.core.errors import PlantError
from app.core.texts import translate
from app.register.points import add_point, change_point
from app.register.zones import class_zones, site_zones
from app.ui.elements import button, clear, frame, label, value
from app.ui.page import add_command, new_key
from app.ui.points.columns import indicator_columns, point_columns
from app.ui.points.point_form import PointForm
from app.ui.points.regime_row import RegimeRow
from app.ui.points.rows_points import (
    IndicatorRow,
    PointRow,
    indicator_rows,
    point_facts,
    point_rows,
)
from app.ui.points.scalar_forms import ReadingForm, ScalarForm
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

FORM_PX, MOST_POINTS, MOST_INDICATORS, NAME_PX = 284, 6, 10, 108


class PointsPanel(QWidget):
    """`done` carries what was done in words, `failed` a `PlantError`."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say, self._asset_id = runtime, say, ""
        self._undos: list[tuple[str, Callable[[], object]]] = []
        self.points: RecordList[PointRow] = RecordList(
            translate("Points", "Measurement points"), point_columns(), 0, is_tight=True
        )
        self.indicators: RecordList[IndicatorRow] = RecordList(
            translate("Points", "Indicators"), indicator_columns(), 6, is_tight=True
        )
        self.regime = RegimeRow()
        self.form, self.scalar, self.reading = PointForm(say), ScalarForm(say), ReadingForm(say)
        self.add = button(translate("Points", "Add a scalar point …"), self._open_scalar)
        self.enter = button(translate("Points", "Enter a value …"), self._open_reading)
        self._none = value("", "muted", wraps=True)
        self._facts = QGridLayout()
        self.undo = add_command(
            self, translate("Points", "Take the last entry back"), self._take_back, "Ctrl+Z"
        )
        self.undo.setEnabled(False)
        self.points.row_chosen.connect(lambda _id: self._show_point())
        self.form.saved.connect(self._keep)
        self.regime.asked.connect(self._believe)
        self.scalar.asked.connect(self._add)
        self.reading.asked.connect(self._enter)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the points over what the one chosen is judged by; its form stands right."""
        self._facts.setVerticalSpacing(4)
        self._facts.setHorizontalSpacing(12)
        self._facts.setColumnStretch(1, 1)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.points)
        column.addWidget(self._none)
        row = QHBoxLayout()
        for part in (self.add, self.enter):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.scalar)
        column.addWidget(self.reading)
        column.addLayout(self._facts)
        column.addWidget(self.regime)
        column.addWidget(self.indicators)
        column.addStretch(1)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(12, 10, 12, 10)
        beside.addWidget(self.form)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        for page, stretch in ((main, 1), (side, 0)):
            panel = frame("record")
            inside = QVBoxLayout(panel)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(scrolled(page))
            outer.addWidget(panel, stretch)
            if not stretch:
                panel.setFixedWidth(FORM_PX)

    @property
    def row(self) -> PointRow | None:
        """The point chosen."""
        return self.points.chosen_row

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is said of the point chosen."""
        return [] if self.row is None else point_facts(self.row, self._say)

    def show_asset(self, asset_id: str) -> None:
        """Judge a machine's points anew; what is being typed stays."""
        is_other, self._asset_id = asset_id != self._asset_id, asset_id
        rows = point_rows(self._runtime.store, asset_id, self._runtime.now(), self._runtime.today())
        if is_other:
            self.points.choose_none()
            for form in (self.scalar, self.reading):
                form.hide()
        self.points.show_rows(rows)
        self.points.choose_first()
        self.points.fit_height(MOST_POINTS)
        nothing = translate(
            "Points", "Nothing is measured here yet. Add a point, or bind a source."
        )
        self._none.setText("" if rows else nothing)
        self._none.setVisible(not rows)
        can_add = bool(self._component_id()) and not self._runtime.store.is_read_only
        self.add.setEnabled(can_add)
        self._show_point()

    def _show_point(self) -> None:
        """Show what the point chosen is judged by."""
        row = self.row
        self.form.setVisible(row is not None)
        is_scalar = row is not None and row.point.is_scalar
        self.enter.setVisible(is_scalar and not self._runtime.store.is_read_only)
        is_read_only = self._runtime.store.is_read_only
        self.regime.show_row(row, self._runtime.today(), is_read_only=is_read_only)
        clear(self._facts)
        if row is None:
            self.indicators.show_rows([])
            self.indicators.fit_height(MOST_INDICATORS)
            return
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, text) in enumerate(self.facts):
            head = label(name, "small")
            head.setFixedWidth(NAME_PX)
            self._facts.addWidget(head, at, 0, top)
            self._facts.addWidget(value(text, wraps=True), at, 1)
        self.indicators.show_rows(indicator_rows(row))
        self.indicators.fit_height(MOST_INDICATORS)
        with self._runtime.store.read() as uow:
            tables = site_zones(uow)
            usual = class_zones(uow, uow.plant.asset(self._asset_id).asset_class)
        today = self._runtime.today()
        self.form.show_point(row.point, tables, usual, today, is_read_only=is_read_only)

    def _component_id(self) -> str:
        """Component a new point belongs to: that of the point chosen, else the machine's first."""
        if self.row is not None:
            return self.row.component.id
        with self._runtime.store.read() as uow:
            own = [c.id for c in uow.plant.components() if c.asset_id == self._asset_id]
        return own[0] if own else ""

    def _open_scalar(self) -> None:
        """Ask for a scalar point."""
        self.scalar.name.clear()
        self.scalar.open("name")

    def _open_reading(self) -> None:
        """Ask for a value of the point chosen."""
        if self.row is not None:
            self.reading.ask_for(self.row.point)

    def _keep(self) -> None:
        """Keep how the point is set up."""
        try:
            seen, wished = self.form.stood, self.form.point
            self._change(seen, wished)
        except PlantError as refused:
            self.form.error_grid.error.show_error(refused)
            return
        self.form.settle()
        text = translate("Points", "{name}: kept. Ctrl+Z takes it back.")
        self._after(text.format(name=seen.name))

    def _believe(self, wished: MeasurementPoint) -> None:
        """Take a new baseline, or believe the path through what changed."""
        row = self.row
        if row is None:
            return
        try:
            self._change(row.point, wished)
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self.form.settle()
        if wished.wear_since != row.point.wear_since:
            text = translate("Points", "{name}: called wear. Ctrl+Z takes it back.")
        else:
            text = translate(
                "Points", "{name}: the baseline is learned anew. Ctrl+Z takes it back."
            )
        self._after(text.format(name=wished.name))

    def _change(self, seen: MeasurementPoint, wished: MeasurementPoint) -> None:
        """Keep a point as it is wished, and how that is taken back."""
        store, moment = self._runtime.store, self._runtime.moment
        change_point(store, seen, wished, moment(), new_key())
        self._undos.append(
            (seen.name, lambda: change_point(store, wished, seen, moment(), new_key()))
        )

    def _add(self) -> None:
        """Put a scalar point on the register."""
        try:
            made = self.scalar.point(self._component_id())
            add_point(self._runtime.store, made, self._runtime.moment(), new_key())
        except PlantError as refused:
            self.scalar.refuse(refused, "name" if not self.scalar.name.text().strip() else "")
            return
        self.scalar.hide()
        self._after(translate("Points", "{name}: added.").format(name=made.name))
        self.points.choose(made.id)
        self._show_point()

    def _enter(self) -> None:
        """Hand a value over as any source does."""
        row = self.row
        if row is None:
            return
        try:
            taken = self.reading.reading(row.point, self._runtime.now())
        except PlantError as refused:
            self.reading.refuse(refused)
            return
        if taken is None:
            self.reading.refuse(PlantError(translate("Points", "Type the value.")), "value")
            return
        self._runtime.take_reading(taken)
        self.reading.hide()
        self._after(translate("Points", "{name}: value entered.").format(name=row.point.name))

    def _take_back(self) -> None:
        """Take the last entry back."""
        if not self._undos:
            return
        name, back = self._undos.pop()
        try:
            back()
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self.form.settle()
        self._after(translate("Points", "{name}: taken back.").format(name=name))

    def _after(self, said: str) -> None:
        """Let the point be judged anew and show it."""
        self.undo.setEnabled(bool(self._undos))
        self._runtime.plant_changed()
        self.show_asset(self._asset_id)
        self.done.emit(said)
