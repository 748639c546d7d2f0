from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from app.core.errors import PlantError
from app.ui.typed import typed_number

GERMAN, ENGLISH, FRENCH = (QLocale(name) for name in ("de_DE", "en_GB", "fr_FR"))


@pytest.mark.parametrize(
    ("locale", "text", "number"),
    [
        (GERMAN, "4,5", "4.5"),
        (GERMAN, "1.250,50", "1250.50"),
        (ENGLISH, "1,250.50", "1250.50"),
        (FRENCH, "1 250,50".replace(" ", "\N{NARROW NO-BREAK SPACE}"), "1250.50"),
        (ENGLISH, " 7 ", "7"),
    ],
)
def test_numbers_are_read_as_the_reader_writes_them(locale, text, number):
    assert typed_number(text, "Fee", locale) == Decimal(number)


@pytest.mark.parametrize("text", ["abc", "-1", "1e5", "nan", "inf", "4.5.6", "٤", "5 d", ".", "½"])
def test_what_is_no_number_is_refused_with_what_was_expected(text):
    with pytest.raises(PlantError, match="Lead time, working d: expected a number like 4.5") as no:
        typed_number(text, "Lead time, working d", ENGLISH)
    assert text in no.value.what


@given(st.text(max_size=12))
def test_any_text_gives_a_plain_number_nothing_or_a_refusal(text):
    try:
        number = typed_number(text, "Fee", GERMAN)
    except PlantError:
        return
    assert number is None or (number.is_finite() and number >= 0)
