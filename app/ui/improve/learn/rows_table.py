"""What the workbench says of a table: its columns as read, and the report of its check."""

from dataclasses import dataclass
from enum import Enum

from app.analysis.fleet.check import Checked, CheckLine, Weight
from app.analysis.fleet.columns import ColumnKind, ColumnSeen
from app.analysis.fleet.table import HistoryTable
from app.analysis.fleet.training import FEWEST_FAILURES
from app.core.texts import translate
from app.documents.model_card import candidate_name
from app.learning.lessons import CHECKING, JUDGING, READING, REGIMES
from app.ui.colours import tokens
from app.ui.table_model import Column
from app.ui.wording import NOTHING, Wording

EXAMPLES = 8
"""Column of the examples: it takes what room is left."""
FOUND = 2
"""Column of what was found: it takes what room is left."""


class ColumnRole(Enum):
    """What a column is used as."""

    QUANTITY = "quantity"
    UNIT = "unit"
    TIME = "time"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the table, what it is used as, and whether a person left it out."""

    id: str
    seen: ColumnSeen
    role: ColumnRole = ColumnRole.QUANTITY
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of the report."""

    id: str
    line: CheckLine


def kind_word(kind: ColumnKind) -> str:
    """Name what the cells of a column are."""
    return {
        ColumnKind.NUMBERS: translate("Learn", "numbers"),
        ColumnKind.CONSTANT: translate("Learn", "never changes"),
        ColumnKind.FLAGS: translate("Learn", "yes or no"),
        ColumnKind.DATES: translate("Learn", "dates"),
        ColumnKind.TEXT: translate("Learn", "text"),
        ColumnKind.EMPTY: translate("Learn", "empty"),
    }[kind]


def use_word(row: ColumnRow) -> str:
    """Say what a column is used as."""
    if row.role is not ColumnRole.QUANTITY:
        return {
            ColumnRole.UNIT: translate("Learn", "as unit"),
            ColumnRole.TIME: translate("Learn", "as time"),
            ColumnRole.FAILURE: translate("Learn", "for failures"),
        }[row.role]
    is_used = not row.is_left_out and row.seen.kind in {ColumnKind.NUMBERS, ColumnKind.FLAGS}
    return translate("Learn", "yes") if is_used else translate("Learn", "no")


def column_columns(say: Wording) -> list[Column[ColumnRow]]:
    """Say what is read of each column."""

    def figure(value: float | None) -> str:
        return NOTHING if value is None else say.number(float(f"{value:.4g}"))

    return [
        Column(translate("Learn", "Column"), lambda row: row.seen.name),
        Column(translate("Learn", "Used"), use_word),
        Column(translate("Learn", "Read as"), lambda row: kind_word(row.seen.kind)),
        Column(
            translate("Learn", "Empty, %"),
            lambda row: say.fixed(100 * row.seen.gap_share, 0),
            sort_key=lambda row: row.seen.gap_share,
            is_number=True,
            colour=lambda row: tokens.watch if row.seen.gap_share >= 0.5 else None,
        ),
        Column(
            translate("Learn", "Lowest"),
            lambda row: figure(row.seen.low),
            sort_key=lambda row: row.seen.low,
            is_number=True,
        ),
        Column(
            translate("Learn", "Highest"),
            lambda row: figure(row.seen.high),
            sort_key=lambda row: row.seen.high,
            is_number=True,
        ),
        Column(translate("Learn", "Unit"), lambda row: row.seen.unit or NOTHING),
        Column(
            translate("Learn", "No number, cells"),
            lambda row: say.count(row.seen.not_numbers) if row.seen.not_numbers else NOTHING,
            sort_key=lambda row: row.seen.not_numbers,
            is_number=True,
            colour=lambda row: tokens.watch if row.seen.not_numbers else None,
        ),
        Column(
            translate("Learn", "Such as"),
            lambda row: ", ".join(row.seen.examples) or NOTHING,
        ),
    ]


def check_columns(say: Wording) -> list[Column[CheckRow]]:
    """Say what each line of the report holds."""
    return [
        Column(
            translate("Learn", "Weight"),
            lambda row: weight_word(row.line.weight),
            sort_key=lambda row: list(Weight).index(row.line.weight),
            colour=lambda row: tokens.alarm if row.line.weight is Weight.REFUSED else None,
        ),
        Column(translate("Learn", "Column"), lambda row: row.line.finding.column or NOTHING),
        Column(
            translate("Learn", "What was found"),
            lambda row: row.line.finding.found.text(say.number),
        ),
        Column(
            translate("Learn", "What is done"),
            lambda row: row.line.finding.done.text(say.number),
        ),
    ]


def weight_word(weight: Weight) -> str:
    """Name what a finding means, with its shape."""
    return {
        Weight.REFUSED: translate("Learn", "▲ refused"),
        Weight.SET_ASIDE: translate("Learn", "◔ set aside"),
        Weight.NOTED: translate("Learn", "○ noted"),
    }[weight]


def table_words(table: HistoryTable, say: Wording) -> str:
    """Say how large a table is, and how much of it was looked at."""
    count, looked_at = say.count(table.rows_in_file), say.count(len(table.rows))
    if len(table.rows) < table.rows_in_file:
        text = translate(
            "Learn", "{file}: {rows} rows, {columns} columns; the first {looked_at} looked at."
        )
    else:
        text = translate("Learn", "{file}: {rows} rows, {columns} columns, all looked at.")
    columns = say.count(len(table.columns))
    return text.format(file=table.place, rows=count, columns=columns, looked_at=looked_at)


def checked_words(checked: Checked, say: Wording) -> str:
    """Say in one sentence what can be learned from."""
    if checked.read is None:
        return translate("Learn", "Nothing can be learned from this table as it stands.")
    history = checked.read.history
    text = translate(
        "Learn",
        "{used} of {rows} rows can be used: {units} units, {failed} of them failed (at least "
        "{fewest} are needed), {quantities} quantities.",
    )
    return text.format(
        used=say.count(checked.rows_used),
        rows=say.count(checked.rows_in_file),
        units=say.count(len(history.units)),
        failed=say.count(int(history.has_failed.sum())),
        fewest=say.count(FEWEST_FAILURES),
        quantities=say.count(len(history.columns)),
    )


def assent_words(checked: Checked, say: Wording) -> str:
    """Ask whether to go on without what is refused."""
    text = translate("Learn", "Go on without what is refused (units: {units}, rows: {rows})")
    return text.format(
        units=say.count(checked.units_left_out), rows=say.count(checked.rows_left_out)
    )


def step_words(step: str) -> str:
    """Word what the training does now."""
    known = {
        READING: translate("Learn", "Reading the table"),
        CHECKING: translate("Learn", "Checking the table"),
        REGIMES: translate("Learn", "Finding operating regimes"),
        JUDGING: translate("Learn", "Judging the model on units it never saw"),
    }
    if step in known:
        return known[step]
    doing, _, name = step.partition(" ")
    verb = {
        "trying": translate("Learn", "Trying {name}"),
        "fitting": translate("Learn", "Fitting {name}"),
    }.get(doing, translate("Learn", "Learning: {name}"))
    return verb.format(name=candidate_name(name))
