"""The decision journal as plain rows: what was proposed, what was done, what it cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.core.journal import Act, Course, CourseCost, Fate
from app.core.money import Money
from app.core.texts import translate
from app.replenishment.journal import JournalRow
from app.ui.orders.rows_record import Fact
from app.ui.register import Register
from app.ui.wording import NOTHING, Wording


class Shown(Enum):
    """Which decisions are listed."""

    ALL = "all"
    OVERRIDES = "overridden"
    OPEN = "outcome open"


@dataclass(frozen=True, slots=True)
class CourseSaid:
    """One way to act with what it cost under the fate that came."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often people followed the proposals, and what departing from them cost.

    `lost` is the sum over the `settled` overrides, below zero where money was saved.
    """

    accepted: int
    overridden: int
    settled: int
    lost: Money


def shown_rows(rows: Iterable[JournalRow], shown: Shown, text: str) -> list[JournalRow]:
    """Keep the decisions asked for that say every word of a text."""
    words = text.casefold().split()
    return [
        row
        for row in rows
        if (shown is not Shown.OVERRIDES or row.entry.act.is_override)
        and (shown is not Shown.OPEN or is_open(row))
        and all(word in _said(row) for word in words)
    ]


def is_open(row: JournalRow) -> bool:
    """Whether the outcome is still to come."""
    return row.settlement is None and not row.is_superseded


def tally(rows: Iterable[JournalRow], currency: str) -> Tally:
    """Count what counts: a decision that was taken back, or decided again later, does not."""
    counted = [row for row in rows if not row.is_superseded and row.entry.act is not Act.WITHDRAWN]
    overrides = [row for row in counted if row.entry.act.is_override]
    regrets = [row.settlement.regret for row in overrides if row.settlement is not None]
    lost = Money(sum(regrets, Decimal(0)), currency)
    return Tally(len(counted) - len(overrides), len(overrides), len(regrets), lost)


def tally_words(found: Tally, say: Wording) -> str:
    """Say the tally in one sentence."""
    total = found.accepted + found.overridden
    text = translate(
        "Improve", "Decisions: n = {total}, {accepted} as proposed, {overridden} overridden."
    ).format(
        total=say.count(total),
        accepted=say.count(found.accepted),
        overridden=say.count(found.overridden),
    )
    if not found.overridden:
        return text
    if not found.settled:
        more = translate("Improve", "No override has a known outcome yet.")
        return f"{text} {more}"
    words = {
        -1: translate("Improve", "Overrides with a known outcome (n = {n}) saved {money}."),
        0: translate("Improve", "Overrides with a known outcome (n = {n}) cost no more."),
        1: translate("Improve", "Overrides with a known outcome (n = {n}) cost {money} more."),
    }[int(found.lost.amount.compare(0))]
    money = Money(abs(found.lost.amount), found.lost.currency)
    return f"{text} {words.format(n=say.count(found.settled), money=say.money(money))}"


def act_word(act: Act) -> str:
    """Say what a person did."""
    return {
        Act.APPROVED: translate("Improve", "as proposed"),
        Act.WITHDRAWN: translate("Improve", "taken back"),
        Act.CHANGED: translate("Improve", "changed"),
        Act.CANCELLED: translate("Improve", "cancelled"),
        Act.BY_HAND: translate("Improve", "placed by hand"),
        Act.POSTPONED: translate("Improve", "postponed"),
        Act.OTHER_VENDOR: translate("Improve", "other vendor"),
        Act.JOB_MOVED: translate("Improve", "job moved"),
    }[act]


def outcome_word(row: JournalRow, say: Wording) -> str:
    """Say what became of it."""
    if row.is_superseded:
        return translate("Improve", "decided again later")
    if row.settlement is None:
        return translate("Improve", "not known yet")
    fate = row.settlement.fate
    if fate.failed_on is None:
        return translate("Improve", "job done {day}").format(day=say.short_day(fate.done_on))
    return translate("Improve", "▲ failed {day}").format(day=say.short_day(fate.failed_on))


def regret_words(row: JournalRow, say: Wording) -> str:
    """Say the money lost against the proposal: "+ 120.00", "− 35.50", "0.00"."""
    if row.regret is None:
        return NOTHING
    amount = row.regret.amount
    sign = "+ " if amount > 0 else "− " if amount < 0 else ""
    return sign + say.amount(abs(amount))


def courses(row: JournalRow, register: Register, say: Wording) -> tuple[CourseSaid, CourseSaid]:
    """Put what was proposed and what was done beside each other."""
    settlement = row.settlement
    return (
        _course(
            translate("Improve", "Proposed"),
            row.entry.proposed,
            settlement.proposed if settlement else None,
            register,
            say,
        ),
        _course(
            translate("Improve", "Done"),
            row.entry.taken,
            settlement.taken if settlement else None,
            register,
            say,
        ),
    )


def fate_words(row: JournalRow, say: Wording) -> str:
    """Say the outcome and what the comparison takes for granted, in full."""
    if row.settlement is None:
        return (
            translate("Improve", "A later decision on the same order counts instead.")
            if row.is_superseded
            else translate("Improve", "The outcome is known once the job is closed.")
        )
    assumed = translate("Words", row.settlement.assumption.value)
    return f"{_fate(row.settlement.fate, say)} {assumed[:1].upper()}{assumed[1:]}."


def _fate(fate: Fate, say: Wording) -> str:
    """Say what happened to the machine."""
    if fate.failed_on is None:
        text = translate("Improve", "The job was done on {done}, before any failure.")
        return text.format(done=say.day(fate.done_on))
    text = translate("Improve", "The machine failed on {failed}; the job was done on {done}.")
    return text.format(failed=say.day(fate.failed_on), done=say.day(fate.done_on))


def _course(
    title: str, course: Course, cost: CourseCost | None, register: Register, say: Wording
) -> CourseSaid:
    """Say one course, with its money where the outcome is known."""
    supplier = register.suppliers.get(course.supplier_id)
    none = translate("Improve", "not sent")
    facts: list[Fact] = [
        (
            translate("Improve", "Ordered on"),
            none if course.order_on is None else say.short_day(course.order_on),
        ),
        (translate("Improve", "From"), supplier.name if supplier else NOTHING),
        (translate("Improve", "Quantity"), say.count(course.quantity)),
        (translate("Improve", "Delivery"), translate("Words", course.mode) or NOTHING),
        (translate("Improve", "Job planned"), say.optional_day(course.work_on)),
    ]
    if cost is not None:
        facts += [
            (translate("Improve", "Part usable"), say.optional_day(cost.usable_on)),
            (translate("Improve", "Waiting"), say.amount(cost.waiting)),
            (translate("Improve", "Holding"), say.amount(cost.holding)),
            (translate("Improve", "Fees"), say.amount(cost.fees)),
            (translate("Improve", "Together"), say.amount(cost.total)),
        ]
    return CourseSaid(title, tuple(facts))


def _said(row: JournalRow) -> str:
    """What the filter looks in."""
    entry = row.entry
    words = (row.asset_tag, row.component, entry.number, entry.actor, entry.reason)
    return " ".join((*words, act_word(entry.act))).casefold()
