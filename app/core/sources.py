"""What a source is and how its points are found there: configuration, as stored."""

from dataclasses import dataclass, field
from enum import Enum


class SourceKind(Enum):
    """Kinds of source a plant can have."""

    MODBUS_TCP = "modbus"
    OPC_UA = "opcua"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class PointBinding:
    """Where one measurement point is found on its source.

    `where` holds the address in the source's own words: Modbus ``{"device_id": "1"}`` and the
    register map, OPC UA ``{"waveform": "ns=2;s=F-103.Waveform", ...}``, a folder
    ``{"channel": "acc_h"}``.
    """

    point_id: str
    where: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One device, server or folder and the points read from it.

    Attributes
    ----------
    address : str
        ``127.0.0.1:502``, ``opc.tcp://127.0.0.1:4840`` or a folder path.
    interval_s : float
        Plant seconds between two scheduled (kept) measurements of a point.
    poll_s : float
        Wall-clock seconds between two reads; reads between scheduled ones are live frames.
    timeout_s : float
        Deadline of every request.
    has_plant_clock : bool
        Whether the source publishes the clock of a demo plant.
    """

    id: str
    name: str
    kind: SourceKind
    address: str
    points: tuple[PointBinding, ...]
    interval_s: float = 3600.0
    poll_s: float = 1.0
    timeout_s: float = 2.0
    has_plant_clock: bool = False


@dataclass(frozen=True, slots=True)
class PlantClock:
    """Clock of a demo plant as its sockets publish it: UTC milliseconds and plant s per real s."""

    utc_ms: int
    speed: float
