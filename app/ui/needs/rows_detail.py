"""What the record beside the needs says of one need, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.core.purchasing import OrderState
from app.core.records import DecisionRecord
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.core.work_orders import WorkOrder
from app.storage.unit_of_work import UnitOfWork
from app.ui.needs.rows_needs import NeedRow, cover_words, kind_word, order_day
from app.ui.orders.rows_record import Fact
from app.ui.rows_why import headline
from app.ui.wording import NOTHING, Wording

TOLD_CODES = (
    "pulled_forward", "need_by", "need_by_article", "late_today", "best_day_passed", "order_by",
    "late_next", "article_rule", "article_passed", "article_impossible", "covered_by_order",
    "late_on_order",
)  # fmt: skip
"""Reasons short enough to stand beside the list; the whole calculation stands under Why?"""


@dataclass(frozen=True, slots=True)
class StockStep:
    """One line of the stock arithmetic."""

    text: str
    pieces: int
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class CoverLine:
    """What serves the need; `order_id` is where a click leads, empty for the shelf."""

    text: str
    order_id: str
    is_in_time: bool


@dataclass(frozen=True, slots=True)
class JobLine:
    """The job open for the need."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class NeedRecord:
    """One need as shown."""

    row: NeedRow
    kind: str
    headline: str
    facts: tuple[Fact, ...]
    rank: str
    stock: tuple[StockStep, ...]
    cover: tuple[CoverLine, ...]
    told: tuple[str, ...]
    job: JobLine | None
    can_propose_job: bool


def read_need(
    uow: UnitOfWork, row: NeedRow, say: Wording, today: date, *, is_read_only: bool
) -> NeedRecord:
    """Read what stands behind one need."""
    line, horizon = row.line, uow.plant.policy().planning_horizon_days
    decision = uow.decisions.get(line.decision_id) if line.decision_id else None
    jobs = uow.work_orders.open_for(line.component_id) if line.component_id else None
    return NeedRecord(
        row=row,
        kind=kind_word(line.kind),
        headline=_headline(row, decision, say),
        facts=_facts(row, say, today, horizon),
        rank=_rank(row, say),
        stock=_stock(uow, row, today),
        cover=tuple(
            CoverLine(_cover_text(row, i, say), cover.order_id, cover.is_in_time)
            for i, cover in enumerate(line.cover)
        ),
        told=tuple(_told(decision, say)) if decision else (),
        job=_job_line(jobs, say),
        can_propose_job=bool(line.component_id) and jobs is None and not is_read_only,
    )


def _headline(row: NeedRow, record: DecisionRecord | None, say: Wording) -> str:
    """Say what is to be done, for the pieces the board counts as missing."""
    line = row.line
    if record is None or line.decision is not record.decision.kind:
        return row.reason[:1].upper() + row.reason[1:] + "."
    quantity = line.missing or record.decision.quantity
    return headline(replace(record.decision, quantity=quantity), say)


def _facts(row: NeedRow, say: Wording, today: date, horizon_days: int) -> tuple[Fact, ...]:
    """Say dates, supplier and chances."""
    line = row.line
    arises = translate("Needs", "Arises within {n} d").format(n=horizon_days)
    return (
        (translate("Needs", "Order by"), _counted(order_day(row, say), line.order_by, say, today)),
        (
            translate("Needs", "Need by"),
            _counted(say.optional_day(line.need_by), line.need_by, say, today),
        ),
        (translate("Needs", "Supplier"), row.supplier),
        (translate("Needs", "Delivery"), translate("Words", line.mode.value)),
        (translate("Needs", "Part too late"), _share(line.late_probability, say)),
        (arises, _share(line.probability, say)),
    )


def _counted(text: str, day: date | None, say: Wording, today: date) -> str:
    """Put the countdown beside a date."""
    return text if day is None else f"{text} · {say.countdown(day, today)}"


def _share(probability: float | None, say: Wording) -> str:
    """Write a probability, a dash for none."""
    return NOTHING if probability is None else say.percent(probability)


def _rank(row: NeedRow, say: Wording) -> str:
    """Say where the need stands among all of its part."""
    line = row.line
    first, last = line.rank - line.quantity + 1, line.rank
    if first >= last:
        text = translate("Needs", "Piece {last} of those wanted of this part.")
    else:
        text = translate("Needs", "Pieces {first} to {last} of those wanted of this part.")
    return text.format(first=say.count(first), last=say.count(last))


def _stock(uow: UnitOfWork, row: NeedRow, today: date) -> tuple[StockStep, ...]:
    """Count what the need can rely on: the shelf, less what goes before it, and what is due."""
    line = row.line
    on_hand = uow.stock.on_hand(line.part_id)
    before = line.rank - line.quantity
    due = _due_in_time(uow, row, today)
    return (
        StockStep(translate("Needs", "on hand"), on_hand),
        StockStep(translate("Needs", "− wanted before it"), before),
        StockStep(translate("Needs", "+ due before the need"), due),
        StockStep(translate("Needs", "= left for it"), on_hand - before + due, is_sum=True),
        StockStep(translate("Needs", "wanted"), line.quantity),
        StockStep(translate("Needs", "missing"), line.missing, is_sum=True),
    )


def _due_in_time(uow: UnitOfWork, row: NeedRow, today: date) -> int:
    """Count the pieces on order that come before the need; a draft counts as well."""
    need_by = row.line.need_by
    return sum(
        ordered.open_quantity
        for order in uow.orders.open_of_part(row.line.part_id)
        if order.state is OrderState.DRAFT
        or (order.expected_on is not None and order.expected_on >= today)
        if need_by is None or order.expected_on is None or order.expected_on <= need_by
        for ordered in order.lines
        if ordered.part_id == row.line.part_id
    )


def _cover_text(row: NeedRow, at: int, say: Wording) -> str:
    """Say one cover; what comes after the need is none."""
    cover = row.line.cover[at]
    words = cover_words(cover, say)
    if cover.is_in_time:
        return words
    return translate("Needs", "{cover}: after the need, no cover").format(cover=words)


def _told(record: DecisionRecord, say: Wording) -> Iterable[str]:
    """Word the few reasons that date the order."""
    for reason in record.decision.reasons:
        if reason.code in TOLD_CODES:
            yield reason.text(say.number, say.short_day)


def _job_line(job: WorkOrder | None, say: Wording) -> JobLine | None:
    """Say which job is open, and when its part is expected."""
    if job is None:
        return None
    if job.part_expected_on is None:
        text = translate("Needs", "{number}, planned {day}")
    else:
        text = translate("Needs", "{number}, planned {day}, part expected {expected}")
    return JobLine(
        job.id,
        text.format(
            number=job.number,
            day=say.optional_day(job.planned_on),
            expected=say.optional_day(job.part_expected_on),
        ),
    )


def is_late(record: NeedRecord) -> bool:
    """Whether the need can't be met in time any more by ordering today."""
    return record.row.line.decision is DecisionKind.LATE
