"""Units dealt into groups: each group is judged by models that never saw any of its units."""

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.history import FleetHistory

FOLDS = 5


def deal_units(history: FleetHistory) -> NDArray[np.intp]:
    """Return the group of each unit, shape (u,): like lives spread over all groups.

    Units that failed are dealt in the order of their life, those that still run after them, each
    round in another order (seeded: the same table is always dealt the same way).
    """
    rng = np.random.default_rng(0)
    group = np.empty(len(history.units), dtype=np.intp)
    dealt = np.lexsort((history.life, ~history.has_failed))
    for first in range(0, dealt.size, FOLDS):
        hand = dealt[first : first + FOLDS]
        group[hand] = rng.permutation(FOLDS)[: hand.size]
    return group
