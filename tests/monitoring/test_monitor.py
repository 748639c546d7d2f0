"""The monitor, fed with the pump's life: it sees, judges, keeps, decides, and survives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from sqlalchemy import update

from app.acquisition.inbox import Inbox, SampleLedger
from app.core.errors import ReadingRefused
from app.core.health import FailureMode, HealthState, RulState
from app.core.learned_models import BindingScope
from app.core.measurements import BadReason, Quality, Waveform
from app.core.records import PlantEvent
from app.core.work_orders import Outcome
from app.demo_plant.identity import demo_id
from app.demo_plant.machines import Machine, demo_machines
from app.demo_plant.signals import SAMPLE_RATE_HZ
from app.learning.books import approve_model, bind_model, keep_trained
from app.maintenance import jobs
from app.monitoring.monitor import Monitor
from app.monitoring.outbox import AssessmentStored, Outbox, StoryTold, TroubleMet
from app.replenishment import orders
from app.storage.store import Store
from app.storage.tables.learned import learned_models
from tests.learning.fleets_on_books import FEEDS, bearing_model
from tests.office_books import MONDAY, PUMP_BEARING, PUMP_PART, at

POINT = demo_id("point", "P-101")
EVERY_DAYS = 0.25


@pytest.fixture
def pump() -> Machine:
    """The pump whose bearing wears out."""
    return demo_machines(3, int(MONDAY.timestamp() * 1000))["P-101"]


class Bench:
    """A monitor on real books, fed by hand."""

    def __init__(self, store: Store) -> None:
        self.store, self.outbox, self.ledger = store, Outbox(), SampleLedger()
        self.now = MONDAY
        self.inbox = Inbox(self.ledger)
        self.monitor = self.new_monitor()

    def new_monitor(self) -> Monitor:
        return Monitor(
            self.store, self.outbox, self.inbox, self.ledger, lambda: self.now, ZoneInfo("UTC")
        )

    def feed(self, machine: Machine, first: float, last: float, **changes: object) -> None:
        """Judge a measurement every six hours of some days."""
        for day in np.arange(first, last, EVERY_DAYS):
            self.now = MONDAY + timedelta(days=float(day))
            self.judge(waveform(machine, self.now, **changes))

    def judge(self, measured: Waveform) -> None:
        self.ledger.took_in(measured.acceleration_ms2.size)
        self.monitor.judge(measured)

    def story(self) -> list[PlantEvent]:
        with self.store.read() as uow:
            return uow.events.all()


def waveform(machine: Machine, now: datetime, **changes: object) -> Waveform:
    block = machine.block(int(now.timestamp() * 1000))
    values = {
        "point_id": POINT,
        "taken_at": now,
        "sample_rate_hz": float(SAMPLE_RATE_HZ),
        "acceleration_ms2": block.acceleration_ms2,
        "shaft_speed_rpm": block.shaft_speed_rpm,
        **changes,
    }
    return Waveform(**values)  # type: ignore[arg-type]


def replace_bearing(bench: Bench) -> None:
    """Take the drafted order and its job to the end."""
    with bench.store.read() as uow:
        (order,) = uow.orders.all()
        (job,) = uow.work_orders.all()
    if order.state.value == "DRAFT":
        orders.approve(bench.store, order.id, at(40.0), "a")
    orders.issue(bench.store, order.id, at(40.0), "i")
    orders.receive(bench.store, order.id, PUMP_PART, 1, at(40.2), "r")
    jobs.plan(bench.store, job.id, at(40.2), "p")
    jobs.start(bench.store, job.id, at(40.3), "s")
    jobs.finish(bench.store, job.id, at(40.4), "f", Outcome.AS_PREDICTED)


@pytest.fixture
def bench(store: Store) -> Iterator[Bench]:
    """The office's books with nobody measuring yet."""
    return Bench(store)


def test_a_wearing_bearing_ends_in_one_order_before_it_fails(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 45.0)
    kinds = [event.kind for event in bench.story()]
    assert kinds.count("onset") == 1
    assert kinds.count("order_drafted") == 1
    assert kinds.index("onset") < kinds.index("order_drafted")
    with bench.store.read() as uow:
        (order,) = uow.orders.all()
        assert order.lines[0].peg is not None
        record = uow.decisions.get(order.lines[0].peg.decision_id)
    assert order.lines[0].part_id == PUMP_PART
    assert record.assessment is not None
    assert record.assessment.rul.state is RulState.DEGRADING
    assert record.trend, "the trend stands behind the decision"
    assert record.spectrum, "the spectrum stands behind the decision"
    counts = bench.ledger.counts()
    assert counts.is_balanced
    assert counts.taken_in == counts.stored


