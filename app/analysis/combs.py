"""How far the comb of a defect stands out of the envelope spectrum, as a test against noise."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc

from app.analysis.bearings import DefectFrequencies
from app.analysis.envelope import prewhitened, squared_envelope_spectrum
from app.analysis.spectrum import Samples, Spectrum

HARMONICS = 3
"""Multiples of a defect frequency that make its comb."""
SLIP = 0.012
"""Share by which a comb may lie off its kinematic place (1-2 % in Randall and Antoni 2011)."""
FLOOR_SHARE = 0.15
"""Neighbourhood, as a share of the frequency, whose median line is the floor."""
FLOOR_LINES = 40
"""Least lines either side the floor is taken from."""


@dataclass(frozen=True, slots=True)
class CombScore:
    """What speaks for one defect.

    Attributes
    ----------
    defect : str
        ``"outer"``, ``"inner"``, ``"ball"`` or ``"cage"``.
    frequency_hz : float
        Where the first line was found.
    level_db : float
        Mean height of the lines above their floor.
    evidence : float
        Sum of -ln p over the lines (Fisher); in noise a Gamma variable of shape `lines`.
    lines : int
        Harmonics that lie in the spectrum.
    """

    defect: str
    frequency_hz: float
    level_db: float
    evidence: float
    lines: int

    @property
    def false_alarm_probability(self) -> float:
        """Chance that Gaussian noise alone makes a comb as strong."""
        return float(gammaincc(self.lines, self.evidence)) if self.lines else 1.0


def comb_scores(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    defects: DefectFrequencies,
    shaft_speed_rpm: float,
) -> list[CombScore]:
    """Score every defect's comb in the squared envelope spectrum of the pre-whitened signal.

    Pre-whitening spares the choice of a band; on public records it named more faults than a
    band picked by kurtosis (`diagnosis-and-rul` study). It asks for the slip every real bearing
    has: an artificial train of exactly equal intervals is whitened away.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.

    Returns
    -------
    list of CombScore
        The strongest first.
    """
    spectrum = squared_envelope_spectrum(
        prewhitened(acceleration_ms2), sample_rate_hz, (0.0, sample_rate_hz / 2)
    )
    shaft_hz = shaft_speed_rpm / 60
    scores = [
        score_comb(spectrum, name, defect_hz, shaft_hz)
        for name, defect_hz in defects.by_defect().items()
    ]
    return sorted(scores, key=lambda score: -score.level_db)


def score_comb(spectrum: Spectrum, defect: str, defect_hz: float, shaft_hz: float) -> CombScore:
    """Measure one comb: at each harmonic the highest line within `SLIP`, off the shaft's own.

    Lines of a squared envelope spectrum of Gaussian noise are exponentially distributed, so the
    highest of m lines reaches r times the floor with p = 1 - (1 - exp(-r))^m.
    """
    heights, evidence, first_hz = [], 0.0, defect_hz
    for order in range(1, HARMONICS + 1):
        if (1 + FLOOR_SHARE) * order * defect_hz > spectrum.frequency_hz[-1]:
            break
        near = _lines_near(spectrum, order * defect_hz, shaft_hz)
        if not near.size:
            continue
        top = near[int(np.argmax(spectrum.values[near]))]
        height = float(spectrum.values[top]) / _floor(spectrum, order * defect_hz)
        evidence -= _log_chance(height, near.size)
        heights.append(10 * math.log10(max(height, 1e-12)))
        if order == 1:
            first_hz = float(spectrum.frequency_hz[top])
    level_db = sum(heights) / len(heights) if heights else -math.inf
    return CombScore(defect, first_hz, level_db, evidence, len(heights))


def _lines_near(spectrum: Spectrum, centre_hz: float, shaft_hz: float) -> NDArray[np.intp]:
    """Lines within `SLIP` of a frequency, without those that are a shaft harmonic."""
    reach_hz = max(SLIP * centre_hz, spectrum.resolution_hz)
    low, high = np.searchsorted(spectrum.frequency_hz, (centre_hz - reach_hz, centre_hz + reach_hz))
    near = np.arange(max(int(low), 1), int(high))
    frequency_hz = spectrum.frequency_hz[near]
    off_shaft_hz = np.abs(frequency_hz - np.round(frequency_hz / shaft_hz) * shaft_hz)
    is_own = off_shaft_hz > np.maximum(1.5 * spectrum.resolution_hz, 1e-3 * frequency_hz)
    return near[is_own] if is_own.any() else near


def _floor(spectrum: Spectrum, centre_hz: float) -> float:
    """Mean noise line around a frequency, from the median (ln 2 of the mean of exponentials)."""
    reach = max(round(FLOOR_SHARE * centre_hz / spectrum.resolution_hz), FLOOR_LINES)
    centre = round(centre_hz / spectrum.resolution_hz)
    around = spectrum.values[max(centre - reach, 1) : centre + reach + 1]
    return max(float(np.median(around)) / math.log(2), 1e-300)


def _log_chance(height: float, lines: int) -> float:
    """Log of the chance that the highest of some noise lines reaches a height."""
    below = lines * math.log1p(-math.exp(-min(max(height, 1e-12), 700.0)))
    return math.log(max(-math.expm1(below), 1e-300))
