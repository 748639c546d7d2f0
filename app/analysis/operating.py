"""What speed and load do to the indicators of a sound machine, learned with its baseline."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SPEED_SPREAD_LOG = math.log(1.05)
LOAD_SPREAD = 0.1
"""Speed or load is reckoned out where it varied by more than this (5 %, a tenth of the load) while
the baseline was learned; a steadier one taught nothing of its effect."""
SPEED_MARGIN_LOG = math.log(1.1)
LOAD_MARGIN = 0.2
"""How far beyond the states of the baseline a machine may run (10 % of speed, a fifth of the
highest load) and still be compared with it: less than the least rise that matters."""
ROUNDS = 5
TUNING = 4.685
"""Of Tukey's biweight: 95 % efficient with Gaussian noise."""
LEAST_SCALE = 1e-9
"""Residuals below this are rounding: there is nothing left to weigh."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OperatingModel:
    """Regression of the levels on speed and load, and the states it was learned in.

    Attributes
    ----------
    speed_rpm, load : tuple of float or None
        Lowest and highest of the baseline; None where it was not known of every measurement.
    has_speed, has_load : bool
        Whether it is reckoned out.
    centre : ndarray, shape (p,)
        Means of the regressors (logarithm of speed, load over its highest).
    slope : ndarray, shape (p, k)
        Change of each level with them.
    inverse : ndarray, shape (p, p)
        Of their scatter about the centre: the slope's uncertainty in units of the noise.
    """

    speed_rpm: tuple[float, float] | None
    load: tuple[float, float] | None
    has_speed: bool
    has_load: bool
    centre: Numbers
    slope: Numbers
    inverse: Numbers

    @property
    def count(self) -> int:
        """Number of regressors."""
        return int(self.centre.size)

    def effect(self, speed_rpm: Numbers, load: Numbers) -> Numbers:
        """Part of the levels that is due to speed and load, shape (n, k)."""
        return np.asarray(self._off_centre(speed_rpm, load) @ self.slope)

    def widening(self, speed_rpm: Numbers, load: Numbers) -> Numbers:
        """Factor by which the noise grows with the slope's uncertainty there, shape (n,)."""
        off = self._off_centre(speed_rpm, load)
        return np.asarray(np.sqrt(1.0 + np.einsum("ij,jk,ik->i", off, self.inverse, off)))

    def is_known(self, speed_rpm: Numbers, load: Numbers) -> NDArray[np.bool_]:
        """Tell which states the baseline knows, shape (n,).

        A state that is not known counts as known where the baseline was steady, or did not know
        it either.
        """
        known = np.ones(speed_rpm.shape, dtype=bool)
        if self.speed_rpm is not None:
            low, high = np.log(self.speed_rpm)
            margin = SPEED_MARGIN_LOG
            with np.errstate(divide="ignore"):
                log_speed = np.log(speed_rpm)
            known &= _is_within(log_speed, low - margin, high + margin, self.has_speed)
        if self.load is not None:
            margin = LOAD_MARGIN * max(abs(self.load[0]), abs(self.load[1]))
            low, high = self.load[0] - margin, self.load[1] + margin
            known &= _is_within(load, low, high, self.has_load)
        return known

    def _off_centre(self, speed_rpm: Numbers, load: Numbers) -> Numbers:
        """Regressors less their centre, shape (n, p)."""
        columns = []
        if self.has_speed:
            columns.append(np.log(speed_rpm))
        if self.has_load and self.load is not None:
            columns.append(load / _load_scale(self.load))
        if not columns:
            return np.zeros((speed_rpm.size, 0))
        return np.column_stack(columns) - self.centre


def learn_operating(level: Numbers, speed_rpm: Numbers, load: Numbers) -> OperatingModel:
    """Learn what speed and load do, as far as they varied.

    Parameters
    ----------
    level : ndarray, shape (n, k)
        Of a settled window.
    speed_rpm, load : ndarray, shape (n,)

    Notes
    -----
    Least squares made robust by Tukey's biweight (iterated), each level for itself: outliers in a
    few measurements do not move it.
    """
    speed_range = _range(speed_rpm)
    load_range = _range(load)
    has_speed = speed_range is not None and speed_range[0] > 0 and _varies_log(speed_range)
    has_load = load_range is not None and _varies(load_range)
    regressors = []
    if has_speed:
        regressors.append(np.log(speed_rpm))
    if has_load and load_range is not None:
        regressors.append(load / _load_scale(load_range))
    x = np.column_stack(regressors) if regressors else np.zeros((level.shape[0], 0))
    centre = x.mean(axis=0)
    off = x - centre
    inverse = np.linalg.pinv(off.T @ off) if regressors else np.zeros((0, 0))
    slope = np.zeros((x.shape[1], level.shape[1]))
    if regressors:
        slope = np.column_stack([_slope(off, column) for column in level.T])
    return OperatingModel(speed_range, load_range, has_speed, has_load, centre, slope, inverse)


def _slope(off: Numbers, level: Numbers) -> Numbers:
    """Robust slopes of one level; zero where it is not known throughout."""
    if np.isnan(level).any():
        return np.zeros(off.shape[1])
    design = np.column_stack([np.ones(level.size), off])
    weight = np.ones(level.size)
    found = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        root = np.sqrt(weight)
        found = np.linalg.lstsq(design * root[:, None], level * root, rcond=None)[0]
        left = level - design @ found
        scale = 1.4826 * float(np.median(np.abs(left)))
        if scale < LEAST_SCALE:
            break
        weight = np.maximum(1 - (left / (TUNING * scale)) ** 2, 0.0) ** 2
    return np.asarray(found[1:])


def _range(values: Numbers) -> tuple[float, float] | None:
    """Lowest and highest; None where one is not known."""
    if not values.size or np.isnan(values).any():
        return None
    return float(values.min()), float(values.max())


def _varies_log(speed_rpm: tuple[float, float]) -> bool:
    """Whether a speed varied enough to learn from."""
    return math.log(speed_rpm[1] / speed_rpm[0]) > SPEED_SPREAD_LOG


def _varies(load: tuple[float, float]) -> bool:
    """Whether a load varied enough to learn from."""
    return load[1] - load[0] > LOAD_SPREAD * _load_scale(load)


def _load_scale(load: tuple[float, float]) -> float:
    """Largest load of the baseline, 1 where there was none."""
    return max(abs(load[0]), abs(load[1])) or 1.0


def _is_within(values: Numbers, low: float, high: float, must_be_known: bool) -> NDArray[np.bool_]:
    """Tell which values lie in a range; one not known only where it may be unknown."""
    with np.errstate(invalid="ignore"):
        inside = (values >= low) & (values <= high)
    return inside if must_be_known else inside | np.isnan(values)
