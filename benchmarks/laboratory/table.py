"""The comparison as a table for people."""

from typing import Any

HEADS = (
    "policy", "cost/y", "holding/y", "orders/y", "expedite/y", "turnover", "unplanned h/y",
    "critical stock-outs", "minus classic_predictive", "holding minus c_p", "minus no_condition",
)  # fmt: skip


def table_of(rows: list[dict[str, Any]]) -> str:
    """Lay the rows of `comparing.compared` out in Markdown."""
    lines = [_line(HEADS), _line(["---"] * len(HEADS)), *(_line(_cells(row)) for row in rows)]
    return "\n".join(lines)


def _cells(row: dict[str, Any]) -> list[str]:
    """One policy, every figure as a reader wants it."""
    classic, blind = row["vs_classic_predictive"], row["vs_no_condition"]
    return [
        row["policy"],
        *(f"{row[name]:,.0f}" for name in ("cost_per_year", "holding", "ordering", "expedite")),
        f"{row['turnover']:.2f}",
        f"{row['unplanned_hours']:,.0f}",
        f"{row['critical_stockouts']} of {row['critical_needs']:,}",
        _difference(classic, "cost"),
        _difference(classic, "holding"),
        _difference(blind, "cost"),
    ]


def _difference(found: dict[str, float | None], what: str) -> str:
    """A difference with its standard error, where there is one."""
    error = found[f"{what}_se"]
    if found[f"{what}_diff"] is None:
        return "not played"
    diff = f"{found[f'{what}_diff']:+,.0f}"
    return diff if error is None else f"{diff} ± {error:,.0f}"


def _line(cells: tuple[str, ...] | list[str]) -> str:
    """One row of a Markdown table."""
    return "| " + " | ".join(cells) + " |"
