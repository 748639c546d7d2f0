"""Bearing and shaft lines as combs: where they should stand, and what stands there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.combs import HARMONICS, SLIP

DEFECTS = ("outer", "inner", "ball", "cage")
"""Bearing combs in the order they are listed."""


@dataclass(frozen=True, slots=True)
class Tooth:
    """One line of a comb with the band slip may move it in.

    `order` is 1 for the defect frequency itself, 2 for twice it.
    """

    comb: str
    order: int
    frequency_hz: float
    low_hz: float
    high_hz: float


def teeth(defect_hz: dict[str, float], combs: tuple[str, ...] = DEFECTS) -> tuple[Tooth, ...]:
    """Lay out `HARMONICS` lines of every comb; the shaft's own lines don't slip.

    Examples
    --------
    >>> [round(t.frequency_hz, 1) for t in teeth({"outer": 107.4})]
    [107.4, 214.8, 322.2, 429.6]
    """
    return tuple(
        Tooth(
            name,
            order,
            order * defect_hz[name],
            order * defect_hz[name] * (1 - _slip(name)),
            order * defect_hz[name] * (1 + _slip(name)),
        )
        for name in combs
        if defect_hz.get(name, 0.0) > 0
        for order in range(1, HARMONICS + 1)
    )


def _slip(comb: str) -> float:
    """Share by which a comb's lines may lie off their place."""
    return 0.0 if comb == "shaft" else SLIP


@dataclass(frozen=True, slots=True)
class CombLevel:
    """What stands at a comb's first line: the highest line within slip, and the floor around."""

    comb: str
    frequency_hz: float
    orders: float | None
    level: float
    above_floor_db: float


def comb_levels(
    frequency_hz: NDArray[np.floating],
    values: NDArray[np.floating],
    defect_hz: dict[str, float],
) -> tuple[CombLevel, ...]:
    """Read the first line of each bearing comb off a spectrum.

    Parameters
    ----------
    frequency_hz, values : ndarray, shape (k,)
        Lines of the envelope spectrum and their amplitudes.
    """
    shaft_hz = defect_hz.get("shaft", 0.0)
    if frequency_hz.size < 3:
        return ()
    step = float(frequency_hz[1] - frequency_hz[0])
    found = []
    for name in DEFECTS:
        place = defect_hz.get(name, 0.0)
        reach = max(SLIP * place, step)
        low, high = np.searchsorted(frequency_hz, (place - reach, place + reach))
        if not 0 < place < frequency_hz[-1] or high <= low:
            continue
        top = int(low + np.argmax(values[low:high]))
        wide = max(round(0.15 * place / step), 8)
        floor = float(np.median(values[max(top - wide, 1) : top + wide + 1]))
        level = float(values[top])
        ratio = 20 * float(np.log10(level / floor)) if level > 0 and floor > 0 else 0.0
        orders = place / shaft_hz if shaft_hz > 0 else None
        found.append(CombLevel(name, place, orders, level, ratio))
    return tuple(found)
