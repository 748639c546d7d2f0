"""Read a JSON object strictly: every field by name and type, unknown ones refused."""

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.core.errors import ScenarioRefused, UnitMismatch
from app.core.money import Money

T = TypeVar("T")
_MISSING = object()


class Fields:
    """One JSON object with its place in the file, read field by field.

    Raises
    ------
    ScenarioRefused
        Naming the place, what was expected and what stood there.

    Examples
    --------
    >>> Fields({"lead_days": 5}, "vendors[1]").number("lead_days")
    5.0
    """

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise refused(place, "an object in braces", value)
        self._left = dict(value)
        self.place = place

    def number(
        self, name: str, default: float | None = None, *, least: float = 0.0, most: float = math.inf
    ) -> float:
        """Read a finite number within bounds."""
        value = self._take(name, default)
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = float(value)
            if math.isfinite(number) and least <= number <= most:
                return number
        bounds = f"a number from {least:g}" + ("" if math.isinf(most) else f" to {most:g}")
        raise refused(self._at(name), bounds, value)

    def count(self, name: str, default: int | None = None, *, least: int = 0) -> int:
        """Read a whole number."""
        value = self._take(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise refused(self._at(name), f"a whole number from {least}", value)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """Read a text that is not empty."""
        value = self._take(name, default)
        if not isinstance(value, str) or (not value and default is None):
            raise refused(self._at(name), "a text", value)
        return value

    def choice(self, name: str, allowed: dict[str, T], default: str | None = None) -> T:
        """Read one of a few words."""
        value = self._take(name, default)
        if not isinstance(value, str) or value not in allowed:
            raise refused(self._at(name), "one of " + ", ".join(allowed), value)
        return allowed[value]

    def yes_no(self, name: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise refused(self._at(name), "true or false", value)
        return value

    def day(self, name: str) -> date:
        """Read an ISO 8601 date."""
        value = self._take(name, None)
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise refused(self._at(name), "a date like 2026-03-02", value) from None

    def money(self, name: str, default: str | None = None) -> Money:
        """Read money like "84.00 EUR", not negative."""
        value = self._take(name, default)
        try:
            money = Money.parse(value if isinstance(value, str) else "")
        except UnitMismatch:
            raise refused(self._at(name), 'money like "84.00 EUR"', value) from None
        if money.amount < Decimal(0):
            raise refused(self._at(name), "money of 0 or more", value)
        return money

    def inner(self, name: str) -> "Fields":
        """Read an object; an absent one is empty."""
        return Fields(self._take(name, {}), self._at(name))

    def items(
        self, name: str, read: Callable[[object, str], T], *, needed: bool = False
    ) -> list[T]:
        """Read a list, item by item; an absent one is empty unless it is needed."""
        value = self._take(name, _MISSING if needed else [])
        if not isinstance(value, list):
            raise refused(self._at(name), "a list in brackets", value)
        return [read(item, f"{self._at(name)}[{n}]") for n, item in enumerate(value, start=1)]

    def raw(self, name: str) -> object:
        """Read a field whose form the caller checks; None where it is absent."""
        return self._left.pop(name, None)

    def names(self) -> list[str]:
        """Names of the fields not read yet."""
        return list(self._left)

    def done(self) -> None:
        """Refuse whatever was not read."""
        if self._left:
            unknown = ", ".join(f'"{name}"' for name in self._left)
            raise ScenarioRefused(
                f"{self.place}: unknown {unknown}.",
                "Remove it or correct its spelling; see docs/scenario.md for the fields.",
            )

    def _take(self, name: str, default: object) -> object:
        """Take a field out; a missing one without a default is refused by name."""
        value = self._left.pop(name, default)
        if value is None or value is _MISSING:
            raise ScenarioRefused(
                f'{self.place}: "{name}" is missing.',
                "Add it; see docs/scenario.md for the fields.",
            )
        return value

    def _at(self, name: str) -> str:
        """Name a field's place."""
        return f"{self.place}.{name}" if self.place else name


def refused(place: str, expected: str, got: object) -> ScenarioRefused:
    """Say what was expected at a place and what stood there."""
    return ScenarioRefused(
        f"{place}: expected {expected}, found {got!r}.", "Correct the file; nothing was planned."
    )
