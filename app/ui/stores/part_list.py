"""The list of parts, and which of them a person wants to see."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.replenishment.parts.listing import PartStanding
from app.replenishment.parts.shelf import PartState
from app.ui.colours import tokens
from app.ui.record_list import RecordList
from app.ui.table_model import Column, value_column
from app.ui.wording import NOTHING, Wording

VENDOR = 7
"""The column that takes what room is left."""

_MARKS = {PartState.LATE: "▲", PartState.MISSING: "◔", PartState.COVERED: "○"}
_WORST_FIRST = list(PartState)


class PartList(RecordList[PartStanding]):
    """One row a part."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Stores", "Parts"), part_columns(say), VENDOR, parent, is_tight=True
        )


def state_words(state: PartState) -> str:
    """Say how a part's needs stand, with the mark that says the same."""
    words = {
        PartState.LATE: translate("Stores", "late"),
        PartState.MISSING: translate("Stores", "missing"),
        PartState.COVERED: translate("Stores", "covered"),
        PartState.UNWANTED: translate("Stores", "no need"),
    }[state]
    return f"{_MARKS[state]} {words}" if state in _MARKS else words


def state_colour(state: PartState) -> str | None:
    """Give what is abnormal its colour."""
    return {PartState.LATE: tokens.alarm, PartState.MISSING: tokens.watch}.get(state)


def filtered(
    rows: Iterable[PartStanding], text: str, state: PartState | None
) -> list[PartStanding]:
    """Keep the parts of a state that hold every word, in any case."""
    words = text.casefold().split()
    return [
        row
        for row in rows
        if state in {None, row.state} and all(word in _said(row) for word in words)
    ]


def _said(row: PartStanding) -> str:
    """Everything the words are looked for in."""
    part = row.part
    said = (part.number, part.description, part.maker, part.maker_number, part.bin, row.supplier)
    return " ".join(said).casefold()


def part_columns(say: Wording) -> list[Column[PartStanding]]:
    """Say what the list of parts holds; everything is counted in pieces."""
    return [
        Column(
            translate("Stores", "State"),
            lambda row: state_words(row.state),
            sort_key=lambda row: _WORST_FIRST.index(row.state),
            colour=lambda row: state_colour(row.state),
        ),
        Column(
            translate("Stores", "Part"),
            lambda row: row.part.number,
            tooltip=lambda row: f"{row.part.number}\n{row.part.description}",
        ),
        value_column(translate("Stores", "On hand\npcs"), lambda row: row.shelf.on_hand, say.count),
        value_column(translate("Stores", "Aside\npcs"), lambda row: row.shelf.put_aside, say.count),
        value_column(translate("Stores", "To come\npcs"), lambda row: row.shelf.to_come, say.count),
        value_column(
            translate("Stores", "Kept\npcs"),
            lambda row: row.kept,
            say.count,
            tooltip=lambda row: translate(
                "Stores", "Safety stock {safety} + buffer stock {buffer}"
            ).format(
                safety=say.count(row.part.safety_stock),
                buffer=say.count(row.part.buffer_stock),
            ),
        ),
        value_column(
            translate("Stores", "Need by"),
            lambda row: row.need_by,
            say.optional_day,
        ),
        Column(translate("Stores", "Vendor"), lambda row: row.supplier or NOTHING),
    ]
