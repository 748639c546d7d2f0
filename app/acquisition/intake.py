"""The one door for waveforms: a block of any source is judged, scheduled and made immutable."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from app.acquisition.plausibility import (
    GOOD,
    Verdict,
    judge_block,
    judge_instant,
    judge_rate,
    judge_repeat,
    worst,
)
from app.core.measurements import BadReason, Quality, Waveform

_FAULTS_OF_THE_LINK = frozenset({BadReason.TORN, BadReason.STALE, BadReason.COMMUNICATION})


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A waveform as its source sent it, before it is judged.

    Attributes
    ----------
    taken_at : datetime
        Aware UTC instant of the first sample.
    sample_rate_hz : float
        As the source states it, or as it is configured.
    samples_ms2 : ndarray of float32, shape (n,)
        Acceleration in m/s2; may be empty where the source says it has none.
    verdict : Verdict
        What the source itself says of it.
    """

    taken_at: datetime
    sample_rate_hz: float
    samples_ms2: NDArray[np.float32]
    shaft_speed_rpm: float | None = None
    verdict: Verdict = GOOD


@dataclass(slots=True)
class _PointMemory:
    number: object = None
    taken_at: datetime | None = None
    samples_ms2: NDArray[np.float32] | None = None
    last_kept: dict[bool, datetime] = field(default_factory=dict)


class BlockIntake:
    """Remembers what each point delivered, so that nothing is taken in twice.

    It outlives the connection: a fresh source after a lost link goes on with the same memory.

    Parameters
    ----------
    interval_s : float
        Plant seconds between two scheduled measurements of a point.

    Attributes
    ----------
    files_taken : set of str
        Names of the files a folder has handed over, good or refused.
    """

    def __init__(self, interval_s: float) -> None:
        self.files_taken: set[str] = set()
        self._interval = timedelta(seconds=interval_s)
        self._points: dict[str, _PointMemory] = {}

    def is_new(self, point_id: str, number: object) -> bool:
        """Tell whether a block of this number has not been accepted from the point yet."""
        memory = self._points.get(point_id)
        return memory is None or memory.number is None or memory.number != number

    def accept(
        self,
        point_id: str,
        block: Block,
        *,
        number: object = None,
        expected_rate_hz: float | None = None,
        is_always_scheduled: bool = False,
    ) -> Waveform:
        """Judge a block and say whether it is a scheduled measurement or a live frame.

        Parameters
        ----------
        point_id : str
            The measurement point it was taken at.
        block : Block
            What came in.
        number : object
            What tells this block from the one before (its number, its instant).
        expected_rate_hz : float or None
            The rate the point is configured for, where it is.
        is_always_scheduled : bool
            For recorded snapshots, each of which somebody wanted kept.

        Returns
        -------
        Waveform
            Scheduled when at least the interval passed since the point's last scheduled one. Good
            and bad ones are scheduled apart, so that a bad one never takes a good one's turn. A
            torn or stale block is never scheduled: it says nothing about the machine.
        """
        memory = self._points.setdefault(point_id, _PointMemory())
        verdict = self._judge(memory, block, expected_rate_hz)
        is_scheduled = self._is_due(memory, block.taken_at, verdict, is_always=is_always_scheduled)
        memory.number = number
        memory.taken_at = block.taken_at
        memory.samples_ms2 = block.samples_ms2
        return Waveform(
            point_id,
            block.taken_at,
            block.sample_rate_hz,
            block.samples_ms2,
            block.shaft_speed_rpm,
            verdict.quality,
            verdict.bad_reason,
            is_scheduled,
        )

    @staticmethod
    def _judge(memory: _PointMemory, block: Block, expected_rate_hz: float | None) -> Verdict:
        return worst(
            block.verdict,
            judge_rate(block.sample_rate_hz, expected_rate_hz),
            judge_instant(block.taken_at, memory.taken_at),
            judge_block(block.samples_ms2),
            judge_repeat(block.samples_ms2, memory.samples_ms2),
        )

    def _is_due(
        self, memory: _PointMemory, taken_at: datetime, verdict: Verdict, *, is_always: bool
    ) -> bool:
        if verdict.bad_reason in _FAULTS_OF_THE_LINK:
            return False
        is_bad = verdict.quality is Quality.BAD
        last = memory.last_kept.get(is_bad)
        if not is_always and last is not None:
            passed = taken_at - last
            # A clock that was set back starts a new count instead of waiting for the old time.
            if timedelta(0) <= passed < self._interval:
                return False
        memory.last_kept[is_bad] = taken_at
        return True
