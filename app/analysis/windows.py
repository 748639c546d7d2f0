"""Window functions and the factors that turn windowed lines back into amplitudes and powers."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

COSINE_COEFFICIENTS: dict[str, tuple[float, ...]] = {
    "rectangular": (1.0,),
    "hann": (0.5, 0.5),
    "hamming": (0.54, 0.46),
    "blackman": (0.42, 0.5, 0.08),
    "blackman-harris": (0.35875, 0.48829, 0.14128, 0.01168),
    "flat top": (0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
}
"""Terms of the cosine-sum windows, in the definitions of `scipy.signal.windows`."""


@dataclass(frozen=True, slots=True)
class WindowFactors:
    """What a window does to a line and to noise.

    Attributes
    ----------
    amplitude : float
        Multiplies a line to give the amplitude of a sine (ACF).
    energy : float
        Multiplies a line to give the RMS of noise (ECF).
    noise_bandwidth_bins : float
        Equivalent noise bandwidth in bins; (energy / amplitude) squared, inverted.
    scalloping_db : float
        Loss of a line that lies halfway between two bins.
    """

    amplitude: float
    energy: float
    noise_bandwidth_bins: float
    scalloping_db: float


@lru_cache(maxsize=32)
def window(name: str, count: int) -> NDArray[np.float64]:
    """Return a periodic window of `count` samples, cached and read-only, shape (count,).

    Raises
    ------
    KeyError
        If the window is not in `COSINE_COEFFICIENTS`.

    Examples
    --------
    >>> window("hann", 4).round(9).tolist()
    [0.0, 0.5, 1.0, 0.5]
    """
    phase = 2 * np.pi * np.arange(count) / count
    shape = np.zeros(count)
    for order, coefficient in enumerate(COSINE_COEFFICIENTS[name]):
        shape += (-1) ** order * coefficient * np.cos(order * phase)
    shape.setflags(write=False)
    return shape


@lru_cache(maxsize=32)
def window_in(name: str, count: int, dtype: np.dtype[np.floating]) -> NDArray[np.floating]:
    """Return `window` in the precision of a record, read-only, shape (count,)."""
    shape = window(name, count).astype(dtype)
    shape.setflags(write=False)
    return shape


@lru_cache(maxsize=32)
def window_factors(name: str, count: int) -> WindowFactors:
    """Compute the factors from the window itself, never from a table of another definition.

    Examples
    --------
    >>> factors = window_factors("hann", 16384)
    >>> round(factors.amplitude, 4), round(factors.energy, 4), factors.noise_bandwidth_bins
    (2.0, 1.633, 1.5)
    """
    shape = window(name, count)
    total, power = float(shape.sum()), float(shape @ shape)
    halfway = abs(np.exp(-1j * np.pi * np.arange(count) / count) @ shape) / total
    return WindowFactors(
        amplitude=count / total,
        energy=float(np.sqrt(count / power)),
        noise_bandwidth_bins=round(count * power / total**2, 12),
        scalloping_db=float(20 * np.log10(halfway)),
    )
