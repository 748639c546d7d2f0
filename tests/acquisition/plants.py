"""One small plant of each kind of source, all offering the same things."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import numpy as np
from asyncua import ua
from numpy.typing import NDArray

from app.core.sources import PointBinding, SourceConfig, SourceKind
from tests.acquisition.peers import (
    HOST,
    NAMESPACE,
    SAMPLE_RATE_HZ,
    ModbusPeer,
    OpcuaPeer,
    free_port,
)

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
INTERVAL_S = 3600.0


def hours(number: float) -> datetime:
    """Instant a number of hours after the start."""
    return START + timedelta(hours=number)


class Plant(Protocol):
    """What the contract test asks of a plant with the points "one" and "two"."""

    config: SourceConfig
    dead: SourceConfig
    dead_name: str

    def publish(self, point: str, samples: NDArray[np.float32], taken_at: datetime) -> None: ...
    def publish_dead_sensor(self, point: str, taken_at: datetime) -> None: ...
    def stop(self) -> None: ...
    def start(self) -> None: ...
    def close(self) -> None: ...
    def writes(self) -> int: ...


class ModbusPlant:
    """Two devices behind one gateway."""

    def __init__(self) -> None:
        self.peer = ModbusPeer()
        points = (
            PointBinding("one", {"device_id": "1", "map": "kairos-waveform"}),
            PointBinding("two", {"device_id": "2", "map": "kairos-waveform"}),
        )
        self.config = SourceConfig(
            "S1",
            "Pump hall",
            SourceKind.MODBUS_TCP,
            self.peer.address,
            points,
            interval_s=INTERVAL_S,
            poll_s=0.02,
            timeout_s=1.0,
            has_plant_clock=True,
        )
        self.dead_name = f"{HOST}:{free_port()}"
        self.dead = replace(self.config, address=self.dead_name)
        self.start = self.peer.start
        self.stop = self.peer.stop
        self.close = self.peer.stop

    def publish(self, point: str, samples: NDArray[np.float32], taken_at: datetime) -> None:
        self.peer.publish({"one": 1, "two": 2}[point], samples, taken_at)

    def publish_dead_sensor(self, point: str, taken_at: datetime) -> None:
        silence = np.zeros(512, dtype=np.float32)
        self.peer.publish({"one": 1, "two": 2}[point], silence, taken_at, status=4)

    def writes(self) -> int:
        return self.peer.registers.writes


class OpcuaPlant:
    """Two machines on one server."""

    def __init__(self) -> None:
        self.peer = OpcuaPeer(("one", "two"))
        points = tuple(
            PointBinding(
                tag,
                {
                    "namespace": NAMESPACE,
                    "waveform": f"{tag}.Waveform",
                    "sample_rate": f"{tag}.SampleRate",
                    "shaft_speed": f"{tag}.ShaftSpeed",
                    "block": f"{tag}.BlockNumber",
                },
            )
            for tag in ("one", "two")
        )
        self.config = SourceConfig(
            "S2",
            "Fan server",
            SourceKind.OPC_UA,
            self.peer.address,
            points,
            interval_s=INTERVAL_S,
            poll_s=0.02,
            timeout_s=2.0,
            has_plant_clock=True,
        )
        self.dead_name = f"{HOST}:{free_port()}"
        self.dead = replace(self.config, address=f"opc.tcp://{self.dead_name}")
        self.start = self.peer.start
        self.stop = self.peer.stop
        self.close = self.peer.stop

    def publish(self, point: str, samples: NDArray[np.float32], taken_at: datetime) -> None:
        self.peer.publish(point, samples, taken_at)

    def publish_dead_sensor(self, point: str, taken_at: datetime) -> None:
        silence = np.zeros(512, dtype=np.float32)
        self.peer.publish(point, silence, taken_at, status=ua.StatusCodes.BadSensorFailure)

    def writes(self) -> int:
        return self.peer.writes


class FolderPlant:
    """Two loggers writing into one folder each second file; a channel for each point."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "snapshots"
        self.folder.mkdir()
        self._away = folder / "unplugged"
        points = tuple(
            PointBinding(name, {"channel": name, "unit": "ms2", "rate_hz": str(SAMPLE_RATE_HZ)})
            for name in ("one", "two")
        )
        self.config = SourceConfig(
            "S3",
            "Logger",
            SourceKind.FOLDER,
            str(self.folder),
            points,
            interval_s=INTERVAL_S,
            poll_s=0.02,
            timeout_s=1.0,
        )
        self.dead_name = str(folder / "nowhere")
        self.dead = replace(self.config, address=self.dead_name)
        self._latest: dict[str, NDArray[np.float32]] = {}

    def publish(self, point: str, samples: NDArray[np.float32], taken_at: datetime) -> None:
        rows = "".join(f"{value}\n" for value in samples.tolist())
        name = f"{taken_at:%Y%m%dT%H%M%SZ}.csv"
        (self.folder / name).write_text(f"{point}\n{rows}", encoding="utf-8")

    def publish_dead_sensor(self, point: str, taken_at: datetime) -> None:
        self.publish(point, np.zeros(512, dtype=np.float32), taken_at)

    def stop(self) -> None:
        shutil.move(self.folder, self._away)

    def start(self) -> None:
        shutil.move(self._away, self.folder)

    def close(self) -> None:
        """A folder needs no closing."""

    def writes(self) -> int:
        return 0


PLANTS: dict[SourceKind, Callable[[Path], Plant]] = {
    SourceKind.MODBUS_TCP: lambda _: ModbusPlant(),
    SourceKind.OPC_UA: lambda _: OpcuaPlant(),
    SourceKind.FOLDER: FolderPlant,
}
