"""Measured values as the pictures write them: three figures, the locale's decimal sign."""

import math
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from app.ui.wording import NOTHING, Wording

FAR_DAYS = 270
"""A day further away is written with its year."""


def fixed(value: float, decimals: int) -> str:
    """Write a number with so many decimals.

    >>> fixed(2.0, 1)
    '2.0'
    """
    return QLocale().toString(float(value), "f", decimals)  # type: ignore[call-overload]


def tick_text(value: float) -> str:
    """Write a round value beside its tick, with no more decimals than it has.

    >>> tick_text(0.25), tick_text(20.0)
    ('0.25', '20')
    """
    decimals = 0
    while decimals < 6 and abs(round(value, decimals) - value) > 1e-9 * max(abs(value), 1.0):
        decimals += 1
    return fixed(value, decimals)


def level_text(value: float | None) -> str:
    """Write a measured value with three figures, a dash for none.

    >>> level_text(4.1234), level_text(0.01234), level_text(123.4)
    ('4.12', '0.0123', '123')
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    if value == 0:
        return fixed(0.0, 0)
    decimals = min(max(2 - math.floor(math.log10(abs(value))), 0), 4)
    return fixed(value, decimals)


def rate_text(value: float) -> str:
    """Write a rate with two figures: a slope is not known better.

    >>> rate_text(0.0679), rate_text(3.73)
    ('0.068', '3.7')
    """
    if value <= 0 or not math.isfinite(value):
        return level_text(value)
    return fixed(value, min(max(1 - math.floor(math.log10(value)), 0), 4))


def unit_text(unit: str) -> str:
    """Write a unit as people read it.

    >>> unit_text("m/s2"), unit_text("degC"), unit_text("bar")
    ('m/s²', '°C', 'bar')
    """
    return {"m/s2": "m/s²", "degC": "°C", "um": "µm", "m3/h": "m³/h"}.get(unit, unit)


def frequency_text(frequency_hz: float) -> str:
    """Write a frequency with two decimals, one above 1000 Hz.

    >>> frequency_text(24.754), frequency_text(3200.0)
    ('24.75', '3,200.0')
    """
    return fixed(frequency_hz, 2 if frequency_hz < 1000 else 1)


def day_text(day: date, seen_from: date | None = None) -> str:
    """Write a date with its weekday; with its year where it lies more than nine months away."""
    words = Wording(QLocale(), ZoneInfo("UTC"))
    is_far = seen_from is not None and abs((day - seen_from).days) > FAR_DAYS
    return words.day(day) if is_far else words.short_day(day)


def share_text(share: float) -> str:
    """Write a probability as a percentage."""
    return Wording(QLocale(), ZoneInfo("UTC")).percent(share)
