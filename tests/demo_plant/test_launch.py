"""The demo plant as a process: started, read over its sockets, repaired, ended."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np
import psutil
import pytest

from app.core.errors import PartUnknown, SourceUnreachable
from app.demo_plant.builds import BEARING_6309
from app.demo_plant.clock import utc_ms_of
from app.demo_plant.launch import DemoOptions, DemoPlant, demo_plant_command
from app.demo_plant.machines import WearingPump, demo_machines
from app.demo_plant.serve import main
from app.demo_plant.signals import outer_race_hz
from tests.demo_plant.measures import (
    COMMAND,
    PlainModbusReader,
    amplitude_spectrum,
    envelope_spectrum,
    line_near,
    value_of,
)

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
SEED = 11
Connect = Callable[[str], PlainModbusReader]


def near_the_end_of_life_days() -> float:
    """Return a day of the story at which the bearing of seed 11 is nearly worn out."""
    pump = demo_machines(SEED, 0)["P-101"]
    assert isinstance(pump, WearingPump)
    return pump.wear.onset_days + 0.9 * pump.wear.growth_days


@pytest.fixture(scope="module")
def worn_plant() -> Iterator[DemoPlant]:
    """A demo plant whose pump is nearly worn out, at a plant minute a second."""
    options = DemoOptions(
        SEED, START, speed=60.0, live_hz=10.0, ran_days=near_the_end_of_life_days()
    )
    with DemoPlant(options, COMMAND) as plant:
        yield plant


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that has to come; the test's own time limit ends it otherwise."""
    while not holds():
        time.sleep(0.05)


def is_listening(address: str) -> bool:
    """Whether something answers at ``host:port`` of an address or URL."""
    host, port = address.removeprefix("opc.tcp://").split(":")
    with socket.socket() as caller:
        return caller.connect_ex((host, int(port))) == 0


def test_its_time_passes_at_another_pace_when_told(modbus_reader: Connect) -> None:
    with DemoPlant(DemoOptions(SEED, START, speed=43_200.0), COMMAND) as plant:
        reader = modbus_reader(plant.modbus_address)
        plant.pace(60.0)
        wait_until(lambda: reader.plant_speed() == 60.0)
        before_ms, before_s = reader.plant_ms(), time.monotonic()
        time.sleep(0.3)
        passed_ms, passed_s = reader.plant_ms() - before_ms, time.monotonic() - before_s
        assert passed_ms <= 60_000 * (passed_s + 0.05)
    with pytest.raises(SourceUnreachable, match="clock can't be set"):
        plant.pace(43_200.0)


def test_the_clock_starts_at_the_start_and_runs_at_its_speed(
    worn_plant: DemoPlant, modbus_reader: Connect
) -> None:
    reader = modbus_reader(worn_plant.modbus_address)
    before_s = time.monotonic()
    first_ms = reader.plant_ms()
    after_first_s = time.monotonic()
    time.sleep(0.3)
    before_last_s = time.monotonic()
    last_ms = reader.plant_ms()
    after_s = time.monotonic()
    assert first_ms >= utc_ms_of(START)
    passed_s = (last_ms - first_ms) / 1000
    assert 60 * (before_last_s - after_first_s) - 0.01 <= passed_s
    assert passed_s <= 60 * (after_s - before_s) + 0.01


def test_blocks_follow_each_other_with_new_numbers_and_later_instants(
    worn_plant: DemoPlant, modbus_reader: Connect
) -> None:
    reader = modbus_reader(worn_plant.modbus_address)
    first, _samples, closing = reader.block(2)
    assert first[:10] == closing[:10]
    wait_until(lambda: reader.registers(2, 10, 1)[0] != first[0])
    later = reader.registers(2, 10, 15)
    assert value_of("Q", later[6:10]) > value_of("Q", first[6:10])


