"""Words of the command line read into numbers and days, refused with what was expected."""

import argparse
from datetime import date

MOST_DAYS = 3650


def day(text: str) -> date:
    """Read a day as ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected a day like 2025-01-31, found {text!r}"
        ) from None


def days(text: str) -> int:
    """Read a whole number of days within ten years."""
    count = whole(text)
    if not 1 <= count <= MOST_DAYS:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 1 to {MOST_DAYS}, found {text!r}"
        )
    return count


def whole(text: str) -> int:
    """Read a whole number from 0, of a length that a person types."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"expected a whole number from 0, found {text!r}")
    return int(text)


def above_zero(text: str) -> float:
    """Read a finite number above 0."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, found {text!r}")
    return value


def band(text: str) -> tuple[float, float]:
    """Read two frequencies like 2000-5000."""
    low, dash, high = text.partition("-")
    if dash:
        ends = above_zero(low), above_zero(high)
        if ends[0] < ends[1]:
            return ends
    raise argparse.ArgumentTypeError(f"expected a band like 2000-5000, found {text!r}")


def lengths(text: str) -> tuple[float, ...]:
    """Read two or three lengths like 2000,200,400."""
    parts = text.split(",")
    if len(parts) in {2, 3}:
        return tuple(above_zero(part) for part in parts)
    raise argparse.ArgumentTypeError(f"expected lengths like 2000,200,400, found {text!r}")
