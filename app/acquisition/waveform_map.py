"""The register map "kairos-waveform": where a block and its particulars stand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from app.acquisition.intake import Block
from app.acquisition.plausibility import GOOD, Verdict, bad
from app.acquisition.registers import ByteOrder, decode_float32, decode_int16, decode_uint64
from app.core.errors import ReadingRefused
from app.core.measurements import BadReason, Quality
from app.core.sources import PlantClock

MAP_NAME = "kairos-waveform"
HEADER_COUNT = 25
FIRST_SAMPLE = 100
MOST_SAMPLES = 2**16 - FIRST_SAMPLE
STATUS_OK = 0
RAIL_CODE = 32767
RAIL_SHARE = 0.005
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_MS = int((datetime(2200, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the samples (0-based holding registers).

    0-3 plant time UTC ms, 4-5 plant s per real s, 10 block number, 11-12 Hz, 13 sample count,
    14-15 rpm, 16-19 instant of the block UTC ms, 20-21 m/s2 per count, 22 status, 23-24 degC.
    """

    clock: PlantClock
    block_number: int
    sample_rate_hz: float
    sample_count: int
    shaft_speed_rpm: float | None
    taken_at: datetime
    scale_ms2: float
    status: int


def parse_header(registers: NDArray[np.uint16], order: ByteOrder, place: str) -> Header:
    """Read the header registers and refuse what can't be one.

    Parameters
    ----------
    registers : ndarray of uint16, shape (25,)
        Registers 0 to 24.
    order : ByteOrder
        How the device lays bytes out.
    place : str
        Source and device, for the message.

    Raises
    ------
    ReadingRefused
        If rate, count, scale or instant are impossible: the register or the byte order is wrong.
    """

    def number(first: int) -> float:
        return float(decode_float32(registers[first : first + 2], order)[0])

    def instant_ms(first: int) -> int:
        return int(decode_uint64(registers[first : first + 4], order)[0])

    count = int(decode_int16(registers[13:14], order).view(np.uint16)[0])
    rate_hz, rpm, scale_ms2 = number(11), number(14), number(20)
    taken_ms = instant_ms(16)
    _demand(0.0 < rate_hz <= 1e6, place, "11-12", "a sample rate up to 1,000,000 Hz", rate_hz)
    _demand(0 < count <= MOST_SAMPLES, place, "13", f"1 to {MOST_SAMPLES} samples", count)
    _demand(0 < taken_ms < _LATEST_MS, place, "16-19", "an instant in milliseconds", taken_ms)
    _demand(0.0 < scale_ms2 < np.inf, place, "20-21", "a scale above 0 m/s2", scale_ms2)
    return Header(
        PlantClock(instant_ms(0), number(4)),
        int(decode_int16(registers[10:11], order).view(np.uint16)[0]),
        rate_hz,
        count,
        rpm if np.isfinite(rpm) and rpm >= 0.0 else None,
        _EPOCH + timedelta(milliseconds=taken_ms),
        scale_ms2,
        int(decode_int16(registers[22:23], order).view(np.uint16)[0]),
    )


def _demand(is_met: bool, place: str, register: str, expected: str, found: float) -> None:
    if not is_met:
        raise ReadingRefused(
            f"{place}: register {register} should hold {expected} but holds {found:g}.",
            "Check the register map and the byte order in the source's settings.",
        )


def block_from(header: Header, samples: NDArray[np.uint16], order: ByteOrder) -> Block:
    """Turn sample registers into acceleration.

    Parameters
    ----------
    header : Header
        Read before the samples.
    samples : ndarray of uint16, shape (n,)
        Registers 100 and on: counts as int16.
    order : ByteOrder
        How the device lays bytes out.

    Returns
    -------
    Block
        In m/s2. BAD when the device's status is not 0; UNCERTAIN when more than 0.5 % of the
        counts stand at the converter's end.
    """
    counts = decode_int16(samples, order)
    acceleration_ms2 = counts.astype(np.float32) * np.float32(header.scale_ms2)
    return Block(
        header.taken_at,
        header.sample_rate_hz,
        acceleration_ms2,
        header.shaft_speed_rpm,
        _judge_counts(header.status, counts),
    )


def _judge_counts(status: int, counts: NDArray[np.int16]) -> Verdict:
    if status != STATUS_OK:
        return bad(BadReason.SENTINEL)
    at_the_rail = np.abs(counts.astype(np.int32)) >= RAIL_CODE
    if at_the_rail.mean() > RAIL_SHARE:
        return Verdict(Quality.UNCERTAIN, BadReason.CLIPPED)
    return GOOD
