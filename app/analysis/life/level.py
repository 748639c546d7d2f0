"""One level of a hierarchy on a grid: from what differs to what it differs about, and back."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST = 1e-290
"""Keeps the logarithm of what is next to impossible a number."""

Logs = NDArray[np.float64]


class Level:
    """Values drawn about a middle with a normal spread that is one of several.

    Parameters
    ----------
    grid : ndarray, shape (n,)
        Even grid of values and middles.
    spreads : sequence of float
        Standard deviations looked at, on the grid's scale.
    """

    def __init__(self, grid: NDArray[np.float64], spreads: Sequence[float] | ArrayLike) -> None:
        step = grid[1] - grid[0]
        kernels = []
        for spread in np.asarray(spreads, dtype=float):
            away = (grid[:, None] - grid) / max(spread, step / 10)
            kernel = np.exp(-0.5 * away**2)
            kernels.append(kernel / kernel.sum(axis=0))
        self._kernels = np.stack(kernels)

    def upwards(self, log_values: Logs) -> Logs:
        """Sum what is known of a value over the value, for each spread and middle.

        Parameters
        ----------
        log_values : ndarray, shape (..., n)

        Returns
        -------
        ndarray, shape (..., spreads, n)
        """
        top = log_values.max(axis=-1, keepdims=True)
        summed = np.exp(log_values - top)[..., None, None, :] @ self._kernels
        return np.asarray(np.log(np.maximum(summed[..., 0, :], LEAST)) + top[..., None, :])

    def downwards(self, log_middles: Logs) -> Logs:
        """Sum over the middle, for each value; the last axis but one is the spread.

        Parameters
        ----------
        log_middles : ndarray, shape (..., spreads, n)

        Returns
        -------
        ndarray, shape (..., spreads, n)
        """
        top = log_middles.max(axis=-1, keepdims=True)
        summed = self._kernels @ np.exp(log_middles - top)[..., None]
        return np.asarray(np.log(np.maximum(summed[..., 0], LEAST)) + top)


def log_sum(logs: Logs, axis: int) -> Logs:
    """Sum numbers given by their logarithms."""
    top = logs.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(logs - top).sum(axis=axis)) + np.squeeze(top, axis=axis))


def normed(logs: Logs) -> Logs:
    """Shift logarithms so that the numbers sum to 1."""
    return np.asarray(logs - log_sum(logs.reshape(1, -1), axis=1)[0])
