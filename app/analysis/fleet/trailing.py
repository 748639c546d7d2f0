"""Means, slopes and scatter over the time just passed, with gaps and uneven steps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.history import FleetHistory


@dataclass(frozen=True, slots=True, eq=False)
class RunningSums:
    """Sums over the rows of a fleet from which any stretch of a unit is read off.

    Attributes
    ----------
    time : ndarray, shape (n,)
        Age of the rows' units.
    sums : dict of str to ndarray, shape (n + 1, p)
        Sums up to each row of the known values' count, time, square of time, value, square of
        the value and their product.
    """

    time: NDArray[np.float64]
    sums: dict[str, NDArray[np.float64]]

    @classmethod
    def of(cls, age: NDArray[np.float64], values: NDArray[np.float64]) -> "RunningSums":
        """Sum up the known values, shape (n, p), of rows of some age, shape (n,)."""
        known = ~np.isnan(values)
        value = np.where(known, values, 0.0)
        when = known * age[:, None]
        parts = {
            "count": known.astype(float),
            "t": when,
            "tt": when * age[:, None],
            "v": value,
            "vv": value * value,
            "tv": value * age[:, None],
        }
        return cls(age, {name: _from_zero(part) for name, part in parts.items()})

    def between(
        self, first: NDArray[np.intp], last: NDArray[np.intp]
    ) -> dict[str, NDArray[np.float64]]:
        """Return the sums over rows `first` (included) to `last` (excluded), each shape (m, p)."""
        return {name: total[last] - total[first] for name, total in self.sums.items()}


def mean_of(sums: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Mean of the known values; NaN where none is."""
    count = sums["count"]
    return np.divide(sums["v"], count, out=np.full_like(count, np.nan), where=count > 0)


def slope_of(sums: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Least-squares slope per unit of time; NaN with fewer than three known values."""
    count = np.maximum(sums["count"], 1.0)
    spread = sums["tt"] - sums["t"] ** 2 / count
    together = sums["tv"] - sums["t"] * sums["v"] / count
    enough = (sums["count"] > 2.5) & (spread > 1e-9 * np.maximum(sums["tt"], 1e-300))
    return np.divide(together, spread, out=np.full_like(spread, np.nan), where=enough)


def scatter_of(sums: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Standard deviation about the mean; NaN with fewer than two known values."""
    count = np.maximum(sums["count"], 1.0)
    variance = np.maximum(sums["vv"] / count - (sums["v"] / count) ** 2, 0.0)
    return np.where(sums["count"] > 1.5, np.sqrt(variance), np.nan)


def window_starts(history: FleetHistory, length: float) -> NDArray[np.intp]:
    """First row of the window of some time that ends with each row, shape (n,).

    A window reaches back less than `length`, never into another unit.
    """
    starts = np.empty(len(history), dtype=np.intp)
    for rows in history.rows_of():
        time = history.time[rows]
        starts[rows] = rows.start + np.searchsorted(time, time - length, side="right")
    return starts


def opening_ends(history: FleetHistory, length: float) -> NDArray[np.intp]:
    """Row after the last of each unit's first stretch, as far as each row knows, shape (n,)."""
    ends = np.empty(len(history), dtype=np.intp)
    for rows in history.rows_of():
        time = history.time[rows]
        opening = rows.start + int(np.searchsorted(time, time[0] + length, side="left"))
        ends[rows] = np.minimum(np.arange(rows.start, rows.stop) + 1, opening)
    return ends


def _from_zero(part: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cumulative sums with a row of zeros in front."""
    total = np.zeros((part.shape[0] + 1, part.shape[1]))
    np.cumsum(part, axis=0, out=total[1:])
    return total
