"""A long table thinned while it is read: of each unit every n-th reading, and what must stay."""

from dataclasses import dataclass, field

from app.analysis.fleet.cells import number_in, time_in
from app.analysis.fleet.failures import says_failed


@dataclass(slots=True)
class _UnitSeen:
    """What was seen of one unit: its readings so far, the earliest and the latest of them."""

    readings: int = 0
    earliest: float = float("inf")
    latest: float = float("-inf")
    first: tuple[int, list[str]] | None = None
    last: tuple[int, list[str]] | None = None


@dataclass(slots=True)
class Thinning:
    """Keeps at most about `most_rows` rows of a table, evenly over each unit's readings.

    Attributes
    ----------
    unit_at, time_at : int
        Columns of unit and time.
    failed_at : int or None
        Column that tells the failure: a row that does always stays.
    most_rows : int
        Once more are held, every second of them goes.
    nth : int
        Every how many readings of a unit are kept.
    """

    unit_at: int
    time_at: int
    failed_at: int | None
    most_rows: int
    has_decimal_comma: bool = False
    nth: int = 1
    _kept: list[tuple[int, list[str], int, bool]] = field(default_factory=list)
    _units: dict[str, _UnitSeen] = field(default_factory=dict)

    def add(self, line: int, row: list[str]) -> None:
        """Take one row, or pass it over."""
        unit = self._units.setdefault(row[self.unit_at], _UnitSeen())
        number, unit.readings = unit.readings, unit.readings + 1
        must_stay = self.failed_at is not None and says_failed(row[self.failed_at])
        self._note_ends(unit, line, row)
        if must_stay or number % self.nth == 0:
            self._kept.append((line, row, number, must_stay))
        if len(self._kept) > self.most_rows:
            self.nth *= 2
            self._kept = [one for one in self._kept if one[3] or one[2] % self.nth == 0]

    def rows(self) -> tuple[list[list[str]], list[int]]:
        """Return the rows kept and their lines, in the order of the file."""
        held = {line: row for line, row, _, _ in self._kept}
        if self.nth > 1:
            for unit in self._units.values():
                for end in (unit.first, unit.last):
                    if end is not None:
                        held[end[0]] = end[1]
        lines = sorted(held)
        return [held[line] for line in lines], lines

    def _note_ends(self, unit: _UnitSeen, line: int, row: list[str]) -> None:
        """Remember the earliest and the latest reading of a unit."""
        cell = row[self.time_at]
        at = number_in(cell, has_decimal_comma=self.has_decimal_comma)
        when = at if at is not None else time_in(cell)
        if when is None:
            return
        if when < unit.earliest:
            unit.earliest, unit.first = when, (line, row)
        if when >= unit.latest:
            unit.latest, unit.last = when, (line, row)
