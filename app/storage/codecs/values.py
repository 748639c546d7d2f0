"""Numbers, days and instants as JSON content."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime


def number_to_json(value: float) -> float | str:
    """Write a number; those JSON does not know as words.

    >>> number_to_json(1.5), number_to_json(float("inf"))
    (1.5, 'inf')
    """
    return value if math.isfinite(value) else str(float(value))


def number_from_json(content: float | str) -> float:
    """Read what `number_to_json` wrote."""
    return float(content) if isinstance(content, str) else content


def optional_number_to_json(value: float | None) -> float | str | None:
    """Write a number that may be missing."""
    return None if value is None else number_to_json(value)


def optional_number_from_json(content: float | str | None) -> float | None:
    """Read a number that may be missing."""
    return None if content is None else number_from_json(content)


def numbers_to_json(values: Mapping[str, float]) -> dict[str, float | str]:
    """Write named numbers in their order."""
    return {name: number_to_json(value) for name, value in values.items()}


def numbers_from_json(content: Mapping[str, float | str]) -> dict[str, float]:
    """Read named numbers."""
    return {name: number_from_json(value) for name, value in content.items()}


def day_to_json(day: date | None) -> str | None:
    """Write a day as ISO 8601, or nothing."""
    return None if day is None else day.isoformat()


def day_from_json(content: str | None) -> date | None:
    """Read a day, or nothing."""
    return None if content is None else date.fromisoformat(content)


def instant_to_json(instant: datetime) -> str:
    """Write an aware instant as UTC.

    >>> instant_to_json(datetime(2026, 3, 2, 10, tzinfo=UTC))
    '2026-03-02T10:00:00.000000Z'
    """
    utc = instant.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def instant_from_json(content: str) -> datetime:
    """Read an instant, aware and in UTC."""
    return datetime.fromisoformat(content)
