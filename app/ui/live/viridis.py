"""The viridis colour map: even to the eye, readable in grey and for colour-blind eyes."""

import numpy as np
from numpy.typing import NDArray

_COEFFICIENTS = np.array(
    [
        [0.2777273272234177, 0.005407344544966578, 0.3340998053353061],
        [0.1050930431085774, 1.404613529898575, 1.384590162594685],
        [-0.3308618287255563, 0.214847559468213, 0.09509516302823659],
        [-4.634230498983486, -5.799100973351585, -19.33244095627987],
        [6.228269936347081, 14.17993336680509, 56.69055260068105],
        [4.776384997670288, -13.74514537774601, -65.35303263337234],
        [-5.435455855934631, 4.645852612178535, 26.3124352495832],
    ]
)
"""Polynomial through viridis by Matt Zucker (public domain), off by less than 0.02."""


def viridis_table(entries: int = 256) -> NDArray[np.uint8]:
    """Return the map as bytes of red, green and blue, shape (entries, 3).

    >>> viridis_table()[[0, 128, 255]].tolist()
    [[71, 1, 85], [31, 145, 139], [252, 231, 33]]
    """
    share = np.linspace(0.0, 1.0, entries)
    powers = share[:, None] ** np.arange(len(_COEFFICIENTS))
    return np.clip(np.round(powers @ _COEFFICIENTS * 255), 0, 255).astype(np.uint8)
