"""One part's record as plain rows, in the reader's words."""

from dataclasses import dataclass
from datetime import date

from app.core.buying_reasons import cover_reasons
from app.core.cover_levels import BUFFERED, SCATTERS_FROM, CoverLevels
from app.core.reservations import ReservationKind
from app.core.stock import MovementKind, StockMovement
from app.core.texts import translate
from app.replenishment.parts.record import PartRecord
from app.replenishment.parts.shelf import OpenLine, Shelf, next_need, state_of
from app.ui.rows_orders import state_word
from app.ui.stores.part_list import state_words
from app.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Pieces kept, or asked for, and for what."""

    id: str
    purpose: str
    pieces: int
    kind: str
    wanted_on: date
    made_by: str


@dataclass(frozen=True, slots=True)
class AlternateRow:
    """A part that may replace the one shown."""

    id: str
    number: str
    description: str
    on_hand: int
    free: int


@dataclass(frozen=True, slots=True)
class UseRow:
    """A machine that needs the part; `id` is that of its place on it."""

    id: str
    asset_id: str
    where: str
    pieces: int
    how: str
    criticality: str


@dataclass(frozen=True, slots=True)
class ComingRow:
    """An open order's line of the part."""

    id: str
    number: str
    state: str
    pieces: int
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One line of the ledger."""

    id: str
    day: str
    kind: str
    pieces: int
    reference: str
    actor: str


def headline(record: PartRecord, say: Wording) -> str:
    """Say how the part stands in one line."""
    if record.planned is None:
        return translate("Stores", "Nobody sells it to the plant: add an offer and choose it.")
    lines = record.planned.lines
    said, need_by = state_words(state_of(lines)), next_need(lines)
    if need_by is None:
        return said
    text = translate("Stores", "{state}, next wanted on {day}")
    return text.format(state=said, day=say.short_day(need_by))


def shelf_sum(shelf: Shelf, say: Wording) -> str:
    """Write the arithmetic of the shelf in one line."""
    text = translate(
        "Stores",
        "{on_hand} on hand − {aside} put aside + {to_come} to come = {free} free, in pieces",
    )
    return text.format(
        on_hand=say.count(shelf.on_hand),
        aside=say.count(shelf.put_aside),
        to_come=say.count(shelf.to_come),
        free=say.count(shelf.free),
    )


def group_sum(record: PartRecord, say: Wording) -> str:
    """Say what the part and its alternates have together, "" where it has none."""
    if not record.alternates:
        return ""
    group = record.group
    together = shelf_sum(Shelf(group.on_hand, group.allocated, group.on_order), say)
    return translate("Stores", "With its alternates: {sum}").format(sum=together)


def count_words(record: PartRecord, say: Wording) -> str:
    """Say when the part was last counted, and by whom."""
    last = record.last_count
    if last is None:
        return translate("Stores", "Never counted since it is in these books.")
    text = translate("Stores", "Last counted {at} by {who}.")
    return text.format(at=say.instant(last.at), who=last.actor)


def why_levels(levels: CoverLevels, say: Wording) -> dict[str, str]:
    """Say what the program would keep of each level, and why."""
    said = {r.code: r.text(say.number, say.short_day) for r in cover_reasons(levels)}
    if "buffer_stock" not in said:
        text = translate(
            "Stores",
            "Buffer stock 0: it is for machines of class {classes} whose vendor's lead time "
            "scatters by {least} of its median or more; here it is {found}.",
        )
        said["buffer_stock"] = text.format(
            classes=", ".join(sorted(c.value for c in BUFFERED)),
            least=say.number(SCATTERS_FROM),
            found=say.fixed(levels.lead_scatter, 2),
        )
    return said


def raised_words(record: PartRecord, say: Wording) -> str:
    """Say which levels are planned with where supply-risk mode raises them, "" where not."""
    part = record.part
    if record.planned is None:
        return ""
    now = record.planned.in_force
    if (now.safety_stock, now.buffer_stock) == (part.safety_stock, part.buffer_stock):
        return ""
    text = translate(
        "Stores", "Supply-risk mode plans with {safety} + {buffer}; a level typed here is kept."
    )
    return text.format(safety=say.count(now.safety_stock), buffer=say.count(now.buffer_stock))


def kept_rows(record: PartRecord) -> list[KeptRow]:
    """Say what is kept for whom."""
    kinds = {
        ReservationKind.HARD: translate("Stores", "put aside now"),
        ReservationKind.SOFT: translate("Stores", "asked for"),
    }
    return [
        KeptRow(r.id, r.purpose, r.quantity, kinds[r.kind], r.required_on, r.made_by)
        for r in record.reservations
    ]


def alternate_rows(record: PartRecord) -> list[AlternateRow]:
    """Say which parts may replace this one."""
    return [
        AlternateRow(part.id, part.number, part.description, shelf.on_hand, shelf.free)
        for part, shelf in record.alternates
    ]


def use_rows(record: PartRecord) -> list[UseRow]:
    """Say which machines need the part."""
    own, kit = translate("Stores", "its own part"), translate("Stores", "in its kit")
    return [
        UseRow(
            id=use.component.id,
            asset_id=use.asset.id,
            where=f"{use.asset.tag}, {use.component.name}",
            pieces=use.pieces,
            how=kit if use.is_of_kit else own,
            criticality=use.asset.criticality.value,
        )
        for use in record.used_on
    ]


def coming_rows(record: PartRecord) -> list[ComingRow]:
    """Say which orders bring the part."""
    return [_coming(order_line) for order_line in record.coming]


def _coming(order_line: OpenLine) -> ComingRow:
    """Say one open line."""
    order, line = order_line
    pieces, state = line.open_quantity, state_word(order.state)
    return ComingRow(order.id, order.number, state, pieces, order.expected_on)


def movement_rows(record: PartRecord, say: Wording) -> list[MovementRow]:
    """Say what moved last."""
    return [_movement(moved, say) for moved in record.movements]


def _movement(moved: StockMovement, say: Wording) -> MovementRow:
    """Say one movement."""
    kinds = {
        MovementKind.OPENING: translate("Stores", "opening stock"),
        MovementKind.RECEIPT: translate("Stores", "goods receipt"),
        MovementKind.ISSUE: translate("Stores", "issued to a job"),
        MovementKind.RETURN: translate("Stores", "returned"),
        MovementKind.CORRECTION: translate("Stores", "count correction"),
    }
    return MovementRow(
        id=moved.id,
        day=say.plain_day(moved.at.astimezone(say.zone).date()),
        kind=kinds[moved.kind],
        pieces=moved.quantity,
        reference=moved.reference,
        actor=moved.actor,
    )
