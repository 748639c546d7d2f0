"""The sum behind the probability of being late, read back from a decision's reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.core.reasons import Reason

TERMS = frozenset({"late_term", "late_range"})
"""Codes of the reasons that are terms of the sum."""


@dataclass(frozen=True, slots=True)
class LateTerm:
    """One lead time, or a range of unlikely ones: probability times what has failed by then."""

    shortest_days: int
    lead_days: int
    probability: float
    arrival: date
    usable: date
    failed: float
    product: float


def late_terms(reasons: Iterable[Reason]) -> tuple[LateTerm, ...]:
    """Read the terms in the order they were taken down.

    >>> day = date(2026, 3, 9)
    >>> details = {"shortest": 5, "lead": 5, "probability": 0.5, "arrival": day, "usable": day,
    ...            "failed": 0.01, "product": 0.005}
    >>> late_terms([Reason("late_term", 0.005, "1", details), Reason("covered")])[0].lead_days
    5
    """
    return tuple(_term(reason) for reason in reasons if reason.code in TERMS)


def _term(reason: Reason) -> LateTerm:
    """Read one term; the trigger that wrote it knows the types."""
    details = reason.details
    return LateTerm(
        shortest_days=cast("int", details["shortest"]),
        lead_days=cast("int", details["lead"]),
        probability=cast("float", details["probability"]),
        arrival=cast("date", details["arrival"]),
        usable=cast("date", details["usable"]),
        failed=cast("float", details["failed"]),
        product=cast("float", details["product"]),
    )
