"""Column types: how instants, money, words and samples lie in a table."""

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Dialect, Double, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator

from app.core.errors import UnitMismatch

E = TypeVar("E", bound=Enum)
T = TypeVar("T")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant as fixed-width ISO 8601 text ending in Z: it sorts, people read it."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the instant; refuse one that does not say its zone."""
        del dialect
        if value is None:
            return None
        if value.utcoffset() is None:
            raise UnitMismatch(
                f"The instant {value.isoformat()} has no time zone; expected UTC.",
                "Give the zone; nothing was kept.",
            )
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc.isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the instant, aware and in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class MinorUnits(TypeDecorator[Decimal]):
    """An exact amount as a whole number of its smallest unit.

    Parameters
    ----------
    places : int
        Decimal places kept: 2 for sums (cents), 4 for a price per piece. An amount finer than
        that is refused with `UnitMismatch`, never rounded in silence.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int = 2) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Write the amount; refuse one that would have to be rounded."""
        del dialect
        if value is None:
            return None
        units = value.scaleb(self.places)
        if units != units.to_integral_value():
            raise UnitMismatch(
                f"The amount {value} has more than {self.places} decimal places.",
                f"Round it to {self.places} places; nothing was kept.",
            )
        return int(units)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Read the amount; no more zeros behind the point than cents have."""
        del dialect
        if value is None:
            return None
        exact = Decimal(value).scaleb(-self.places)
        cents = exact.quantize(Decimal("0.01"))
        return cents if cents == exact else exact


class Word(TypeDecorator[E], Generic[E]):
    """A member of an enumeration as its value, so that a table can be read by people."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Write the value."""
        del dialect
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Read the member."""
        del dialect
        return None if value is None else self.words(value)


class JsonOf(TypeDecorator[T], Generic[T]):
    """A value of core as JSON text.

    Parameters
    ----------
    write, read : callable
        Value to JSON content and back, exactly.
    """

    impl = Text
    cache_ok = True

    def __init__(self, write: Callable[[T], object], read: Callable[[Any], T]) -> None:
        super().__init__()
        self.write = write
        self.read = read

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """Write JSON text without any number JSON does not know."""
        del dialect
        return None if value is None else json_text(self.write(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """Read the value."""
        del dialect
        return None if value is None else self.read(json.loads(value))


class EmptyAsNull(TypeDecorator[str]):
    """An id where core writes an empty text for "none": the table keeps NULL, so that keys hold."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Write NULL for an empty id."""
        del dialect
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        """Read an empty id for NULL."""
        del dialect
        return value or ""


class Level(TypeDecorator[float]):
    """A number that may be "not a number" (a bad measurement's): kept as NULL, read as NaN."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:
        """Write NULL for NaN, which SQLite does not keep."""
        del dialect
        return None if value is None or math.isnan(value) else float(value)

    def process_result_value(self, value: float | None, dialect: Dialect) -> float:
        """Read NaN for NULL."""
        del dialect
        return math.nan if value is None else value


class Samples(TypeDecorator[NDArray[np.float32]]):
    """An array of float32, shape (n,), as little-endian bytes; noise hardly compresses."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(
        self, value: NDArray[np.float32] | None, dialect: Dialect
    ) -> bytes | None:
        """Write the bytes."""
        del dialect
        return None if value is None else np.ascontiguousarray(value, dtype="<f4").tobytes()

    def process_result_value(
        self, value: bytes | None, dialect: Dialect
    ) -> NDArray[np.float32] | None:
        """Read the array."""
        del dialect
        return None if value is None else np.frombuffer(value, dtype="<f4").astype(np.float32)


def json_text(content: object) -> str:
    """Write JSON as it is kept and hashed: compact, letters as they are, no NaN.

    >>> json_text({"day": "2026-03-02", "place": "Werk Süd"})
    '{"day":"2026-03-02","place":"Werk Süd"}'
    """
    return json.dumps(
        content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain_number
    )


def _plain_number(value: object) -> object:
    """Write a number NumPy computed as the plain number it is."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is not kept as JSON")
