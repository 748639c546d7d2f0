"""One thread a source: it survives what plants do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from app.acquisition.modbus import ModbusSource
from app.acquisition.polling import Inbox, SampleLedger, SourceThread
from app.acquisition.retry import BackOff
from app.acquisition.source import Source
from app.core.measurements import BadReason, Quality, SourcePhase, SourceStatus, Waveform
from app.core.sources import SourceConfig, SourceKind
from tests.acquisition.peers import noise
from tests.acquisition.plants import PLANTS, ModbusPlant, Plant, hours

QUICK = BackOff(first_s=0.05, cap_s=0.2)
PATIENCE_S = 20.0


class Desk:
    """The monitor's side: an inbox, a ledger, and the statuses that were told."""

    def __init__(self) -> None:
        self.ledger = SampleLedger()
        self.inbox = Inbox(self.ledger)
        self.statuses: list[SourceStatus] = []
        self.hour = 0.0
        self.threads: list[SourceThread] = []

    def watch(self, config: SourceConfig, **more) -> SourceThread:
        thread = SourceThread(
            config,
            self.inbox,
            self.ledger,
            on_status=self.statuses.append,
            now=lambda: hours(self.hour),
            back_off=more.pop("back_off", QUICK),
            **more,
        )
        self.threads.append(thread)
        thread.start()
        return thread

    def wait_for(self, is_met: Callable[[], bool], what: str) -> None:
        until_s = monotonic() + PATIENCE_S
        while not is_met():
            assert monotonic() < until_s, f"never: {what}; statuses {self.statuses}"
            sleep(0.01)

    def wait_for_phase(self, phase: SourcePhase) -> SourceStatus:
        self.wait_for(lambda: any(s.phase is phase for s in list(self.statuses)), phase.value)
        return next(s for s in reversed(self.statuses) if s.phase is phase)

    def take(self) -> Waveform:
        taken = self.inbox.take(PATIENCE_S)
        assert isinstance(taken, Waveform)
        return taken

    def next_at(self, hour: float) -> Waveform:
        while (waveform := self.take()).taken_at != hours(hour):
            pass
        return waveform


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    assert all(thread.stop() for thread in made.threads)


def publish_both(plant: Plant, hour: float) -> None:
    """New blocks of both points, never the same samples twice."""
    plant.publish("one", noise(round(1000 * hour) + 1), hours(hour))
    plant.publish("two", noise(round(1000 * hour) + 2), hours(hour))


@pytest.fixture
def plant() -> Iterator[ModbusPlant]:
    made = ModbusPlant()
    publish_both(made, 0)
    yield made
    made.close()


def test_measurements_reach_the_inbox_and_the_status_is_online(desk: Desk, plant: ModbusPlant):
    thread = desk.watch(plant.config)
    assert {desk.take().point_id, desk.take().point_id} == {"one", "two"}
    desk.wait_for_phase(SourcePhase.ONLINE)
    assert thread.status.last_good_at == hours(0)
    assert thread.status.good == 2
    assert desk.ledger.counts().taken_in == 1024


def test_the_demo_clock_is_passed_on(desk: Desk, plant: ModbusPlant):
    clocks = []
    thread = desk.watch(plant.config, on_clock=clocks.append)
    desk.take()
    desk.wait_for(lambda: bool(clocks), "a clock")
    assert clocks[-1].speed == 21_600.0
    assert thread.clock() == clocks[-1]


@pytest.mark.parametrize("kind", [SourceKind.MODBUS_TCP, SourceKind.OPC_UA], ids=lambda k: k.value)
def test_a_server_killed_and_restarted_is_found_again_and_the_gap_is_marked(
    desk: Desk, kind: SourceKind, tmp_path: Path
):
    plant = PLANTS[kind](tmp_path)
    publish_both(plant, 0)
    thread = desk.watch(plant.config)
    assert {desk.take().taken_at, desk.take().taken_at} == {hours(0)}
    plant.stop()
    lost = desk.wait_for_phase(SourcePhase.BACKING_OFF)
    assert lost.retry_in_s is not None
    assert plant.config.address in lost.text
    plant.start()
    publish_both(plant, 5)
    desk.next_at(5)
    desk.wait_for(lambda: "nothing was measured" in thread.status.text, "the gap is shown")
    (gap,) = thread.record.gaps
    assert (gap.last_before, gap.first_after) == (hours(0), hours(5))
    assert thread.status.reconnects >= 1
    assert thread.stop()
    plant.close()


def test_one_dead_device_does_not_stop_the_others(desk: Desk, plant: ModbusPlant):
    plant.peer.registers.silent.add(1)
    config = replace(plant.config, timeout_s=0.2)
    desk.watch(config)
    assert desk.take().point_id == "two"
    degraded = desk.wait_for_phase(SourcePhase.DEGRADED)
    assert "device 1" in degraded.text
    for hour in (1, 2, 3):
        plant.publish("two", noise(hour), hours(hour))
        assert desk.next_at(hour).point_id == "two"
    assert not any(status.phase is SourcePhase.BACKING_OFF for status in desk.statuses)
    plant.peer.registers.silent.clear()
    plant.publish("one", noise(9), hours(4))
    assert desk.next_at(4).point_id == "one"


def test_one_dead_source_does_not_stop_another(desk: Desk, plant: ModbusPlant):
    dead = desk.watch(plant.dead)
    alive = desk.watch(plant.config)
    desk.take()
    desk.wait_for(lambda: dead.status.phase is SourcePhase.BACKING_OFF, "backing off")
    desk.wait_for(lambda: alive.status.phase is SourcePhase.ONLINE, "online")


