"""The kinds of model that are tried on a fleet, cheapest first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.regressors import LinearRegressor, Regressor, TreeRegressor

Fit = Callable[[NDArray[np.float64], NDArray[np.float64]], Regressor]
AGE_COLUMN = 0
AGE_ALONE = "age alone"
ROWS_A_LEAF = (5, 60)
"""Fewest and most readings a leaf of a tree must hold."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind of model: its name on the card, and how it is fitted to features and life left."""

    name: str
    fit: Fit
    is_cheap: bool = False


def fit_age(features: NDArray[np.float64], left: NDArray[np.float64]) -> Regressor:
    """Fit a straight line to age alone: what the measured quantities have to beat."""
    return _fit_linear(features, left, np.array([AGE_COLUMN], dtype=np.intp), 0.0)


def fit_linear(features: NDArray[np.float64], left: NDArray[np.float64]) -> Regressor:
    """Fit a ridge regression to all features."""
    columns = np.arange(features.shape[1], dtype=np.intp)
    return _fit_linear(features, left, columns, 1e-2)


def fit_small_trees(features: NDArray[np.float64], left: NDArray[np.float64]) -> Regressor:
    """Fit 100 boosted trees of at most 15 leaves."""
    return _fit_boosted(features, left, trees=100, leaves=15, rate=0.08)


def fit_large_trees(features: NDArray[np.float64], left: NDArray[np.float64]) -> Regressor:
    """Fit 100 boosted trees of at most 31 leaves."""
    return _fit_boosted(features, left, trees=100, leaves=31, rate=0.08)


CANDIDATES = (
    Candidate(AGE_ALONE, fit_age, is_cheap=True),
    Candidate("linear", fit_linear, is_cheap=True),
    Candidate("boosted trees, small", fit_small_trees),
    Candidate("boosted trees, large", fit_large_trees),
)


def _fit_linear(
    features: NDArray[np.float64],
    left: NDArray[np.float64],
    columns: NDArray[np.intp],
    ridge: float,
) -> LinearRegressor:
    """Least squares on standardised features, missing ones at their mean, drawn a little to 0."""
    chosen = features[:, columns]
    known = ~np.isnan(chosen)
    count = np.maximum(known.sum(axis=0), 1)
    centre = np.where(known, chosen, 0.0).sum(axis=0) / count
    away = np.where(known, chosen - centre, 0.0)
    scale = np.sqrt((away**2).mean(axis=0))
    usable = scale > 1e-12
    away = np.divide(away, scale, out=np.zeros_like(away), where=usable)
    base = float(left.mean())
    strength = away.T @ away / len(left) + (ridge + 1e-9) * np.eye(columns.size)
    weight = np.linalg.solve(strength, away.T @ (left - base) / len(left))
    return LinearRegressor(
        columns,
        centre,
        np.divide(weight, scale, out=np.zeros_like(weight), where=usable),
        base,
    )


def _fit_boosted(
    features: NDArray[np.float64],
    left: NDArray[np.float64],
    *,
    trees: int,
    leaves: int,
    rate: float,
) -> TreeRegressor:
    """Boost trees with scikit-learn on one thread: the plant's other work goes on beside it."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    least, most = ROWS_A_LEAF
    model = HistGradientBoostingRegressor(
        max_iter=trees,
        max_leaf_nodes=leaves,
        learning_rate=rate,
        min_samples_leaf=int(np.clip(len(left) // 100, least, most)),
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )
    never_known = np.isnan(features).all(axis=0)  # scikit-learn refuses such a column
    with threadpool_limits(limits=1):
        model.fit(np.where(never_known, 0.0, features), left)
    return tree_arrays(
        [iteration[0].nodes for iteration in model._predictors],  # noqa: SLF001 - see decision 0036
        float(np.ravel(model._baseline_prediction)[0]),  # noqa: SLF001
    )


def tree_arrays(trees: list[NDArray[np.void]], base: float) -> TreeRegressor:
    """Lay scikit-learn's trees out as arrays; a test holds their answers against its own."""
    sizes = [nodes.size for nodes in trees]
    roots = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int32)
    nodes = np.concatenate(trees)
    offset = np.repeat(roots, sizes)
    own = np.arange(nodes.size, dtype=np.int32)
    is_leaf = nodes["is_leaf"].astype(bool)
    return TreeRegressor(
        base=base,
        roots=roots,
        feature=np.where(is_leaf, 0, nodes["feature_idx"]).astype(np.int32),
        threshold=np.where(is_leaf, 0.0, nodes["num_threshold"]),
        missing_left=nodes["missing_go_to_left"].astype(bool),
        left=np.where(is_leaf, own, nodes["left"] + offset).astype(np.int32),
        right=np.where(is_leaf, own, nodes["right"] + offset).astype(np.int32),
        value=np.where(is_leaf, nodes["value"], 0.0),
    )
