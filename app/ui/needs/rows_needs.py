"""The needs board as plain rows: one a need, with the names and prices its words are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.assets import Criticality
from app.core.money import Money
from app.core.need_line import Cover, NeedKind, NeedLine
from app.core.texts import translate
from app.core.trigger import DecisionKind, DeliveryMode
from app.ui.register import Register
from app.ui.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need of the board.

    `where` names asset and component, or says that the part's own demand wants it; `is_past` says
    that the day to order by is over while pieces are missing. `said` is what the filter looks in.
    """

    line: NeedLine
    tag: str
    where: str
    part: str
    description: str
    supplier: str
    is_critical: bool
    is_past: bool
    today: date
    price: Money
    minimum_order: int
    reason: str
    said: str

    @property
    def id(self) -> str:
        """Id of the need."""
        return self.line.id

    @property
    def can_be_ordered(self) -> bool:
        """Whether pieces are missing that an order could bring."""
        return self.line.missing > 0

    @property
    def is_late(self) -> bool:
        """Whether its pieces come too late, ordered today or ordered already."""
        return self.line.decision is DecisionKind.LATE


def need_rows(lines: Iterable[NeedLine], register: Register, today: date) -> list[NeedRow]:
    """Word the board, the earliest order day first; what has no day comes last."""
    rows = [_row(line, register, today) for line in lines]
    return sorted(rows, key=_urgency)


def kind_word(kind: NeedKind) -> str:
    """Say where a need comes from."""
    return {
        NeedKind.PREDICTED: translate("Needs", "predicted failure"),
        NeedKind.UNPREDICTED: translate("Needs", "unpredicted demand"),
        NeedKind.PLANNED: translate("Needs", "planned maintenance"),
        NeedKind.JOB: translate("Needs", "open work order"),
    }[kind]


def cover_source(cover: Cover, say: Wording) -> str:
    """Say where cover comes from: the shelf, or an order."""
    if not cover.order_id and cover.part_number:
        text = translate("Needs", "{n} on shelf, {number}")
        return text.format(n=say.count(cover.quantity), number=cover.part_number)
    if not cover.order_id:
        return translate("Needs", "{n} on shelf").format(n=say.count(cover.quantity))
    text = translate("Needs", "{n} of {number}")
    said = text.format(n=say.count(cover.quantity), number=cover.order_number)
    return f"{said}, {cover.part_number}" if cover.part_number else said


def cover_due(cover: Cover, say: Wording) -> str:
    """Say when an order comes, "" for the shelf; too late bears the mark."""
    if not cover.order_id:
        return ""
    if cover.due is None:
        return translate("Needs", "no date")
    due = translate("Needs", "due {day}").format(day=say.short_day(cover.due))
    return due if cover.is_in_time else f"▲ {due}"


def cover_words(cover: Cover, say: Wording) -> str:
    """Say what serves a need in one line: "1 of PO-2026-0042, due Tue, 10 Nov"."""
    return ", ".join(text for text in (cover_source(cover, say), cover_due(cover, say)) if text)


def order_day(row: NeedRow, say: Wording) -> str:
    """Write the day to order by; a day that is over bears the late mark."""
    if row.line.order_by is None:
        return NOTHING
    return ("▲ " if row.is_past else "") + say.short_day(row.line.order_by)


def _urgency(row: NeedRow) -> tuple[bool, date, date, str]:
    """Order by the day to order by, then the day of need; what is covered comes last."""
    line = row.line
    return (
        not (row.can_be_ordered or row.is_late),
        line.order_by or date.max,
        line.need_by or date.max,
        row.said,
    )


def _row(line: NeedLine, register: Register, today: date) -> NeedRow:
    """Word one need."""
    part, supplier = register.parts[line.part_id], register.suppliers.get(line.supplier_id)
    asset = register.assets.get(line.asset_id)
    component = register.components.get(line.component_id)
    tag = asset.tag if asset else ""
    name = component.name if component else translate("Needs", "any position")
    where = f"{tag}, {name}" if tag else name
    is_past = line.missing > 0 and line.order_by is not None and line.order_by < today
    seller = supplier.name if supplier else NOTHING
    words = (where, part.number, part.description, seller, kind_word(line.kind))
    orders = (cover.order_number for cover in line.cover)
    return NeedRow(
        line=line,
        tag=tag,
        where=where,
        part=part.number,
        description=part.description,
        supplier=seller,
        is_critical=asset is not None and asset.criticality is Criticality.A,
        is_past=is_past or line.decision is DecisionKind.LATE,
        today=today,
        price=part.price,
        minimum_order=part.minimum_order,
        reason=reason_phrase(line),
        said=" ".join((*words, *orders)).casefold(),
    )


def reason_phrase(line: NeedLine) -> str:
    """Say in one phrase why the need stands as it does."""
    late = [cover for cover in line.cover if not cover.is_in_time]
    if late and (line.missing or line.decision is DecisionKind.LATE):
        text = translate("Needs", "{number} comes too late")
        return text.format(number=late[0].order_number or NOTHING)
    if line.decision is DecisionKind.COVERED or not line.missing:
        return _covered_phrase(line)
    return _ordering_phrase(line)


def _ordering_phrase(line: NeedLine) -> str:
    """Say why pieces are to be ordered on their day."""
    if line.decision is DecisionKind.LATE:
        return translate("Needs", "late even if ordered today")
    if line.decision is DecisionKind.ORDER and line.mode is DeliveryMode.EXPEDITED:
        return translate("Needs", "only expedited it is in time")
    if line.decision is DecisionKind.ORDER:
        return translate("Needs", "today is the day to order")
    if line.order_by is None:
        return translate("Needs", "nothing dates an order yet")
    return translate("Needs", "there is still time")


def _covered_phrase(line: NeedLine) -> str:
    """Say what covers a need, or that there is nothing to order for it."""
    if not line.cover:
        return translate("Needs", "nothing to order")
    on_order = next((cover.order_number for cover in line.cover if cover.order_id), "")
    if on_order:
        return translate("Needs", "covered by {number}").format(number=on_order)
    return translate("Needs", "covered by the shelf")
