"""Reading a spectrum off: the nearest peak, between its lines."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CursorReading:
    """What the cursor stands on: frequency, its order of shaft speed, amplitude."""

    frequency_hz: float
    orders: float | None
    amplitude: float


def read_peak(
    values: NDArray[np.floating],
    step_hz: float,
    near_hz: float,
    reach_hz: float,
    shaft_hz: float = 0.0,
) -> CursorReading | None:
    """Snap to the highest line within reach and place it between the lines.

    The top of the parabola through the logarithms of three lines: within a few hundredths of a
    line for a Hann window.

    Parameters
    ----------
    values : ndarray, shape (k,)
        Amplitudes of lines 0, step, 2 step ...
    step_hz : float
        Distance of the lines.
    near_hz, reach_hz : float
        Where to look, and how far to either side.
    shaft_hz : float
        Shaft speed, 0 where unknown.

    Examples
    --------
    >>> import numpy
    >>> lines = numpy.array([0.1, 0.1, 1.0, 3.0, 1.0, 0.1])
    >>> read_peak(lines, 2.0, 5.0, 2.0, 3.0)
    CursorReading(frequency_hz=6.0, orders=2.0, amplitude=3.0)
    """
    if values.size < 3 or step_hz <= 0:
        return None
    low = max(math.floor((near_hz - reach_hz) / step_hz), 0)
    high = min(math.ceil((near_hz + reach_hz) / step_hz) + 1, values.size)
    if high <= low:
        return None
    top = low + int(np.argmax(values[low:high]))
    place = (top + _offset(values, top)) * step_hz
    orders = place / shaft_hz if shaft_hz > 0 else None
    return CursorReading(place, orders, float(values[top]))


def _offset(values: NDArray[np.floating], top: int) -> float:
    """How far the peak lies from its highest line, in lines (-0.5 to 0.5)."""
    if not 0 < top < values.size - 1:
        return 0.0
    around = values[top - 1 : top + 2]
    if float(around.min()) <= 0:
        return 0.0
    left, middle, right = (math.log(float(value)) for value in around)
    bend = left - 2 * middle + right
    return 0.0 if bend >= 0 else min(max(0.5 * (left - right) / bend, -0.5), 0.5)
