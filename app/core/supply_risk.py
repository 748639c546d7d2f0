"""Supply-risk mode: how strongly cover is raised, and how that fades once the risk has passed."""


def risk_multiplier(raised_to: float, days_since_end: float, half_life_days: float) -> float:
    """Return what cover is multiplied with: 1 + (rho0 - 1) 2^(-days / half-life).

    A half-life of 0 ends it at once; before its end (0 days or less) it holds in full.

    >>> risk_multiplier(2.0, 14, 14), risk_multiplier(2.0, 1, 0), risk_multiplier(2.0, 0, 0)
    (1.5, 1.0, 2.0)
    """
    if days_since_end <= 0:
        return raised_to
    if half_life_days <= 0:
        return 1.0
    return float(1.0 + (raised_to - 1.0) * 2.0 ** (-days_since_end / half_life_days))
