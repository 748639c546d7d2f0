"""State of a component from the history of one point: zones, own baseline, failure limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.analysis.baseline import Baseline, comparable, in_a_row
from app.analysis.condition_indicators import VELOCITY, is_waveform, wear_columns
from app.analysis.history import PointHistory, is_late
from app.analysis.limits import CONFIRMATIONS, NEW_STEPS, Limit, limits_of
from app.core.assets import MeasurementPoint
from app.core.health import Health, HealthState
from app.core.zones import Zones


@dataclass(frozen=True, slots=True, eq=False)
class PointCondition:
    """What a point is judged by, laid out: for the judgement and for whoever shows it.

    Attributes
    ----------
    history : PointHistory
        Every usable measurement.
    compared : PointHistory
        Those that can be held against the baseline, brought to its middle operating state.
    baseline : Baseline or None
        None while it is being learned: then only absolute limits count.
    limits : list of Limit
        At least one.
    """

    history: PointHistory
    compared: PointHistory
    baseline: Baseline | None
    limits: list[Limit]

    @property
    def now(self) -> NDArray[np.float64]:
        """Present level of each indicator, shape (k,): median of the last good measurements."""
        return np.asarray(np.median(self.history.level[-CONFIRMATIONS:], axis=0))

    @property
    def passed(self) -> list[Limit]:
        """The limits whose states stand."""
        return [limit for limit in self.limits if self.is_passed(limit)]

    def is_passed(self, limit: Limit) -> bool:
        """Tell whether the last word on a limit was "above", with delay and hysteresis."""
        history = self.compared if limit.is_relative else self.history
        level = history.level[:, limit.column]
        with np.errstate(invalid="ignore"):
            raised = np.flatnonzero(in_a_row(level > limit.level, limit.confirmations))
            left = np.flatnonzero(in_a_row(level <= limit.back, limit.confirmations))
        if not raised.size:
            return False
        return not left.size or bool(raised[-1] > left[-1])

    def value_of(self, limit: Limit) -> float:
        """Value a limit stands at in the present operating state."""
        level = limit.level
        if limit.is_relative and self.baseline is not None:
            last = slice(-1, None)
            model = self.baseline.operating
            effect = model.effect(self.history.speed_rpm[last], self.history.load[last])[0]
            known = effect[limit.column] if model.count else 0.0
            level += 0.0 if np.isnan(known) else float(known)
        return self.history.indicators[limit.column].value(level)

    def nearest(self, limits: Sequence[Limit]) -> Limit:
        """Return the limit the level is nearest to, in least changes that matter."""

        def distance(limit: Limit) -> float:
            step = self.history.indicators[limit.column].least_change
            away = (float(self.now[limit.column]) - limit.level) / step
            return -np.inf if np.isnan(away) else away

        return max(limits, key=distance)


def condition_of(
    history: PointHistory, baseline: Baseline | None, zones: Zones, point: MeasurementPoint
) -> PointCondition:
    """Lay out what a point is judged by."""
    compared = history if baseline is None else comparable(history, baseline)
    return PointCondition(history, compared, baseline, limits_of(history, baseline, zones, point))


def health_of(condition: PointCondition | None, point: MeasurementPoint, as_of: datetime) -> Health:
    """Judge a component by the worst limit its point has passed, without chattering.

    A limit is passed after some good measurements in a row above it, and left after as many that
    lie clearly below.

    Parameters
    ----------
    condition : PointCondition or None
        Of the good measurements; bad ones never reach this place. None where there is none.

    Returns
    -------
    Health
        NO_DATA keeps the last known index.
    """
    if condition is None:
        unit = point.unit
        return Health(HealthState.NO_DATA, 0.0, point.name, 0.0, None, unit, "no data")
    passed = condition.passed
    shown = (
        max(passed, key=lambda limit: limit.state.severity)
        if passed
        else condition.nearest(condition.limits)
    )
    state = shown.state if passed else HealthState.NORMAL
    indicator = condition.history.indicators[shown.column]
    return Health(
        state=HealthState.NO_DATA if is_late(condition.history, as_of) else state,
        index=_index(condition),
        deciding_feature=indicator.name,
        value=indicator.value(float(condition.now[shown.column])),
        limit=condition.value_of(shown),
        unit=indicator.unit,
        limit_source=shown.source,
    )


def velocity_is_high(condition: PointCondition | None) -> bool:
    """Tell whether the velocity stands above zone B or its own baseline."""
    if condition is None or not is_waveform(condition.history.indicators):
        return False
    return any(limit.column == VELOCITY for limit in condition.passed)


def _index(condition: PointCondition) -> float:
    """Health index: 1 at the baseline, 0 at the limit of failure, on the indicators' scales."""
    now, baseline = condition.now, condition.baseline
    indicators = condition.history.indicators
    final = [limit for limit in condition.limits if limit.state is HealthState.DANGER]
    progress = [0.0]
    for limit in final:
        new = limit.level - NEW_STEPS * indicators[limit.column].least_change
        if baseline is not None and not np.isnan(baseline.level[limit.column]):
            new = min(float(baseline.level[limit.column]), limit.level - 1e-6)
        progress.append((float(now[limit.column]) - new) / (limit.level - new))
    if not final and baseline is not None:
        columns = list(wear_columns(indicators))
        lately = np.median(condition.compared.level[-CONFIRMATIONS:, columns], axis=0)
        steps = np.array([indicators[column].least_change for column in columns])
        rise = (lately - baseline.level[columns]) / (NEW_STEPS * steps)
        progress.append(float(np.nan_to_num(rise).max()))
    return 1 - min(max(progress), 1.0)
