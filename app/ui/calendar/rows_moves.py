"""What a calendar would move, as rows and in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.core.need_line import NeedLine
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.replenishment.calendar_change import CalendarPreview
from app.replenishment.calendar_moves import DayMoved, NeedMoved
from app.storage.unit_of_work import UnitOfWork
from app.ui.register import Register
from app.ui.table_model import Column
from app.ui.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One thing whose day moves: what it is, and the day before and after in words."""

    id: str
    what: str
    before: str
    after: str
    after_on: date | None


def move_rows(uow: UnitOfWork, seen: CalendarPreview, say: Wording) -> list[MoveRow]:
    """Write everything that moves: orders, jobs, needs."""
    register = Register.read(uow)
    rows = [
        _day_row("order", translate("Calendar", "Comes in: {name}"), m, say) for m in seen.orders
    ]
    rows += [_day_row("job", translate("Calendar", "Is done: {name}"), m, say) for m in seen.jobs]
    return [*rows, *(row for m in seen.needs for row in _need_rows(register, m, say))]


def sum_words(seen: CalendarPreview, say: Wording) -> str:
    """Say how many needs, orders and jobs move."""
    counts = (
        (len(seen.needs), translate("Calendar", "1 need"), translate("Calendar", "{n} needs")),
        (len(seen.orders), translate("Calendar", "1 order"), translate("Calendar", "{n} orders")),
        (len(seen.jobs), translate("Calendar", "1 job"), translate("Calendar", "{n} jobs")),
    )
    said = [one if n == 1 else many.format(n=say.count(n)) for n, one, many in counts if n]
    if not said:
        return translate("Calendar", "It moves no need, no order and no job.")
    return translate("Calendar", "It moves {what}.").format(what=", ".join(said))


def move_columns() -> list[Column[MoveRow]]:
    """Say what the table of moves holds."""
    return [
        Column(translate("Calendar", "What moves"), lambda row: row.what),
        Column(translate("Calendar", "From"), lambda row: row.before, is_number=True),
        Column(
            translate("Calendar", "To"),
            lambda row: row.after,
            sort_key=lambda row: row.after_on,
            is_number=True,
        ),
    ]


def _day_row(kind: str, text: str, moved: DayMoved, say: Wording) -> MoveRow:
    """Write an order or a job."""
    before, after = say.short_day(moved.before), say.short_day(moved.after)
    return MoveRow(f"{kind} {moved.id}", text.format(name=moved.name), before, after, moved.after)


def _need_rows(register: Register, moved: NeedMoved, say: Wording) -> list[MoveRow]:
    """Write the dates of a need that differ."""
    before, after = moved.before, moved.after
    where = _where(register, before)
    texts: tuple[tuple[str, str, Callable[[NeedLine], date | str | None]], ...] = (
        ("order", translate("Calendar", "Order by: {where}"), _order_by),
        ("need", translate("Calendar", "Need by: {where}"), lambda line: line.need_by),
    )
    rows = []
    for name, text, read in texts:
        was, now = read(before), read(after)
        if was != now:
            rows.append(
                MoveRow(
                    f"{name} {before.id}",
                    text.format(where=where),
                    _words(was, say),
                    _words(now, say),
                    now if isinstance(now, date) else None,
                )
            )
    return rows


def _where(register: Register, line: NeedLine) -> str:
    """Name what wants the part."""
    asset, component = (
        register.assets.get(line.asset_id),
        register.components.get(line.component_id),
    )
    part = register.parts[line.part_id].number
    if asset is None or component is None:
        return part
    return f"{asset.tag}, {component.name}, {part}"


def _order_by(line: NeedLine) -> date | str | None:
    """The day of the order; a word where it is late or covered."""
    if line.decision is DecisionKind.LATE:
        return translate("Calendar", "today, too late")
    if line.decision is DecisionKind.COVERED:
        return translate("Calendar", "covered")
    return line.order_by


def _words(value: date | str | None, say: Wording) -> str:
    """Write a day or the word in its place."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else say.short_day(value)
