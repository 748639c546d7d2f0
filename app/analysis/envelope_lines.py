"""Envelope lines in units of their noise floor, and how far sums of them stand out of the rest."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from app.analysis.envelope import squared_envelope_spectrum

SHAFT_LINES = 1.5
"""Lines either side of a shaft harmonic that are its own (main lobe of the Hann window)."""
NOISE_AMPLITUDE = math.sqrt(math.pi) / 2
"""Mean of the root of an exponential variable of mean 1: a noise line's usual amplitude."""
FEWEST_OTHERS = 40
"""Lines that must be left beside a comb and the shaft, to say what the rest looks like."""
GUMBEL_MEDIAN, GUMBEL_90 = -math.log(math.log(2)), -math.log(-math.log(0.9))
"""Median and 90 % point of the standard Gumbel distribution."""


@dataclass(frozen=True, slots=True, eq=False)
class EnvelopeLines:
    """Lines of the squared envelope, averaged over the bands that were read.

    Attributes
    ----------
    amplitude : ndarray, shape (m,)
        In units of the noise floor, `NOISE_AMPLITUDE` on the shaft's own lines.
    is_shaft : ndarray, shape (m,)
        Whether a line is the shaft's.
    depth_squared : ndarray, shape (m,)
        Square of the share of the mean energy that a line of the first band modulates, noise
        taken off.
    line_hz : float
        Distance of two lines; the first stands at 0.
    """

    amplitude: NDArray[np.float64]
    is_shaft: NDArray[np.bool_]
    depth_squared: NDArray[np.float64]
    line_hz: float

    def places(self, frequency_hz: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the indices of the lines nearest to frequencies, which may lie beyond the last."""
        return np.rint(frequency_hz / self.line_hz).astype(np.intp)

    def without(self, is_own: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Put what else the record holds in the place of some lines and the shaft's, shape (m,).

        The lines that stay are laid in, one after the other, so that the rest is as uneven as
        before.
        """
        taken = is_own | self.is_shaft
        others = self.amplitude[~taken]
        rest = self.amplitude.copy()
        if others.size >= FEWEST_OTHERS:
            rest[taken] = np.resize(others, int(taken.sum()))
        return rest


def envelope_lines(
    white: NDArray[np.float64],
    sample_rate_hz: float,
    bands_hz: tuple[tuple[float, float], ...],
    shaft_hz: float,
    top_hz: float,
) -> EnvelopeLines:
    """Average the squared-envelope lines of some bands, each in units of its own noise floor.

    The floor at a line is the median of the lines within half a turn frequency either side.

    Parameters
    ----------
    white : ndarray, shape (n,)
        Pre-whitened signal.
    bands_hz : tuple of bands
        The first one decides the resolution and the depths.
    shaft_hz : float
        Turns a second.
    top_hz : float
        Up to where lines are wanted.
    """
    total, depth_squared, line_hz = np.zeros(0), np.zeros(0), 0.0
    for band_hz in bands_hz:
        spectrum = squared_envelope_spectrum(white, sample_rate_hz, band_hz)
        power = spectrum.values.astype(np.float64) ** 2
        if not total.size:
            line_hz = spectrum.resolution_hz
            power = power[: int(top_hz / line_hz) + 1]
        else:
            place = np.rint(np.arange(total.size) * line_hz / spectrum.resolution_hz)
            power = power[np.minimum(place.astype(np.intp), power.size - 1)]
        reach = max(int(shaft_hz / line_hz) | 1, 41)
        floor = np.maximum(median_filter(power, reach, mode="nearest") / math.log(2), 1e-300)
        if not total.size:
            total, depth_squared = np.zeros(power.size), np.maximum(power - floor, 0.0)
        total += np.sqrt(power / floor)
    amplitude = total / len(bands_hz)
    frequency_hz = np.arange(amplitude.size) * line_hz
    off_hz = np.abs(frequency_hz - np.rint(frequency_hz / shaft_hz) * shaft_hz)
    is_shaft = off_hz <= SHAFT_LINES * line_hz
    amplitude[is_shaft] = NOISE_AMPLITUDE
    return EnvelopeLines(amplitude, is_shaft, depth_squared, line_hz)


def standing_of(best: float, decoys: NDArray[np.float64]) -> float:
    """Say how far a sum of lines outdoes such sums where nothing should be.

    Largest values of many tries follow a Gumbel distribution; its place and width are read from
    the median and the 90 % point of the decoys.

    Parameters
    ----------
    decoys : ndarray, shape (k,)
        The same sum at other frequencies of the same record.

    Returns
    -------
    float
        Chance makes as much with probability 1 - exp(-exp(-standing)), about exp(-standing).

    Examples
    --------
    >>> gumbel = -np.log(-np.log(np.linspace(0.001, 0.999, 999)))
    >>> round(standing_of(6.0, gumbel), 1)
    6.0
    """
    middle, high = np.quantile(decoys, (0.5, 0.9))
    width = max(float(high - middle) / (GUMBEL_90 - GUMBEL_MEDIAN), 1e-9)
    return (best - float(middle)) / width + GUMBEL_MEDIAN
