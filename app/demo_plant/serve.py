"""The demo plant's process: both servers in one loop, until standard input closes."""

import argparse
import asyncio
import contextlib
import json
import math
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from app.core.errors import PlantError
from app.demo_plant.builds import MODBUS_TAGS
from app.demo_plant.clock import MS_PER_DAY, DemoClock, utc_ms_of
from app.demo_plant.machines import Machine, demo_machines
from app.demo_plant.modbus_server import ModbusGateway
from app.demo_plant.opcua_server import OpcUaGateway

DEFAULT_START = "2026-03-02T06:00:00+00:00"
DEFAULT_SPEED = 43_200.0
CLOSING_S = 0.5
STDIN, STDOUT = 0, 1


def main(argv: Sequence[str]) -> int:
    """Read the command line and serve; 0 when the parent is done, 1 when it can't serve."""
    arguments = _parser().parse_args(argv)
    try:
        return serve(arguments)
    except PlantError as error:
        print(error, file=sys.stderr)
        return 1


def serve(arguments: argparse.Namespace) -> int:
    """Serve the demo plant until standard input closes.

    Parameters
    ----------
    arguments : argparse.Namespace
        `seed`, `speed`, `start` (an aware datetime), `modbus_port`, `opcua_port`, `live_hz`,
        `ran_days`.
    """
    # asyncio's other loop on Windows wakes itself without end after the machine has slept.
    with (
        contextlib.suppress(KeyboardInterrupt),
        asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
    ):
        runner.run(_serve(arguments))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kairos demo-plant",
        description="Serve six simulated machines over Modbus TCP and OPC UA on this machine.",
    )
    parser.add_argument("--seed", type=_count, default=1, help="settles every signal and fate")
    parser.add_argument("--speed", type=_above_zero, default=DEFAULT_SPEED, help="plant s per s")
    parser.add_argument(
        "--start", type=_instant, default=DEFAULT_START, help="plant time to begin at, ISO 8601"
    )
    parser.add_argument("--modbus-port", type=_count, default=0, help="0 takes a free one")
    parser.add_argument("--opcua-port", type=_count, default=0, help="0 takes a free one")
    parser.add_argument("--live-hz", type=_above_zero, default=4.0, help="new blocks per s")
    parser.add_argument(
        "--ran-days",
        type=_not_below_zero,
        default=0.0,
        help="plant days of the story gone by at the start",
    )
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def _not_below_zero(text: str) -> float:
    number = float(text)
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more")
    return number


def _above_zero(text: str) -> float:
    number = _not_below_zero(text)
    if number == 0:
        raise argparse.ArgumentTypeError("0 is not above 0")
    return number


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} names no time zone; end it with +00:00")
    return instant


class _Plant:
    """The machines, their clock and both gateways."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        start = arguments.start
        self._clock = DemoClock(start, arguments.speed, time.monotonic())
        began_ms = utc_ms_of(start) - round(arguments.ran_days * MS_PER_DAY)
        self._machines = demo_machines(arguments.seed, began_ms)
        self.modbus = ModbusGateway(self.utc_ms, arguments.speed)
        self.opcua = OpcUaGateway(self.utc_ms, arguments.speed)
        self._number = 0

    def begin(self) -> None:
        """Set the clock to its start now; building the servers took real seconds."""
        self._clock = replace(self._clock, began_s=time.monotonic())

    def utc_ms(self) -> int:
        """Plant time now."""
        return self._clock.utc_ms(time.monotonic())

    async def refresh(self) -> None:
        """Measure every machine once and publish; readers get a turn after each."""
        self._number += 1
        await self.opcua.publish_clock()
        for machine in self._machines.values():
            await self._publish(machine)
            await asyncio.sleep(0)

    async def _publish(self, machine: Machine) -> None:
        block = machine.block(self.utc_ms())
        if block.tag in MODBUS_TAGS:
            self.modbus.publish(self._number, block)
        else:
            await self.opcua.publish(self._number, block)

    def pace(self, speed: float) -> None:
        """Run at another speed from now on."""
        self._clock = self._clock.at_pace(speed, time.monotonic())
        self.modbus.pace(speed)
        self.opcua.pace(speed)

    def obey(self, line: str) -> None:
        """Do what a line of standard input says: `repair TAG`, `pace SPEED`."""
        match line.split():
            case ["repair", tag] if tag in self._machines:
                self._machines[tag].repair(self.utc_ms())
            case ["pace", speed] if _is_speed(speed):
                self.pace(float(speed))
            case []:
                pass
            case _:
                known = ", ".join(self._machines)
                say = f"Say: repair {{{known}}}, or pace SPEED."
                print(f"Not understood: {line!r}. {say}", file=sys.stderr)


def _is_speed(word: str) -> bool:
    """Whether a word is a speed a clock can run at."""
    try:
        return _above_zero(word) > 0
    except (ValueError, argparse.ArgumentTypeError):
        return False


async def _serve(arguments: argparse.Namespace) -> None:
    plant = _Plant(arguments)
    addresses = {
        "modbus": await plant.modbus.start(arguments.modbus_port),
        "opcua": await plant.opcua.start(arguments.opcua_port),
    }
    plant.begin()
    await plant.refresh()
    os.write(STDOUT, json.dumps(addresses).encode() + b"\n")
    closed = asyncio.Event()
    _listen_to_parent(plant.obey, closed.set)
    refreshing = asyncio.create_task(_keep_refreshing(plant, 1 / arguments.live_hz))
    waiting = asyncio.create_task(closed.wait())
    done, _pending = await asyncio.wait({refreshing, waiting}, return_when=asyncio.FIRST_COMPLETED)
    refreshing.cancel()
    await _close(plant)
    if refreshing in done:
        refreshing.result()


async def _keep_refreshing(plant: _Plant, interval_s: float) -> None:
    """Refresh on the beat; a beat missed on a busy machine is left out, not caught up."""
    loop = asyncio.get_running_loop()
    beat_s = loop.time()
    while True:
        beat_s = max(beat_s + interval_s, loop.time())
        await asyncio.sleep(beat_s - loop.time())
        await plant.refresh()


async def _close(plant: _Plant) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSING_S):
            await asyncio.gather(plant.modbus.stop(), plant.opcua.stop())


def _listen_to_parent(obey: Callable[[str], None], closed: Callable[[], None]) -> None:
    """Hand each line of standard input to the loop, and its end: a dead parent ends it too."""
    loop = asyncio.get_running_loop()

    def listen() -> None:
        # os.read takes no lock of sys.stdin, which would hang the interpreter's end, and works
        # in a windowed program, where Python has no sys.stdin.
        unfinished = b""
        while received := os.read(STDIN, 4096):
            *lines, unfinished = (unfinished + received).split(b"\n")
            for line in lines:
                loop.call_soon_threadsafe(obey, line.decode(errors="replace"))
        loop.call_soon_threadsafe(closed)

    threading.Thread(target=listen, name="parent", daemon=True).start()
