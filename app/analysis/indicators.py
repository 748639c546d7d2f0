"""The numbers a measurement gives, by name: what columns of a learned model can be fed with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.measurements import Features


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number of every measurement of a point.

    Attributes
    ----------
    name : str
        By which bindings know it.
    title : str
        What people call it.
    unit : str
        As the plant keeps it.
    """

    name: str
    title: str
    unit: str


SCALARS: dict[str, tuple[Indicator, Callable[[Features], float | None]]] = {
    indicator.name: (indicator, read)
    for indicator, read in (
        (Indicator("velocity_rms_mms", "Velocity RMS", "mm/s"), lambda f: f.velocity_rms_mms),
        (
            Indicator("acceleration_rms_ms2", "Acceleration RMS", "m/s2"),
            lambda f: f.acceleration_rms_ms2,
        ),
        (
            Indicator("acceleration_peak_ms2", "Acceleration peak", "m/s2"),
            lambda f: f.acceleration_peak_ms2,
        ),
        (Indicator("crest_factor", "Crest factor", "1"), lambda f: f.crest_factor),
        (Indicator("kurtosis", "Excess kurtosis", "1"), lambda f: f.kurtosis),
        (Indicator("shaft_speed_rpm", "Shaft speed", "rpm"), lambda f: f.shaft_speed_rpm),
    )
}
"""Indicators that every measurement has."""
BAND, ENVELOPE = "band ", "envelope "


def indicator_value(features: Features, name: str) -> float | None:
    """Return an indicator of a measurement, None where it has none."""
    if name in SCALARS:
        value = SCALARS[name][1](features)
    elif name.startswith(BAND):
        value = features.bands_ms2.get(name.removeprefix(BAND))
    elif name.startswith(ENVELOPE):
        value = features.envelope_ms2.get(name.removeprefix(ENVELOPE))
    else:
        value = None
    return value if value is not None and value == value else None  # noqa: PLR0124 - NaN is none


def indicators_of(measured: Sequence[Features]) -> list[Indicator]:
    """Return the indicators that at least one of some measurements has, scalars first.

    >>> indicators_of([])
    []
    """
    found = [
        indicator
        for name, (indicator, _) in SCALARS.items()
        if any(indicator_value(features, name) is not None for features in measured)
    ]
    bands = sorted({name for f in measured for name in f.bands_ms2}, key=_from_hz)
    defects = sorted({name for f in measured for name in f.envelope_ms2})
    found += [Indicator(BAND + name, f"Band {name} Hz", "m/s2") for name in bands]
    found += [Indicator(ENVELOPE + name, f"Envelope, {name}", "m/s2") for name in defects]
    return found


def _from_hz(band: str) -> float:
    """Return where a band begins."""
    return float(band.split("-", maxsplit=1)[0])
