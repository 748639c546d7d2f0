"""What every source can do, and the catalogue of kinds."""

from collections.abc import Callable, Mapping
from typing import Protocol

from app.acquisition.intake import BlockIntake
from app.core.errors import PlantError
from app.core.measurements import Reading, Waveform
from app.core.sources import PlantClock, SourceConfig, SourceKind


class Source(Protocol):
    """A device, server or folder that is read and never written to.

    Attributes
    ----------
    config : SourceConfig
        As stored.
    intake : BlockIntake
        Memory of what was delivered; a fresh source after a lost link is given the old one's.
    is_live : bool
        Whether measurements come as they are taken, so that old ones mean a dead sensor or link;
        not so for a replay.
    """

    config: SourceConfig
    intake: BlockIntake
    is_live: bool

    @property
    def faults(self) -> Mapping[str, PlantError]:
        """What stands in the way now, by point id (folders: by file name); empty when all is well.

        A fault of one point does not stop the others.
        """
        ...

    @property
    def fault_count(self) -> int:
        """Failed attempts since the source was made."""
        ...

    @property
    def is_finished(self) -> bool:
        """Whether nothing will ever come again (the end of a replay)."""
        ...

    def open(self) -> None:
        """Connect.

        Raises
        ------
        SourceUnreachable
            If nothing answers at the address.
        """
        ...

    def read(self) -> list[Reading | Waveform]:
        """Take what is new since the last call; each request ends within `timeout_s`.

        Returns
        -------
        list of Reading or Waveform
            New measurements only, in plant time, judged. Scheduled ones are at least `interval_s`
            of plant time apart, the others are live frames.

        Raises
        ------
        SourceUnreachable
            If the link is lost: close this source and open a fresh one.
        ReadingRefused
            If every point was refused; the link itself is well.
        """
        ...

    def clock(self) -> PlantClock | None:
        """Give the demo plant's clock as last seen; None where the source has none."""
        ...

    def close(self) -> None:
        """Let go of the link. May be called twice and from any thread."""
        ...


def _modbus_source(config: SourceConfig) -> Source:
    from app.acquisition.modbus import ModbusSource  # noqa: PLC0415 - pymodbus only when used

    return ModbusSource(config)


def _opcua_source(config: SourceConfig) -> Source:
    from app.acquisition.opcua import OpcuaSource  # noqa: PLC0415 - asyncua only when used

    return OpcuaSource(config)


def _folder_source(config: SourceConfig) -> Source:
    from app.acquisition.files import FolderSource  # noqa: PLC0415 - like its siblings

    return FolderSource(config)


SOURCES: dict[SourceKind, Callable[[SourceConfig], Source]] = {
    SourceKind.MODBUS_TCP: _modbus_source,
    SourceKind.OPC_UA: _opcua_source,
    SourceKind.FOLDER: _folder_source,
}
"""One line a kind; `tests/acquisition/test_every_source.py` holds for each."""
