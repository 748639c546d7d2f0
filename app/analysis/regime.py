"""Has the machine changed instead of worn: a step to a new steady level, or states never met.

Wear grows; another way of running, another mounting or another sensor steps once and stays. A
path through such a step leads nowhere, so that it is not believed until a person has said which
it is: a new baseline if the machine changed, waiting for the next measurements if it may wear.
"""

from dataclasses import dataclass, replace

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
from app.core.rul_choice import PATH_MODEL

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
) -> RulEstimate:
    """Take back the belief in a path where the machine has changed; the estimate stays to be seen.

    Parameters
    ----------
    history, compared : PointHistory
        As measured, and as held against the baseline.
    """
    if rul.state is not RulState.DEGRADING or rul.model != PATH_MODEL:
        return rul
    if diagnosis.failure_mode not in UNNAMED:
        return rul
    why = _states_never_met(history, baseline) or _stepped(compared, baseline, columns)
    if not why:
        return rul
    return replace(rul, state=RulState.OUT_OF_RANGE, explanation=f"{rul.explanation} {why}")


def _states_never_met(history: PointHistory, baseline: Baseline) -> str:
    """Say that lately the machine ran as its baseline never met, "" where it did not."""
    if not is_out_of_range(history, baseline, BASELINE_POINTS):
        return ""
    return (
        f"Its last {BASELINE_POINTS} measurements were taken at a speed or load its baseline never "
        "met, so that the path stands still."
    )


def _stepped(compared: PointHistory, baseline: Baseline, columns: tuple[int, ...]) -> str:
    """Say that the rise is a step, "" where it may be wear."""
    step = find_step(compared, baseline, columns)
    if step is None:
        return ""
    indicator = compared.indicators[step.column]
    size = (
        f"by a factor of {np.exp(step.rise):.2g}"
        if indicator.is_logarithmic
        else f"by {step.rise:.3g} {indicator.unit}"
    )
    return (
        f"It rose at once, on {compared.at(step.at):%Y-%m-%d}, {size}, and has stayed there for "
        f"{len(compared) - step.at} measurements: wear grows, a machine that was changed steps."
    )
