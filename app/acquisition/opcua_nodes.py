"""What the nodes of one OPC UA point say: a block, or why there is none."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from asyncua import ua
from numpy.typing import NDArray

from app.acquisition.bindings import text_setting
from app.acquisition.intake import Block
from app.acquisition.opcua_reader import NodeValue, OpcuaReader
from app.acquisition.plausibility import GOOD, Verdict, bad
from app.core.errors import ReadingRefused
from app.core.measurements import BadReason, Quality
from app.core.sources import PointBinding, SourceConfig

_NO_SUCH_NODE = frozenset({"BadNodeIdUnknown", "BadNodeIdInvalid", "BadAttributeIdInvalid"})
_LINK_WORDS = ("Communication", "NotConnected", "Timeout", "WaitingForInitialData")
MOST_SAMPLES = 2**22


@dataclass(frozen=True, slots=True)
class PointNodes:
    """The nodes of one point; `block` and `shaft_speed` may be absent."""

    waveform: ua.NodeId
    sample_rate: ua.NodeId
    shaft_speed: ua.NodeId | None
    block: ua.NodeId | None


@dataclass(frozen=True, slots=True)
class PointValues:
    """What one request answered for the nodes of a point."""

    waveform: NodeValue
    sample_rate: NodeValue
    shaft_speed: NodeValue | None


def find_nodes(config: SourceConfig, point: PointBinding, reader: OpcuaReader) -> PointNodes:
    """Resolve the node ids of a point; asks the server for the namespace where one is named.

    Raises
    ------
    ReadingRefused
        If ``waveform`` or ``sample_rate`` is missing or a node id can't be one.
    SourceUnreachable
        If the server does not offer the namespace.
    """
    uri = point.where.get("namespace")
    namespace = None if uri is None else reader.namespace_index(uri)

    def optional(key: str) -> ua.NodeId | None:
        return reader.node(point.where[key], namespace) if point.where.get(key) else None

    return PointNodes(
        reader.node(text_setting(config, point, "waveform"), namespace),
        reader.node(text_setting(config, point, "sample_rate"), namespace),
        optional("shaft_speed"),
        optional("block"),
    )


def demand_known(value: NodeValue, node: ua.NodeId, place: str) -> NodeValue:
    """Refuse a node the server does not have.

    Raises
    ------
    ReadingRefused
        Naming the node and the server's answer.
    """
    if value.status in _NO_SUCH_NODE:
        raise ReadingRefused(
            f"{place}: the server has no node {node.to_string()} ({value.status}).",
            "Check the node in the source's settings; a server that has just started may need "
            "a moment.",
        )
    return value


def scalar(value: NodeValue) -> float | None:
    """Give a usable finite number, else None."""
    if value.is_bad or isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return None
    return float(value.value) if np.isfinite(value.value) else None


def block_from(values: PointValues, taken_at: datetime, place: str) -> Block:
    """Turn the answers into a block in m/s2, as float32 at once.

    Raises
    ------
    ReadingRefused
        If the waveform is not a list of numbers or there is no sample rate.
    """
    verdict = judge_status(values.waveform)
    rate_hz = scalar(values.sample_rate)
    if (rate_hz is None or rate_hz <= 0.0) and verdict.quality is not Quality.BAD:
        raise ReadingRefused(
            f"{place}: the sample rate should be a number above 0 Hz but is "
            f"{values.sample_rate.value!r} ({values.sample_rate.status}).",
            "Check the node of the sample rate in the source's settings.",
        )
    rpm = None if values.shaft_speed is None else scalar(values.shaft_speed)
    return Block(
        taken_at,
        rate_hz or 0.0,
        _samples(values.waveform.value, verdict, place),
        rpm if rpm is not None and rpm >= 0.0 else None,
        verdict,
    )


def _samples(value: object, verdict: Verdict, place: str) -> NDArray[np.float32]:
    if not isinstance(value, list) and verdict.quality is Quality.BAD:
        return np.empty(0, dtype=np.float32)
    expected = f"{place}: the waveform should be a list of up to {MOST_SAMPLES} numbers"
    remedy = "Check the node of the waveform in the source's settings."
    if not isinstance(value, list) or len(value) > MOST_SAMPLES:
        found = f"{len(value)} long" if isinstance(value, list) else f"a {type(value).__name__}"
        raise ReadingRefused(f"{expected} but is {found}.", remedy)
    try:
        return np.array(value, dtype=np.float32).reshape(len(value))
    except (TypeError, ValueError) as exc:
        raise ReadingRefused(f"{expected} but holds something else.", remedy) from exc


def judge_status(value: NodeValue) -> Verdict:
    """Say what a status code means for the measurement."""
    if value.is_good:
        return GOOD
    if not value.is_bad:
        is_old = "LastUsable" in value.status
        return Verdict(Quality.UNCERTAIN, BadReason.STALE if is_old else BadReason.NONE)
    is_link = any(word in value.status for word in _LINK_WORDS)
    return bad(BadReason.COMMUNICATION if is_link else BadReason.SENTINEL)