def test_shaft_line_and_outer_race_comb_are_in_the_decoded_waveform(
    worn_plant: DemoPlant, modbus_reader: Connect
) -> None:
    head, samples, _ = modbus_reader(worn_plant.modbus_address).block(1)
    shaft_hz = value_of("f", head[4:6]) / 60
    spectrum = amplitude_spectrum(samples)
    assert line_near(spectrum, shaft_hz, 1.0) > 3 * line_near(spectrum, 1.5 * shaft_hz, 3.0)
    comb = envelope_spectrum(samples, 2400, 4000)
    bpfo_hz = outer_race_hz(BEARING_6309, shaft_hz)
    between = line_near(comb, 1.5 * bpfo_hz, 10.0)
    assert line_near(comb, bpfo_hz) > 4 * between
    assert line_near(comb, 2 * bpfo_hz, 4.0) > 2 * between
    assert np.abs(samples).max() > 20


def test_every_write_is_counted_where_a_client_can_read_it(
    worn_plant: DemoPlant, modbus_reader: Connect
) -> None:
    reader = modbus_reader(worn_plant.modbus_address)
    before = value_of("I", reader.registers(1, 26, 2))
    assert reader.client.write_register(10, 1, device_id=1).isError()
    assert value_of("I", reader.registers(1, 26, 2)) == before + 1


def test_repair_over_standard_input_makes_the_pump_as_new(modbus_reader: Connect) -> None:
    options = DemoOptions(
        SEED, START, speed=60.0, live_hz=20.0, ran_days=near_the_end_of_life_days()
    )
    with DemoPlant(options, COMMAND) as plant:
        reader = modbus_reader(plant.modbus_address)
        assert np.abs(reader.block(1)[1]).max() > 20
        plant.repair("P-101")
        wait_until(lambda: bool(np.abs(reader.block(1)[1]).max() < 6))
        with pytest.raises(PartUnknown, match="X-999"):
            plant.repair("X-999")
        reader.client.close()
        addresses = plant.modbus_address, plant.opcua_address
        assert all(is_listening(address) for address in addresses)
        plant.stop()
        assert not plant.is_running
        assert not any(is_listening(address) for address in addresses)
        with pytest.raises(SourceUnreachable, match="has ended"):
            plant.repair("P-101")


def test_the_process_ends_when_its_parent_is_killed() -> None:
    parent_text = f"""
import subprocess, sys, time
child = subprocess.Popen({[*COMMAND]!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.pid, child.stdout.readline().decode(), flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", parent_text], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid, addresses = parent.stdout.readline().decode().split(" ", 1)
        child = psutil.Process(int(pid))
        assert set(json.loads(addresses)) == {"modbus", "opcua"}
        parent.kill()
    psutil.wait_procs([child])
    assert not child.is_running()


def test_standard_output_holds_the_one_line_and_the_exit_is_clean() -> None:
    ended = subprocess.run(
        [*COMMAND, "--speed", "60"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert ended.returncode == 0
    line = ended.stdout.decode()
    assert line.count("\n") == 1
    assert json.loads(line)["opcua"].startswith("opc.tcp://127.0.0.1:")
    assert ended.stderr == b""


@pytest.mark.parametrize(
    "words", [["--speed", "0"], ["--seed", "-1"], ["--start", "2026-03-02"], ["--live-hz", "nan"]]
)
def test_impossible_options_are_usage_errors(
    words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert words[0] in capfd.readouterr().err


def test_a_plant_that_does_not_start_says_why() -> None:
    dying = [sys.executable, "-c", "import sys; sys.exit('the disk is full')"]
    with pytest.raises(SourceUnreachable, match="the disk is full"):
        DemoPlant(DemoOptions(1, START), dying)


def test_a_plant_that_stays_silent_is_given_up() -> None:
    silent = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with pytest.raises(SourceUnreachable, match="did not start"):
        DemoPlant(DemoOptions(1, START), silent, ready_s=0.2)


def test_the_command_fits_a_frozen_program_and_a_source_tree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert demo_plant_command() == [sys.executable, "-m", "app", "demo-plant"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert demo_plant_command() == [sys.executable, "demo-plant"]
