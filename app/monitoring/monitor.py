"""The monitor: measurement -> features -> judgement -> kept -> decision -> outbox."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

from app.acquisition.inbox import Inbox, SampleLedger, samples_of
from app.analysis.assessment import assess_point
from app.analysis.block import Blocks
from app.analysis.false_alarms import FalseAlarmRate
from app.analysis.life.on_calendar import LifeOnCalendar
from app.analysis.modes.sensor import fault_of
from app.core.assets import PointRole
from app.core.errors import PlantError, ReadingRefused
from app.core.health import Assessment, HealthState, RulState
from app.core.measurements import Features, Quality, Reading, Waveform
from app.core.moment import Moment
from app.core.records import DecisionRecord
from app.learning.in_charge import ModelsInCharge
from app.monitoring.described import blocks_of, described, without_faulty
from app.monitoring.live import live_frame
from app.monitoring.operating_states import (
    OperatingState,
    OperatingStates,
    checked_reading,
    with_speed,
    with_state,
)
from app.monitoring.outbox import AssessmentStored, Outbox, TroubleMet
from app.monitoring.part_rounds import PartRounds
from app.monitoring.story import Story
from app.monitoring.watch import PointWatch, taken_up, worst
from app.register.zones import zones_for
from app.replenishment.lives import life_by_age
from app.replenishment.review import review
from app.replenishment.upkeep import keep_the_books
from app.storage.store import Store

ACTOR = "monitor"
TAKE_TIMEOUT_S = 0.2
MOST_TOGETHER = 8
"""Measurements that are taken out of the inbox at a time."""
GRACE_S = 15.0
"""Real seconds a point has for its first measurement before its silence is judged."""
OLD_NEWS = timedelta(days=3)
"""A measurement older than this tells a trend, but no decision of today is taken on it."""
LIFE_STANDS = timedelta(days=28)
"""Lives that end are read at once; what the others grow older meanwhile teaches next to nothing."""
MOST_AHEAD = timedelta(days=3)
"""A measurement dated further ahead of the plant's clock is refused."""

log = logging.getLogger(__name__)


