"""How much of what is believed of a life is prior, how much the sisters', how much its own."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.life.level import normed
from app.analysis.life.pooling import LifePool, place_likelihood, pool_of
from app.core.component_life import ComponentLife, LifeEnd


@dataclass(frozen=True, slots=True)
class LivesCounted:
    """Lives by how they ended."""

    failed: int = 0
    worn: int = 0
    replaced: int = 0
    running: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.failed + self.worn + self.replaced + self.running


@dataclass(frozen=True, slots=True)
class LifeShares:
    """What a belief rests on.

    Information is one over the variance of the logarithm of the median life. The prior's share is
    the information it had alone over that of the belief; the sisters' is what they added, and its
    own lives' (the one in service with them) what these added. Together they are 1.

    Attributes
    ----------
    prior, sisters, own : float
        Shares, 0 to 1.
    prior_factor, sisters_factor, factor : float
        Uncertainty of the median life before any life, with the sisters', and with its own lives:
        one standard deviation as a factor. The shares follow from these three.
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


def shares_of(
    pool: LifePool, component_id: str, part: str, in_service: ComponentLife | None
) -> LifeShares:
    """Say how much of the belief in a place's life comes from where.

    Parameters
    ----------
    in_service : ComponentLife, optional
        The item that runs there now, with the hours reached; it is no part of the pool.
    """
    empty = pool_of(pool.prior, ())
    alone = _variance(empty.log_weights(component_id, part), empty)
    sisters = _variance(pool.log_weights(component_id, part, with_own=False), pool)
    weight = pool.log_weights(component_id, part)
    if in_service is not None:
        weight = normed(weight + place_likelihood([in_service], pool))
    known = _variance(weight, pool)
    told = np.maximum([1 / alone, 1 / sisters - 1 / alone, 1 / known - 1 / sisters], 0.0)
    prior, others, own = told / told.sum()
    here = [life for life in pool.lives if life.component_id == component_id]
    elsewhere = [life for life in pool.lives if life.component_id != component_id]
    return LifeShares(
        prior=float(prior),
        sisters=float(others),
        own=float(own),
        prior_factor=math.exp(math.sqrt(alone)),
        sisters_factor=math.exp(math.sqrt(sisters)),
        factor=math.exp(math.sqrt(known)),
        machines_factor=pool.machines_factor(),
        own_lives=counted([*here, in_service] if in_service else here),
        sister_lives=counted(elsewhere),
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


def _variance(log_weight: NDArray[np.float64], pool: LifePool) -> float:
    """Variance of the logarithm of the median life under weights of shape (k, n)."""
    weight = np.exp(log_weight).sum(axis=0)
    mean = float(weight @ pool.log_medians)
    return max(float(weight @ (pool.log_medians - mean) ** 2), 1e-9)
