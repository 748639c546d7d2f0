"""The sample rate that a column of times shows, if they run forward and evenly."""

import math

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FileRefused

_TIME_NAMES = frozenset({"time", "t"})
_SECONDS_PER = {
    "s": 1.0,
    "sec": 1.0,
    "seconds": 1.0,
    "ms": 1e-3,
    "us": 1e-6,
    "µs": 1e-6,
    "μs": 1e-6,
}
_LONGEST_S = 1e12
"""No clock counts further: thirty thousand years of seconds."""
_MEND = "Record evenly, or leave the column out and state the sample rate."


def is_time_column(name: str, unit_text: str) -> bool:
    """Tell whether a column is the time of the samples: by its name, and by its unit.

    >>> is_time_column("Time", "ms"), is_time_column("time", ""), is_time_column("temp", "s")
    (True, False, False)
    """
    return name.strip().lower() in _TIME_NAMES and seconds_per(unit_text) is not None


def seconds_per(unit_text: str) -> float | None:
    """Return the seconds in a unit of time; None when it is none we know.

    >>> seconds_per("ms"), seconds_per("h")
    (0.001, None)
    """
    return _SECONDS_PER.get(unit_text.strip())


def rate_of_times(times: NDArray[np.float64], unit_text: str, place: str) -> float | None:
    """Tell the sample rate of times that run forward and evenly.

    Loggers write times with few digits, so neighbours may be equal; but none may lie further
    from even spacing than one sample or one such digit.

    Parameters
    ----------
    times : ndarray, shape (n,)
        One of each sample.
    unit_text : str
        Their unit.
    place : str
        File, for the words of a refusal.

    Returns
    -------
    float or None
        Samples per second; None of a single sample.

    Raises
    ------
    FileRefused
        Naming the sample from which time runs backwards, jumps, stands still or is no number.

    Examples
    --------
    >>> rate_of_times(np.array([0.0, 0.5, 1.0, 1.5]), "ms", "a.csv")
    2000.0
    """
    if times.size < 2:
        return None
    time_s = times * (seconds_per(unit_text) or math.nan)
    wrong = np.flatnonzero(~np.isfinite(time_s))
    if not wrong.size and float(np.abs(time_s).max()) > _LONGEST_S:
        wrong = np.array([int(np.argmax(np.abs(time_s)))])
    if wrong.size:
        raise _refuse(place, int(wrong[0]), "a time", f"{times[wrong[0]]:g}")
    steps_s = np.diff(time_s)
    back = np.flatnonzero(steps_s < 0)
    if back.size:
        at = int(back[0]) + 1
        raise _refuse(place, at, f"a time after {times[at - 1]:g} {unit_text}", f"{times[at]:g}")
    lasts_s = float(time_s[-1] - time_s[0])
    if lasts_s <= 0:
        raise _refuse(place, 1, "times that run forward", f"{times[0]:g} {unit_text} throughout")
    even_s = time_s[0] + np.arange(time_s.size) * (lasts_s / (time_s.size - 1))
    digit_s = float(steps_s[steps_s > 0].min())
    off_s = np.abs(time_s - even_s)
    allowed_s = 1.001 * max(lasts_s / (time_s.size - 1), digit_s)
    if float(off_s.max()) > allowed_s:
        at = int(np.argmax(off_s))
        raise _refuse(place, at, f"evenly spaced times, here {even_s[at]:g} s", f"{time_s[at]:g} s")
    return (time_s.size - 1) / lasts_s


def _refuse(place: str, index: int, expected: str, got: str) -> FileRefused:
    """Say where the times go wrong; samples count from 1."""
    return FileRefused(
        f"{place}, time of sample {index + 1}: expected {expected}, got {got}.", _MEND
    )
