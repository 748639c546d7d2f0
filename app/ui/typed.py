"""Numbers as a person types them, in the reader's own locale."""

import re
from decimal import Decimal

from PySide6.QtCore import QLocale

from app.core.errors import PlantError
from app.core.texts import translate

PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def typed_number(text: str, name: str, locale: QLocale) -> Decimal | None:
    """Read a number that is not negative; None where nothing was typed.

    Parameters
    ----------
    name : str
        What was asked for, with its unit: it stands in the refusal.

    Raises
    ------
    PlantError
        If it is no number in the reader's locale.

    Examples
    --------
    >>> german = QLocale(QLocale.Language.German)
    >>> typed_number("1.250,50", "Fee, EUR", german), typed_number(" ", "Fee, EUR", german)
    (Decimal('1250.50'), None)
    """
    written = text.strip()
    if not written:
        return None
    plain = written.replace(locale.groupSeparator(), "").replace(locale.decimalPoint(), ".")
    plain = plain.replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    if not PLAIN.fullmatch(plain):
        refused = translate("Vendors", "{name}: expected a number like {example}, found “{text}”.")
        remedy = translate("Vendors", "Correct it; nothing was changed.")
        example = locale.toString(4.5, "f", 1)
        raise PlantError(refused.format(name=name, example=example, text=written), remedy)
    return Decimal(plain)


def typed_pieces(text: str, name: str, locale: QLocale) -> int:
    """Read a whole number of pieces.

    Raises
    ------
    PlantError
        If nothing was typed, or no whole number.

    Examples
    --------
    >>> typed_pieces("1,200", "Pieces", QLocale(QLocale.Language.English))
    1200
    """
    number = typed_number(text, name, locale)
    if number is None or number != int(number):
        refused = translate("Typed", "{name}: expected a whole number of pieces, found “{text}”.")
        remedy = translate("Typed", "Correct it; nothing was changed.")
        raise PlantError(refused.format(name=name, text=text.strip()), remedy)
    return int(number)


def typed_amount(text: str, name: str, locale: QLocale) -> Decimal:
    """Read an amount of money that has to be there.

    Raises
    ------
    PlantError
        If nothing was typed, or no number.
    """
    amount = typed_number(text, name, locale)
    if amount is None:
        refused = translate("Typed", "{name}: nothing is typed.").format(name=name)
        raise PlantError(refused, translate("Typed", "Type an amount; nothing was changed."))
    return amount
