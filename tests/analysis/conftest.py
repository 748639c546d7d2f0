"""What the analysis tests share: histories of made-up measurements."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from app.core.measurements import Features, Quality

BEGAN_AT = datetime(2026, 1, 5, tzinfo=UTC)
Measured = Callable[..., list[Features]]


@pytest.fixture
def measured() -> Measured:
    """Return a maker of histories, for tests without examples of hypothesis."""
    return made


def made(
    peaks_ms2: Sequence[float],
    velocity_mms: Sequence[float] | float = 1.0,
    hours: float = 4.0,
    quality: Quality = Quality.GOOD,
    speed_rpm: float | None = 1500.0,
) -> list[Features]:
    """Make a history: peak accelerations in m/s2 every four hours."""
    velocities = np.broadcast_to(np.asarray(velocity_mms, dtype=float), (len(peaks_ms2),))
    return [
        Features(
            "p",
            BEGAN_AT + timedelta(hours=hours * i),
            float(velocity),
            float(peak) / 4,
            float(peak),
            4.0,
            0.0,
            {"10-1000 Hz": 0.3, "1000-3000 Hz": float(peak) / 5, "3000-6400 Hz": 0.1},
            shaft_speed_rpm=speed_rpm,
            quality=quality,
        )
        for i, (peak, velocity) in enumerate(zip(peaks_ms2, velocities, strict=True))
    ]
