"""The expected cost as its definition has it, summed over every pair of days."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def expected_cost(
    need_probability: ArrayLike,
    lead_probability: ArrayLike,
    holding_per_day: float,
    shortage_per_day: float,
    expedite_cost: float = math.inf,
    expedite_days: float = 0.0,
) -> NDArray[np.float64]:
    """Expected cost of each order day, with rational expediting.

    J(o) = sum f g [h (t-o-l)+ + min(c x, ce + c min(x, le))], x = (o+l-t)+
    (`jit-trigger.md` section 3.3).

    """
    f, g = np.asarray(need_probability, dtype=float), np.asarray(lead_probability, dtype=float)
    order, lead, need = np.ogrid[: f.size, : g.size, : f.size]
    slack = need - order - lead
    wait = np.maximum(-slack, 0.0)
    hurried = np.where(wait > 0, expedite_cost, 0.0) + shortage_per_day * np.minimum(
        wait, expedite_days
    )
    cost = holding_per_day * np.maximum(slack, 0.0) + np.minimum(shortage_per_day * wait, hurried)
    return np.asarray(np.einsum("olt,l,t->o", cost, g, f))
