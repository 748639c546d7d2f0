"""What each column of the needs board says: two lines a cell, the second in grey."""

from app.core.texts import translate
from app.ui.colours import tokens
from app.ui.needs.rows_needs import (
    NeedRow,
    cover_due,
    cover_source,
    cover_words,
    kind_word,
    order_day,
)
from app.ui.table_model import Column
from app.ui.wording import NOTHING, Wording

MARK, WHERE, PART, ORDER_BY, NEED_BY, QUANTITY, COVER, RISK, REASON = range(9)
"""The columns from left to right."""


def need_columns(say: Wording, horizon_days: int) -> list[Column[NeedRow]]:
    """Say what each column holds; a line feed parts the two lines."""
    return [
        Column("", lambda _row: "", tooltip=_mark_words),
        Column(
            translate("Needs", "For"),
            lambda row: f"{row.where}\n{kind_word(row.line.kind)}",
            sort_key=lambda row: row.where,
        ),
        Column(
            translate("Needs", "Part"),
            lambda row: f"{row.part}\n{row.description}",
            sort_key=lambda row: row.part,
        ),
        Column(
            translate("Needs", "Order by"),
            lambda row: f"{order_day(row, say)}\n{row.supplier}",
            sort_key=lambda row: row.line.order_by,
            colour=lambda row: tokens.alarm if row.is_past else None,
            tooltip=lambda row: _order_tooltip(row, say),
        ),
        Column(
            translate("Needs", "Need by"),
            lambda row: f"{say.optional_day(row.line.need_by)}\n{_need_in(row, say)}",
            sort_key=lambda row: row.line.need_by,
        ),
        Column(
            translate("Needs", "Quantity"),
            lambda row: f"{say.count(row.line.quantity)}\n{_missing(row, say)}",
            sort_key=lambda row: row.line.missing,
            is_number=True,
        ),
        Column(
            translate("Needs", "Cover"),
            lambda row: _cover(row, say),
            tooltip=lambda row: "\n".join(cover_words(c, say) for c in row.line.cover) or NOTHING,
        ),
        Column(
            translate("Needs", "P(late)"),
            lambda row: f"{_share(row.line.late_probability, say)}\n{_arises(row, say)}",
            sort_key=lambda row: row.line.late_probability,
            is_number=True,
            tooltip=lambda row: _risk_words(row, say, horizon_days),
        ),
        Column(translate("Needs", "Reason"), lambda row: row.reason),
    ]


def _mark_words(row: NeedRow) -> str:
    """Say what the box is for."""
    if row.can_be_ordered:
        return translate("Needs", "Mark for drafting (Space)")
    return translate("Needs", "Nothing is missing: there is nothing to draft.")


def _order_tooltip(row: NeedRow, say: Wording) -> str:
    """Say that a day is over, where it is."""
    if not row.is_past:
        return f"{order_day(row, say)}\n{row.supplier}"
    return translate("Needs", "The best day to order is over: order today or find a way out.")


def _need_in(row: NeedRow, say: Wording) -> str:
    """Say how far off the need is, "" where it has no day."""
    return say.countdown(row.line.need_by, row.today) if row.line.need_by else ""


def _missing(row: NeedRow, say: Wording) -> str:
    """Say how many pieces are missing."""
    if not row.line.missing:
        return translate("Needs", "too late") if row.is_late else translate("Needs", "covered")
    return translate("Needs", "{n} missing").format(n=say.count(row.line.missing))


def _cover(row: NeedRow, say: Wording) -> str:
    """Say what serves the need, in two lines; the tooltip lists all."""
    cover = row.line.cover
    if not cover:
        return translate("Needs", "none") + "\n"
    first = cover_source(cover[0], say)
    if len(cover) == 1:
        return f"{first}\n{cover_due(cover[0], say)}"
    if len(cover) == 2:
        return f"{first}\n{cover_source(cover[1], say)}"
    more = translate("Needs", "and {n} more").format(n=say.count(len(cover) - 1))
    return f"{first}\n{more}"


def _share(probability: float | None, say: Wording) -> str:
    """Write a probability, a dash for none."""
    return NOTHING if probability is None else say.percent(probability)


def _arises(row: NeedRow, say: Wording) -> str:
    """Write the probability that the need arises at all, "" where nobody knows."""
    if row.line.probability is None:
        return ""
    return translate("Needs", "need {p}").format(p=say.percent(row.line.probability))


def _risk_words(row: NeedRow, say: Wording, horizon_days: int) -> str:
    """Say both probabilities in full."""
    late = translate("Needs", "Probability that the part comes too late: {p}")
    arises = translate("Needs", "Probability that the need arises within {days} d: {p}")
    return "\n".join(
        (
            late.format(p=_share(row.line.late_probability, say)),
            arises.format(days=horizon_days, p=_share(row.line.probability, say)),
        )
    )
