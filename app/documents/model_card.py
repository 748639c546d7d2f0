"""What the card of a fleet model says in sentences, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from app.analysis.fleet.said import TEXTS, Said
from app.analysis.fleet.table import TableFinding
from app.core.texts import plain_number, translate

Number = Callable[[float], str]


def limits_of(card: Mapping[str, Any], number: Number = plain_number) -> list[str]:
    """Say where the model ends; a card without codes is read as it was written."""
    try:
        return [_said(one).text(number) for one in card["said"]["limits"]]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return [str(text) for text in card["limits"]]


def findings_of(card: Mapping[str, Any], number: Number = plain_number) -> list[str]:
    """Say what was set aside of the table; a card without codes is read as it was written."""
    try:
        return [
            TableFinding(
                str(one["place"]), _said(one["found"]), _said(one["done"]), str(one["column"])
            ).text(number)
            for one in card["said"]["findings"]
        ]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return [str(text) for text in card["trained_on"]["findings"]]


def _said(coded: Mapping[str, Any]) -> Said:
    """Read a sentence that was kept as a code."""
    if coded["code"] not in TEXTS:
        raise KeyError(coded["code"])
    return Said(coded["code"], dict(coded["details"]))


CANDIDATES = ("age alone", "linear", "boosted trees, small", "boosted trees, large")
"""Kinds of model as the training names them."""


def candidate_name(name: str) -> str:
    """Name a kind of model in the reader's language."""
    return translate("History", name) if name in CANDIDATES else name


def figures(value: float) -> float:
    """Round to what a reader can use of an error or a life.

    >>> figures(12.3456), figures(0.0)
    (12.3, 0.0)
    """
    return float(f"{value:.3g}")
