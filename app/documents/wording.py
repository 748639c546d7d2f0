"""How a paper writes numbers, days and money: ISO and plain unless the reader's habit is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.core.money import CENT, Money
from app.core.texts import plain_day, plain_number, translate

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MISSING = "–"


def plain_amount(amount: Decimal) -> str:
    """Write an amount without its currency: cents always, parts of a cent where there are some.

    >>> plain_amount(Decimal("84")), plain_amount(Decimal("0.0042"))
    ('84.00', '0.0042')
    """
    in_cents = amount.quantize(CENT)
    return str(in_cents if in_cents == amount else amount.normalize())


def unit_sign(unit: str) -> str:
    """Write a unit as on an instrument.

    >>> unit_sign("m/s2")
    'm/s²'
    """
    return unit.replace("s2", "s²")


@dataclass(frozen=True, slots=True)
class Wording:
    """The reader's habits.

    Attributes
    ----------
    number : callable
        A float as text.
    day : callable
        A date as text.
    amount : callable
        A Decimal amount of money as text, without its currency.
    money : callable
        Money as text, with its currency.
    """

    number: Callable[[float], str] = plain_number
    day: Callable[[date], str] = plain_day
    amount: Callable[[Decimal], str] = plain_amount
    money: Callable[[Money], str] = str

    def weekday_and_day(self, day: date | None) -> str:
        """Write a day with its weekday, where that helps to plan.

        >>> Wording().weekday_and_day(date(2026, 3, 2))
        'Mon 2026-03-02'
        """
        if day is None:
            return MISSING
        return f"{translate('Papers', WEEKDAYS[day.weekday()])} {self.day(day)}"

    def day_or_missing(self, day: date | None) -> str:
        """Write a day, a dash where there is none."""
        return MISSING if day is None else self.day(day)

    def instant(self, at: datetime) -> str:
        """Write an instant in the zone it carries, to the minute.

        >>> from datetime import UTC
        >>> Wording().instant(datetime(2026, 3, 2, 8, 5, tzinfo=UTC))
        '2026-03-02 08:05'
        """
        return f"{self.day(at.date())} {at:%H:%M}"

    def percent(self, probability: float) -> str:
        """Write a probability in per cent, as many digits as its number needs.

        >>> Wording().percent(0.974)
        '97.4 %'
        """
        return f"{self.number(round(probability * 100, 2))} %"


PLAIN = Wording()
"""ISO dates, point as decimal sign: the form that needs no locale."""
