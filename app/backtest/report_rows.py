"""A back-test as JSON objects (docs/backtest.md) and as lines for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.backtest.report import (
    BacktestReport,
    OrderMade,
    Phrase,
    PolicyOutcome,
    ShortNeed,
    StockOuts,
)
from app.core.money import Money

Json = dict[str, object]

SCHEMA = 1

MOST_LINES = 40
"""Order lines a terminal shows; all of them are in the JSON."""

COLUMNS = "{:<32} {:>18} {:>18} {:>10} {:>10} {:>7} {:>12} {:>14}"


def report_json(report: BacktestReport) -> Json:
    """Write the whole report: ISO days, money as numbers of the named currency."""
    return {
        "schema": SCHEMA,
        "site": report.site,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "days": report.days,
        "currency": report.currency,
        "parts": report.parts,
        "needs": report.needs,
        "failures": report.failures,
        "deliveries": report.deliveries,
        "predictions": report.predictions,
        "limits": [_phrase(limit) for limit in report.limits],
        "policies": [_outcome(outcome) for outcome in (report.plant, *report.policies)],
    }


def _outcome(outcome: PolicyOutcome) -> Json:
    """Write what one policy did."""
    return {
        "policy": outcome.policy,
        "name": outcome.name,
        "needs": outcome.all_needs.needs,
        "stock_outs": outcome.all_needs.short,
        "stock_out_upper_95": outcome.all_needs.bound,
        "critical_needs": outcome.critical_needs.needs,
        "critical_stock_outs": outcome.critical_needs.short,
        "critical_stock_out_upper_95": outcome.critical_needs.bound,
        "waiting_hours": outcome.waiting_hours,
        "standing_hours": outcome.standing_hours,
        "waiting_cost": _amount(outcome.waiting_cost),
        "expedited_orders": outcome.expedited,
        "expedite_spend": _amount(outcome.expedite_spend),
        "orders": outcome.orders,
        "order_value": _amount(outcome.order_value),
        "ordering_cost": _amount(outcome.ordering_cost),
        "mean_stock_value": _amount(outcome.mean_stock_value),
        "last_stock_value": _amount(outcome.last_stock_value),
        "holding_cost": _amount(outcome.holding_cost),
        "turnover": outcome.turnover,
        "cost": _amount(outcome.cost),
        "timeline": [_line(line) for line in outcome.timeline],
        "short_needs": [_short(need) for need in outcome.short_needs],
    }


def _line(line: OrderMade) -> Json:
    """Write one order line."""
    return {
        "day": line.ordered_on.isoformat(),
        "part": line.part,
        "quantity": line.quantity,
        "vendor": line.supplier,
        "mode": line.mode.value,
        "why": _phrase(line.why),
        "in_on": _iso(line.in_on),
        "value": _amount(line.value),
    }


def _short(need: ShortNeed) -> Json:
    """Write one need that found too little."""
    return {
        "day": need.arose_on.isoformat(),
        "part": need.part,
        "asset": need.asset,
        "component": need.component,
        "quantity": need.quantity,
        "is_failure": need.is_failure,
        "is_critical": need.is_critical,
        "served_on": _iso(need.served_on),
        "waited_hours": need.waited_hours,
    }


def _phrase(phrase: Phrase) -> Json:
    """Write a phrase with its raw values."""
    details = {name: _iso_or_raw(value) for name, value in phrase.details.items()}
    return {"code": phrase.code, "text": phrase.text(), "details": details}


def _iso_or_raw(value: object) -> object:
    """Write a day as ISO 8601 and leave everything else."""
    return value.isoformat() if isinstance(value, date) else value


def _iso(day: date | None) -> str | None:
    """Write a day as ISO 8601, null for none."""
    return day.isoformat() if day else None


def _amount(money: Money) -> float:
    """Write an amount as a number; its currency stands once at the top."""
    return float(money.rounded().amount)


def report_text(report: BacktestReport) -> str:
    """Write the report for a terminal: the table, Kairos' orders beside the plant's, the limits."""
    head = (
        f"{report.site}: {report.first} to {report.last}, {report.days} days, "
        f"{report.parts} parts, {report.needs} needs ({report.failures} failures), "
        f"{report.deliveries} deliveries, {report.predictions} predictions."
    )
    return "\n".join([head, "", *_table(report), "", *_orders(report), "", *_notes(report)])


def _table(report: BacktestReport) -> Iterator[str]:
    """One line a policy."""
    yield COLUMNS.format(
        "policy",
        "stock-outs",
        "critical",
        "waiting h",
        "expedite",
        "orders",
        f"stock {report.currency}",
        f"cost {report.currency}",
    )
    for outcome in (report.plant, *report.policies):
        yield COLUMNS.format(
            outcome.name,
            _counted(outcome.all_needs),
            _counted(outcome.critical_needs),
            f"{outcome.waiting_hours:.0f}",
            f"{outcome.expedite_spend.amount:.0f}",
            outcome.orders,
            f"{outcome.mean_stock_value.amount:.0f}",
            f"{outcome.cost.amount:.0f}",
        )


def _counted(found: StockOuts) -> str:
    """Write a count of needs; where none was short, how large the rate may still be."""
    bound = "" if found.bound is None else f" (<{found.bound:.1%})"
    return f"{found.short}/{found.needs}{bound}"


def _orders(report: BacktestReport) -> Iterator[str]:
    """What the last policy would have ordered, and what the plant did, day by day."""
    if not report.policies:
        return
    shown = report.policies[-1]
    both = [
        *((line, shown.name) for line in shown.timeline),
        *((line, report.plant.name) for line in report.plant.timeline),
    ]
    both.sort(key=lambda entry: entry[0].ordered_on)
    yield f"Orders of {shown.name} and of the plant:"
    for line, who in both[:MOST_LINES]:
        yield (
            f"{line.ordered_on}  {who:<22} {line.quantity:>3} x {line.part:<18} "
            f"{line.supplier:<22} {line.mode.value:<18} {line.why.text()}"
        )
    if len(both) > MOST_LINES:
        yield f"... {len(both) - MOST_LINES} more: --json lists them all."


def _notes(report: BacktestReport) -> Iterable[str]:
    """What the figures can't tell."""
    return ("Mind:", *(f"- {limit.text()}" for limit in report.limits))
