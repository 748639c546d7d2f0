"""Lives of units that failed, were mended and went on: split by a list of failures."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.said import Said
from app.analysis.fleet.table import HistoryTable, TableFinding


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """Whose life each row of a table belongs to.

    Attributes
    ----------
    names : list of str
        Name of the life of every row; the unit's own where it has but one.
    failed_at : dict of str to float
        Time at which a life ended in a failure; the others still run.
    findings : tuple of TableFinding
        What was said of the list.
    """

    names: list[str]
    failed_at: dict[str, float]
    findings: tuple[TableFinding, ...]


def split_lives(
    table: HistoryTable,
    names: Sequence[str],
    time: NDArray[np.float64],
    listed: Mapping[str, Sequence[float]],
) -> Lives:
    """Give each life between two failures of a unit a name of its own.

    A reading at the instant of a failure belongs to the life that ended.

    Parameters
    ----------
    names : sequence of str
        Unit of each row.
    time : ndarray, shape (n,)
        Time of each row.
    listed : mapping of str to sequence of float
        Times of failure of each unit, in any order.
    """
    failures = {unit: sorted(set(times)) for unit, times in listed.items()}
    number = [bisect_left(failures.get(n, ()), t) for n, t in zip(names, time, strict=True)]
    seen, known = set(zip(names, number, strict=True)), set(names)
    split = {unit for unit, life in seen if life or (unit, 1) in seen}
    failed_at: dict[str, float] = {}
    unread: list[tuple[str, float]] = []
    for unit, times in failures.items():
        for life, failed in enumerate(times):
            if (unit, life) in seen:
                failed_at[_life_name(unit, life, unit in split)] = failed
            elif unit in known:
                unread.append((unit, failed))
    own = [_life_name(n, life, n in split) for n, life in zip(names, number, strict=True)]
    return Lives(own, failed_at, _findings(table, known, failures, split, unread))


def _life_name(unit: str, life: int, is_split: bool) -> str:
    """Name a life of a unit."""
    return f"{unit} #{life + 1}" if is_split else unit


def _findings(
    table: HistoryTable,
    known: set[str],
    failures: Mapping[str, Sequence[float]],
    split: set[str],
    unread: list[tuple[str, float]],
) -> tuple[TableFinding, ...]:
    """Say what the list of failures did to the table, and what of it was of no use."""
    found: list[tuple[Said, Said]] = []
    strangers = [unit for unit in failures if unit not in known]
    if split:
        found.append((Said("lives_split", {"n": len(split)}), Said("own_lives")))
    if strangers:
        count = sum(len(failures[unit]) for unit in strangers)
        said = Said("failures_unknown", {"n": count, "unit": strangers[0]})
        found.append((said, Said("not_learned_from")))
    if unread:
        unit, at = unread[0]
        said = Said("failures_unread", {"n": len(unread), "unit": unit, "time": at})
        found.append((said, Said("not_learned_from")))
    return tuple(TableFinding(table.place, what, done) for what, done in found)
