"""Published forecasts of sparse demand, to compare with: Croston and his successors."""

from collections.abc import Sequence


def croston(demand: Sequence[float], smoothing: float = 0.1) -> float:
    """Pieces a period: smoothed size over smoothed interval, both updated when demand comes.

    Smoothing starts at the first size; the first interval is the period of the first demand,
    counted from 1. No demand at all is 0.

    >>> round(croston([0, 0, 3, 0, 1, 0, 0, 2, 0, 0, 0, 1]), 6)
    0.843988
    """
    size, interval, since = None, 0.0, 0
    for pieces in demand:
        since += 1
        if pieces <= 0:
            continue
        if size is None:
            size, interval = float(pieces), float(since)
        else:
            size += smoothing * (pieces - size)
            interval += smoothing * (since - interval)
        since = 0
    return 0.0 if size is None else size / interval


def syntetos_boylan(demand: Sequence[float], smoothing: float = 0.1) -> float:
    """Croston without its bias: times 1 - alpha/2.

    >>> round(syntetos_boylan([0, 0, 3, 0, 1, 0, 0, 2, 0, 0, 0, 1]), 6)
    0.801789
    """
    return (1.0 - smoothing / 2.0) * croston(demand, smoothing)


def teunter_syntetos_babai(
    demand: Sequence[float], size_smoothing: float = 0.2, chance_smoothing: float = 0.1
) -> float:
    """Pieces a period by the chance of demand, which also falls while none comes.

    Parts that are dying out fade, which Croston's never do. The chance starts at 1 if the first
    period has demand, else at 0.

    >>> round(teunter_syntetos_babai([1, 2, 0, 4, 1, 1, 0, 2]), 6)
    1.352263
    """
    history = [float(pieces) for pieces in demand]
    size = next((pieces for pieces in history if pieces > 0), 0.0)
    if size == 0:
        return 0.0
    chance = 1.0 if history[0] > 0 else 0.0
    for pieces in history[1:]:
        came = pieces > 0
        chance += chance_smoothing * (float(came) - chance)
        if came:
            size += size_smoothing * (pieces - size)
    return chance * size
