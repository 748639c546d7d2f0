"""What was ordered when, and what would have been: one lane a policy, as plain values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.backtest.report import BacktestReport, OrderMade, PolicyOutcome, ShortNeed
from app.core.texts import translate
from app.core.trigger import DeliveryMode
from app.ui.improve.rows_backtest import outcomes
from app.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class OrderMark:
    """One order: days from the first day to the order and to the goods, and its sentence."""

    ordered: int
    arrived: int
    is_open: bool
    is_hurried: bool
    text: str


@dataclass(frozen=True, slots=True)
class ShortMark:
    """One need that waited: from when to when, and its sentence."""

    begins: int
    ends: int
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One policy from left to right."""

    policy: str
    name: str
    orders: tuple[OrderMark, ...]
    shorts: tuple[ShortMark, ...]


@dataclass(frozen=True, slots=True)
class TimelineScene:
    """The lanes of one part, or of all, over the days replayed."""

    first: date
    days: int
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part whose timeline can be looked at; "" is every part."""

    part_id: str
    text: str


def timeline_of(report: BacktestReport, part_id: str, say: Wording) -> TimelineScene:
    """Lay the orders of every policy for one part on lanes; "" takes every part."""
    lanes = tuple(_lane(outcome, report, part_id, say) for outcome in outcomes(report))
    return TimelineScene(report.first, report.days, lanes)


def part_choices(report: BacktestReport, used_on: dict[str, str]) -> list[PartChoice]:
    """Offer every part that was ordered or missing, those most often missing first.

    Parameters
    ----------
    used_on : dict of str
        Tags of the machines that use a part, by the part's id.
    """
    names: dict[str, str] = {}
    missing: Counter[str] = Counter()
    for outcome in outcomes(report):
        names |= {made.part_id: made.part for made in outcome.timeline}
        names |= {short.part_id: short.part for short in outcome.short_needs}
        missing.update(short.part_id for short in outcome.short_needs)
    ordered = sorted(names, key=lambda part_id: (-missing[part_id], names[part_id]))
    every = PartChoice("", translate("Improve", "All parts and machines"))
    return [every, *(PartChoice(i, _part_text(names[i], used_on.get(i, ""))) for i in ordered)]


def _part_text(part: str, tags: str) -> str:
    """Name a part with the machines that use it."""
    return f"{part} ({tags})" if tags else part


def _lane(outcome: PolicyOutcome, report: BacktestReport, part_id: str, say: Wording) -> Lane:
    """Write one policy's lane."""
    orders = _of_part(outcome.timeline, part_id)
    shorts = (short for short in outcome.short_needs if part_id in {"", short.part_id})
    return Lane(
        outcome.policy,
        outcome.name,
        tuple(_order_mark(made, report, say) for made in orders),
        tuple(_short_mark(short, report, say) for short in shorts),
    )


def _of_part(timeline: Iterable[OrderMade], part_id: str) -> Iterable[OrderMade]:
    """Keep the orders of a part."""
    return (made for made in timeline if part_id in {"", made.part_id})


def _order_mark(made: OrderMade, report: BacktestReport, say: Wording) -> OrderMark:
    """Say one order."""
    came = (
        translate("Improve", "in on {day}").format(day=say.plain_day(made.in_on))
        if made.in_on
        else translate("Improve", "not in by the last day")
    )
    text = translate("Improve", "{day}: {n} × {part} from {supplier}, {mode}, {came}\n{why}")
    return OrderMark(
        ordered=(made.ordered_on - report.first).days,
        arrived=((made.in_on or report.last) - report.first).days,
        is_open=made.in_on is None,
        is_hurried=made.mode is DeliveryMode.EXPEDITED,
        text=text.format(
            day=say.plain_day(made.ordered_on),
            n=say.count(made.quantity),
            part=made.part,
            supplier=made.supplier,
            mode=translate("Words", made.mode.value),
            came=came,
            why=made.why.text(say.number, say.plain_day),
        ),
    )


def _short_mark(short: ShortNeed, report: BacktestReport, say: Wording) -> ShortMark:
    """Say one need that waited."""
    text = (
        translate("Improve", "{day}: {where} stood still, {n} × {part} missing for {hours} h")
        if short.is_failure
        else translate("Improve", "{day}: {where} waited, {n} × {part} missing for {hours} h")
    )
    where = ", ".join(word for word in (short.asset, short.component) if word) or short.part
    return ShortMark(
        begins=(short.arose_on - report.first).days,
        ends=((short.served_on or report.last) - report.first).days,
        text=text.format(
            day=say.plain_day(short.arose_on),
            where=where,
            n=say.count(short.quantity),
            part=short.part,
            hours=say.fixed(short.waited_hours, 0),
        ),
    )
