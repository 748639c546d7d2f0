"""The one door every visible text goes through on its way to a reader.

The rules can't know Qt, so a front end installs its translator here; without one the English
source text is used. Qt Linguist's `lupdate` finds the calls by the name `translate`.
"""

from collections.abc import Callable
from datetime import date

Translator = Callable[[str, str], str]

_installed: list[Translator] = []


def install_translator(translator: Translator | None) -> None:
    """Let a front end translate (context, source text); None goes back to English."""
    _installed.clear()
    if translator is not None:
        _installed.append(translator)


def translate(context: str, text: str) -> str:
    """Return the text in the reader's language.

    >>> translate("Orders", "Approve")
    'Approve'
    """
    return _installed[0](context, text) if _installed else text


def plain_number(value: float) -> str:
    """Write a number for a file or the default language: short, point as decimal sign.

    >>> plain_number(5.0), plain_number(0.00312), plain_number(1234.5)
    ('5', '0.00312', '1234.5')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.3g}"


def three_figures(value: float) -> float:
    """Round what was measured to the figures a reader can use.

    >>> three_figures(1234.5), three_figures(0.012345), three_figures(0.0)
    (1230.0, 0.0123, 0.0)
    """
    return float(f"{value:.3g}")


def plain_day(day: date) -> str:
    """Write a date as ISO 8601 with its weekday's number left out.

    >>> plain_day(date(2026, 3, 2))
    '2026-03-02'
    """
    return day.isoformat()
