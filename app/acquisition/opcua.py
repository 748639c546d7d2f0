"""OPC UA as a source: arrays read when their block number or source time moves on."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from time import monotonic

from asyncua import ua

from app.acquisition.bindings import optional_number
from app.acquisition.intake import BlockIntake
from app.acquisition.opcua_nodes import (
    PointNodes,
    PointValues,
    block_from,
    demand_known,
    find_nodes,
    scalar,
)
from app.acquisition.opcua_reader import NodeValue, OpcuaReader
from app.acquisition.retry import PointRetries
from app.core.errors import PlantError, ReadingRefused, SourceUnreachable
from app.core.measurements import Reading, Waveform
from app.core.sources import PlantClock, PointBinding, SourceConfig

PLANT_TIME_MS = "PlantTimeMs"
PLANT_SPEED = "PlantSpeed"
NUMBERS_WITHOUT_TIME = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class OpcuaSource:
    """Reads the arrays of one server's points, each point backed off alone.

    Parameters
    ----------
    config : SourceConfig
        Points are bound by ``{"namespace": URI, "waveform": NODE, "sample_rate": NODE}`` and
        optionally ``"shaft_speed"``, ``"block"`` (a number that changes with every new waveform)
        and ``"rate_hz"`` (the rate expected). Without ``"namespace"`` node ids are full ones.
    """

    def __init__(self, config: SourceConfig) -> None:
        self.config = config
        self.intake = BlockIntake(config.interval_s)
        self.is_live = True
        self.is_finished = False
        self.fault_count = 0
        self._faults: dict[str, PlantError] = {}
        self._retries = PointRetries()
        self._nodes: dict[str, PointNodes] = {}
        self._clock_nodes: tuple[ua.NodeId, ...] = ()
        self._clock: PlantClock | None = None
        self._numbers: dict[str, object] = {}
        self._unmoved: dict[str, int] = {}
        self._reading = threading.Lock()
        self._reader: OpcuaReader | None = None

    @property
    def faults(self) -> Mapping[str, PlantError]:
        """Standing faults by point id."""
        return dict(self._faults)

    def open(self) -> None:
        """Connect; see `Source.open`."""
        reader = OpcuaReader(self.config.name, self.config.address, self.config.timeout_s)
        self._reader = reader
        reader.open()
        if self.config.has_plant_clock and self.config.points:
            namespace = self.config.points[0].where.get("namespace")
            index = None if namespace is None else reader.namespace_index(namespace)
            self._clock_nodes = tuple(
                reader.node(name, index) for name in (PLANT_TIME_MS, PLANT_SPEED)
            )

    def read(self) -> list[Reading | Waveform]:
        """Ask for all block numbers at once, then for the new arrays; see `Source.read`."""
        with self._reading:
            reader = self._reader
            if reader is None:
                raise SourceUnreachable(
                    f"{self.config.name} ({self.config.address}) is not open.", "Open it first."
                )
            return self._read_points(reader)

    def clock(self) -> PlantClock | None:
        """Give the clock last seen in PlantTimeMs and PlantSpeed."""
        return self._clock

    def close(self) -> None:
        """Disconnect; a read under way ends with `SourceUnreachable`."""
        reader = self._reader
        if reader is None:
            return
        reader.interrupt()
        with self._reading:
            self._reader = None
            reader.close()

    def _read_points(self, reader: OpcuaReader) -> list[Reading | Waveform]:
        failures_before = self.fault_count
        now_s = monotonic()
        due = [p for p in self.config.points if self._retries.is_due(p.point_id, now_s)]
        known = [point for point in due if self._resolve(reader, point)]
        numbers = self._read_numbers(reader, known)
        taken: list[Reading | Waveform] = []
        for point in known:
            number = numbers.get(point.point_id)
            if self._has_moved(point, number):
                self._try_point(reader, point, number, taken)
        has_failed = self.fault_count > failures_before
        if has_failed and not taken and len(self._faults) == len(self.config.points):
            raise next(iter(self._faults.values()))
        return taken

    def _has_moved(self, point: PointBinding, number: NodeValue | None) -> bool:
        if number is None or number.is_bad or point.point_id not in self._numbers:
            return True
        return bool(number.value != self._numbers[point.point_id])

    def _resolve(self, reader: OpcuaReader, point: PointBinding) -> bool:
        if point.point_id in self._nodes:
            return True
        try:
            self._nodes[point.point_id] = find_nodes(self.config, point, reader)
        except ReadingRefused as fault:
            self._failed(point, fault)
            return False
        return True

    def _read_numbers(
        self, reader: OpcuaReader, points: list[PointBinding]
    ) -> dict[str, NodeValue]:
        blocks = [(p.point_id, self._nodes[p.point_id].block) for p in points]
        with_number = [(point_id, node) for point_id, node in blocks if node is not None]
        nodes = [*self._clock_nodes, *(node for _, node in with_number)]
        if not nodes:
            return {}
        answers = reader.read(nodes)
        clock_count = len(self._clock_nodes)
        self._note_clock(answers[:clock_count])
        return {
            point_id: answer
            for (point_id, _), answer in zip(with_number, answers[clock_count:], strict=True)
        }

    def _note_clock(self, answers: list[NodeValue]) -> None:
        if not answers:
            return
        plant_ms, speed = scalar(answers[0]), scalar(answers[1])
        if plant_ms is not None and speed is not None:
            self._clock = PlantClock(int(plant_ms), speed)

    def _try_point(
        self,
        reader: OpcuaReader,
        point: PointBinding,
        number: NodeValue | None,
        taken: list[Reading | Waveform],
    ) -> None:
        try:
            block = self._nodes[point.point_id].block
            if number is not None and block is not None:
                demand_known(number, block, self._place(point))
            waveform = self._read_point(reader, point, number)
        except ReadingRefused as fault:
            self._failed(point, fault)
            return
        self._numbers[point.point_id] = None if number is None else number.value
        self._faults.pop(point.point_id, None)
        self._retries.succeeded(point.point_id)
        if waveform is not None:
            taken.append(waveform)

    def _failed(self, point: PointBinding, fault: ReadingRefused) -> None:
        self._faults[point.point_id] = fault
        self.fault_count += 1
        self._retries.failed(point.point_id, monotonic())

    def _read_point(
        self, reader: OpcuaReader, point: PointBinding, number: NodeValue | None
    ) -> Waveform | None:
        values = self._read_values(reader, point)
        taken_at = self._taken_at(values.waveform, point)
        block = block_from(values, taken_at, self._place(point))
        if not self.intake.is_new(point.point_id, taken_at):
            # A number may be seen a moment before its waveform; only a lasting standstill counts.
            unmoved = 0 if number is None else self._unmoved.get(point.point_id, 0) + 1
            self._unmoved[point.point_id] = unmoved
            if unmoved < NUMBERS_WITHOUT_TIME:
                return None
        else:
            self._unmoved[point.point_id] = 0
        return self.intake.accept(
            point.point_id,
            block,
            number=taken_at,
            expected_rate_hz=optional_number(self.config, point, "rate_hz"),
        )

    def _read_values(self, reader: OpcuaReader, point: PointBinding) -> PointValues:
        nodes = self._nodes[point.point_id]
        asked = [nodes.waveform, nodes.sample_rate]
        if nodes.shaft_speed is not None:
            asked.append(nodes.shaft_speed)
        place = self._place(point)
        answers = [
            demand_known(answer, node, place)
            for answer, node in zip(reader.read(asked), asked, strict=True)
        ]
        has_speed = nodes.shaft_speed is not None
        return PointValues(answers[0], answers[1], answers[2] if has_speed else None)

    def _taken_at(self, waveform: NodeValue, point: PointBinding) -> datetime:
        if waveform.source_time is not None:
            return waveform.source_time
        if waveform.is_bad and self._clock is not None:
            return _EPOCH + timedelta(milliseconds=self._clock.utc_ms)
        raise ReadingRefused(
            f"{self._place(point)}: the waveform comes without a source time ({waveform.status}).",
            "Have the server give source times: without them nobody knows when it was measured.",
        )

    def _place(self, point: PointBinding) -> str:
        return f"{self.config.name} ({self.config.address}), point {point.point_id}"
