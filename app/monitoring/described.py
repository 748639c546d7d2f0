"""Measurements described: what waits together is transformed together."""

from collections.abc import Sequence

from app.analysis.block import Blocks
from app.analysis.features import extract_features, transformed
from app.analysis.modes.sensor import disbelieved
from app.core.measurements import Features, Reading, Waveform
from app.monitoring.watch import PointWatch


def blocks_of(
    taken: Sequence[Reading | Waveform], *, shows_live: bool
) -> dict[Reading | Waveform, Blocks]:
    """Transform the waveforms that will be kept, or looked at by anybody."""
    wanted = [m for m in taken if isinstance(m, Waveform) and (m.is_scheduled or shows_live)]
    blocks = zip(wanted, transformed(wanted), strict=True)
    return {waveform: block for waveform, block in blocks if block is not None}


def described(
    watch: PointWatch, waveform: Waveform, block: Blocks | None
) -> tuple[Features, Blocks | None]:
    """Describe a point's waveform by its transform, which is made where it is not there yet.

    Raises
    ------
    ReadingRefused
        If a waveform said to be usable holds no measurement.
    """
    if block is None:
        (block,) = transformed([waveform])
    bearing, speed_rpm = watch.component.bearing, watch.point.nominal_speed_rpm
    return extract_features(waveform, bearing, speed_rpm, block), block


def without_faulty(waveform: Waveform, features: Features) -> Features:
    """Return what is kept of a block that shows a faulty sensor: that it was measured, no number.

    One that its source had doubts about already stays as it is.
    """
    doubted = disbelieved(waveform)
    return features if doubted is waveform else extract_features(doubted)
