"""Fitted models as plain arrays of numbers: they can be kept in a file without any code in it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

CHUNK_ROWS = 1024


class Regressor(Protocol):
    """Something that turns features into an expected remaining life."""

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected remaining life of each row, shape (n,)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LinearRegressor:
    """A weighted sum of some of the features.

    Attributes
    ----------
    columns : ndarray of int, shape (c,)
        Features used.
    centre, weight : ndarray, shape (c,)
        What stands in for a missing feature, and the change of the answer with each.
    base : float
        Answer at the centre.
    """

    columns: NDArray[np.intp]
    centre: NDArray[np.float64]
    weight: NDArray[np.float64]
    base: float

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected remaining life of each row, shape (n,)."""
        away = features[:, self.columns] - self.centre
        return np.asarray(np.where(np.isnan(away), 0.0, away) @ self.weight + self.base)


@dataclass(frozen=True, slots=True, eq=False)
class TreeRegressor:
    """The sum of many small trees.

    The nodes of all trees lie one after another; a node's children come after it, and a leaf is
    its own child.

    Attributes
    ----------
    base : float
        What the leaves are added to.
    roots : ndarray of int, shape (t,)
        First node of each tree.
    feature : ndarray of int, shape (m,)
        Feature a node asks about.
    threshold : ndarray, shape (m,)
        Up to here it goes left.
    missing_left : ndarray of bool, shape (m,)
        Where a missing feature goes.
    left, right : ndarray of int, shape (m,)
        Children.
    value : ndarray, shape (m,)
        What a leaf adds.
    """

    base: float
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    missing_left: NDArray[np.bool_]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected remaining life of each row, shape (n,)."""
        parts = [
            self._predict(features[first : first + CHUNK_ROWS])
            for first in range(0, features.shape[0], CHUNK_ROWS)
        ]
        return np.concatenate(parts) if parts else np.empty(0)

    def _predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Take some rows down all trees at once, level by level."""
        rows, count = features.shape
        cells, first_cell = features.ravel(), np.arange(rows)[:, None] * count
        children = np.stack([self.right, self.left], axis=1).ravel()
        node = np.broadcast_to(self.roots.astype(np.intp), (rows, self.roots.size))
        while True:
            asked = cells.take(first_cell + self.feature.take(node))
            goes_left = asked <= self.threshold.take(node)
            missing = np.isnan(asked)
            if missing.any():
                goes_left |= missing & self.missing_left.take(node)
            child = children.take(2 * node + goes_left)
            if np.array_equal(child, node):
                return np.asarray(self.value.take(node).sum(axis=1) + self.base)
            node = child
