"""A lesson: a table of history, what a person says of it, its check, and what is learned."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.analysis.fleet.card import TrainedOn, model_card
from app.analysis.fleet.cells import time_in
from app.analysis.fleet.check import Checked, check_history, worth_knowing
from app.analysis.fleet.door import ReadHistory, read_history
from app.analysis.fleet.failures import failures_listed
from app.analysis.fleet.table import HistoryTable, TableRoles
from app.analysis.fleet.training import TrainingTerms, prepare, train
from app.core.errors import FileRefused
from app.exchange.fleet_file import model_content
from app.exchange.history_file import MOST_CELLS, read_history_file

Progress = Callable[[str, float | None], None]
"""Told what is done now and, where known, the share done; what it raises stops the work."""

READING, CHECKING, REGIMES, JUDGING = (
    "reading the table",
    "checking the table",
    "finding operating regimes",
    "judging the model on units it never saw",
)
"""Steps beside those of the training itself."""


@dataclass(frozen=True, slots=True)
class FailureList:
    """A separate list of failures: the file, and its columns of unit and time."""

    path: Path
    unit: str
    time: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a person wants to be learned from.

    Attributes
    ----------
    time_unit : str
        Unit of a time that is no date; "" where it isn't known.
    horizon : float or None
        Remaining life beyond which nothing need be told apart; the median life if not given.
    has_decimal_comma : bool or None
        Whether 3,14 is a number; None where the table tells.
    """

    path: Path
    roles: TableRoles
    failures: FailureList | None = None
    time_unit: str = ""
    horizon: float | None = None
    has_decimal_comma: bool | None = None
    most_cells: int = MOST_CELLS


@dataclass(frozen=True, slots=True, eq=False)
class CheckedLesson:
    """A lesson with what its check found, and the hash of the file that was checked."""

    lesson: Lesson
    checked: Checked
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """A trained model as the content of a file, and its card."""

    content: bytes
    card: dict[str, Any]


def check_lesson(lesson: Lesson, progress: Progress) -> CheckedLesson:
    """Read the table of a lesson and say what is wrong with it; nothing is changed.

    Raises
    ------
    FileRefused, ImportRowRejected
        If a file is no table, or the list of failures is not whole.
    """
    table, listed = _read(lesson, progress)
    progress(CHECKING, None)
    return CheckedLesson(lesson, check_history(table, lesson.roles, listed), _sha256(lesson.path))


def read_lesson(lesson: Lesson, progress: Progress) -> tuple[ReadHistory, str]:
    """Read the table of a lesson whole or not at all; return the hash of the file with it.

    Raises
    ------
    FileRefused, ImportRowRejected
        Naming the first place that is refused.
    """
    table, listed = _read(lesson, progress)
    progress(CHECKING, None)
    read = read_history(table, lesson.roles, listed=listed)
    noted = worth_knowing(read.history, table.place)
    return replace(read, findings=(*read.findings, *noted)), _sha256(lesson.path)


def what_is_left(checked: Checked) -> ReadHistory | None:
    """Return what can be learned from, with all that was found among its findings."""
    if checked.read is None:
        return None
    return replace(checked.read, findings=tuple(line.finding for line in checked.lines))


def teach(
    read: ReadHistory, lesson: Lesson, sha256: str, at: datetime, progress: Progress
) -> Taught:
    """Train a model on what was read, judge it on units it never saw, and write its card.

    Raises
    ------
    NotEnoughHistory
        If there is too little to learn from.
    """
    progress(REGIMES, None)
    prepared = prepare(read.history, lesson.horizon)
    time_unit = read.time_unit or lesson.time_unit
    terms = TrainingTerms(lesson.roles, time_unit, lesson.horizon)
    model, learned = train(prepared, terms, progress)
    progress(JUDGING, 1.0)
    origin = TrainedOn(lesson.path.name, sha256, at.isoformat(timespec="seconds"), time_unit)
    card = model_card(origin, prepared, learned, read.findings)
    return Taught(model_content(model, card), card)


def _read(lesson: Lesson, progress: Progress) -> tuple[HistoryTable, dict[str, list[float]] | None]:
    """Read the table, and the list of failures where there is one."""
    progress(READING, None)
    table = read_history_file(
        lesson.path,
        lesson.roles,
        has_decimal_comma=lesson.has_decimal_comma,
        most_cells=lesson.most_cells,
        told=lambda _rows: progress(READING, None),
    )
    if lesson.failures is None:
        return table, None
    cells = table.cells(table.number_of(lesson.roles.time))
    in_dates = any(time_in(cell) is not None for cell in cells[:50])
    listing = read_history_file(lesson.failures.path)
    unit, time = lesson.failures.unit, lesson.failures.time
    return table, failures_listed(listing, unit, time, in_dates=in_dates)


def _sha256(path: Path) -> str:
    """Hash a file without holding it."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as trouble:
        raise FileRefused(
            f"{path}: expected a table, got: {trouble.strerror}.", "Look where it went."
        ) from trouble
