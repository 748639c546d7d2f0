"""How much of what is believed of a life is prior, how much the sisters', how much its own."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.life.level import Logs
from app.analysis.life.pooling import LifePool, pool_of
from app.core.component_life import ComponentLife, LifeEnd


@dataclass(frozen=True, slots=True)
class LivesCounted:
    """Lives by how they ended."""

    failed: int = 0
    worn: int = 0
    replaced: int = 0
    running: int = 0

    @property
    def whole(self) -> int:
        """Those that ended of themselves."""
        return self.failed + self.worn

    @property
    def total(self) -> int:
        """All of them."""
        return self.failed + self.worn + self.replaced + self.running


@dataclass(frozen=True, slots=True)
class LifeShares:
    """What a belief rests on.

    Information is one over the variance of the logarithm of the median life, at the spreads
    between machines and parts that the lives have taught. The prior's share is the information it
    has alone over that of the belief; the sisters' is what they add, and its own lives' (the one
    in service with them) what these add. Together they are 1.

    Attributes
    ----------
    prior, sisters, own : float
        Shares, 0 to 1.
    prior_factor, sisters_factor, factor : float
        Uncertainty of the median life without any life, with the sisters', and with its own lives:
        one standard deviation as a factor. The shares follow from these three: one over the
        square of the logarithm of a factor is its information.
    machines_factor : float
        How far machines of one part differ, as far as is known.
    """

    prior: float
    sisters: float
    own: float
    prior_factor: float
    sisters_factor: float
    factor: float
    machines_factor: float
    own_lives: LivesCounted
    sister_lives: LivesCounted


def shares_of(pool: LifePool, component_id: str, part: str) -> LifeShares:
    """Say how much of the belief in a place's life comes from where.

    The pool holds what is in service too, that of the place with the hours it has reached.
    """
    known = pool.joint(component_id, part)
    likely = np.exp(known).sum(axis=-1)
    empty = pool_of(pool.prior, ())
    alone = _variance(empty, empty.joint(component_id, part), likely)
    sisters = _variance(pool, pool.joint(component_id, part, own=()), likely)
    all_told = _variance(pool, known, likely)
    told = np.maximum([1 / alone, 1 / sisters - 1 / alone, 1 / all_told - 1 / sisters], 0.0)
    prior, others, own = told / told.sum()
    return LifeShares(
        prior=float(prior),
        sisters=float(others),
        own=float(own),
        prior_factor=math.exp(math.sqrt(alone)),
        sisters_factor=math.exp(math.sqrt(sisters)),
        factor=math.exp(math.sqrt(all_told)),
        machines_factor=pool.machines_factor(),
        own_lives=counted(one for one in pool.lives if one.component_id == component_id),
        sister_lives=counted(one for one in pool.lives if one.component_id != component_id),
    )


def counted(lives: Iterable[ComponentLife]) -> LivesCounted:
    """Count lives by how they ended."""
    ends = [life.end for life in lives]
    return LivesCounted(
        failed=ends.count(LifeEnd.FAILED),
        worn=ends.count(LifeEnd.WORN),
        replaced=ends.count(LifeEnd.REPLACED),
        running=ends.count(LifeEnd.RUNNING),
    )


def _variance(pool: LifePool, joint: Logs, likely: NDArray[np.float64]) -> float:
    """Variance of the logarithm of the median at each shape and spreads, averaged over them.

    Parameters
    ----------
    joint : ndarray, shape (k, spreads, spreads, n)
        Log weights.
    likely : ndarray, shape (k, spreads, spreads)
        How likely shape and spreads are, all lives told.
    """
    within = joint - joint.max(axis=-1, keepdims=True)
    weight = np.exp(within)
    weight /= weight.sum(axis=-1, keepdims=True)
    mean = weight @ pool.log_medians
    away = pool.log_medians - mean[..., None]
    return max(float((likely * (weight * away**2).sum(axis=-1)).sum()), 1e-9)
