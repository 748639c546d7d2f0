"""The severity zones of the site: list, the one chosen as a form, and the rate of false onsets."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.assets import AssetClass
from app.core.errors import PlantError
from app.core.texts import translate
from app.core.zones import Zones
from app.register.zones import choose_zones, drop_zones, keep_false_onset_years, keep_zones
from app.ui.elements import button, frame, hairline, label, value
from app.ui.page import add_command, new_key
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.wording import Wording
from app.ui.zones.rows_zones import ZonesRow, zones_columns, zones_rows
from app.ui.zones.zones_form import ZonesForm

FORM_PX = 440


class ZonesPage(QWidget):
    """`done` carries what was done in words, `failed` a `PlantError`, `shown` another table."""

    done = Signal(str)
    failed = Signal(object)
    shown = Signal()

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self._undos: list[tuple[str, Callable[[], object]]] = []
        self.list: RecordList[ZonesRow] = RecordList(
            translate("Zones", "Severity zones"), zones_columns(say), 1, is_tight=True
        )
        self.form = ZonesForm(say)
        self.rate = FigureGrid(say, {"years": translate("Zones", "Years to a false onset")})
        self.keep_rate = button(translate("Zones", "Keep this rate"), self._keep_rate)
        self._name = value("", "heading")
        self.undo = add_command(
            self, translate("Zones", "Take the last entry back"), self._take_back, "Ctrl+Z"
        )
        self.undo.setEnabled(False)
        self.list.row_chosen.connect(lambda _id: self._show_row())
        self.form.saved.connect(self._keep)
        self.form.dropped.connect(self._drop)
        self.form.copied.connect(self._copy)
        self.form.chosen.connect(self._choose)
        self.rate.asked.connect(self._keep_rate)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the list left and the record right."""
        claim = translate(
            "Zones",
            "Second-hand figures, no claim of conformity with a standard. Alarm and danger of the "
            "velocity come from B/C and C/D; once a point has its own baseline its alarm stands a "
            "quarter of B/C above it, at most 1.25 times B/C.",
        )
        rate = translate(
            "Zones",
            "How rarely a sound point may be called worn: its limits above its own baseline are "
            "reckoned from this. It holds for noise whose neighbouring measurements correlate by "
            "up to 0.5; steadier wandering brings two to three times as many.",
        )
        record = QWidget()
        column = QVBoxLayout(record)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(label(claim, "small", wraps=True))
        column.addWidget(self.form)
        column.addWidget(hairline())
        column.addWidget(label(translate("Zones", "False onsets"), "question"))
        column.addWidget(label(rate, "small", wraps=True))
        foot = QHBoxLayout()
        foot.addWidget(self.rate, 1)
        foot.addWidget(self.keep_rate)
        column.addLayout(foot)
        column.addStretch(1)
        panel = frame("record")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(scrolled(record))
        panel.setFixedWidth(FORM_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addWidget(panel)

    @property
    def shown_name(self) -> str:
        """Name of the table in front."""
        return self._name.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first table."""
        super().showEvent(event)
        self.refresh()
        self.list.choose_first()
        self._show_row()

    def refresh(self) -> None:
        """Read the tables anew; what is being typed stays."""
        with self._runtime.store.read() as uow:
            rows, years = zones_rows(uow), uow.plant.policy().false_onset_years
        self.list.show_rows(rows)
        if not self.rate.fields["years"].isModified():
            self.rate.show_figures({"years": years})
        self._show_row()
        self.keep_rate.setEnabled(not self._runtime.store.is_read_only)

    def _show_row(self) -> None:
        """Show the table chosen."""
        row = self.list.chosen_row
        if row is None or (self.form.is_touched and self.form.row == row):
            return
        is_other = self._name.text() != row.zones.name
        self._name.setText(row.zones.name)
        self.form.show_row(row, is_read_only=self._runtime.store.is_read_only)
        if is_other:
            self.shown.emit()

    def _keep(self) -> None:
        """Keep the table as it is filled in."""
        row = self.form.row
        if row is None:
            return

        def keep() -> Callable[[], object]:
            wished = self.form.zones
            self._put(row.zones, wished)
            return lambda: self._restore(row, wished)

        self._do(row.zones.name, keep)

    def _restore(self, row: ZonesRow, wished: Zones) -> None:
        """Bring back what stood before a table was changed."""
        if row.is_own:
            self._put(wished, row.zones)
        else:
            drop_zones(self._runtime.store, wished, self._runtime.moment(), new_key())

    def _put(self, before: Zones | None, wished: Zones) -> None:
        """Keep a table."""
        keep_zones(self._runtime.store, before, wished, self._runtime.moment(), new_key())

    def _drop(self) -> None:
        """Take the plant's own table away, or its changes of a shipped one."""
        row = self.form.row
        if row is None:
            return

        def drop() -> Callable[[], object]:
            drop_zones(self._runtime.store, row.zones, self._runtime.moment(), new_key())
            return lambda: self._put_again(row.zones)

        self._do(row.zones.name, drop)

    def _put_again(self, zones: Zones) -> None:
        """Bring back a table that was taken away."""
        with self._runtime.store.read() as uow:
            stands = next((r.zones for r in zones_rows(uow) if r.id == zones.id), None)
        self._put(stands, zones)

    def _copy(self) -> None:
        """Make a table of the plant's own from the one chosen, to be edited."""
        row = self.form.row
        if row is None:
            return
        name = translate("Zones", "{name}, own").format(name=row.zones.name)
        made = replace(row.zones, id=str(uuid4()), name=name)

        def copy() -> Callable[[], object]:
            self._put(None, made)
            return lambda: drop_zones(self._runtime.store, made, self._runtime.moment(), new_key())

        self._do(name, copy)
        self.list.choose(made.id)
        self._show_row()

    def _choose(self, asset_class: AssetClass, is_on: bool) -> None:
        """Judge a class of machine by the table shown, or by the usual one again."""
        row = self.form.row
        if row is None:
            return
        store = self._runtime.store

        def choose() -> Callable[[], object]:
            now = self._runtime.moment()
            before = choose_zones(store, asset_class, row.id if is_on else "", now, new_key())
            return lambda: choose_zones(
                store, asset_class, before, self._runtime.moment(), new_key()
            )

        self._do(translate("Words", asset_class.value), choose)

    def _keep_rate(self) -> None:
        """Keep the rate of false onsets."""
        store = self._runtime.store
        with store.read() as uow:
            before = uow.plant.policy().false_onset_years

        def keep() -> Callable[[], object]:
            typed = self.rate.typed()["years"]
            now = self._runtime.moment()
            keep_false_onset_years(store, float(typed or 0), now, new_key())
            return lambda: keep_false_onset_years(store, before, self._runtime.moment(), new_key())

        self._do(translate("Zones", "Rate of false onsets"), keep, self.rate)

    def _do(
        self,
        what: str,
        step: Callable[[], Callable[[], object]],
        grid: FigureGrid | None = None,
    ) -> None:
        """Carry an entry out; what can't be is said at its form."""
        grid = grid or self.form.grid
        try:
            back = step()
        except PlantError as refused:
            grid.error.show_error(refused)
            self._show_row()
            return
        grid.error.forget()
        self._undos.append((what, back))
        self._after(translate("Zones", "{what}: kept. Ctrl+Z takes it back.").format(what=what))

    def _take_back(self) -> None:
        """Take the last entry back."""
        if not self._undos:
            return
        what, back = self._undos.pop()
        try:
            back()
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._after(translate("Zones", "{what}: taken back.").format(what=what))

    def _after(self, said: str) -> None:
        """Show what stands, and let the points be judged by it."""
        self.undo.setEnabled(bool(self._undos))
        self.rate.fields["years"].setModified(False)
        self._runtime.plant_changed()
        self.refresh()
        self.done.emit(said)