def test_the_screen_is_told_after_the_books(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 1.0)
    told = bench.outbox.take_events()
    assert any(isinstance(event, AssessmentStored) for event in told)
    assert [e.event for e in told if isinstance(e, StoryTold)] == bench.story()
    assert POINT in bench.outbox.take_frames()


@pytest.mark.parametrize("reason", [BadReason.NOT_A_NUMBER, BadReason.FROZEN, BadReason.CLIPPED])
def test_bad_measurements_change_no_health_and_order_nothing(
    bench: Bench, pump: Machine, reason: BadReason
) -> None:
    bench.feed(pump, 0.0, 6.0)
    healthy = bench.store.measurements.latest_assessment(PUMP_BEARING)
    loud = np.full(8192, 500.0, dtype=np.float32)
    bench.feed(pump, 6.0, 8.0, acceleration_ms2=loud, quality=Quality.BAD, bad_reason=reason)
    after = bench.store.measurements.latest_assessment(PUMP_BEARING)
    assert healthy is not None
    assert after is not None
    assert after.health.state in {HealthState.NORMAL, HealthState.NO_DATA}
    with bench.store.read() as uow:
        assert uow.orders.all() == []


def test_a_silent_sensor_becomes_no_data_without_a_number(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 6.0)
    bench.now = MONDAY + timedelta(days=12)
    bench.monitor.keep_the_calendar()
    after = bench.store.measurements.latest_assessment(PUMP_BEARING)
    assert after is not None
    assert after.rul.state is RulState.NO_DATA
    assert after.rul.distribution is None


def test_live_frames_are_shown_and_counted_but_not_kept(bench: Bench, pump: Machine) -> None:
    bench.judge(waveform(pump, MONDAY, is_scheduled=False))
    assert POINT in bench.outbox.take_frames()
    assert bench.store.measurements.features(POINT) == []
    assert bench.ledger.counts().decimated == 8192


def test_after_a_restart_nothing_is_ordered_twice(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 40.0)
    bench.monitor = bench.new_monitor()
    bench.feed(pump, 40.0, 42.0)
    with bench.store.read() as uow:
        assert len(uow.orders.all()) == 1
        assert len(uow.work_orders.all()) == 1
    assert [e.kind for e in bench.story()].count("onset") == 1


def test_a_new_bearing_begins_a_new_history(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 40.0)
    replace_bearing(bench)
    pump.repair(int(at(40.4).now.timestamp() * 1000))
    bench.monitor.plant_changed()
    bench.feed(pump, 40.5, 48.0)
    after = bench.store.measurements.latest_assessment(PUMP_BEARING)
    assert after is not None
    assert after.rul.state in {RulState.PRIOR_ONLY, RulState.NO_DEGRADATION}
    with bench.store.read() as uow:
        assert len(uow.orders.all()) == 1


def test_the_thread_drains_the_inbox_and_ends(bench: Bench, pump: Machine) -> None:
    for hours in range(3):
        now = MONDAY + timedelta(hours=6 * hours)
        measured = waveform(pump, now)
        bench.ledger.took_in(measured.acceleration_ms2.size)
        assert bench.inbox.put(measured, 1.0)
    bench.inbox.close()
    bench.monitor.start()
    assert bench.monitor.join(30.0)
    assert len(bench.store.measurements.features(POINT)) == 3


def test_a_faulty_sensor_is_told_and_never_reaches_the_history(bench: Bench, pump: Machine) -> None:
    bench.monitor.judge(waveform(pump, MONDAY))
    off_zero = waveform(pump, MONDAY + timedelta(hours=4))
    shifted = replace(off_zero, acceleration_ms2=off_zero.acceleration_ms2 + np.float32(90))
    bench.monitor.judge(shifted)
    told = [e for e in bench.outbox.take_events() if isinstance(e, AssessmentStored)]
    diagnosis = told[-1].assessment.diagnosis
    assert diagnosis.failure_mode is FailureMode.SENSOR_FAULT
    assert told[-1].assessment.health == told[0].assessment.health
    kept = bench.store.measurements.features(POINT)
    assert [f.bad_reason for f in kept] == [BadReason.NONE, BadReason.SENSOR]
    bench.monitor.judge(waveform(pump, MONDAY + timedelta(hours=8)))
    told = [e for e in bench.outbox.take_events() if isinstance(e, AssessmentStored)]
    assert told[-1].assessment.diagnosis.failure_mode is not FailureMode.SENSOR_FAULT


