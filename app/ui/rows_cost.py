"""The tables of a decision: what else could be done and the ways out, each with its money."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.reasons import Reason
from app.core.texts import translate
from app.ui.wording import Wording

COST_CODES = frozenset({"alternative", "alternative_chosen", "way_out"})
"""Reasons that stand in a table of costs."""

CHOSEN = "▸"

LARGE = 1000.0
"""Expected money from which on cents say nothing."""


@dataclass(frozen=True, slots=True)
class CostTable:
    """Rows whose shares of money add up to their last column.

    Attributes
    ----------
    words : int
        Columns from the left that are words; the others are numbers.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int


def cost_tables(reasons: Iterable[Reason], say: Wording) -> tuple[CostTable, ...]:
    """Lay out the tables that have rows: the ways out first, then the alternatives."""
    told = tuple(reasons)
    ways = tuple(r for r in told if r.code == "way_out")
    others = tuple(r for r in told if r.code in COST_CODES - {"way_out"})
    tables = (_ways(ways, say), _alternatives(others, say))
    return tuple(table for table in tables if table.rows)


def _alternatives(reasons: tuple[Reason, ...], say: Wording) -> CostTable:
    """Order days and deliveries beside the chosen one, which carries a mark."""
    unit = reasons[0].unit if reasons else ""
    shares = ("holding", "waiting", "fees", "cost")
    return CostTable(
        title=translate("Why", "What else could be done, in {unit}").format(unit=unit),
        heads=(
            "",
            translate("Why", "Ordered on"),
            translate("Why", "How"),
            translate("Why", "Late"),
            translate("Why", "Holding"),
            translate("Why", "Waiting"),
            translate("Why", "Fees"),
            translate("Why", "Cost"),
        ),
        rows=tuple(
            (
                CHOSEN if reason.code == "alternative_chosen" else "",
                say.short_day(reason.details["day"]),  # type: ignore[arg-type]
                _how(reason),
                *_figures(reason, shares, say),
            )
            for reason in reasons
        ),
        words=3,
    )


def _ways(reasons: tuple[Reason, ...], say: Wording) -> CostTable:
    """Ways out of being late, cheapest first; large sums without their cents."""
    most = max((reason.value or 0.0 for reason in reasons), default=0.0)
    decimals = 0 if most >= LARGE else 2
    unit = reasons[0].unit if reasons else ""
    shares = ("holding", "waiting", "fees", "repair", "standing", "cost")
    return CostTable(
        title=translate("Why", "Ways out, cheapest first, in {unit}").format(unit=unit),
        heads=(
            "",
            translate("Why", "Way"),
            translate("Why", "Late"),
            translate("Why", "Holding"),
            translate("Why", "Waiting"),
            translate("Why", "Fees"),
            translate("Why", "Repair"),
            translate("Why", "Other"),
            translate("Why", "Cost"),
        ),
        rows=tuple(
            (
                str(reason.details["rank"]),
                _way(reason),
                *_figures(reason, shares, say, decimals),
            )
            for reason in reasons
        ),
        words=2,
    )


def _how(reason: Reason) -> str:
    """Say how many, how delivered and from whom."""
    details = reason.details
    mode = translate("Words", str(details["mode"]))
    return f"{details['quantity']} × {mode}{details['vendor']}"


def _way(reason: Reason) -> str:
    """Say the way, whose part it is, and how it travels where the way does not say so itself."""
    details = reason.details
    way, mode = (translate("Words", str(details[name])) for name in ("way", "mode"))
    named = f"{way}: {details['by']}"
    return named if details["way"] == details["mode"] else f"{named}, {mode}"


def _figures(
    reason: Reason, shares: tuple[str, ...], say: Wording, decimals: int = 2
) -> tuple[str, ...]:
    """Write the chance of being late and the shares of the cost."""
    late, *money = (float(reason.details[name]) for name in ("late", *shares))  # type: ignore[arg-type]
    return say.percent(late), *(say.fixed(share, decimals) for share in money)
