"""Fitted models as named arrays, and back with every number checked."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.regressors import LinearRegressor, Regressor, TreeRegressor

Arrays = dict[str, NDArray[Any]]


def arrays_of(regressor: Regressor) -> Arrays:
    """Return what a regressor is made of."""
    if isinstance(regressor, LinearRegressor):
        kind, fields = "linear", LinearRegressor.__dataclass_fields__
    else:
        kind, fields = "trees", TreeRegressor.__dataclass_fields__
    return {f"{kind}.{name}": np.asarray(getattr(regressor, name)) for name in fields}


def regressor_from(arrays: Arrays, features: int) -> Regressor:
    """Put a regressor together.

    Raises
    ------
    ValueError, KeyError
        If it asks about features there are none of, would never end, or has gaps.
    """
    return _linear(arrays, features) if "linear.base" in arrays else _trees(arrays, features)


def _linear(arrays: Arrays, features: int) -> LinearRegressor:
    columns = np.asarray(arrays["linear.columns"]).astype(np.intp)
    centre, weight = (
        np.asarray(arrays[f"linear.{name}"], dtype=np.float64) for name in ("centre", "weight")
    )
    _refuse_unless(
        columns.ndim == 1
        and columns.shape == centre.shape == weight.shape
        and _within(columns, 0, features)
        and bool(np.isfinite(centre).all() and np.isfinite(weight).all()),
        "its weights don't fit its features",
    )
    return LinearRegressor(columns, centre, weight, _number(arrays["linear.base"]))


def _trees(arrays: Arrays, features: int) -> TreeRegressor:
    feature, left, right, roots = (
        np.asarray(arrays[f"trees.{name}"]).astype(np.int32)
        for name in ("feature", "left", "right", "roots")
    )
    threshold, value = (
        np.asarray(arrays[f"trees.{name}"], dtype=np.float64) for name in ("threshold", "value")
    )
    missing_left = np.asarray(arrays["trees.missing_left"]).astype(bool)
    shapes = {a.shape for a in (feature, left, right, threshold, value, missing_left)}
    _refuse_unless(len(shapes) == 1 and feature.ndim == 1 and roots.ndim == 1, "its trees are torn")
    own = np.arange(feature.size)
    is_leaf = (left == own) & (right == own)
    _refuse_unless(
        _within(roots, 0, feature.size)
        and _within(feature, 0, features)
        and _within(left, 0, feature.size)
        and _within(right, 0, feature.size)
        and bool((is_leaf | ((left > own) & (right > own))).all()),
        "its trees have no end",
    )
    _refuse_unless(
        not np.isnan(threshold).any() and bool(np.isfinite(value).all()), "its trees have gaps"
    )
    base = _number(arrays["trees.base"])
    return TreeRegressor(base, roots, feature, threshold, missing_left, left, right, value)


def _within(numbers: NDArray[Any], first: int, stop: int) -> bool:
    return bool(numbers.size and numbers.min() >= first and numbers.max() < stop)


def _number(array: NDArray[Any]) -> float:
    value = float(np.asarray(array, dtype=np.float64).reshape(()))
    _refuse_unless(bool(np.isfinite(value)), "its base is no number")
    return value


def _refuse_unless(fits: bool, why: str) -> None:
    if not fits:
        raise ValueError(why)
