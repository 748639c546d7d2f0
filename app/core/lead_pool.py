"""The pool of all suppliers: what is believed of a lead time before the supplier's own receipts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from app.core.lead_posterior import SHORTEST_DAYS, LeadPrior

REFIT_DAYS = 90
"""The pool is fitted on a schedule, never by a receipt: it moves every supplier at once."""

LEAST_SUPPLIERS, LEAST_REPEATS = 3, 6
"""Suppliers with receipts, and receipts beyond each one's first, that a fit needs."""

LEAST_WEIGHT, MOST_WEIGHT = 0.5, 1.0
LEAST_LOG_VARIANCE = 0.01
POOL_SHAPE = 3.0


def fit_pool(receipts_days: Iterable[Sequence[float]]) -> LeadPrior | None:
    """Fit the prior of log lead time to the receipts of all suppliers.

    Source: `jit-trigger.md` section 4: mu0 the mean of the suppliers' means, k0 the variance within
    suppliers over that between them, held within 0.5 to 1, a0 = 3, b0 = a0 x the pooled log
    variance within suppliers. Each supplier counts alike in mu0, however many receipts it has.

    Parameters
    ----------
    receipts_days : iterable of sequences of float
        One sequence a supplier, lead times in its working days.

    Returns
    -------
    LeadPrior or None
        None where the receipts are too few to say anything of suppliers in general.

    Examples
    --------
    >>> pool = fit_pool([[5, 5, 6], [9, 12, 10], [3, 3, 4, 2]])
    >>> [round(number, 3) for number in (pool.mean_log, pool.weight, pool.shape, pool.rate)]
    [1.689, 0.5, 3.0, 0.132]
    """
    logs = [
        np.log(np.maximum(np.asarray(days, dtype=float), SHORTEST_DAYS))
        for days in receipts_days
        if len(days)
    ]
    repeats = sum(own.size - 1 for own in logs)
    if len(logs) < LEAST_SUPPLIERS or repeats < LEAST_REPEATS:
        return None
    means = np.array([own.mean() for own in logs])
    within = sum(float(((own - own.mean()) ** 2).sum()) for own in logs) / repeats
    within = max(within, LEAST_LOG_VARIANCE)
    between = float(means.var(ddof=1))
    weight = within / between if between > 0 else MOST_WEIGHT
    return LeadPrior(
        mean_log=float(means.mean()),
        weight=min(max(weight, LEAST_WEIGHT), MOST_WEIGHT),
        shape=POOL_SHAPE,
        rate=POOL_SHAPE * within,
    )


def is_refit_due(fitted_on: date | None, today: date) -> bool:
    """Whether the pool is to be fitted again; one never fitted is due.

    >>> is_refit_due(date(2026, 1, 1), date(2026, 3, 31)), is_refit_due(None, date(2026, 1, 1))
    (False, True)
    """
    return fitted_on is None or today - fitted_on >= timedelta(days=REFIT_DAYS)
