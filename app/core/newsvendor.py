"""How many pieces to have for one spell of uncertain demand, and what base stock achieves."""

import math
from dataclasses import dataclass

from scipy import special

SQRT_TWO_PI = math.sqrt(2 * math.pi)


@dataclass(frozen=True, slots=True)
class StockLevel:
    """A level in pieces and its expected cost in money."""

    level: float
    cost: float


def newsvendor_normal(holding: float, shortage: float, mean: float, sd: float) -> StockLevel:
    """Level for normal demand: the quantile p/(h+p).

    >>> round(newsvendor_normal(0.18, 0.7, 50, 8).level, 4)
    56.604
    """
    step = float(special.ndtri(shortage / (shortage + holding)))
    density = math.exp(-step * step / 2) / SQRT_TWO_PI
    return StockLevel(mean + step * sd, (holding + shortage) * sd * density)


def newsvendor_poisson(holding: float, shortage: float, mean: float) -> StockLevel:
    """Level for Poisson demand: the smallest S with P(X <= S) >= p/(h+p).

    >>> newsvendor_poisson(1, 19, 1.2).level
    3
    """
    level = _least_level(mean, shortage / (shortage + holding))
    short = expected_shortage(mean, level)
    return StockLevel(level, holding * (level - mean + short) + shortage * short)


def expected_shortage(mean: float, level: int) -> float:
    """E[(X - S)+] of Poisson demand: the pieces missing on average.

    >>> round(expected_shortage(2.0, 3), 6)
    0.218018
    """
    if level < 0:
        return mean - level
    beyond = 1.0 - _poisson_within(mean, level)
    exactly = math.exp(special.xlogy(level, mean) - mean - special.gammaln(level + 1))
    return (mean - level) * beyond + mean * exactly


@dataclass(frozen=True, slots=True)
class BaseStock:
    """What a base stock achieves while its replenishment is under way.

    `fill_rate` is the share of needs served at once, `backorders` the pieces owed on average.
    """

    fill_rate: float
    backorders: float


def base_stock(demand_per_day: float, lead_time_days: float, level: int) -> BaseStock:
    """Judge a base stock against a Poisson pipeline of lambda L (Palm's theorem).

    >>> base_stock(0.5, 4, 0)
    BaseStock(fill_rate=0.0, backorders=2.0)
    """
    pipeline = demand_per_day * lead_time_days
    return BaseStock(_poisson_within(pipeline, level - 1), expected_shortage(pipeline, level))


def _poisson_within(mean: float, count: int) -> float:
    """P(X <= count) of a Poisson variable."""
    return float(special.pdtr(count, mean)) if count >= 0 else 0.0


def _least_level(mean: float, probability: float) -> int:
    """Find the smallest S with P(X <= S) at least as given."""
    level = max(int(special.pdtrik(probability, mean)) - 1, 0) if mean > 0 else 0
    while _poisson_within(mean, level) < probability:
        level += 1
    return level