def test_a_fault_in_one_measurement_does_not_end_the_thread(bench: Bench, pump: Machine) -> None:
    torn = waveform(pump, MONDAY, sample_rate_hz=0.0)
    good = waveform(pump, MONDAY + timedelta(hours=6))
    for measured in (torn, good):
        bench.ledger.took_in(measured.acceleration_ms2.size)
        bench.inbox.put(measured, 1.0)
    bench.inbox.close()
    bench.monitor.start()
    assert bench.monitor.join(30.0)
    assert len(bench.store.measurements.features(POINT)) == 1
    assert bench.ledger.counts().is_balanced
    assert any(isinstance(e, TroubleMet) for e in bench.outbox.take_events())


def test_a_point_nobody_registered_is_counted_and_left_alone(bench: Bench, pump: Machine) -> None:
    bench.judge(waveform(pump, MONDAY, point_id="somebody else's"))
    assert bench.ledger.counts().is_balanced
    assert bench.outbox.take_events() == []


def test_a_judgement_of_the_replaced_bearing_orders_nothing(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 40.0)
    replace_bearing(bench)
    bench.feed(pump, 40.3, 40.6)
    with bench.store.read() as uow:
        assert len(uow.orders.all()) == 1, "the monitor was not told yet, and asked the books"


def test_a_silent_machine_is_judged_while_others_speak(bench: Bench, pump: Machine) -> None:
    bench.feed(pump, 0.0, 6.0)
    bench.now = MONDAY + timedelta(days=12)
    motor = demo_machines(3, int(MONDAY.timestamp() * 1000))["M-102"]
    for minutes in range(3):
        now = bench.now + timedelta(minutes=minutes)
        measured = waveform(motor, now, point_id=demo_id("point", "M-102"))
        bench.ledger.took_in(measured.acceleration_ms2.size)
        assert bench.inbox.put(measured, 1.0)
    bench.inbox.close()
    bench.monitor.start()
    assert bench.monitor.join(30.0)
    after = bench.store.measurements.latest_assessment(PUMP_BEARING)
    assert after is not None
    assert after.rul.state is RulState.NO_DATA


def test_a_measurement_from_the_future_is_refused(bench: Bench, pump: Machine) -> None:
    ahead = waveform(pump, MONDAY + timedelta(days=10))
    bench.ledger.took_in(ahead.acceleration_ms2.size)
    with pytest.raises(ReadingRefused, match="future"):
        bench.monitor.judge(ahead)
    assert bench.store.measurements.features(POINT) == []
    assert bench.ledger.counts().is_balanced


def test_a_backlog_of_last_year_orders_nothing_today(bench: Bench, pump: Machine) -> None:
    bench.now = MONDAY + timedelta(days=400)
    for day in np.arange(0.0, 45.0, EVERY_DAYS):
        bench.judge(waveform(pump, MONDAY + timedelta(days=float(day))))
    with bench.store.read() as uow:
        assert uow.orders.all() == []


def test_the_books_are_kept_once_a_day(store: Store) -> None:
    bench = Bench(store)
    bench.monitor.keep_the_calendar()
    bench.now += timedelta(hours=3)
    bench.monitor.keep_the_calendar()
    with store.read() as uow:
        policy = uow.plant.policy()
        fits = [row for row in uow.audit.rows() if row.action == "refit lead pool"]
    assert policy.lead_prior_fitted_on == MONDAY.date()
    assert [row.actor for row in fits] == ["monitor"]


def test_a_bound_model_that_was_tampered_with_is_told_and_the_machine_judged_without(
    bench: Bench, pump: Machine
) -> None:
    moment = at(0.0)
    found = keep_trained(bench.store, bearing_model(), "Bearings", moment, "k")
    approve_model(bench.store, found, moment, "a")
    scope = BindingScope.COMPONENT
    bind_model(bench.store, found, scope, PUMP_BEARING, FEEDS, 1.0, moment, "b")
    bench.monitor.plant_changed()
    bench.feed(pump, 0.0, 1.0)
    told = [e for e in bench.outbox.take_events() if isinstance(e, AssessmentStored)]
    assert "model learned from history is not used" in told[-1].assessment.rul.explanation
    with bench.store.begin("somebody") as uow:
        uow.learned._connection.execute(update(learned_models).values(content=b"other"))
    bench.monitor = bench.new_monitor()
    troubles = [e.text for e in bench.outbox.take_events() if isinstance(e, TroubleMet)]
    assert any("changed outside Kairos" in text for text in troubles)
    bench.feed(pump, 1.0, 2.0)
    told = [e for e in bench.outbox.take_events() if isinstance(e, AssessmentStored)]
    assert "learned" not in told[-1].assessment.rul.explanation
