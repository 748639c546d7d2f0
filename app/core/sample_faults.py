"""What samples alone show of a sensor that stands still or is cut off."""

import numpy as np
from numpy.typing import NDArray

CLIPPED_SHARE = 0.01
CLIPPED_PILE_UP = 4.0
STUCK_SHARE = 0.5


def longest_standstill(samples: NDArray[np.floating]) -> int:
    """Count the samples of the longest run of equal values.

    Parameters
    ----------
    samples : ndarray, shape (n,)
        Any unit.

    Examples
    --------
    >>> longest_standstill(np.array([1, 2, 2, 2, 3], dtype=np.float32))
    3
    """
    if samples.size == 0:
        return 0
    changes = np.flatnonzero(samples[1:] != samples[:-1]) + 1
    return int(np.max(np.diff(changes, prepend=0, append=samples.size)))


def is_clipped(samples: NDArray[np.floating]) -> bool:
    """Tell whether the tops or the bottoms are cut off.

    A cut-off signal piles up on its extreme value: at least 1 % of the samples stand exactly on
    it, some of them side by side, and more than four times as many as on the two nearest lower
    levels together. A coarsely quantised sine also dwells at its extreme, but its next levels
    hold about as many samples.

    Parameters
    ----------
    samples : ndarray, shape (n,)
        Finite values of any unit.

    Examples
    --------
    >>> wave = np.sin(np.arange(2000) * 0.05).astype(np.float32)
    >>> is_clipped(wave), is_clipped(np.clip(wave, -0.8, 0.8))
    (False, True)
    """
    return _has_flat_top(samples) or _has_flat_top(-samples)


def _has_flat_top(samples: NDArray[np.floating]) -> bool:
    """Tell whether samples pile up on the largest value."""
    on_top = samples == samples.max()
    count = int(on_top.sum())
    if count < CLIPPED_SHARE * samples.size or not bool((on_top[1:] & on_top[:-1]).any()):
        return False
    _, counts = np.unique(samples, return_counts=True)
    return count > CLIPPED_PILE_UP * int(counts[-3:-1].sum())
