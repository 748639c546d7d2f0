"""What the back-test says, as plain rows: one a policy, the plant itself first."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from app.backtest.report import BacktestReport, PolicyOutcome, StockOuts
from app.core.money import Money
from app.core.texts import translate
from app.ui.table_model import Column, value_column
from app.ui.wording import NOTHING, Wording

Amount = Callable[[PolicyOutcome], Money]


def outcomes(report: BacktestReport) -> list[PolicyOutcome]:
    """List the plant as it was, then what each policy would have done."""
    return [report.plant, *report.policies]


def policy_columns(say: Wording, currency: str) -> list[Column[PolicyOutcome]]:
    """Say what each column of the table holds."""
    return [
        Column(translate("Improve", "Policy"), lambda row: row.name, sort_key=lambda row: row.name),
        Column(
            translate("Improve", "Needs short\nof n"),
            lambda row: stock_outs(row.all_needs, say),
            sort_key=lambda row: row.all_needs.short,
            is_number=True,
            tooltip=lambda row: bound_words(row.all_needs, say),
        ),
        Column(
            translate("Improve", "Critical short\nof n"),
            lambda row: stock_outs(row.critical_needs, say),
            sort_key=lambda row: row.critical_needs.short,
            is_number=True,
            tooltip=lambda row: bound_words(row.critical_needs, say),
        ),
        Column(
            translate("Improve", "Waiting\nh"),
            lambda row: say.count(round(row.waiting_hours)),
            sort_key=lambda row: row.waiting_hours,
            is_number=True,
            tooltip=lambda row: waiting_words(row, say),
        ),
        _money(
            translate("Improve", "Expedited\n{money}"), currency, lambda r: r.expedite_spend, say
        ),
        value_column(
            translate("Improve", "Orders"),
            lambda row: row.orders,
            say.count,
        ),
        _money(
            translate("Improve", "Mean stock\n{money}"),
            currency,
            lambda r: r.mean_stock_value,
            say,
        ),
        Column(
            translate("Improve", "Turns\n1/a"),
            lambda row: NOTHING if row.turnover is None else say.fixed(row.turnover, 2),
            sort_key=lambda row: row.turnover,
            is_number=True,
        ),
        _money(translate("Improve", "Cost\n{money}"), currency, lambda r: r.cost, say),
    ]


def _money(title: str, currency: str, amount: Amount, say: Wording) -> Column[PolicyOutcome]:
    """Make a column of money in whole units, its currency in the header."""
    return Column(
        title.format(money=currency),
        lambda row: say.count(round(amount(row).amount)),
        sort_key=lambda row: amount(row).amount,
        is_number=True,
        tooltip=lambda row: say.money(amount(row)),
    )


def waiting_words(row: PolicyOutcome, say: Wording) -> str:
    """Say what the waiting cost, and how much of it machines stood still."""
    text = translate("Improve", "{standing} h of it after failures; the waiting cost {money}.")
    return text.format(standing=say.fixed(row.standing_hours, 0), money=say.money(row.waiting_cost))


def stock_outs(counted: StockOuts, say: Wording) -> str:
    """Say k of n; where none was short also what that proves: "0 of 60 (≤ 5 %)"."""
    if not counted.needs:
        return NOTHING
    text = translate("Improve", "{short} of {needs}").format(
        short=say.count(counted.short), needs=say.count(counted.needs)
    )
    if counted.bound is None:
        return text
    return translate("Improve", "{count} (≤ {bound})").format(
        count=text, bound=say.percent(counted.bound)
    )


def bound_words(counted: StockOuts, say: Wording) -> str:
    """Say in full what may be concluded from a count."""
    if not counted.needs:
        return translate("Improve", "No need of this kind arose.")
    if counted.bound is None:
        text = translate("Improve", "{share} of n = {needs} needs found too little on the shelf.")
        return text.format(share=say.percent(counted.share or 0.0), needs=say.count(counted.needs))
    text = translate(
        "Improve",
        "None of n = {needs} needs was short. With 95 % confidence the rate is at most {bound}.",
    )
    return text.format(needs=say.count(counted.needs), bound=say.percent(counted.bound))


def held_words(report: BacktestReport, say: Wording) -> str:
    """Say what history the figures rest on."""
    text = translate(
        "Improve",
        "{first} to {last}, n = {days} days: {needs} needs, {failures} of them failures, of "
        "{parts} parts; {deliveries} deliveries, {predictions} predictions.",
    )
    return text.format(
        first=say.plain_day(report.first),
        last=say.plain_day(report.last),
        days=say.count(report.days),
        needs=say.count(report.needs),
        failures=say.count(report.failures),
        parts=say.count(report.parts),
        deliveries=say.count(report.deliveries),
        predictions=say.count(report.predictions),
    )


def policies_csv(report: BacktestReport) -> str:
    """Write the figures as CSV: points as decimal signs, money in the site's currency."""
    head = (
        "policy", "needs", "needs_short", "critical_needs", "critical_short", "waiting_hours",
        "waiting_cost", "expedited_orders", "expedite_spend", "orders", "order_value",
        "mean_stock_value", "holding_cost", "turnover_per_year", "cost", "currency",
    )  # fmt: skip
    rows = (
        (
            o.policy, o.all_needs.needs, o.all_needs.short, o.critical_needs.needs,
            o.critical_needs.short, round(o.waiting_hours, 2), _plain(o.waiting_cost), o.expedited,
            _plain(o.expedite_spend), o.orders, _plain(o.order_value), _plain(o.mean_stock_value),
            _plain(o.holding_cost), "" if o.turnover is None else round(o.turnover, 4),
            _plain(o.cost), report.currency,
        )
        for o in outcomes(report)
    )  # fmt: skip
    return _csv([head, *rows])


def orders_csv(report: BacktestReport) -> str:
    """Write every order of every policy as CSV, ISO dates."""
    head = (
        "policy", "ordered_on", "in_on", "part", "quantity", "supplier", "delivery", "value",
        "currency", "why",
    )  # fmt: skip
    rows = (
        (
            o.policy, made.ordered_on.isoformat(), made.in_on.isoformat() if made.in_on else "",
            made.part, made.quantity, made.supplier, made.mode.value, _plain(made.value),
            made.value.currency, made.why.text(),
        )
        for o in outcomes(report)
        for made in o.timeline
    )  # fmt: skip
    return _csv([head, *rows])


def _plain(money: Money) -> str:
    """Write an amount without its currency."""
    return str(money.rounded().amount)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    """Write rows with commas; what a spreadsheet would run as a formula stays text."""
    box = io.StringIO()
    writer = csv.writer(box, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
    return box.getvalue()


def _inert(cell: object) -> object:
    """Quote a text that begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@" and cell[1:2] else cell
