"""Money: an exact amount of one currency."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.core.errors import UnitMismatch

CENT = Decimal("0.01")
_WRITTEN = re.compile(r"(-?(?:[0-9]{1,15}(?:\.[0-9]{0,12})?|\.[0-9]{1,12}))\s+([A-Z]{3})")
"""An amount that still adds up exactly (28 digits), a blank and a currency."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount in one currency (ISO 4217 code).

    Amounts stay exact in sums and products; `rounded` is called once, on the order line.

    Examples
    --------
    >>> str((Money(Decimal("12.345"), "EUR") * 3).rounded())
    '37.04 EUR'
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise TypeError("money is a finite Decimal, never a float")

    def __add__(self, other: "Money") -> "Money":
        """Add an amount of the same currency."""
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __mul__(self, quantity: int | Decimal) -> "Money":
        """Multiply by a count."""
        return Money(self.amount * quantity, self.currency)

    def __lt__(self, other: "Money") -> bool:
        """Compare amounts of the same currency."""
        self._same_currency(other)
        return self.amount < other.amount

    def rounded(self) -> "Money":
        """Round half-up to cents.

        >>> str(Money(Decimal("0.125"), "EUR").rounded())
        '0.13 EUR'
        """
        return Money(self.amount.quantize(CENT, rounding=ROUND_HALF_UP), self.currency)

    @property
    def minor_units(self) -> int:
        """Cents, as stored."""
        return int(self.rounded().amount * 100)

    @classmethod
    def from_minor_units(cls, minor_units: int, currency: str) -> "Money":
        """Read stored cents.

        >>> str(Money.from_minor_units(49999, "EUR"))
        '499.99 EUR'
        """
        return cls(Decimal(minor_units) / 100, currency).rounded()

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read "12.50 EUR", the form files carry (never the reader's locale).

        Raises
        ------
        UnitMismatch
            If the text is not an amount below 10**15, a blank and a three-letter currency.
        """
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise UnitMismatch(
                f'"{text}" is not money: expected an amount and a currency.',
                'Write it like "84.00 EUR".',
            )
        return cls(Decimal(written[1]), written[2])

    def __str__(self) -> str:
        """Write "84.00 EUR", the form files carry."""
        return f"{self.rounded().amount} {self.currency}"

    def _same_currency(self, other: "Money") -> None:
        """Refuse to mix currencies."""
        if self.currency != other.currency:
            raise UnitMismatch(
                f"{self.currency} and {other.currency} can be neither compared nor added.",
                "Give both in the site currency.",
            )
