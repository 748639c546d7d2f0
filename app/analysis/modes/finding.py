"""What one rule found in one record, and how sure it may be."""

import math
from dataclasses import dataclass

from app.core.health import FailureMode, Symptom

SPREAD_DB = 6.0
"""Textbooks and public charts differ by about a factor of two on where a fault begins."""
SUREST = 0.9
"""One radial record, without phase or a second direction, never makes a shaft's fault surer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A failure mode whose rule is met.

    Attributes
    ----------
    mode : FailureMode
        Which.
    confidence : float
        `confidence_of` its narrowest margin.
    symptoms : tuple of Symptom
        The evidence, the strongest first.
    rests_on_hz : tuple of float
        Frequencies without which it would not be named: another mode with the same line is a
        rival.
    """

    mode: FailureMode
    confidence: float
    symptoms: tuple[Symptom, ...]
    rests_on_hz: tuple[float, ...] = ()


def confidence_of(margin_db: float, surest: float = SUREST) -> float:
    """Turn a margin over a rule's threshold into the share of textbooks that would agree.

    The threshold itself is known to `SPREAD_DB` (one standard deviation): a record that just
    reaches it is as likely as not a case of the fault.

    Examples
    --------
    >>> confidence_of(0.0), round(confidence_of(6.0), 2), confidence_of(30.0)
    (0.5, 0.84, 0.9)
    """
    agreeing = 0.5 * (1 + math.erf(margin_db / SPREAD_DB / math.sqrt(2)))
    return min(agreeing, surest)


def ratio_db(one: float, other: float) -> float:
    """Twenty times the logarithm of a ratio of amplitudes, within -60 and 60 dB.

    >>> round(ratio_db(2.0, 1.0), 1), ratio_db(0.0, 1.0), ratio_db(1.0, 0.0)
    (6.0, -60.0, 60.0)
    """
    if one <= 0 or other <= 0:
        return 60.0 if one > 0 else -60.0
    return min(max(20 * math.log10(one / other), -60.0), 60.0)


def share_margin_db(share: float, least: float) -> float:
    """How far a share of the power lies over the least one, as odds in dB.

    >>> share_margin_db(0.8, 0.8), round(share_margin_db(0.5, 0.2), 1)
    (0.0, 6.0)
    """
    odds, least_odds = (n / max(1 - n, 1e-9) for n in (min(max(share, 0.0), 1.0), least))
    return ratio_db(odds, least_odds) / 2
