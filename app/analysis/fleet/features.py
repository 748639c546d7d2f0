"""What a model is shown of a unit at each of its readings: only what was known by then."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.trailing import (
    RunningSums,
    mean_of,
    opening_ends,
    scatter_of,
    slope_of,
    window_starts,
)

LONG = 1 / 6
"""Window over which each quantity is described, as a share of the fleet's usual life."""
OPENING = 1 / 12
"""First stretch of a unit's life, its own picture of health."""
WEAR_WINDOWS = (1 / 20, 1 / 10, 1 / 6, 1 / 3, 1 / 2)
"""Windows over which the wear index, steadier than any one quantity, is described."""
RIDGE = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A fleet as a model sees it.

    Attributes
    ----------
    history : FleetHistory
        Times and units of the rows.
    life : float
        Usual life of the fleet, the measure of every window.
    deviations : ndarray, shape (n, q)
        Readings as deviations from what is usual in their regime.
    features : ndarray, shape (n, 1 + 3 q)
        Age, and of every quantity its mean and slope over the last window and the mean's change
        since the unit's first stretch.
    """

    history: FleetHistory
    life: float
    deviations: NDArray[np.float64]
    features: NDArray[np.float64]

    def with_wear(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the features with those of the wear index beside them.

        Parameters
        ----------
        weights : ndarray, shape (q,)
            How much each quantity's deviation says of the life left.
        """
        return np.hstack([self.features, wear_features(self, weights)])


def describe(history: FleetHistory, deviations: NDArray[np.float64], life: float) -> Described:
    """Describe every reading by what its unit has shown up to then."""
    sums = RunningSums.of(history.age / life, deviations)
    last = np.arange(len(history), dtype=np.intp) + 1
    window = sums.between(window_starts(history, LONG * life), last)
    opening = sums.between(history.first_row, opening_ends(history, OPENING * life))
    level = mean_of(window)
    features = np.hstack([history.age[:, None], level, slope_of(window), level - mean_of(opening)])
    return Described(history, life, deviations, features)


def wear_weights(deviations: NDArray[np.float64], left: NDArray[np.float64]) -> NDArray[np.float64]:
    """Learn in which direction the quantities move as the life left shrinks.

    Ridge regression of the life left on the deviations of single readings: one index of wear is
    far less noisy than any of its parts.

    Parameters
    ----------
    deviations : ndarray, shape (n, q)
        Deviations; NaN counts as none.
    left : ndarray, shape (n,)
        Remaining life, counted up to the horizon.

    Returns
    -------
    ndarray, shape (q,)
        Time left per standard deviation of each quantity.
    """
    known = np.where(np.isnan(deviations), 0.0, deviations)
    centred = known - known.mean(axis=0)
    strength = centred.T @ centred + RIDGE * np.eye(centred.shape[1])
    return np.asarray(np.linalg.solve(strength, centred.T @ (left - left.mean())))


def wear_index(
    deviations: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the index of wear of each reading, shape (n, 1).

    Where quantities are missing the others speak for them; NaN where less than half of the
    weight was read.
    """
    known = ~np.isnan(deviations)
    read = known @ np.abs(weights)
    whole = max(float(np.abs(weights).sum()), 1e-300)
    sum_of_known = np.where(known, deviations, 0.0) @ weights
    share = np.maximum(read / whole, 0.5)
    return np.asarray(np.where(read >= 0.5 * whole, sum_of_known / share, np.nan)[:, None])


def wear_features(described: Described, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Describe the course of the wear index, shape (n, 15)."""
    history, life = described.history, described.life
    sums = RunningSums.of(history.age / life, wear_index(described.deviations, weights))
    last = np.arange(len(history), dtype=np.intp) + 1
    found = []
    for share in WEAR_WINDOWS:
        window = sums.between(window_starts(history, share * life), last)
        found += [mean_of(window), slope_of(window)]
    whole = sums.between(history.first_row, last)
    opening = mean_of(sums.between(history.first_row, opening_ends(history, OPENING * life)))
    found += [mean_of(whole), slope_of(whole), opening, found[0] - opening, scatter_of(whole)]
    return np.hstack(found)
