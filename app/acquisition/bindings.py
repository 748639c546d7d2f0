"""Settings of a point on its source: read once, refused in plain words."""

import math

from app.core.errors import ReadingRefused
from app.core.sources import PointBinding, SourceConfig


def refuse_binding(
    config: SourceConfig, point: PointBinding, expected: str, found: object
) -> ReadingRefused:
    """Make the error for a point whose settings can't be used."""
    return ReadingRefused(
        f"{config.name}, point {point.point_id}: expected {expected}, got {found!r}.",
        "Mend the point in the source's settings.",
    )


def text_setting(config: SourceConfig, point: PointBinding, key: str) -> str:
    """Give a setting that must be there.

    Raises
    ------
    ReadingRefused
        If it is missing or empty.
    """
    found = point.where.get(key, "")
    if not found:
        raise refuse_binding(config, point, f'a setting "{key}"', point.where)
    return found


def optional_number(config: SourceConfig, point: PointBinding, key: str) -> float | None:
    """Give a number above 0 where the setting is there.

    Raises
    ------
    ReadingRefused
        If it is not a number above 0, written with a decimal point.
    """
    text = point.where.get(key)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0.0 < number < math.inf:
        raise refuse_binding(config, point, f'"{key}" to be a number above 0', text)
    return number