class Monitor:
    """Judges what the sources deliver; one thread, or called directly for a replay.

    Parameters
    ----------
    store : Store
        The plant's books and measurements.
    now : callable
        Plant time, aware UTC.
    shows_live : bool
        Whether anybody looks: spectra for the screen are computed only then.
    """

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        inbox: Inbox,
        ledger: SampleLedger,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        *,
        shows_live: bool = True,
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._inbox = inbox
        self._ledger = ledger
        self._now = now
        self._zone = zone
        self.shows_live = shows_live
        self._watches: dict[str, PointWatch] = {}
        self._rounds = PartRounds(store)
        self._learned = ModelsInCharge()
        self._states = OperatingStates()
        self._rate = FalseAlarmRate()
        self._reload = threading.Event()
        self._loaded_s = time.monotonic()
        self._story = Story(store, outbox)
        self._kept_on: date | None = None
        self._thread = threading.Thread(target=self._run, name="monitor", daemon=True)
        self.load()

    def load(self) -> None:
        """Read the plant's register and the points' histories since the last replacement."""
        with self._store.read() as uow:
            components = {c.id: c for c in uow.plant.components()}
            points = uow.plant.points()
            assets = {a.id: a for a in uow.plant.assets()}
            since = {c: uow.work_orders.last_replacement(c) for c in components}
            self._learned.load(uow)
            self._rate = FalseAlarmRate(uow.plant.policy().false_onset_years)
            asset_of = {c.id: assets[c.asset_id] for c in components.values()}
            judged = [p for p in points if p.role is PointRole.CONDITION]
            zones = {p.id: zones_for(uow, p, asset_of[p.component_id].asset_class) for p in judged}
        self._states.load(points, {c: asset.id for c, asset in asset_of.items()})
        for trouble in self._learned.troubles:
            self._tell_trouble(str(trouble))
        for point in judged:
            component = components[point.component_id]
            asset, fitted, table = asset_of[component.id], since[component.id], zones[point.id]
            watch = self._watches.get(point.id)
            if watch is None or watch.point.quantity != point.quantity:
                watch = taken_up(self._store, asset, component, point, table, fitted)
                self._watches[point.id] = watch
            elif fitted is not None and fitted != watch.since:
                watch.begin_anew(component, fitted)
            watch.component, watch.reviewed_on = component, None
            watch.point, watch.zones = point, table
            watch.take_machine(asset)
        for gone in set(self._watches) - {point.id for point in judged}:
            del self._watches[gone]

    def start(self) -> None:
        """Begin judging in a thread of its own."""
        self._thread.start()

    def join(self, timeout_s: float = 10.0) -> bool:
        """Wait until the inbox, once closed, is drained; False when that took too long."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def plant_changed(self) -> None:
        """Tell the monitor that the register changed; it reads it before the next measurement."""
        self._reload.set()

    def _run(self) -> None:
        """Take measurements until the inbox is closed and empty; no failure ends it.

        What waits together is transformed together, and judged one after the other.
        """
        while True:
            first = self._inbox.take(TAKE_TIMEOUT_S)
            if first is None:
                if self._inbox.is_closed and not len(self._inbox):
                    return
                self._survive(self.keep_the_calendar)
                continue
            taken = [first, *self._inbox.take_waiting(MOST_TOGETHER - 1)]
            blocks = blocks_of(taken, shows_live=self.shows_live)
            for measurement in taken:
                self._survive(partial(self.judge, measurement, blocks.get(measurement)))
                self._survive(self.keep_the_calendar)

    def _survive(self, step: Callable[[], object]) -> None:
        """Take a step; what goes wrong is told and ends nothing."""
        try:
            step()
        except PlantError as trouble:
            log.warning("%s", trouble)
            self._tell_trouble(str(trouble))
        except Exception as bug:
            log.exception("the monitor met a fault in the program")
            self._tell_trouble(f"{type(bug).__name__}: {bug}")

    def _tell_trouble(self, words: str) -> None:
        """Hand what went wrong to the front end."""
        self._outbox.tell(TroubleMet(self._now(), words))

    def judge(
        self, measurement: Reading | Waveform, block: Blocks | None = None
    ) -> DecisionRecord | None:
        """Take one measurement down the whole path; returns the decision it led to, if any.

        `block` is a waveform's transform, where it was made together with others.
        """
        self._reload_if_asked()
        if isinstance(measurement, Reading):
            return self._judge_reading(measurement)
        watch = self._watches.get(measurement.point_id)
        if watch is None or watch.point.is_scalar:
            self._ledger.dropped(samples_of(measurement))
            return None
        self._refuse_future(measurement, watch.asset.tag)
        state = self._states.at(watch.asset.id, measurement.taken_at)
        measurement = with_speed(measurement, state)
        if not measurement.is_scheduled:
            self._ledger.decimated(samples_of(measurement))
            if self.shows_live:
                self._show(watch, measurement, *described(watch, measurement, block))
            return None
        features, block = self._keep(watch, measurement, block, state)
        if self.shows_live:
            self._show(watch, measurement, features, block)
        return self._assess(watch, measurement.taken_at)

    def _judge_reading(self, reading: Reading) -> DecisionRecord | None:
        """Take one value of a scalar down the path; a speed or load is remembered for others."""
        watch = self._watches.get(reading.point_id)
        point = watch.point if watch else self._states.point(reading.point_id)
        if point is None or not point.is_scalar:
            self._ledger.dropped(samples_of(reading))
            return None
        self._refuse_future(reading, watch.asset.tag if watch else point.name)
        state = OperatingState()
        if watch is not None:
            state = self._states.at(watch.asset.id, reading.taken_at)
        try:
            reading = checked_reading(reading, point, state)
            self._store.measurements.add_readings([reading])
        except BaseException:
            self._ledger.dropped(samples_of(reading))
            raise
        self._ledger.stored(samples_of(reading))
        if watch is None:
            self._states.note(reading)
            return None
        if reading.quality is Quality.GOOD:
            watch.remember(reading)
        return self._assess(watch, reading.taken_at)

    def _refuse_future(self, measurement: Reading | Waveform, sender: str) -> None:
        """Refuse a measurement dated well ahead of the plant's clock."""
        if measurement.taken_at - self._now() > MOST_AHEAD:
            self._ledger.dropped(samples_of(measurement))
            raise ReadingRefused(
                f"{sender} sent a measurement dated {measurement.taken_at:%Y-%m-%d}, "
                "which is in the future.",
                "Check the clock of its source; nothing was decided on it.",
            )

    def keep_the_calendar(self) -> None:
        """Keep the books once a day, and review what no measurement brought up today, one a turn.

        Dates move even when no sensor speaks, and while the others do. A point that has just been
        taken up gets some time to send its first measurement.
        """
        self._reload_if_asked()
        now = self._now()
        today = now.astimezone(self._zone).date()
        moment = Moment(now, today, ACTOR)
        if today != self._kept_on:
            with self._store.begin(ACTOR) as uow:
                keep_the_books(uow, moment)
            self._rounds.begin(moment)
            self._kept_on = today
        is_new = time.monotonic() - self._loaded_s < GRACE_S
        for watch in self._watches.values():
            if watch.reviewed_on != today and not (is_new and watch.assessment is None):
                self._assess(watch, now)
                return
        if not is_new:
            self._rounds.look_at_one(moment)

    def _reload_if_asked(self) -> None:
        """Read the register anew when somebody said that it changed."""
        if self._reload.is_set():
            self._reload.clear()
            self.load()

    def _show(
        self, watch: PointWatch, waveform: Waveform, features: Features, block: Blocks | None
    ) -> None:
        """Put the newest spectra into the outbox; a bad measurement has none."""
        if block is not None and waveform.quality is not Quality.BAD:
            bearing = watch.component.bearing
            self._outbox.show(live_frame(waveform, features, bearing, block, watch.average))

    def _keep(
        self,
        watch: PointWatch,
        waveform: Waveform,
        block: Blocks | None,
        state: OperatingState,
    ) -> tuple[Features, Blocks | None]:
        """Describe a scheduled measurement and store it; bad ones leave health alone."""
        fault = fault_of(waveform, watch.point.nominal_speed_rpm)
        try:
            features, block = described(watch, waveform, block)
            features = with_state(features, state)
            kept = features if fault is None else without_faulty(waveform, features)
            self._store.measurements.add_features([kept])
        except BaseException:
            self._ledger.dropped(samples_of(waveform))
            raise
        self._ledger.stored(samples_of(waveform))
        if kept.quality is Quality.GOOD:
            watch.remember(kept, waveform)
        elif fault is not None:
            watch.suspect = waveform
        return features, block

    def _assess(self, watch: PointWatch, as_of: datetime) -> DecisionRecord | None:
        """Judge a point anew and review its component when that could change anything."""
        health, diagnosis, rul = assess_point(
            watch.history,
            watch.component,
            watch.asset.asset_class,
            watch.point,
            as_of,
            last_waveform=watch.suspect or watch.last_waveform,
            zones=watch.zones,
            since=watch.since,
            rate=self._rate,
            learned=self._learned.of(watch.asset, watch.component),
            life=self._life_of(watch),
        )
        before = watch.assessment
        watch.assessment = Assessment(
            str(uuid4()), watch.component.id, watch.point.id, as_of, health, diagnosis, rul
        )
        is_news = before is None or (before.health.state, before.rul.state) != (
            health.state,
            rul.state,
        )
        if is_news or rul.state is RulState.DEGRADING:
            self._store.measurements.add_assessment(watch.assessment)
            self._keep_evidence(watch)
        self._outbox.tell(AssessmentStored(watch.assessment))
        now = self._now()
        today = now.astimezone(self._zone).date()
        is_current = now - as_of < OLD_NEWS
        if is_current and (
            is_news or rul.state is RulState.DEGRADING or watch.reviewed_on != today
        ):
            return self._review(watch, as_of, Moment(now, today, ACTOR))
        return None

    def _life_of(self, watch: PointWatch) -> LifeOnCalendar:
        """Return what such components last, as the books knew it when they were last asked."""
        today = self._now().astimezone(self._zone).date()
        if watch.life is None or today - watch.life_asked_on >= LIFE_STANDS:
            with self._store.read() as uow:
                watch.life = life_by_age(uow, watch.asset, watch.component, today)
            watch.life_asked_on = today
        elif watch.life.today != today:
            watch.life = replace(watch.life, today=today)
        return watch.life

    def _keep_evidence(self, watch: PointWatch) -> None:
        """Keep the waveform behind an abnormal judgement."""
        assessment, waveform = watch.assessment, watch.last_waveform
        if assessment is None or waveform is None or not watch.history:
            return
        if assessment.health.state not in {HealthState.NORMAL, HealthState.NO_DATA}:
            self._store.measurements.keep_waveform(waveform, assessment.health.state.value)

    def _review(self, watch: PointWatch, as_of: datetime, moment: Moment) -> DecisionRecord | None:
        """Decide the component by its worst point and tell what happened, after the commit.

        A judgement of an item that was replaced meanwhile decides nothing: the next measurement
        begins the new item's history.
        """
        watch.reviewed_on = moment.today
        siblings = [w for w in self._watches.values() if w.component.id == watch.component.id]
        speaker = worst(siblings) or watch
        with self._store.begin(ACTOR) as uow:
            if uow.work_orders.last_replacement(watch.component.id) != watch.since:
                self._reload.set()
                return None
            onset = speaker.onset(as_of)
            if onset is not None:
                uow.events.add(onset)
            record = review(
                uow,
                watch.component.id,
                speaker.assessment,
                moment,
                speaker.trend(),
                speaker.spectrum(),
            )
        self._story.tell()
        return record
