"""Remaining life from a model learned of a fleet, for a component whose point feeds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.model import FleetForecast, FleetModel, ForecastState
from app.analysis.history import usable_features
from app.analysis.indicators import indicator_value
from app.core.distribution import DaysDistribution
from app.core.health import RulEstimate, RulState
from app.core.measurements import Features

NAME = "learned from history"
FEWEST_READINGS = 3
"""Measurements below which a unit has shown no course yet."""
MOST_READINGS = 1000
"""Of more measurements as many are used, evenly spaced: one a day for three years."""
VERSION_LETTERS = 12
"""Letters of the fingerprint that tell one model from another on papers."""

STATE_OF = {
    ForecastState.WITHIN_HORIZON: RulState.DEGRADING,
    ForecastState.BEYOND_HORIZON: RulState.NO_DEGRADATION,
    ForecastState.OUT_OF_RANGE: RulState.OUT_OF_RANGE,
    ForecastState.NO_DATA: RulState.NO_DATA,
}


@dataclass(frozen=True, slots=True, eq=False)
class BoundModel:
    """A fleet model put in charge of a component.

    Attributes
    ----------
    name, fingerprint : str
        What people call it, and the SHA-256 of its file.
    feeds : mapping of str to (str, float)
        Indicator and factor that feed each column of the model.
    time_per_day : float
        Units of the model's time a calendar day brings.
    """

    model: FleetModel
    name: str
    fingerprint: str
    feeds: Mapping[str, tuple[str, float]]
    time_per_day: float

    @property
    def unfed(self) -> tuple[str, ...]:
        """Columns of the model that nothing feeds."""
        return tuple(name for name in self.model.columns if name not in self.feeds)


@dataclass(frozen=True, slots=True)
class NotLearned:
    """Why a bound model says nothing of a component."""

    why: str


def learned_rul(
    bound: BoundModel,
    history: Sequence[Features],
    as_of: datetime,
    since: datetime | None,
) -> RulEstimate | NotLearned:
    """Let a bound model estimate the remaining life from the measurements of one point.

    Parameters
    ----------
    history : sequence of Features
        Of one point, oldest first.
    since : datetime or None
        When the part in service was fitted: the model's age counts from there.

    Returns
    -------
    RulEstimate or NotLearned
        In days from `as_of`. Within the model's horizon DEGRADING with a distribution; beyond it
        NO_DEGRADATION without one.
    """
    if bound.unfed:
        return NotLearned(f"nothing is measured here for {_listed(bound.unfed)}")
    if since is None:
        return NotLearned("the day the part was fitted is not on record, and age counts from it")
    used = usable_features(history, as_of, since)
    if len(used) < FEWEST_READINGS:
        return NotLearned(
            f"{len(used)} of at least {FEWEST_READINGS} measurements since the part was fitted"
        )
    used = _evenly(used)
    missing = [
        column
        for column, (indicator, _) in bound.feeds.items()
        if all(indicator_value(features, indicator) is None for features in used)
    ]
    if missing:
        return NotLearned(f"nothing is measured here for {_listed(missing)}")
    forecast = bound.model.forecast(_as_unit(bound, used, since))
    if forecast.state[0] is ForecastState.NO_DATA:
        return NotLearned("most of the last measurements lack what the model needs")
    late_days = (as_of - used[-1].taken_at).total_seconds() / 86400
    return _estimate(bound, forecast, as_of, len(used), late_days)


def with_learned(seen: RulEstimate, learned: RulEstimate | NotLearned) -> RulEstimate:
    """Choose between what the machine's own course says and what the fleet's history says.

    The learned model speaks where it can: it knows how such lives ended. Where it can't, or where
    it expects a longer life than it can tell while degradation is seen on the machine itself, the
    machine's own course stands, and says why.
    """
    if isinstance(learned, NotLearned):
        return _noted(seen, f"The model learned from history is not used: {learned.why}.")
    if seen.state is RulState.NO_DATA:
        return seen
    if learned.state is RulState.OUT_OF_RANGE:
        return _noted(seen, f"The model learned from history is not used. {learned.explanation}")
    if seen.state is RulState.DEGRADING and learned.state is RulState.NO_DEGRADATION:
        return _noted(seen, f"What is seen here counts before the history. {learned.explanation}")
    return replace(learned, onset_at=seen.onset_at)


def _evenly(used: list[Features]) -> list[Features]:
    """Thin a long history, the newest measurement kept."""
    if len(used) <= MOST_READINGS:
        return used
    at = np.linspace(0, len(used) - 1, MOST_READINGS).round().astype(int)
    return [used[row] for row in at]


def _as_unit(bound: BoundModel, used: Sequence[Features], since: datetime) -> FleetHistory:
    """Lay a component's measurements out as a unit of the fleet that began when it was fitted.

    A first row without readings stands at that instant: age counts from it, while nothing is
    claimed of how the part began where it was not measured.
    """
    days = np.array([(f.taken_at - since).total_seconds() for f in used]) / 86400
    values = np.full((len(used) + 1, len(bound.model.columns)), np.nan)
    for at, column in enumerate(bound.model.columns):
        indicator, factor = bound.feeds[column]
        read = [indicator_value(features, indicator) for features in used]
        values[1:, at] = [np.nan if value is None else value * factor for value in read]
    time = np.concatenate(([0.0], days)) * bound.time_per_day
    first = 1 if days[0] <= 0 else 0
    rows = np.arange(first, time.size)
    return FleetHistory(
        ("here",),
        bound.model.columns,
        np.array([0, rows.size], dtype=np.intp),
        time[rows],
        values[rows],
        time[-1:],
        np.array([False]),
    )


def _estimate(
    bound: BoundModel, forecast: FleetForecast, as_of: datetime, points: int, late_days: float
) -> RulEstimate:
    """Turn a forecast in the model's time into days from now."""
    state = STATE_OF[forecast.state[0]]
    days = forecast.distribution.fleet()[0] / bound.time_per_day - late_days
    horizon_days = bound.model.horizon / bound.time_per_day
    if state is RulState.DEGRADING:
        distribution = DaysDistribution(np.maximum(days, 0.0))
        said = (
            f"{bound.name}, learned from lives that ran to failure, expects "
            f"{max(distribution.quantile(0.5), 0.0):.0f} d (half of such units fail by then)."
        )
        return RulEstimate(
            state,
            distribution,
            NAME,
            bound.fingerprint[:VERSION_LETTERS],
            as_of,
            points,
            explanation=said,
        )
    said = forecast.why[0] or (
        f"{bound.name} expects more than it tells apart: longer than {horizon_days:.0f} d."
    )
    return RulEstimate(
        state, None, NAME, bound.fingerprint[:VERSION_LETTERS], as_of, points, explanation=said
    )


def _noted(seen: RulEstimate, why: str) -> RulEstimate:
    """Say beside an estimate why another was not taken."""
    return replace(seen, explanation=f"{seen.explanation} {why}".strip())


def _listed(columns: Sequence[str]) -> str:
    """Name columns."""
    return ", ".join(columns)
