"""Read a JSON object strictly: every field by name and type, unknown ones refused."""

import reprlib
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.core.errors import ScenarioRefused, UnitMismatch
from app.core.money import Money

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_MISSING = object()
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
"""Within these the horizon, the longest lead time and public holidays can be reckoned."""

LARGEST = 1e15
MOST_PIECES = 1_000_000_000

_shown = reprlib.Repr()
_shown.maxstring = _shown.maxother = _shown.maxlong = 60


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
        self, name: str, default: float | None = None, *, least: float = 0.0, most: float = LARGEST
    ) -> float:
        """Read a finite number within bounds."""
        value = self._take(name, default)
        # Compared as it stands: a whole number may be larger than any float.
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        ):
            return float(value)
        raise refused(self._at(name), f"a number from {least:g} to {most:g}", value)

    def count(
        self, name: str, default: int | None = None, *, least: int = 0, most: int = MOST_PIECES
    ) -> int:
        """Read a whole number within bounds."""
        value = self._take(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise refused(self._at(name), f"a whole number from {least} to {most}", value)
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

    def day(self, name: str) -> date:
        """Read an ISO 8601 date between `FIRST_DAY` and `LAST_DAY`."""
        value = self._take(name, None)
        try:
            day = date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise refused(self._at(name), "a date like 2026-03-02", value) from None
        if not FIRST_DAY <= day <= LAST_DAY:
            raise refused(self._at(name), f"a date from {FIRST_DAY} to {LAST_DAY}", value)
        return day

    def money(self, name: str, currency: str, default: str | None = None) -> Money:
        """Read money of the site's currency like "84.00 EUR", not negative."""
        value = self._take(name, default)
        try:
            money = Money.parse(value if isinstance(value, str) else "")
        except UnitMismatch:
            raise refused(self._at(name), f'money like "84.00 {currency}"', value) from None
        if money.currency != currency:
            raise refused(self._at(name), f"money in {currency} (policy.currency)", value)
        if money.amount < Decimal(0):
            raise refused(self._at(name), "money of 0 or more", value)
        return money

    def price(self, name: str, currency: str) -> Money:
        """Read what one piece costs: money above 0."""
        money = self.money(name, currency)
        if not money.amount:
            raise refused(self._at(name), "a price above 0", str(money))
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

    def has(self, name: str) -> bool:
        """Whether a field is there and not read yet."""
        return name in self._left

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


def by_name(place: str, named: Iterable[tuple[K, T]]) -> dict[K, T]:
    """Lay rows out by their name; one that comes twice is refused, never overwritten."""
    rows: dict[K, T] = {}
    for name, row in named:
        if name in rows:
            raise refused(place, "every name once", name)
        rows[name] = row
    return rows


def refused(place: str, expected: str, got: object) -> ScenarioRefused:
    """Say what was expected at a place and what stood there."""
    return ScenarioRefused(
        f"{place}: expected {expected}, found {_shown.repr(got)}.",
        "Correct the file; nothing was planned.",
    )
