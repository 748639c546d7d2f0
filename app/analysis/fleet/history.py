"""The history of a fleet as arrays: who was measured when, what, and who failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class FleetHistory:
    """Readings of a fleet, unit after unit, each unit's oldest first.

    Attributes
    ----------
    units : tuple of str
        Names of the units, u of them.
    columns : tuple of str
        Names of the measured quantities, p of them.
    starts : ndarray, shape (u + 1,)
        Row at which each unit begins; the last entry is the number of rows n.
    time : ndarray, shape (n,)
        Time of each reading, in the table's time unit; rises within a unit.
    values : ndarray, shape (n, p)
        What was read; NaN where nothing was.
    end : ndarray, shape (u,)
        Time at which each unit failed or, where it has not, was last read.
    has_failed : ndarray of bool, shape (u,)
        False where the unit still runs: its life is longer than what was seen.
    """

    units: tuple[str, ...]
    columns: tuple[str, ...]
    starts: NDArray[np.intp]
    time: NDArray[np.float64]
    values: NDArray[np.float64]
    end: NDArray[np.float64]
    has_failed: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the readings."""
        return int(self.time.size)

    @property
    def unit_of_row(self) -> NDArray[np.intp]:
        """Number of the unit each row belongs to, shape (n,)."""
        return np.repeat(np.arange(len(self.units)), np.diff(self.starts))

    @property
    def first_row(self) -> NDArray[np.intp]:
        """First row of each row's unit, shape (n,)."""
        return np.repeat(self.starts[:-1], np.diff(self.starts))

    @property
    def age(self) -> NDArray[np.float64]:
        """Time since the first reading of each row's unit, shape (n,)."""
        return self.time - self.time[self.first_row]

    @property
    def life(self) -> NDArray[np.float64]:
        """Time from first reading to failure or last reading of each unit, shape (u,)."""
        return self.end - self.time[self.starts[:-1]]

    @property
    def time_left(self) -> NDArray[np.float64]:
        """Time from each row to its unit's `end`, shape (n,): its remaining life if it failed."""
        return self.end[self.unit_of_row] - self.time

    def rows_of(self) -> Iterator[slice]:
        """Yield the rows of each unit."""
        for first, last in zip(self.starts[:-1], self.starts[1:], strict=True):
            yield slice(int(first), int(last))

    def with_columns(self, columns: tuple[str, ...]) -> Self:
        """Return the same readings of these columns only, in this order."""
        chosen = [self.columns.index(name) for name in columns]
        return type(self)(
            self.units,
            columns,
            self.starts,
            self.time,
            self.values[:, chosen],
            self.end,
            self.has_failed,
        )
