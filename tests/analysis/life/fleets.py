"""Plants drawn at random, whose truth is known, and what of it their books would hold."""

from dataclasses import dataclass

import numpy as np

from app.analysis.life.pooling import SHAPE_NODES, SPREAD_NODES, SPREAD_WEIGHTS
from app.core.component_life import ComponentLife, LifeEnd
from app.core.life_prior import Grade, LifePrior

PRIOR = LifePrior(24 * 365.0, 1.7, 1.8, 1.35, 1.35, 1.2, "a test", Grade.JUDGEMENT)


@dataclass
class Plant:
    """A shape, and the logarithm of the median life by place."""

    shape: float
    log_median: dict[tuple[str, str], float]

    def draw(self, rng, place):
        """Draw one whole life in hours."""
        scale = np.exp(self.log_median[place]) / np.log(2) ** (1 / self.shape)
        return float(scale * rng.weibull(self.shape))


def plant_of(rng, prior=PRIOR, machines=6, parts=2, off=1.0):
    """Draw a plant the way the prior says plants are, or one `off` times as long-lived."""
    node = rng.choice(SHAPE_NODES, p=_normal(SHAPE_NODES))
    shape = prior.shape * prior.shape_factor**node
    own = rng.choice(SPREAD_NODES, 2, p=SPREAD_WEIGHTS)
    middle = np.log(prior.median_hours * off) + np.log(prior.plant_factor) * rng.standard_normal()
    log_median = {}
    for part in range(parts):
        of_part = middle + own[0] * np.log(prior.part_factor) * rng.standard_normal()
        for machine in range(machines):
            here = of_part + own[1] * np.log(prior.machine_factor) * rng.standard_normal()
            log_median[f"m{part}.{machine}", f"part{part}"] = here
    return Plant(float(shape), log_median)


def lives_of(rng, plant, places, count, censored=0.4):
    """Draw lives of some places; a share is replaced or still runs on a day the life knows not."""
    found = []
    for place in places:
        for _ in range(count):
            hours = plant.draw(rng, place)
            until = float(rng.uniform(0.1, 2.0)) * PRIOR.median_hours
            if rng.random() < 2 * censored and until < hours:
                end = rng.choice([LifeEnd.REPLACED, LifeEnd.RUNNING])
                found.append(ComponentLife(*place, until, end))
            else:
                found.append(ComponentLife(*place, hours, LifeEnd.FAILED))
    return found


def crps(belief, truth_hours):
    """Mean distance of a belief's quantiles from the truth, as the pinball loss has it."""
    levels = (np.arange(99) + 1) / 100
    quantiles = belief.hours_left(0.0, levels)
    error = truth_hours - quantiles
    return float(2 * np.mean(np.where(error > 0, levels * error, (levels - 1) * error)))


def _normal(nodes):
    weight = np.exp(-0.5 * nodes**2)
    return weight / weight.sum()
