"""The live page: one measurement point as it vibrates now, 25 pictures a second."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.analysis.assessment import point_condition
from app.bootstrap import Runtime
from app.core.assets import Component, MeasurementPoint
from app.core.measurements import Features, Quality
from app.core.texts import translate
from app.core.zones import Zones
from app.monitoring.outbox import LiveFrame
from app.register.zones import zones_for
from app.ui.elements import set_property, value
from app.ui.gauge import HealthGauge
from app.ui.gauge_reading import without_value
from app.ui.gauge_sources import gauge_readings
from app.ui.live.freshness import Freshness
from app.ui.live.panes import Choice, LivePanes
from app.ui.live.state_line import exact_clock, state_line
from app.ui.live.toolbar import LiveToolbar

DRAW_MS = 40
"""25 pictures a second ..."""
TEXT_MS = 1000
"""... and text once a second, so that it can be read."""
HISTORY_EVERY = 10
"""Ticks of the text between two looks at the stored history."""
STORED_FEATURES = 400
"""Measurements the gauges look back on: more than 30 days at one every four hours."""


class LiveView(QWidget):
    """Waveform, spectrum, waterfall, envelope and gauges of the point chosen.

    Parameters
    ----------
    runtime : Runtime
        Gives points and stored features; frames come in through `show_frames`.
    """

    def __init__(
        self,
        runtime: Runtime,
        parent: QWidget | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._runtime, self._seconds = runtime, seconds
        self._newest: dict[str, LiveFrame] = {}
        self._freshness: dict[str, Freshness] = {}
        self._judged: dict[str, tuple[MeasurementPoint, Component, Zones]] = {}
        self._stored: list[Features] = []
        self._drawn: LiveFrame | None = None
        self._is_due = self._is_frozen = False
        self._ticks = 0
        self.toolbar = LiveToolbar()
        self.panes = LivePanes()
        self.gauges = [HealthGauge() for _ in range(4)]
        self.state_line = value("", "muted")
        self._lay_out()
        self._connect()
        self._draw_timer = QTimer(self, interval=DRAW_MS)
        self._draw_timer.timeout.connect(self.draw)
        self._text_timer = QTimer(self, interval=TEXT_MS)
        self._text_timer.timeout.connect(self.refresh_text)

    def show_frames(self, frames: dict[str, LiveFrame]) -> None:
        """Take the newest block of each point; what is drawn follows at its own pace."""
        for point_id, frame in frames.items():
            held = self._newest.get(point_id)
            if held is not None and frame.taken_at <= held.taken_at:
                continue
            self._newest[point_id] = frame
            self._freshness.setdefault(point_id, Freshness()).block_came(self._seconds())
            self._is_due |= point_id == self.toolbar.point_id

    def choose_point(self, point_id: str) -> None:
        """Show another measurement point."""
        self.toolbar.choose_point(point_id)

    def draw(self) -> None:
        """Draw the newest block of the point, if there is one not drawn yet."""
        if not self._is_due or self._is_frozen:
            return
        self._is_due = False
        frame = self._newest.get(self.toolbar.point_id)
        if frame is not None:
            is_new = self._drawn is None or frame.taken_at > self._drawn.taken_at
            self._drawn = frame
            self.panes.show_frame(frame, is_new=is_new)
            self.panes.mute(self._notice())

    def refresh_text(self) -> None:
        """Write data age, quality, gauges and combs anew; read the history now and then."""
        if self._ticks % HISTORY_EVERY == 0:
            self._read_register()
            self._read_history()
        self._ticks += 1
        self.panes.mute(self._notice())
        self._show_state_line()
        self._show_gauges()
        self.panes.show_numbers(self._drawn, self._notice())

    @property
    def is_frozen(self) -> bool:
        """Whether the picture is held."""
        return self._is_frozen

    def freeze(self, *, is_frozen: bool) -> None:
        """Hold the picture, or let it move again."""
        self._is_frozen = is_frozen
        self._is_due = True
        self.toolbar.freeze.setChecked(is_frozen)
        self.refresh_text()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to draw: a page nobody sees costs nothing."""
        super().showEvent(event)
        self._ticks = 0
        self.refresh_text()
        self._draw_timer.start()
        self._text_timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop drawing."""
        super().hideEvent(event)
        self._draw_timer.stop()
        self._text_timer.stop()

    def _lay_out(self) -> None:
        """Choices on top, pictures left, gauges right."""
        column = QVBoxLayout()
        column.setSpacing(8)
        for gauge in self.gauges:
            column.addWidget(gauge)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.panes, 1)
        right = QWidget()
        right.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        right.setFixedWidth(208)
        beside.addWidget(right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.setSpacing(6)
        outer.addWidget(self.toolbar)
        outer.addWidget(self.state_line)
        outer.addLayout(beside, 1)

    def _connect(self) -> None:
        """Let choices act, and Space freeze wherever the keyboard is on this page."""
        self.toolbar.point_chosen.connect(self._take_point)
        self.toolbar.view_chosen.connect(self._take_view)
        self.toolbar.freeze_toggled.connect(lambda on: self.freeze(is_frozen=on))
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        space.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        space.activated.connect(lambda: self.freeze(is_frozen=not self._is_frozen))

    def _take_point(self, _point_id: str) -> None:
        """Start anew with another point."""
        self._drawn = None
        self.panes.forget_frame()
        self._read_history()
        self._take_view()
        self.refresh_text()

    def _take_view(self) -> None:
        """Start anew with another quantity, axis or span; a frozen block is drawn again."""
        bar = self.toolbar
        self.panes.begin(Choice(bar.quantity, bar.is_in_orders, bar.span_hz, bar.is_averaged))
        self._is_due = True
        if self._is_frozen and self._drawn is not None:
            self.panes.show_frame(self._drawn)
        self.draw()

    def _read_register(self) -> None:
        """Offer the plant's measurement points."""
        with self._runtime.store.read() as uow:
            assets = {asset.id: asset for asset in uow.plant.assets()}
            owner = {c.id: (assets[c.asset_id], c) for c in uow.plant.components()}
            points = [(p, owner[p.component_id][0]) for p in uow.plant.points() if not p.is_scalar]
            self._judged = {
                p.id: (p, owner[p.component_id][1], zones_for(uow, p, asset.asset_class))
                for p, asset in points
            }
        points.sort(key=lambda pair: (*self._urgency(pair[0].component_id), pair[1].tag))
        self.toolbar.offer_points(
            [(point.id, f"{asset.tag}  {point.name}") for point, asset in points]
        )

    def _urgency(self, component_id: str) -> tuple[int, float]:
        """Order components: the worst judged first, then the shortest life."""
        latest = self._runtime.store.measurements.latest_assessment(component_id)
        if latest is None:
            return 0, math.inf
        life = latest.rul.distribution
        return -max(latest.health.state.severity, 0), life.quantile(0.5) if life else math.inf

    def _read_history(self) -> None:
        """Read what the gauges look back on."""
        point_id = self.toolbar.point_id
        measurements = self._runtime.store.measurements
        self._stored = measurements.features(point_id, STORED_FEATURES) if point_id else []

    def _is_stale(self) -> bool:
        """Whether the newest block of the point is too old to stand for the machine."""
        freshness = self._freshness.get(self.toolbar.point_id)
        return freshness is None or freshness.is_stale(self._seconds())

    def _notice(self) -> str:
        """Say why the curves do not show the machine as it is now; empty when they do."""
        frame = self._newest.get(self.toolbar.point_id)
        if self._is_frozen and self._drawn is not None:
            return ""
        if frame is None:
            return self._why_no_block()
        if self._is_stale():
            clock = exact_clock(frame.taken_at, self._runtime.zone)
            return translate("Live", "Stale since {clock}").format(clock=clock)
        if frame.features.quality is Quality.BAD:
            reason = translate("Words", frame.features.bad_reason.value)
            return translate("Live", "Bad data: {reason}").format(reason=reason)
        return ""

    def _why_no_block(self) -> str:
        """Say why nothing came: the newest stored measurement may know."""
        newest = self._stored[-1] if self._stored else None
        if newest is None or newest.quality is not Quality.BAD:
            return translate("Live", "No block yet")
        reason = translate("Words", newest.bad_reason.value)
        return translate("Live", "Bad data: {reason}").format(reason=reason)

    def _show_state_line(self) -> None:
        """Write block time, data age, speed and quality; frozen stands out."""
        freshness = self._freshness.get(self.toolbar.point_id)
        age_s = freshness.age_s(self._seconds()) if freshness else None
        frame = self._drawn if self._is_frozen else self._newest.get(self.toolbar.point_id)
        zone, notice = self._runtime.zone, self._notice()
        text = state_line(
            frame,
            age_s,
            zone,
            is_frozen=self._is_frozen,
            is_averaged=self.toolbar.is_averaged,
            notice=notice,
        )
        self.state_line.setText(text)
        set_property(self.state_line, "role", "crumb" if self._is_frozen else "muted")

    def _show_gauges(self) -> None:
        """Point the gauges at the newest block; a stale one has no value, only its note."""
        if self.toolbar.point_id not in self._judged:
            return
        point, component, zones = self._judged[self.toolbar.point_id]
        frame = self._drawn if self._is_frozen else self._newest.get(point.id)
        now = self._runtime.now()
        condition = point_condition(self._stored, component, point, zones, now)
        readings = gauge_readings(condition, frame.features if frame else None, now)
        note = self._notice()
        for gauge, reading in zip(self.gauges, readings, strict=True):
            gauge.show_reading(without_value(reading, note) if note else reading)
