"""Modbus TCP as a source: waveform blocks with a block number, torn ones read again."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

from app.acquisition.bindings import optional_number
from app.acquisition.intake import Block, BlockIntake
from app.acquisition.modbus_reader import ModbusReader
from app.acquisition.plausibility import bad
from app.acquisition.registers import ByteOrder
from app.acquisition.retry import PointRetries
from app.acquisition.waveform_map import (
    FIRST_SAMPLE,
    HEADER_COUNT,
    MAP_NAME,
    Header,
    block_from,
    parse_header,
)
from app.core.errors import PlantError, ReadingRefused, SourceUnreachable
from app.core.measurements import BadReason, Reading, Waveform
from app.core.sources import PlantClock, PointBinding, SourceConfig

ATTEMPTS_AT_A_BLOCK = 4
HIGHEST_DEVICE_ID = 255


class ModbusSource:
    """Reads the blocks of one host's devices, each point backed off alone.

    Parameters
    ----------
    config : SourceConfig
        Points are bound by ``{"device_id": "1", "map": "kairos-waveform"}``, optionally with
        ``"order"`` (ABCD, CDAB, BADC, DCBA) and ``"rate_hz"`` (the rate expected).
    """

    def __init__(self, config: SourceConfig) -> None:
        self.config = config
        self.intake = BlockIntake(config.interval_s)
        self.is_live = True
        self.is_finished = False
        self.fault_count = 0
        self._faults: dict[str, PlantError] = {}
        self._retries = PointRetries()
        self._clock: PlantClock | None = None
        self._next_point = 0
        self._closing = threading.Event()
        self._reading = threading.Lock()
        self._reader: ModbusReader | None = None

    @property
    def faults(self) -> Mapping[str, PlantError]:
        """Standing faults by point id."""
        return dict(self._faults)

    def open(self) -> None:
        """Connect; see `Source.open`."""
        reader = ModbusReader(self.config.name, self.config.address, self.config.timeout_s)
        reader.connect()
        self._reader = reader

    def read(self) -> list[Reading | Waveform]:
        """Take new blocks in turn until `timeout_s` is used up; see `Source.read`."""
        with self._reading:
            return self._read_points(self._opened())

    def clock(self) -> PlantClock | None:
        """Give the clock last seen in registers 0 to 5."""
        return self._clock if self.config.has_plant_clock else None

    def close(self) -> None:
        """Disconnect; a read under way ends with `SourceUnreachable`."""
        self._closing.set()
        if self._reader is not None:
            self._reader.interrupt()
        with self._reading:
            if self._reader is not None:
                self._reader.close()

    def _opened(self) -> ModbusReader:
        if self._reader is None or self._closing.is_set():
            raise SourceUnreachable(
                f"{self.config.name} ({self.config.address}) is not open.", "Open it first."
            )
        return self._reader

    def _read_points(self, reader: ModbusReader) -> list[Reading | Waveform]:
        taken: list[Reading | Waveform] = []
        points = self.config.points
        started_s = monotonic()
        has_failed = False
        for _ in range(len(points)):
            point = points[self._next_point % len(points)]
            self._next_point += 1
            if self._retries.is_due(point.point_id, monotonic()):
                has_failed |= not self._try_point(reader, point, taken)
            if monotonic() - started_s > self.config.timeout_s:
                break
        if has_failed and not taken and len(self._faults) == len(points):
            self._raise_common_fault()
        return taken

    def _try_point(
        self, reader: ModbusReader, point: PointBinding, taken: list[Reading | Waveform]
    ) -> bool:
        try:
            waveform = self._read_point(reader, point)
        except (ReadingRefused, SourceUnreachable) as fault:
            self._faults[point.point_id] = fault
            self.fault_count += 1
            self._retries.failed(point.point_id, monotonic())
            if isinstance(fault, SourceUnreachable) and not self._closing.is_set():
                # After a late or broken answer only a new connection is known to be in step.
                reader.connect()
            return False
        self._faults.pop(point.point_id, None)
        self._retries.succeeded(point.point_id)
        if waveform is not None:
            taken.append(waveform)
        return True

    def _raise_common_fault(self) -> None:
        faults = list(self._faults.values())
        refused = [fault for fault in faults if isinstance(fault, ReadingRefused)]
        raise (refused or faults)[0]

    def _read_point(self, reader: ModbusReader, point: PointBinding) -> Waveform | None:
        device_id, order = self._binding(point)
        header = self._read_header(reader, device_id, order)
        if not self.intake.is_new(point.point_id, (header.block_number, header.taken_at)):
            return None
        for _ in range(ATTEMPTS_AT_A_BLOCK):
            samples = reader.holding_registers(
                device_id, FIRST_SAMPLE, header.sample_count, self._goes_on
            )
            after = self._read_header(reader, device_id, order)
            if after.block_number == header.block_number:
                return self._accept(point, header, block_from(header, samples, order))
            header = after
        torn = replace(block_from(header, samples, order), verdict=bad(BadReason.TORN))
        return self._accept(point, header, torn)

    def _accept(self, point: PointBinding, header: Header, block: Block) -> Waveform:
        return self.intake.accept(
            point.point_id,
            block,
            number=(header.block_number, header.taken_at),
            expected_rate_hz=optional_number(self.config, point, "rate_hz"),
        )

    def _read_header(self, reader: ModbusReader, device_id: int, order: ByteOrder) -> Header:
        registers = reader.holding_registers(device_id, 0, HEADER_COUNT, self._goes_on)
        header = parse_header(registers, order, f"{self.config.name}, device {device_id}")
        self._clock = header.clock
        return header

    def _goes_on(self) -> bool:
        return not self._closing.is_set()

    def _binding(self, point: PointBinding) -> tuple[int, ByteOrder]:
        where = point.where
        device_id = where.get("device_id", "")
        order = where.get("order", ByteOrder.ABCD.value)
        map_name = where.get("map", MAP_NAME)
        is_known = order in ByteOrder.__members__ and map_name == MAP_NAME
        is_device = device_id.isascii() and device_id.isdigit()
        if not (is_known and is_device and int(device_id) <= HIGHEST_DEVICE_ID):
            raise ReadingRefused(
                f"{self.config.name}, point {point.point_id}: expected a device_id from 0 to "
                f'{HIGHEST_DEVICE_ID}, map "{MAP_NAME}" and an order ABCD, CDAB, BADC or DCBA, '
                f"got {where}.",
                "Mend the point in the source's settings.",
            )
        return int(device_id), ByteOrder[order]
