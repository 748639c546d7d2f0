"""Public records of real demand, told as the past of a plant.

Neither record holds orders or lead times. The plant therefore buys back every week what it used,
from suppliers that take five to nine days by the day of the order; everything else is the record's.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tests.backtest.plants import Failed, Happening, Issued, Ordered, Planned

WEEK_DAYS = 7
AHEAD_DAYS = 14
"""Notice of a planned job: machines of the record are looked at every two weeks."""


def car_parts(file: Path, parts: int, months: int) -> list[Happening]:
    """Monthly sales of the first parts with a whole record of some length, spread over each month.

    Sales of a month are issued piece by piece at even distances, at most one a day.
    """
    told: list[Happening] = []
    for part, sold in enumerate(_whole_rows(file, parts, months)):
        for month, pieces in enumerate(sold):
            gap = 30 / (pieces + 1)
            days = Counter(round(month * 30.4 + gap * (n + 1)) for n in range(pieces))
            told += [Issued(day, part, count) for day, count in days.items()]
    return [*told, *bought_back(told, 1)]


def _whole_rows(file: Path, parts: int, months: int) -> Iterator[list[int]]:
    """Rows without a gap in their first months, with a piece sold every second month or more."""
    found = 0
    with gzip.open(file, "rt", encoding="utf-8") as text:
        for row in list(csv.reader(text))[1:]:
            sold = row[1 : months + 1]
            pieces = [int(float(n)) for n in sold if n]
            if len(pieces) == months and sum(pieces) >= months / 2:
                yield pieces
                found += 1
            if found == parts:
                return


def machines(folder: Path, count: int, days: int) -> list[Happening]:
    """Failures and planned replacements of machines with four components each, over a year."""
    begin = date(2015, 1, 1)
    failed = {
        (_day(row["datetime"], begin), row["machineID"], row["failure"])
        for row in _rows(folder / "PdM_failures.csv.gz")
    }
    replaced = {
        (_day(row["datetime"], begin), row["machineID"], row["comp"])
        for row in _rows(folder / "PdM_maint.csv.gz")
    }
    told: list[Happening] = []
    for day, machine, component in sorted(failed | replaced):
        if not (0 < day < days and int(machine) <= count):
            continue
        at = (int(component[-1]) - 1) * count + int(machine) - 1
        is_failure = (day, machine, component) in failed
        told.append(Failed(day, at) if is_failure else Planned(day, at, AHEAD_DAYS))
    return [*told, *bought_back(told, count)]


def _rows(file: Path) -> list[dict[str, str]]:
    """Rows of a packed table."""
    with gzip.open(file, "rt", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def _day(instant: str, begin: date) -> int:
    """Day of the story."""
    return (date.fromisoformat(instant[:10]) - begin).days


def bought_back(told: Iterable[Happening], components: int) -> list[Happening]:
    """Order each week what was used in the week before."""
    used: Counter[tuple[int, int]] = Counter()
    for happening in told:
        week = happening.day // WEEK_DAYS + 1
        if isinstance(happening, Issued):
            used[week, happening.part] += happening.pieces
        elif isinstance(happening, Failed | Planned):
            used[week, happening.component // components] += 1
    return [
        Ordered(week * WEEK_DAYS, part, pieces, 5 + week % 5)
        for (week, part), pieces in sorted(used.items())
    ]
