"""The asset page: how a machine is, how long it will last, and when to order for it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.health import HealthState
from app.core.texts import translate
from app.ui.asset.asset_list import AssetList
from app.ui.asset.composition import (
    LEAST_GUTTER_PX,
    calendar_of,
    day_of_now,
    decision_day,
    has_path,
    life_scene,
)
from app.ui.asset.evidence_panel import EvidencePanel
from app.ui.asset.header import AssetHeader
from app.ui.asset.life_picture import LifePicture
from app.ui.asset.record import AssetRecord, read_asset
from app.ui.asset.words import decided_text, last_good_text
from app.ui.background import Background
from app.ui.decision_strip import DecisionStrip
from app.ui.elements import label
from app.ui.gauge import HealthGauge
from app.ui.gauge_reading import without_value
from app.ui.life.life_panel import LifePanel
from app.ui.points.points_panel import PointsPanel
from app.ui.rows_assets import AssetRow, asset_rows
from app.ui.upkeep.upkeep_panel import UpkeepPanel
from app.ui.wording import Wording

REFRESH_MS = 2000
"""How often what is stored is looked at while the page is in sight."""
LIST_PX, BESIDE_PX, GAUGES = 236, 212, 3
LIFE_SIDE = 2
"""Place of the life by age behind the condition and the upkeep."""
LINES_A_TURN = 12
"""Lines of the list read anew at each refresh."""
ROOMY_PX = 700
"""From this height on all gauges fit beside the evidence."""


class AssetView(QWidget):
    """List of assets left, one asset right: history, now and future in one picture.

    Signals
    -------
    why_requested(str)
        A component whose decision is asked about.
    order_requested(str)
        An order to open.
    what_if_requested(str)
        A component to decide under other assumptions.
    twin_requested(str)
        An asset whose twin is to be shown.
    """

    what_if_requested = Signal(str)
    twin_requested = Signal(str)
    why_requested = Signal(str)
    order_requested = Signal(str)

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self.upkeep = UpkeepPanel(runtime, say, background)
        self.by_age = LifePanel(runtime, say, background)
        self.points = PointsPanel(runtime, say)
        self._asset_id = ""
        self._record: AssetRecord | None = None
        self._rows: list[AssetRow] = []
        self._turn = 0
        self.assets = AssetList()
        self.header = AssetHeader()
        self.life = LifePicture()
        self.strip = DecisionStrip()
        self.gauges = [HealthGauge() for _ in range(GAUGES)]
        self.evidence = EvidencePanel()
        self._nothing = label(translate("Asset", "Choose an asset from the list."), "muted")
        self._lay_out()
        self.setFocusProxy(self.assets.lines)
        self.assets.asset_chosen.connect(self._take_asset)
        self.life.resized.connect(self._compose)
        header = self.header
        for wanted in (header.upkeep_wanted, header.life_wanted, header.points_wanted):
            wanted.connect(lambda _on: self._show_side())
        for side in (self.upkeep, self.by_age, self.points):
            side.done.connect(lambda _said: self.refresh())
        self.header.why_requested.connect(self.why_requested)
        self.header.what_if_requested.connect(self.what_if_requested)
        self.header.order_requested.connect(self.order_requested)
        self.header.twin_requested.connect(self.twin_requested)
        self.assets.opened.connect(self.twin_requested)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def show_asset(self, asset_id: str) -> None:
        """Show one asset and give it the selection in the list."""
        self.assets.choose(asset_id)
        self._take_asset(asset_id)

    def refresh(self) -> None:
        """Read the list and the record anew; the order day looked at stays."""
        self._read_list()
        rows = self.assets.rows
        if not self._asset_id and rows:
            self.show_asset(rows[0].asset_id)
        elif self._asset_id:
            self._read()

    @property
    def record(self) -> AssetRecord | None:
        """What is shown."""
        return self._record

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the plant."""
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop following: a page nobody sees costs nothing."""
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        """List left; right the header over pictures and, beside them, gauges and evidence."""
        pictures = QVBoxLayout()
        pictures.setSpacing(8)
        pictures.addWidget(self.life, 10)
        pictures.addWidget(self.strip, 8)
        beside = QWidget()
        beside.setFixedWidth(BESIDE_PX)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for gauge in self.gauges:
            column.addWidget(gauge, 3)
        column.addWidget(self.evidence, 5)
        condition = QWidget()
        row = QHBoxLayout(condition)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(pictures, 1)
        row.addWidget(beside)
        self._sides = QStackedWidget()
        self._sides.addWidget(condition)
        self._sides.addWidget(self.upkeep)
        self._sides.addWidget(self.by_age)
        self._sides.addWidget(self.points)
        record = QWidget()
        over = QVBoxLayout(record)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(8)
        over.addWidget(self.header)
        over.addWidget(self._sides, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(record)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.setSpacing(10)
        self.assets.setFixedWidth(LIST_PX)
        outer.addWidget(self.assets)
        outer.addWidget(self._pages, 1)

    def _show_side(self) -> None:
        """Show upkeep, the life by age or the points, or the condition again."""
        side = self._side
        self._sides.setCurrentIndex(0)
        if side is not None:
            self._sides.setCurrentWidget(side)
            if self._asset_id:
                side.show_asset(self._asset_id)

    @property
    def _side(self) -> UpkeepPanel | LifePanel | PointsPanel | None:
        """What is asked for in place of the condition."""
        header = self.header
        sides = ((header.upkeep, self.upkeep), (header.life, self.by_age))
        shown = (*sides, (header.points, self.points))
        return next((side for asked, side in shown if asked.isChecked()), None)

    def _take_asset(self, asset_id: str) -> None:
        """Show another asset."""
        if asset_id != self._asset_id:
            self._asset_id = asset_id
            self._record = None
        self._read()

    def _read_list(self) -> None:
        """Read every line at first, then some at a time: a large site has many."""
        store, now = self._runtime.store, self._runtime.now()
        known = {row.asset_id: row for row in self._rows}
        due = None
        if known:
            turn = self._turn % len(self._rows)
            in_turn = (*self._rows, *self._rows)[turn : turn + LINES_A_TURN]
            due = frozenset({row.asset_id for row in in_turn} | {self._asset_id})
            self._turn += LINES_A_TURN
        known |= {row.asset_id: row for row in asset_rows(store, now, due)}
        self._rows = list(known.values())
        self.assets.show_rows(self._rows)

    def _read(self) -> None:
        """Read the record and show it."""
        runtime = self._runtime
        before = self._record
        self._record = read_asset(runtime.store, self._asset_id, runtime.now(), runtime.today())
        record = self._record
        self._pages.setCurrentIndex(0 if record is None else 1)
        if record is None:
            self._nothing.setText(translate("Asset", "This asset has no component entered yet."))
            return
        if self.header.upkeep.isChecked():
            self.upkeep.show_asset(self._asset_id)
        if self.header.life.isChecked():
            self.by_age.follow(self._asset_id)
        if self.header.points.isChecked():
            self.points.show_asset(self._asset_id)
        state = self._state_shown(record)
        self.header.show_record(record, state)
        self.evidence.show_assessment(record.assessment, record.component)
        note = last_good_text(record) if state is HealthState.NO_DATA else ""
        for gauge, reading in zip(self.gauges, record.gauges, strict=False):
            gauge.show_reading(without_value(reading, note) if note else reading)
        self._show_decision(record, before)
        self.strip.show_note(decided_text(record) if state is HealthState.NO_DATA else "")
        self._compose()

    def _state_shown(self, record: AssetRecord) -> HealthState:
        """State as the list has it: an old one is no data."""
        rows = {row.asset_id: row.state for row in self.assets.rows}
        known = record.assessment.health.state if record.assessment else HealthState.NO_DATA
        return rows.get(record.asset.id, known)

    def _show_decision(self, record: AssetRecord, before: AssetRecord | None) -> None:
        """Give the strip a new decision; one that is being looked at is left alone."""
        decision = record.decision
        self.strip.setVisible(decision is not None)
        if decision is None or (before is not None and _basis(before) == _basis(record)):
            return
        supply = record.supply
        held = self.strip.day_held if before is not None else None
        self.strip.show_decision(
            decision,
            record.policy.calendar,
            supply.lead if supply else None,
            supplier=supply.supplier if supply else None,
            margin_days=record.policy.receiving_margin_days,
            job_days=record.component.job_days,
            order=record.order,
        )
        if held is not None:
            self.strip.look_at((held - decision.today).days)

    def _compose(self) -> None:
        """Lay both pictures on one calendar."""
        record = self._record
        if record is None:
            return
        scene = self.strip.scene
        study = scene.study if scene is not None and record.decision is not None else None
        now_day = day_of_now(record, self._runtime.zone)
        axis = calendar_of(record, study, self.life.width(), now_day)
        life = life_scene(record, study, now_day)
        if life is not None:
            self.life.show_scene(life, axis)
        gutter = axis.x(decision_day(record))
        if has_path(record) and gutter >= LEAST_GUTTER_PX - 1:
            self.strip.frame_calendar(gutter, axis.last - decision_day(record))
        self.gauges[-1].setVisible(self.height() >= ROOMY_PX)


def _basis(record: AssetRecord) -> tuple[str, str, object]:
    """What the strip is drawn from: it is drawn anew only when this changes."""
    decision, order = record.decision, record.order
    return (
        decision.id if decision else "",
        order.id if order else "",
        order.sent_on if order else None,
    )
