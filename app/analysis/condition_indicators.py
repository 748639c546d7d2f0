"""Condition indicators of a point: of a waveform's features, or a scalar's own value."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.assets import MeasurementPoint
from app.core.condition_indicator import Badness, ConditionIndicator
from app.core.measurements import Features
from app.core.quantities import quantity_named

HIGH_BAND_FROM_HZ = 1000.0
"""From here up the shaft's own lines are weak and a rolling bearing's knocks are heard."""
STEP_LOG = math.log(1.6)
"""Least rise that matters: one step of the severity ladder 0.71, 1.12, 1.8, 2.8 ... of
ISO 10816."""
RETURN_LOG = -math.log(0.9)
"""A state is left only when the level falls a tenth below the limit that raised it."""
HYSTERESIS_SHARE = 0.25
"""A scalar's state is left a quarter of its least change below the limit."""
EXCESS = 3.0
"""Kurtosis is kept less that of Gaussian noise; its logarithm is taken of the whole."""


def _of_waveform(name: str, unit: str, offset: float = 0.0) -> ConditionIndicator:
    return ConditionIndicator(name, unit, STEP_LOG, RETURN_LOG, offset=offset)


WAVEFORM = (
    _of_waveform("peak acceleration", "m/s2"),
    _of_waveform("acceleration above 1 kHz", "m/s2"),
    _of_waveform("velocity RMS 10-1000 Hz", "mm/s"),
    _of_waveform("acceleration RMS", "m/s2"),
    _of_waveform("crest factor", ""),
    _of_waveform("kurtosis", "", EXCESS),
    _of_waveform("envelope level", "m/s2"),
)
"""Indicators of every waveform; its band levels come behind them."""
PEAK, HIGH_BAND, VELOCITY = range(3)
"""Where the three that remaining life is judged by stand."""
ENVELOPE = 6


def waveform_indicators(history: Sequence[Features]) -> tuple[ConditionIndicator, ...]:
    """Name the indicators of a point: those of every waveform, and its band levels.

    The bands are those of the first measurement: another sample rate has others.
    """
    bands = history[0].bands_ms2 if history else {}
    return (*WAVEFORM, *(_of_waveform(f"band {name}", "m/s2") for name in bands))


def waveform_levels(
    history: Sequence[Features], indicators: Sequence[ConditionIndicator]
) -> NDArray[np.float64]:
    """Levels of the indicators, shape (n, k); NaN where one is missing or not above 0."""
    bands = tuple(one.name.removeprefix("band ") for one in indicators[len(WAVEFORM) :])
    high_bands = tuple(name for name in bands if float(name.split("-")[0]) >= HIGH_BAND_FROM_HZ)
    level = np.array([_values(f, bands, high_bands) for f in history], dtype=np.float64)
    level = level.reshape(len(history), len(indicators))
    level += np.array([one.offset for one in indicators])
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.log(level)
    level[~np.isfinite(level)] = np.nan
    return level


def _values(
    features: Features, bands: tuple[str, ...], high_bands: tuple[str, ...]
) -> tuple[float, ...]:
    """Values of one measurement in the order of the indicators.

    Without bands above 1 kHz the whole RMS stands in for them.
    """
    levels = features.bands_ms2
    square = 0.0
    for name in high_bands:
        square += levels.get(name, 0.0) ** 2
    high_band = square**0.5 if square > 0 else features.acceleration_rms_ms2
    velocity = features.velocity_rms_mms
    return (
        features.acceleration_peak_ms2,
        high_band,
        math.nan if velocity is None else velocity,
        features.acceleration_rms_ms2,
        features.crest_factor,
        features.kurtosis,
        max(features.envelope_ms2.values(), default=math.nan),
        *(levels.get(name, math.nan) for name in bands),
    )


def scalar_indicators(point: MeasurementPoint, first: float) -> tuple[ConditionIndicator, ...]:
    """Name the indicators of a scalar point: its value, turned round where low is bad, or both.

    Parameters
    ----------
    first : float
        Typical first value; the least change is a share of it where the point states none.

    Examples
    --------
    >>> oil = MeasurementPoint("p", "c", "Oil", "bar", quantity="pressure", badness=Badness.LOW)
    >>> [(one.name, one.level(2.0), one.least_change) for one in scalar_indicators(oil, 4.0)]
    [('pressure low', -2.0, 0.4)]
    """
    usual = quantity_named(point.quantity)
    least = point.least_change or usual.least_change or usual.least_share * abs(first) or 1e-9
    return tuple(
        ConditionIndicator(
            f"{point.quantity} {'low' if is_low else 'high'}",
            point.unit,
            least,
            HYSTERESIS_SHARE * least,
            is_logarithmic=False,
            is_bad_low=is_low,
        )
        for is_low in (False, True)
        if point.badness is Badness.BOTH or (point.badness is Badness.LOW) == is_low
    )


def values_at(indicator: ConditionIndicator, level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values at some levels; same shape."""
    up = -level if indicator.is_bad_low else level
    return np.asarray(np.exp(up) - indicator.offset if indicator.is_logarithmic else up)


def is_waveform(indicators: Sequence[ConditionIndicator]) -> bool:
    """Whether a point's indicators come from waveforms."""
    return indicators[:1] == WAVEFORM[:1]


def wear_columns(indicators: Sequence[ConditionIndicator]) -> tuple[int, ...]:
    """Return the indicators in which a rolling bearing's wear is heard; of a scalar all."""
    return (PEAK, HIGH_BAND) if is_waveform(indicators) else tuple(range(len(indicators)))
