"""Axes whose ends and ticks stand on 1-2-5 steps, and arrays brought down to pixel columns."""

import math

import numpy as np
from numpy.typing import NDArray

SHRINK_SHARE = 0.4
"""An axis gets smaller only when its curve needs less than this share of it ..."""
SHRINK_FRAMES = 20
"""... for so many frames in a row: nothing jumps while being read."""


def step_at_least(value: float) -> float:
    """Smallest of 1, 2, 5 times a power of ten that is not below a value.

    >>> step_at_least(3.2), step_at_least(0.02), step_at_least(7.0)
    (5.0, 0.02, 10.0)
    """
    if value <= 0 or not math.isfinite(value):
        return 1.0
    decade = 10.0 ** math.floor(math.log10(value))
    for factor in (1.0, 2.0, 5.0):
        if value <= factor * decade * (1 + 1e-9):
            return float(f"{factor * decade:.6g}")
    return float(f"{10 * decade:.6g}")


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values between two ends, at most `most` of them, on 1-2-5 steps.

    >>> ticks(0.0, 1000.0, 6)
    [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]
    """
    if high <= low or most < 2:
        return [low]
    step = step_at_least((high - low) / most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{i * step:.12g}") for i in range(first, last + 1)]


class SteppedRange:
    """Upper end of an axis that follows its curve in 1-2-5 steps, with hysteresis.

    It grows at once, so that nothing is cut off, and shrinks only after `SHRINK_FRAMES` frames
    that needed little of it.
    """

    def __init__(self, smallest: float = 1e-3) -> None:
        self._smallest = smallest
        self._calm_frames = 0
        self._most_lately = 0.0
        self.top = smallest

    def follow(self, largest: float) -> float:
        """Take the largest value of a frame and return the end of the axis."""
        largest = max(largest, self._smallest) if math.isfinite(largest) else self.top
        if largest > self.top:
            self.top = step_at_least(largest * 1.05)
            self._calm_frames = 0
        elif largest < SHRINK_SHARE * self.top:
            self._calm(largest)
        else:
            self._calm_frames = 0
        return self.top

    def _calm(self, largest: float) -> None:
        """Count a frame that would do with a smaller axis; step down after enough of them."""
        self._most_lately = largest if not self._calm_frames else max(self._most_lately, largest)
        self._calm_frames += 1
        if self._calm_frames >= SHRINK_FRAMES:
            self.top = step_at_least(self._most_lately * 1.05)
            self._calm_frames = 0


def extremes_by_column(
    values: NDArray[np.floating], columns: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bring a curve down to the lowest and highest value of each pixel column.

    Peaks stay: a column is never averaged. The order of the two changes from column to column,
    so that the joined line runs up one column and down the next.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Evenly spaced values, n at least twice the columns.
    columns : int
        Pixel columns.

    Returns
    -------
    position : ndarray, shape (2 * columns,)
        Places in units of samples, the middle of each column twice.
    value : ndarray, shape (2 * columns,)

    Examples
    --------
    >>> import numpy
    >>> extremes_by_column(numpy.array([0.0, 3.0, 1.0, -2.0]), 2)[1].tolist()
    [0.0, 3.0, 1.0, -2.0]
    """
    edges = np.linspace(0, values.size, columns, endpoint=False).astype(np.intp)
    drawn = np.empty((columns, 2))
    drawn[:, 0] = np.minimum.reduceat(values, edges)
    drawn[:, 1] = np.maximum.reduceat(values, edges)
    drawn[1::2] = drawn[1::2, ::-1]
    middle = (np.arange(columns) + 0.5) * (values.size / columns) - 0.5
    return np.repeat(middle, 2), drawn.ravel()


def highest_by_column(values: NDArray[np.floating], columns: int) -> NDArray[np.floating]:
    """Highest value of each of some columns, shape (columns,); repeats where lines are fewer.

    >>> import numpy
    >>> highest_by_column(numpy.array([0.0, 3.0, 1.0, -2.0]), 2).tolist()
    [3.0, 1.0]
    """
    if values.size <= columns:
        at = (np.arange(columns) * (values.size / columns)).astype(np.intp)
        return np.asarray(values[at])
    edges = np.linspace(0, values.size, columns, endpoint=False).astype(np.intp)
    return np.asarray(np.maximum.reduceat(values, edges))
