"""Starting the demo plant's process, speaking to it and ending it."""

import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import IO, Self

from app.core.errors import PartUnknown, SourceUnreachable
from app.demo_plant.builds import TAGS

READY_S = 60.0
CLOSING_S = 6.0


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How the demo plant is to run.

    Attributes
    ----------
    seed : int
        Settles every signal and every fate.
    start : datetime
        Aware instant of plant time at which it begins.
    speed : float
        Plant seconds per real second.
    live_hz : float
        New blocks of every machine per real second.
    ran_days : float
        Plant days of the story already gone by at `start`.
    modbus_port, opcua_port : int
        0 takes a free one.
    """

    seed: int
    start: datetime
    speed: float = 43_200.0
    live_hz: float = 4.0
    ran_days: float = 0.0
    modbus_port: int = 0
    opcua_port: int = 0

    def words(self) -> list[str]:
        """Return the options as the process takes them."""
        named = {
            "--seed": self.seed,
            "--start": self.start.isoformat(),
            "--speed": self.speed,
            "--live-hz": self.live_hz,
            "--ran-days": self.ran_days,
            "--modbus-port": self.modbus_port,
            "--opcua-port": self.opcua_port,
        }
        return [word for name, value in named.items() for word in (name, str(value))]


def demo_plant_command() -> list[str]:
    """Return how this program starts its demo plant, frozen or from source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "demo-plant"]
    return [sys.executable, "-m", "app", "demo-plant"]


class DemoPlant:
    """A running demo plant; it ends when this is stopped or when this program ends.

    Parameters
    ----------
    options : DemoOptions
        How it runs.
    command : sequence of str, optional
        What to start, before the options; `demo_plant_command` where left out.
    ready_s : float
        Real seconds it may take until it serves.

    Raises
    ------
    SourceUnreachable
        When it ends or stays silent instead of serving.
    """

    def __init__(
        self,
        options: DemoOptions,
        command: Sequence[str] | None = None,
        ready_s: float = READY_S,
    ) -> None:
        words = [*(command or demo_plant_command()), *options.words()]
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            addresses = self._await_addresses(ready_s)
            self.modbus_address = str(addresses["modbus"])
            self.opcua_address = str(addresses["opcua"])
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        """Return itself, already serving."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process still lives."""
        return self._process.poll() is None

    def repair(self, tag: str) -> None:
        """Send a technician to a machine: its worn bearing is replaced.

        Raises
        ------
        PartUnknown
            When the plant has no machine of that tag.
        SourceUnreachable
            When the process has ended.
        """
        if tag not in TAGS:
            raise PartUnknown(
                f'The demo plant has no machine "{tag}".', f"It has {', '.join(TAGS)}."
            )
        self._tell(f"repair {tag}", f"{tag} could not be repaired")

    def pace(self, speed: float) -> None:
        """Let its time pass at another speed, plant seconds per real second.

        Raises
        ------
        SourceUnreachable
            When the process has ended.
        """
        self._tell(f"pace {speed}", "its clock can't be set")

    def _tell(self, order: str, not_done: str) -> None:
        """Give the process an order on its standard input."""
        try:
            stdin = _pipe(self._process.stdin)
            stdin.write(f"{order}\n".encode())
            stdin.flush()
        except (OSError, ValueError) as error:
            raise SourceUnreachable(
                f"The demo plant has ended, so {not_done}.", "Start it again."
            ) from error

    def stop(self) -> None:
        """End the process: ask by closing its input, and insist after some seconds."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(CLOSING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()
        self._complaints.close()

    def _await_addresses(self, ready_s: float) -> dict[str, object]:
        """Wait for the one line the process says when it serves."""
        said: queue.Queue[bytes] = queue.Queue()
        stdout = _pipe(self._process.stdout)
        threading.Thread(target=lambda: said.put(stdout.readline()), daemon=True).start()
        try:
            line = said.get(timeout=ready_s)
            addresses: dict[str, object] = json.loads(line)
        except (queue.Empty, ValueError) as error:
            raise SourceUnreachable(
                f"The demo plant did not start. {self._last_complaint()}".strip(),
                "Start the program again; if it happens again, restart the computer.",
            ) from error
        return addresses

    def _last_complaint(self) -> str:
        """Return the last line the process wrote on standard error."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "It said nothing."


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream that was opened as a pipe."""
    if stream is None:
        raise AssertionError("the process was started with pipes")
    return stream
