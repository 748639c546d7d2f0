"""From an expected remaining life to its distribution: how far such expectations were off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.distribution import LEVELS, DaysDistribution

BANDS = 16
SPREAD = 1.5
"""Half-width over which readings count towards a band, in steps between bands."""
EDGE = 0.002
"""Share of expectations beyond the outer bands."""
FEWEST_UNITS = 5
"""A band with readings of fewer units borrows from its neighbours."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What was expected of readings by models that never saw their units, and what came.

    Attributes
    ----------
    expected : ndarray, shape (n,)
        Expected remaining life, counted up to the horizon.
    left : ndarray, shape (n,)
        Remaining life, or as much of it as was seen, at most the horizon.
    is_whole : ndarray of bool, shape (n,)
        Whether the unit failed then; False where it was still running.
    unit : ndarray of int, shape (n,)
        Unit of each reading.
    """

    expected: NDArray[np.float64]
    left: NDArray[np.float64]
    is_whole: NDArray[np.bool_]
    unit: NDArray[np.intp]

    def where(self, chosen: NDArray[np.bool_]) -> "Outcomes":
        """Return the chosen readings."""
        return Outcomes(
            self.expected[chosen], self.left[chosen], self.is_whole[chosen], self.unit[chosen]
        )


@dataclass(frozen=True, slots=True, eq=False)
class ErrorBands:
    """Distribution of the error of an expected remaining life, by what is expected.

    Attributes
    ----------
    centres : ndarray, shape (b,)
        Expected remaining lives, rising.
    errors : ndarray, shape (b, 103)
        Quantiles at `LEVELS` of remaining life minus expectation; minus infinity at levels lower
        than so few units can show, infinity where the unit outlived what was seen.
    horizon : float
        Remaining life beyond which nothing is told apart.
    """

    centres: NDArray[np.float64]
    errors: NDArray[np.float64]
    horizon: float

    def distribution(self, expected: NDArray[np.float64]) -> DaysDistribution:
        """Return the remaining lives behind expectations, shape (n,), in the unit of time.

        From the horizon on a quantile is "not within the horizon". Below the lowest level that
        the number of units can show, probability falls in a straight line to nothing at zero.
        """
        errors = between_rows(self.centres, self.errors, expected)
        left = np.maximum(expected[:, None] + errors, 0.0)
        left[left >= self.horizon] = np.inf
        left = np.maximum.accumulate(left, axis=1)
        for row in np.flatnonzero(np.isneginf(errors[:, 0])):
            lowest = min(int(np.count_nonzero(np.isneginf(errors[row]))), LEVELS.size - 1)
            bound = min(float(left[row, lowest]), self.horizon)
            left[row, :lowest] = bound * LEVELS[:lowest] / LEVELS[lowest]
        return DaysDistribution(left)


def between_rows(
    at: NDArray[np.float64], rows: NDArray[np.float64], asked: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Interpolate between the rows of a table; an infinite neighbour that counts, wins."""
    right = np.clip(np.searchsorted(at, asked), 1, at.size - 1)
    share = np.clip((asked - at[right - 1]) / (at[right] - at[right - 1]), 0.0, 1.0)[:, None]
    low, high = rows[right - 1], rows[right]
    with np.errstate(invalid="ignore"):
        mixed = (1 - share) * low + share * high
    return np.where(share == 0, low, np.where(share == 1, high, _settled(mixed, low, high)))


def _settled(
    mixed: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Put infinities where one neighbour is infinite; against each other nothing is known."""
    unknown_low = np.isneginf(low) | np.isneginf(high)
    return np.where(np.isnan(mixed), np.where(unknown_low, -np.inf, np.inf), mixed)


def learn_bands(outcomes: Outcomes, horizon: float) -> ErrorBands:
    """Learn the error bands from the outcomes of units held out.

    In each band the errors of the readings near it are weighed by closeness and taken through the
    product-limit estimator, so that units still running count with what is known of them: that
    they lasted longer. Levels are moved outwards by up to one unit's share, the price of having
    seen that few.
    """
    low, high = np.quantile(outcomes.expected, [EDGE, 1 - EDGE])
    if not high > low:
        low, high = low - 1e-6, high + 1e-6
    centres = np.linspace(low, high, BANDS)
    step = centres[1] - centres[0]
    clipped = np.clip(outcomes.expected, low, high)
    errors = np.empty((BANDS, LEVELS.size))
    enough = min(FEWEST_UNITS, np.unique(outcomes.unit).size)
    for band, centre in enumerate(centres):
        reach = SPREAD * step
        while True:
            weight = np.maximum(1 - np.abs(clipped - centre) / reach, 0.0)
            units = np.unique(outcomes.unit[weight > 0]).size
            if units >= enough:
                break
            reach *= 1.5
        near = outcomes.where(weight > 0)
        errors[band] = product_limit_quantiles(
            near.left - near.expected,
            near.is_whole,
            weight[weight > 0],
            _moved_outwards(LEVELS, units),
        )
    return ErrorBands(centres, errors, horizon)


def _moved_outwards(levels: NDArray[np.float64], units: int) -> NDArray[np.float64]:
    """Move levels away from the middle by up to one unit's share, none at the median."""
    return np.asarray(levels + (2 * levels - 1) / units)


def product_limit_quantiles(
    values: NDArray[np.float64],
    is_whole: NDArray[np.bool_],
    weight: NDArray[np.float64],
    levels: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Quantiles of values some of which are only known to be larger (Kaplan and Meier 1958).

    Parameters
    ----------
    values : ndarray, shape (n,)
        Values, or what they exceed.
    is_whole : ndarray of bool, shape (n,)
        False where the value exceeds what is given.
    weight : ndarray, shape (n,)
        Above 0.
    levels : ndarray, shape (m,)
        Not above 0: minus infinity; more than was reached: infinity.

    Examples
    --------
    >>> v, w = np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4)
    >>> product_limit_quantiles(v, w > 0, w, np.array([0.0, 0.5, 0.75, 1.01])).tolist()
    [-inf, 2.0, 3.0, inf]
    >>> product_limit_quantiles(v, v != 2, w, np.array([0.5, 0.6])).tolist()
    [3.0, 3.0]
    """
    order = np.lexsort((~is_whole, values))
    value, whole, mass = values[order], is_whole[order], weight[order]
    at_risk = np.cumsum(mass[::-1])[::-1]
    share = np.clip(np.where(whole, mass / at_risk, 0.0), 0.0, 1.0)
    reached = 1 - np.cumprod(1 - share)
    where = np.searchsorted(reached, levels - 1e-9, side="left")
    found = np.append(value, np.inf)[np.minimum(where, value.size)]
    return np.where(levels <= 0, -np.inf, found)