def test_a_dead_sensor_degrades_its_source_and_is_counted(desk: Desk, plant: ModbusPlant):
    thread = desk.watch(plant.config)
    desk.take()
    desk.take()
    plant.publish_dead_sensor("two", hours(1))
    desk.next_at(1)
    plant.publish_dead_sensor("two", hours(2))
    waveform = desk.next_at(2)
    assert (waveform.quality, waveform.bad_reason) == (Quality.BAD, BadReason.SENTINEL)
    desk.wait_for(lambda: thread.status.phase is SourcePhase.DEGRADED, "degraded")
    assert thread.status.text == "two: sensor reports no data"
    assert thread.status.last_good_at == hours(0)
    plant.publish("two", noise(8), hours(3))
    desk.wait_for(lambda: thread.status.phase is SourcePhase.ONLINE, "online again")


def test_data_that_grows_old_degrades_a_source_whose_socket_is_well(desk: Desk, plant: ModbusPlant):
    thread = desk.watch(plant.config)
    desk.take()
    desk.wait_for_phase(SourcePhase.ONLINE)
    desk.hour = 1000.0
    desk.wait_for(lambda: "one: nothing new since" in thread.status.text, "old data")
    assert thread.status.phase is SourcePhase.DEGRADED
    assert thread.record.data_age(hours(1000)) == hours(1000) - hours(0)


def test_a_point_that_stops_beside_one_that_goes_on_is_named(desk: Desk, plant: ModbusPlant):
    thread = desk.watch(plant.config)
    desk.take()
    desk.take()
    desk.hour = 200_000.0
    plant.publish("two", noise(50), hours(200_000))
    desk.next_at(200_000)
    desk.wait_for(lambda: "one: nothing new" in thread.status.text, "the silent point")
    assert "two" not in thread.status.text


def test_one_bad_block_is_counted_and_does_not_change_the_phase(desk: Desk, plant: ModbusPlant):
    thread = desk.watch(plant.config)
    desk.take()
    desk.take()
    plant.publish_dead_sensor("two", hours(1))
    assert desk.next_at(1).quality is Quality.BAD
    plant.publish("two", noise(9), hours(2))
    desk.next_at(2)
    desk.wait_for(lambda: thread.status.bad == 1, "the count")
    assert not any(status.phase is SourcePhase.DEGRADED for status in desk.statuses)


def test_retry_now_cuts_a_long_pause_short(desk: Desk, plant: ModbusPlant):
    plant.stop()
    thread = desk.watch(plant.config, back_off=BackOff(first_s=1000.0, cap_s=1000.0))
    desk.wait_for_phase(SourcePhase.BACKING_OFF)
    plant.start()
    thread.retry_now()
    assert desk.take().taken_at == hours(0)


def test_stopping_ends_a_long_pause(plant: ModbusPlant):
    desk = Desk()
    thread = desk.watch(plant.dead, back_off=BackOff(first_s=1000.0, cap_s=1000.0))
    desk.wait_for_phase(SourcePhase.BACKING_OFF)
    assert thread.stop()
    assert thread.status.phase is SourcePhase.STOPPED


def test_stopping_does_not_wait_for_a_host_that_never_answers(plant: ModbusPlant):
    desk = Desk()
    plant.peer.registers.silent.update({1, 2})
    thread = desk.watch(replace(plant.config, timeout_s=60.0))
    desk.wait_for(lambda: plant.peer.registers.reads > 0, "a request under way")
    assert thread.stop()
    assert thread.status.phase is SourcePhase.STOPPED


def test_a_scheduled_measurement_waits_for_room_and_is_counted_when_the_thread_stops(
    plant: ModbusPlant,
):
    desk = Desk()
    desk.inbox = Inbox(desk.ledger, 1)
    thread = desk.watch(plant.config)
    desk.wait_for(lambda: desk.ledger.counts().taken_in == 1024, "both taken in")
    assert thread.stop()
    assert desk.take().is_scheduled
    desk.ledger.stored(512)
    assert desk.ledger.counts().is_balanced
    assert desk.ledger.counts().dropped == 512


def test_a_defect_in_a_source_never_kills_its_thread(desk: Desk, plant: ModbusPlant):
    lives = []

    def make(config: SourceConfig) -> Source:
        lives.append(config)
        if len(lives) == 1:
            raise ZeroDivisionError
        return ModbusSource(config)

    thread = desk.watch(plant.config, make_source=make)
    desk.take()
    assert "ZeroDivisionError" in desk.wait_for_phase(SourcePhase.BACKING_OFF).text
    assert thread.is_running


def test_statuses_are_told_on_change_only(desk: Desk, plant: ModbusPlant):
    thread = desk.watch(plant.config)
    desk.take()
    desk.wait_for_phase(SourcePhase.ONLINE)
    reads = plant.peer.registers.reads
    desk.wait_for(lambda: plant.peer.registers.reads > reads + 10, "more reads")
    assert [s.phase for s in desk.statuses[:2]] == [SourcePhase.CONNECTING, SourcePhase.ONLINE]
    assert len(desk.statuses) <= 4
    assert thread.status == desk.statuses[-1]


def test_an_unknown_address_is_a_plain_status(desk: Desk, plant: ModbusPlant):
    desk.watch(replace(plant.config, address="pump hall:502:x"))
    status = desk.wait_for_phase(SourcePhase.BACKING_OFF)
    assert '"pump hall:502:x" is not an address' in status.text
