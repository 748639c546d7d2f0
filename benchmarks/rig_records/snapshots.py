"""Snapshots of the run-to-failure bearings (PHM 2012 form), each counted as one hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from app.analysis.features import extract_features, transformed
from app.core.measurements import Features, Waveform

G_MS2 = 9.80665
SAMPLE_RATE_HZ = 25_600.0
BEGAN_AT = datetime(2026, 1, 1, tzinfo=UTC)
SHAFT_RPM = {"1": 1800.0, "2": 1650.0, "3": 1500.0}


def read_features(path: Path) -> Iterator[list[Features]]:
    """Yield the features of each channel of a file, horizontal first."""
    for waveforms in read_waveforms(path):
        blocks = transformed(waveforms)
        yield [
            extract_features(waveform, block=block)
            for waveform, block in zip(waveforms, blocks, strict=True)
        ]


def read_waveforms(path: Path) -> Iterator[list[Waveform]]:
    """Yield the snapshots of each channel of a file, horizontal first."""
    with np.load(path) as record:
        counts, scale, snapshot = record["acc"], record["scale"], record["snapshot"]
    rpm = SHAFT_RPM.get(path.stem[len("Bearing")], 1800.0)
    for channel in range(counts.shape[1]):
        yield [
            Waveform(
                f"{path.stem} {channel}",
                BEGAN_AT + timedelta(hours=int(number)),
                SAMPLE_RATE_HZ,
                (counts[i, channel] * (scale[i] * G_MS2)).astype(np.float32),
                rpm,
            )
            for i, number in enumerate(snapshot)
        ]
