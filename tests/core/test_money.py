"""Money: exact, one currency, rounded once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UnitMismatch
from app.core.money import Money
from app.core.purchasing import OrderLine

amounts = st.decimals(
    Decimal(0), Decimal("99999.9999"), places=4, allow_nan=False, allow_infinity=False
)


@given(amounts, st.integers(1, 500))
def test_a_line_is_rounded_once_half_up(price: Decimal, quantity: int) -> None:
    total = OrderLine("p", quantity, Money(price, "EUR")).total.amount
    exact = price * quantity
    assert total == total.quantize(Decimal("0.01"))
    assert Decimal("-0.005") < total - exact <= Decimal("0.005")


@given(amounts)
def test_cents_come_back_as_they_were_stored(amount: Decimal) -> None:
    money = Money(amount, "EUR").rounded()
    assert Money.from_minor_units(money.minor_units, "EUR") == money


@given(amounts)
def test_what_files_carry_is_read_back(amount: Decimal) -> None:
    money = Money(amount, "EUR").rounded()
    assert Money.parse(str(money)) == money


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(UnitMismatch, match="USD"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")


def test_a_float_is_no_money() -> None:
    with pytest.raises(TypeError):
        Money(0.1, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "12", "12,50 EUR", "EUR 12", "1e3 EUR", "12 eur", "NaN EUR"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(UnitMismatch, match="is not money"):
        Money.parse(text)


@pytest.mark.parametrize(
    "text", ["² EUR", "٣ EUR", "1 \u0415UR", "1 A1B", ".-5 EUR", f"{10**15} EUR"]
)
def test_only_plain_digits_and_letters_within_reach_are_money(text: str) -> None:
    with pytest.raises(UnitMismatch, match="is not money"):
        Money.parse(text)


def test_currencies_that_differ_are_said_to_be_beyond_comparing() -> None:
    with pytest.raises(UnitMismatch, match="EUR and USD can be neither compared nor added"):
        assert Money(Decimal(1), "EUR") < Money(Decimal(2), "USD")
