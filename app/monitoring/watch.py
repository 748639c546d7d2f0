"""What the monitor remembers of one measurement point between two measurements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.analysis.assessment import Measured
from app.analysis.average import PowerAverage
from app.analysis.life.on_calendar import LifeOnCalendar
from app.core.assets import Asset, Component, MeasurementPoint
from app.core.health import Assessment, HealthState, RulState
from app.core.measurements import Features, Waveform
from app.core.records import PlantEvent
from app.core.zones import Zones
from app.monitoring.live import (
    AVERAGED_BLOCKS,
    Pairs,
    defect_lines,
    envelope_thumbnail,
    trend_thumbnail,
)
from app.storage.store import Store

HISTORY_LIMIT = 5000
"""Measurements kept in memory a point: over half a year at one an hour."""


@dataclass(slots=True)
class PointWatch:
    """One point with its component, its history since the component was fitted, its judgement.

    `since` is the instant of the last replacement, None where none is on record; `zones` is the
    severity table the site judges the point by. `life` is what such components last, None until the
    books are asked. `suspect` is the newest block while it shows a faulty sensor: it is shown, and
    never remembered.
    """

    asset: Asset
    component: Component
    point: MeasurementPoint
    zones: Zones
    history: list[Measured] = field(default_factory=list)
    last_waveform: Waveform | None = None
    assessment: Assessment | None = None
    reviewed_on: date | None = None
    since: datetime | None = None
    life: LifeOnCalendar | None = None
    life_asked_on: date = date.min
    suspect: Waveform | None = None
    average: PowerAverage = field(default_factory=lambda: PowerAverage(AVERAGED_BLOCKS))

    def take_machine(self, asset: Asset) -> None:
        """Take the machine as it stands now; its life is asked for anew."""
        self.asset, self.life = asset, None

    def remember(self, measured: Measured, waveform: Waveform | None = None) -> None:
        """Add one good measurement, of a waveform with its samples."""
        self.history.append(measured)
        if len(self.history) > HISTORY_LIMIT:
            del self.history[: len(self.history) - HISTORY_LIMIT]
        self.last_waveform, self.suspect = waveform, None

    def begin_anew(self, component: Component, since: datetime) -> None:
        """Forget the item before: another is in service since that instant."""
        self.component, self.since = component, since
        self.history = [f for f in self.history if f.taken_at >= since]
        self.average.begin_anew()
        self.last_waveform = self.suspect = self.assessment = self.reviewed_on = None

    def onset(self, as_of: datetime) -> PlantEvent | None:
        """Tell the first sight of degradation for the plant's story, one event an item's life."""
        assessment = self.assessment
        if assessment is None or assessment.rul.state is not RulState.DEGRADING:
            return None
        item = self.since.isoformat() if self.since else "first"
        known = f"onset:{self.component.id}:{item}"
        onset_at = assessment.rul.onset_at or as_of
        text = assessment.diagnosis.failure_mode.value
        return PlantEvent(known, as_of, "onset", self.asset.id, onset_at.isoformat(), text)

    def trend(self) -> Pairs:
        """Return the thumbnail of the peak acceleration; empty of a scalar."""
        return trend_thumbnail([one for one in self.history if isinstance(one, Features)])

    def spectrum(self) -> Pairs:
        """Return the thumbnail of the envelope spectrum up to the fourth outer-race harmonic."""
        if self.last_waveform is None or not self.history:
            return ()
        features = self.history[-1]
        if not isinstance(features, Features):
            return ()
        lines = defect_lines(self.component.bearing, features.shaft_speed_rpm)
        highest = 4.5 * lines.get("outer", 0.0) or 500.0
        return envelope_thumbnail(self.last_waveform, features, highest)


def taken_up(
    store: Store,
    asset: Asset,
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
    fitted: datetime | None,
) -> PointWatch:
    """Take up a point with what is stored of the item in service."""
    kept: Sequence[Measured] = (
        store.measurements.readings(point.id, HISTORY_LIMIT)
        if point.is_scalar
        else store.measurements.features(point.id, HISTORY_LIMIT)
    )
    history = [one for one in kept if fitted is None or one.taken_at >= fitted]
    last = store.measurements.latest_waveform(point.id)
    return PointWatch(asset, component, point, zones, history, last, since=fitted)


def worst(watches: list[PointWatch]) -> PointWatch | None:
    """Pick the point that speaks for its component: degrading first, then severity, then life."""
    judged = [w for w in watches if w.assessment is not None]
    return max(judged, key=_gravity, default=None)


def _gravity(watch: PointWatch) -> tuple[bool, bool, int, float]:
    """Order points by how bad their judgement is."""
    assessment = watch.assessment
    if assessment is None:
        return (False, False, HealthState.NO_DATA.severity, 0.0)
    life = assessment.rul.distribution
    return (
        assessment.rul.state is RulState.DEGRADING,
        assessment.rul.state is not RulState.NO_DATA,
        assessment.health.state.severity,
        -life.quantile(0.5) if life else float("-inf"),
    )
