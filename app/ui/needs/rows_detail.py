"""What the record beside the needs says of one need, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.core.texts import translate
from app.core.trigger import TriggerDecision
from app.core.work_orders import WorkOrder
from app.replenishment.need_standing import NeedStanding
from app.storage.unit_of_work import UnitOfWork
from app.ui.needs.rows_needs import NeedRow, cover_words, kind_word, order_day
from app.ui.orders.rows_record import Fact
from app.ui.rows_why import headline
from app.ui.wording import NOTHING, UNBROKEN, Wording

TOLD_CODES = (
    "pulled_forward", "need_by", "need_by_article", "need_by_date", "late_today",
    "best_day_passed", "order_by",
    "late_next", "article_rule", "article_moved", "article_passed", "article_impossible",
    "covered_by_order", "late_on_order", "hurry_due",
    "shelf_rate", "shelf_level", "shelf_late", "shelf_order",
)  # fmt: skip
"""Reasons short enough to stand beside the list; the whole calculation stands under Why?"""

HOURS_PER_DAY, LEAST_SLACK_HOURS = 24, 24
"""The article wants the part in 24 to 48 h before the job."""


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
    order_number: str


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
    ways: tuple[str, ...]
    job: JobLine | None
    can_propose_job: bool


def read_need(
    uow: UnitOfWork,
    row: NeedRow,
    standing: NeedStanding,
    say: Wording,
    today: date,
    *,
    is_read_only: bool,
) -> NeedRecord:
    """Read what stands behind one need."""
    line, horizon = row.line, uow.plant.policy().planning_horizon_days
    decision = standing.decision
    jobs = uow.work_orders.open_for(line.component_id) if line.component_id else None
    return NeedRecord(
        row=row,
        kind=kind_word(line.kind),
        headline=_headline(row, decision, say),
        facts=(*_dates(row, standing, say, today), *_chances(row, say, horizon)),
        rank=_rank(row, say),
        stock=_stock(row, standing),
        cover=tuple(
            CoverLine(_cover_text(row, i, say), cover.order_id, cover.order_number)
            for i, cover in enumerate(line.cover)
        ),
        told=tuple(_of_codes(decision, TOLD_CODES, say)),
        ways=tuple(_ways(decision, say)),
        job=_job_line(jobs, say),
        can_propose_job=bool(line.component_id) and jobs is None and not is_read_only,
    )


def _headline(row: NeedRow, decision: TriggerDecision | None, say: Wording) -> str:
    """Say what is to be done, for the pieces the board counts as missing."""
    line = row.line
    if decision is None or line.decision is not decision.kind:
        return row.reason[:1].upper() + row.reason[1:] + "."
    quantity = line.missing or decision.quantity
    return headline(replace(decision, quantity=quantity), say)


def _dates(row: NeedRow, standing: NeedStanding, say: Wording, today: date) -> list[Fact]:
    """Say when to order, when it comes in, and how long before the need that is."""
    line, arrival = row.line, standing.arrival
    facts = [
        (translate("Needs", "Order by"), _counted(order_day(row, say), line.order_by, say, today)),
        (
            translate("Needs", "Need by"),
            _counted(say.optional_day(line.need_by), line.need_by, say, today),
        ),
    ]
    if arrival is not None:
        facts += [
            (translate("Needs", "Then in on"), _slack(arrival.in_on, line.need_by, say)),
            (
                translate("Needs", "Late delivery (P84)"),
                _slack(arrival.late_in_on, line.need_by, say),
            ),
        ]
    return facts


def _slack(in_on: date, need_by: date | None, say: Wording) -> str:
    """Write a day with the hours left until the need; less than a day bears the mark."""
    if need_by is None:
        return say.short_day(in_on)
    hours = (need_by - in_on).days * HOURS_PER_DAY
    if hours < 0:
        slack = translate("Needs", "{n} h too late").format(n=say.count(-hours))
    else:
        slack = translate("Needs", "slack {n} h").format(n=say.count(hours))
    mark = "▲ " if hours < LEAST_SLACK_HOURS else ""
    return f"{mark}{say.short_day(in_on)}, {slack.replace(' ', UNBROKEN)}"


def _chances(row: NeedRow, say: Wording, horizon_days: int) -> list[Fact]:
    """Say who delivers how, and how likely the need and a late part are."""
    line = row.line
    arises = translate("Needs", "Arises within {n} d").format(n=horizon_days)
    return [
        (translate("Needs", "Vendor"), row.supplier),
        (translate("Needs", "Delivery"), translate("Words", line.mode.value)),
        (translate("Needs", "Part too late"), _share(line.late_probability, say)),
        (arises, _share(line.probability, say)),
    ]


def _counted(text: str, day: date | None, say: Wording, today: date) -> str:
    """Put the countdown beside a date."""
    if day is None:
        return text
    return f"{text} · {say.countdown(day, today).replace(' ', UNBROKEN)}"


def _share(probability: float | None, say: Wording) -> str:
    """Write a probability, a dash for none."""
    return NOTHING if probability is None else say.percent(probability)


def _rank(row: NeedRow, say: Wording) -> str:
    """Say where the need stands among all of its part, "" where all its pieces are its own."""
    line = row.line
    first, last = line.rank - line.quantity + 1, line.rank
    if first < 1:
        return ""
    if first >= last:
        text = translate("Needs", "Piece {last} of those wanted of this part.")
    else:
        text = translate("Needs", "Pieces {first} to {last} of those wanted of this part.")
    return text.format(first=say.count(first), last=say.count(last))


def _stock(row: NeedRow, standing: NeedStanding) -> tuple[StockStep, ...]:
    """Count what the need can rely on: the shelf, less what others have, and what is due."""
    line, position = row.line, standing.position
    own = StockStep(translate("Needs", "+ ordered for it"), standing.ordered)
    return (
        StockStep(translate("Needs", "on hand"), position.on_hand),
        StockStep(translate("Needs", "− reserved or taken by others"), position.allocated),
        StockStep(translate("Needs", "+ due before the need"), position.on_order),
        *((own,) if standing.ordered else ()),
        StockStep(
            translate("Needs", "= for it"),
            position.position + standing.ordered,
            is_sum=True,
        ),
        StockStep(translate("Needs", "wanted"), line.quantity),
        StockStep(translate("Needs", "missing"), line.missing, is_sum=True),
    )


def _cover_text(row: NeedRow, at: int, say: Wording) -> str:
    """Say one cover; what comes after the need is none."""
    cover = row.line.cover[at]
    words = cover_words(cover, say)
    if cover.is_in_time:
        return words
    return translate("Needs", "{cover}: after the need, no cover").format(cover=words)


def _of_codes(
    decision: TriggerDecision | None, codes: tuple[str, ...], say: Wording
) -> Iterator[str]:
    """Word the reasons of some codes."""
    for reason in decision.reasons if decision else ():
        if reason.code in codes:
            yield reason.text(say.number, say.short_day)


def _ways(decision: TriggerDecision | None, say: Wording) -> Iterator[str]:
    """Say each way out of being late in one line, the cheapest first."""
    text = translate("Needs", "{rank}. {way} ({by}): {late} late, {cost} {currency}")
    bare = translate("Needs", "{rank}. {way}: {late} late, {cost} {currency}")
    for reason in decision.reasons if decision else ():
        if reason.code == "way_out":
            told = reason.details
            yield (text if told["by"] else bare).format(
                rank=told["rank"],
                way=translate("Words", str(told["way"])),
                by=told["by"],
                late=say.percent(float(told["late"])),  # type: ignore[arg-type]
                cost=say.count(round(float(told["cost"]))),  # type: ignore[arg-type]
                currency=told["currency"],
            )


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
