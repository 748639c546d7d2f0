"""Numbers, dates and money as readers write them."""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from app.core.money import Money
from app.ui.wording import UNBROKEN, Wording

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN, BRITISH = Wording(QLocale("de_DE"), BERLIN), Wording(QLocale("en_GB"), BERLIN)


def test_numbers_carry_the_decimal_sign_of_the_reader() -> None:
    assert GERMAN.number(1234.5) == "1.234,5"
    assert BRITISH.number(1234.5) == "1,234.5"
    assert BRITISH.number(0.00312) == "0.00312"
    assert BRITISH.number(float("inf")) == "∞"


def test_a_date_names_its_weekday_and_leaves_the_year_off_where_it_is_plain() -> None:
    assert BRITISH.short_day(date(2026, 3, 13)) == "Fri, 13 Mar"
    assert BRITISH.day(date(2026, 3, 13)) == "Fri, 13 Mar 2026"
    assert BRITISH.plain_day(date(2026, 3, 13)) == "13 Mar 2026"
    assert GERMAN.short_day(date(2026, 3, 13)) == "Fr., 13. März"


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "de_DE", "fr_FR", "sv_SE", "es_ES", "C"])
def test_no_locale_leaves_the_year_in_a_short_date(locale: str) -> None:
    words = Wording(QLocale(locale), BERLIN).short_day(date(2026, 3, 13))
    assert "2026" not in words
    assert "13" in words


@given(st.integers(-(10**12), 10**12))
def test_money_is_written_to_the_cent_whatever_its_size(cents: int) -> None:
    written = BRITISH.money(Money(Decimal(cents) / 100, "EUR"))
    assert Decimal(written.removesuffix(" EUR").replace(",", "")) == Decimal(cents) / 100


def test_money_rounds_half_up_once() -> None:
    assert GERMAN.money(Money(Decimal("1234.565"), "EUR")) == "1.234,57 EUR"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=12), "12 s"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=7), "7 h"),
        (timedelta(days=3), "3 d"),
    ],
)
def test_an_age_is_said_in_the_unit_that_fits(age: timedelta, words: str) -> None:
    assert BRITISH.age(age) == words


def test_a_countdown_says_today_the_days_left_and_the_days_gone() -> None:
    today = date(2026, 3, 2)
    assert BRITISH.countdown(today, today) == "today"
    assert BRITISH.countdown(today + timedelta(days=4), today) == "in 4 d"
    assert BRITISH.countdown(today - timedelta(days=2), today) == "2 d ago"


def test_a_probability_is_never_written_as_nothing() -> None:
    assert BRITISH.percent(0.0002).split() == ["<", "0.1", "%"]
    assert BRITISH.percent(0.0) == f"0.0{UNBROKEN}%"
    assert BRITISH.percent(0.93) == f"93{UNBROKEN}%"
