"""Average of the spectra of one point's blocks: lines stand still, noise evens out."""

import numpy as np
from numpy.typing import NDArray

from app.analysis.spectrum import Samples


class PowerAverage:
    """Exponential average of |X|^2; the first blocks weigh equally until there are enough.

    Powers are averaged, not amplitudes: the average keeps the energy. It begins anew when blocks
    of another length or rate, or other channels, come.

    Parameters
    ----------
    blocks : int
        Blocks the average reaches back: each new one weighs 1/blocks once as many were taken.

    Examples
    --------
    >>> average = PowerAverage(blocks=2)
    >>> [float(average.take(np.array([power]))[0]) for power in (4.0, 2.0, 1.0)]
    [4.0, 3.0, 2.0]
    """

    def __init__(self, blocks: int) -> None:
        self._most = blocks
        self._average: Samples = np.zeros(0)
        self._kind: tuple[object, ...] = ()
        self.taken = 0

    def take(self, power: Samples, sample_rate_hz: float = 1.0) -> Samples:
        """Add a block and return the average so far, shape as given; it changes with the next."""
        kind = (power.shape, power.dtype, sample_rate_hz)
        if kind != self._kind:
            self._kind, self.taken = kind, 0
        self.taken = min(self.taken + 1, self._most)
        if self.taken == 1:
            self._average = power.copy()
        else:
            change: NDArray[np.floating] = power - self._average
            change *= 1 / self.taken
            self._average += change
        return self._average

    def begin_anew(self) -> None:
        """Forget the blocks so far."""
        self.taken = 0
