"""Numbers, dates, money and ages as the person's locale writes them."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QTime

from app.core.money import Money
from app.core.texts import plain_number, translate

NOTHING = "—"
"""What stands where there is nothing to say."""

UNBROKEN = "\N{NO-BREAK SPACE}"
"""Keeps a number and its sign on one line."""

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one reader writes what the plant counts in.

    Its methods are what `Reason.text` and the papers ask for.

    Examples
    --------
    >>> words = Wording(QLocale(QLocale.Language.German), ZoneInfo("Europe/Berlin"))
    >>> words.number(1234.5), words.day(date(2026, 3, 13))
    ('1.234,5', 'Fr., 13. März 2026')
    """

    locale: QLocale
    zone: ZoneInfo

    def number(self, value: float) -> str:
        """Write a number with as many decimals as it needs, at most four."""
        if math.isinf(value) or math.isnan(value):
            return "∞" if value > 0 else NOTHING
        plain = plain_number(value)
        if "e" in plain:
            return _written(self.locale, value, "g", 3)
        return self.fixed(value, len(plain.partition(".")[2]))

    def fixed(self, value: float, decimals: int) -> str:
        """Write a number with a fixed count of decimals, for columns."""
        if not math.isfinite(value):
            return "∞"
        return _written(self.locale, value, "f", decimals)

    def percent(self, share: float) -> str:
        """Write a share as a percentage: "0.3 %", "< 0.1 %"."""
        if 0 < share < 0.001:
            least = translate("Units", "< {number} %").format(number=self.fixed(0.1, 1))
            return least.replace(" ", UNBROKEN)
        text = self.fixed(share * 100, 1 if share < 0.1 else 0)
        return translate("Units", "{number} %").format(number=text).replace(" ", UNBROKEN)

    def count(self, value: int) -> str:
        """Write a whole number with the locale's groups."""
        return self.locale.toString(value)

    def amount(self, amount: Decimal) -> str:
        """Write an exact amount with its cents: "1,234.50"; never through a binary fraction."""
        whole, cents = divmod(abs(Money(amount, "").minor_units), 100)
        sign = self.locale.negativeSign() if amount < 0 else ""
        return f"{sign}{self.locale.toString(whole)}{self.locale.decimalPoint()}{cents:02d}"

    def money(self, money: Money) -> str:
        """Write an exact amount with its currency: "1,234.50 EUR"."""
        return f"{self.amount(money.amount)} {money.currency}"

    def day(self, day: date) -> str:
        """Write a date with its weekday and year: "Fri, 13 March 2026" in short."""
        return self._dated(day, self._day_format())

    def plain_day(self, day: date) -> str:
        """Write a date without its weekday: "13 Mar 2026"."""
        return self._dated(day, self._day_format().replace("ddd,", "").replace("ddd", "").strip())

    def numeric_day(self, day: date) -> str:
        """Write a date in figures, for narrow columns: "13/03/2026"."""
        return self._dated(day, self.locale.dateFormat(QLocale.FormatType.ShortFormat))

    def short_day(self, day: date) -> str:
        """Write a date with its weekday and without the year: "Fri, 13 Mar"."""
        form = self._day_format()
        for year in (", yyyy", " 'de' yyyy", " yyyy", "yyyy"):
            form = form.replace(year, "")
        return self._dated(day, form)

    def optional_day(self, day: date | None) -> str:
        """Write a short date, or a dash where there is none."""
        return NOTHING if day is None else self.short_day(day)

    def instant(self, at: datetime) -> str:
        """Write an instant in the plant's zone: short date and time."""
        local = at.astimezone(self.zone)
        return f"{self.short_day(local.date())} {self.clock(at)}"

    def clock(self, at: datetime) -> str:
        """Write the time of day in the plant's zone."""
        local = at.astimezone(self.zone)
        form = self.locale.timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
        return self.locale.toString(QTime(local.hour, local.minute), form)

    def age(self, age: timedelta) -> str:
        """Write how old something is in its two-digit unit: "12 s", "5 min", "3 h", "2 d"."""
        seconds = max(int(age.total_seconds()), 0)
        if seconds < 100:
            return translate("Units", "{n} s").format(n=seconds)
        if seconds < 100 * 60:
            return translate("Units", "{n} min").format(n=seconds // 60)
        if seconds < 48 * 3600:
            return translate("Units", "{n} h").format(n=seconds // 3600)
        return translate("Units", "{n} d").format(n=seconds // 86400)

    def countdown(self, day: date, today: date) -> str:
        """Say how far a day lies from today: "today", "in 3 d", "2 d ago"."""
        days = (day - today).days
        if days == 0:
            return translate("Units", "today")
        if days < 0:
            return translate("Units", "{n} d ago").format(n=-days)
        return translate("Units", "in {n} d").format(n=days)

    def _dated(self, day: date, form: str) -> str:
        """Write a date in a form of Qt's."""
        return self.locale.toString(QDate(day.year, day.month, day.day), form)

    def _day_format(self) -> str:
        """Take the locale's long form with weekday and month cut short."""
        form = self.locale.dateFormat(QLocale.FormatType.LongFormat)
        return form.replace("dddd", "ddd").replace("MMMM", "MMM")


def number(value: float) -> str:
    """Write a number in the reader's locale, where no `Wording` is at hand (axes)."""
    return Wording(QLocale(), _UTC).number(value)


def _written(locale: QLocale, value: float, form: str, decimals: int) -> str:
    """Write a number; the stubs know this overload only by keywords, which lose the decimals."""
    return str(locale.toString(float(value), form, decimals))  # type: ignore[call-overload]
