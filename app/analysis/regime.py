"""Has the machine changed instead of worn: a step to a new steady level, or states never met.

Wear grows; another way of running, another mounting or another sensor steps once and stays. A
path through such a step leads nowhere, so that it is not believed until a person has said which
it is: a new baseline if the machine changed, waiting for the next measurements if it may wear.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.analysis.baseline import (
    BASELINE_POINTS,
    CONSECUTIVE,
    Baseline,
    find_onset,
    is_out_of_range,
)
from app.analysis.history import PointHistory
from app.core.health import Diagnosis, FailureMode, RulEstimate, RulState
from app.core.regime import RegimeChange, RegimeShift, regime_reason
from app.core.rul_choice import NO_MODEL, PATH_MODEL

QUIET_BEFORE = 2.0
"""Standard deviations within which the last measurements before a step are as the baseline."""
FLAT_AFTER = 1.5
"""Standard deviations within which the halves of what came after a step agree."""
UNNAMED = frozenset({FailureMode.NONE, FailureMode.UNDETERMINED})
"""A fault that is named by its own lines wears, however its level goes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rise that was there at once and has stayed.

    Attributes
    ----------
    at : int
        First measurement after it.
    rise : float
        From the baseline to the new level, in the indicator's own scale (logarithms of a
        waveform's levels).
    """

    at: int
    column: int
    rise: float


def find_step(history: PointHistory, baseline: Baseline, columns: tuple[int, ...]) -> Step | None:
    """Find the step that the present rise above the baseline is, None where it may be wear.

    Every raised indicator must have been as its baseline until the rise, at its new level with
    the first measurements of it, and there ever since, for `BASELINE_POINTS` measurements at
    least.

    Parameters
    ----------
    history : PointHistory
        Brought to the baseline's operating state (`comparable`).
    columns : tuple of int
        Indicators whose rise counts as degradation.

    Notes
    -----
    Of growth one of the two fails: what is slow enough to look flat over 20 measurements stood
    above its baseline well before it passed the threshold. Counted in
    `tests/analysis/test_regime.py`: steps are found from the 20th measurement on, growth of any
    speed is called a step in less than 1 % of courses.
    """
    onset = find_onset(history, baseline, columns)
    if onset is None or len(history) - onset < BASELINE_POINTS:
        return None
    raised = [c for c in columns if _is_raised(history.level[onset:, c], baseline, c)]
    steps = [_step(history.level[:, c], onset, baseline, c) for c in raised]
    found = [step for step in steps if step is not None]
    if not found or len(found) < len(steps):
        return None
    return max(found, key=lambda step: step.rise)


def _is_raised(after: NDArray[np.float64], baseline: Baseline, column: int) -> bool:
    """Whether an indicator stands above its threshold after the onset."""
    return bool(np.median(after) > baseline.threshold[column])


def _step(level: NDArray[np.float64], onset: int, baseline: Baseline, column: int) -> Step | None:
    """Return the step of one indicator; None where it crept before, or moves since."""
    quiet, after = float(baseline.level[column]), level[onset:]
    before = level[max(onset - BASELINE_POINTS // 2, 0) : onset]
    noise = 1.4826 / 2**0.5 * float(np.median(np.abs(np.diff(after))))
    sigma = max(noise, float(baseline.sigma[column]))
    middle, half = float(np.median(after)), after.size // 2
    first, second = float(np.median(after[:half])), float(np.median(after[half:]))
    at_once = float(np.median(after[:CONSECUTIVE]))
    is_quiet_before = abs(float(np.median(before)) - quiet) <= QUIET_BEFORE * sigma
    is_flat = max(abs(second - first), abs(at_once - middle)) <= FLAT_AFTER * sigma
    return Step(onset, column, middle - quiet) if is_quiet_before and is_flat else None


def as_changed(
    rul: RulEstimate,
    history: PointHistory,
    compared: PointHistory,
    baseline: Baseline,
    columns: tuple[int, ...],
    diagnosis: Diagnosis,
    wear_since: date | None = None,
) -> RulEstimate:
    """Take back the belief in a path where the machine has changed; the estimate stays to be seen.

    That a level fell at once and stays is no wear either: another sensor or mounting hears less,
    and wear would be seen late. What runs as its baseline never met says so in figures.

    Parameters
    ----------
    history, compared : PointHistory
        As measured, and as held against the baseline.
    wear_since : date, optional
        What changed by this day is wear, as a person said.
    """
    if rul.model not in {PATH_MODEL, NO_MODEL} or diagnosis.failure_mode not in UNNAMED:
        return rul
    change = what_changed(rul.state, history, compared, baseline, columns)
    if change is None or change.is_wear(wear_since):
        return rul
    why = f"{rul.explanation} {regime_reason(change).text()}"
    return replace(rul, state=RulState.OUT_OF_RANGE, explanation=why, regime=change)


def what_changed(
    state: RulState,
    history: PointHistory,
    compared: PointHistory,
    baseline: Baseline,
    columns: tuple[int, ...],
) -> RegimeChange | None:
    """Say what changed of a machine, as far as that takes the belief in its state away.

    Parameters
    ----------
    state : RulState
        What its measurements say of its life by themselves.
    history, compared : PointHistory
        As measured, and as held against the baseline.
    """
    if state is RulState.OUT_OF_RANGE:
        return _state_never_met(history, baseline, CONSECUTIVE)
    if state is RulState.DEGRADING:
        step = find_step(compared, baseline, columns)
        met = _state_never_met(history, baseline, BASELINE_POINTS)
        return met or (None if step is None else _stepped(compared, baseline, step))
    if state is RulState.NO_DEGRADATION:
        fall = find_step(_mirrored(compared, baseline), baseline, columns)
        return (
            None if fall is None else _stepped(compared, baseline, replace(fall, rise=-fall.rise))
        )
    return None


def _mirrored(compared: PointHistory, baseline: Baseline) -> PointHistory:
    """Turn levels round the baseline, so that a fall is a rise."""
    return replace(compared, level=2 * baseline.level - compared.level)


def _state_never_met(history: PointHistory, baseline: Baseline, least: int) -> RegimeChange | None:
    """Say which of speed and load was beyond the baseline's for some measurements, since when."""
    if not is_out_of_range(history, baseline, least):
        return None
    model = baseline.operating
    known = model.is_known(history.speed_rpm, history.load)
    known[: baseline.stop] = True
    first = int(np.flatnonzero(known)[-1]) + 1
    speed_rpm, load = history.speed_rpm[first:], history.load[first:]
    within = np.full(load.shape, np.nan if model.load is None else model.load[0])
    is_speed = not model.is_known(speed_rpm, within).all()
    span = (model.speed_rpm if is_speed else model.load) or (np.nan, np.nan)
    values = speed_rpm if is_speed else load
    measured = values[~np.isnan(values)]
    return RegimeChange(
        RegimeShift.SPEED if is_speed else RegimeShift.LOAD,
        history.at(first),
        *span,
        float(np.median(measured)) if measured.size else None,
        "rpm" if is_speed else "",
        len(history) - first,
    )


def _stepped(compared: PointHistory, baseline: Baseline, step: Step) -> RegimeChange:
    """Say a step in the indicator's own unit."""
    indicator, quiet = compared.indicators[step.column], float(baseline.level[step.column])
    return RegimeChange(
        RegimeShift.LEVEL,
        compared.at(step.at),
        indicator.value(quiet),
        indicator.value(quiet),
        indicator.value(quiet + step.rise),
        indicator.unit,
        len(compared) - step.at,
        indicator.name,
    )
