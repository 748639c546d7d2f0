"""Learning from described fleets: candidates tried on units held out, the best one calibrated."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.bands import ErrorBands, Outcomes, learn_bands
from app.analysis.fleet.candidates import CANDIDATES, Candidate
from app.analysis.fleet.features import Described, wear_features, wear_weights
from app.analysis.fleet.folds import FOLDS, deal_units
from app.analysis.fleet.regressors import Regressor
from app.core.distribution import LEVELS

Progress = Callable[[str, float], None]
TRIAL_FOLDS = 2
"""Groups on which every candidate is tried before the best is taken to all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A model fitted without one group of units.

    Attributes
    ----------
    weights : ndarray, shape (q,)
        Weights of its wear index.
    regressor : Regressor
        What it makes of the features.
    """

    weights: NDArray[np.float64]
    regressor: Regressor


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate's error on units held out, in the table's unit of time."""

    name: str
    rmse: float
    folds: int


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What came of learning.

    Attributes
    ----------
    members : tuple of Member
        One for each group of units held out; their mean is what is expected of a new unit.
    bands : ErrorBands
        How far such expectations were off on units held out.
    outcomes : Outcomes
        Those expectations and what came.
    group : ndarray of int, shape (u,)
        Group of each unit.
    trials : tuple of Trial
        Every candidate tried, the chosen one first.
    """

    members: tuple[Member, ...]
    bands: ErrorBands
    outcomes: Outcomes
    group: NDArray[np.intp]
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Lesson:
    """What is learned from: features, remaining life up to the horizon, and which is whole."""

    described: Described
    left: NDArray[np.float64]
    is_taught: NDArray[np.bool_]
    group: NDArray[np.intp]
    horizon: float
    wear: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=dict)

    def taught_without(self, fold: int) -> NDArray[np.bool_]:
        """Rows a model may see that is to be judged on a group."""
        return np.asarray(self.is_taught & (self.group != fold))

    def shown_without(self, fold: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weights of the wear index learned without a group, and all features with it."""
        if fold not in self.wear:
            rows = self.taught_without(fold)
            weights = wear_weights(self.described.deviations[rows], self.left[rows])
            self.wear[fold] = weights, wear_features(self.described, weights)
        weights, wear = self.wear[fold]
        return weights, np.hstack([self.described.features, wear])


def learn(described: Described, horizon: float, progress: Progress) -> Learned:
    """Choose among the candidates on units held out, fit, and calibrate by unit.

    Readings of units that still run are taught from where the horizon was seen to pass; the
    others at what a first model, taught without them, expects of such a unit that has lasted so
    long.
    """
    history = described.history
    failed = history.has_failed[history.unit_of_row]
    seen = np.minimum(history.time_left, horizon)
    is_whole = failed & (history.time_left < horizon)
    is_known = failed | (history.time_left >= horizon)
    unit_group = deal_units(history)
    group = unit_group[history.unit_of_row]
    lesson = _Lesson(described, seen, is_known, group, horizon)
    chosen, trials, done = _choose(lesson, progress)
    members, expected = _fit_all(lesson, chosen, done, progress)
    outcomes = Outcomes(expected, seen, is_whole, history.unit_of_row)
    bands = learn_bands(outcomes, horizon)
    if not is_known.all():
        taught = seen.copy()
        taught[~is_known] = expected_beyond(bands, expected[~is_known], seen[~is_known], horizon)
        whole_lesson = _Lesson(described, taught, np.ones_like(is_known), group, horizon)
        members, expected = _fit_all(whole_lesson, chosen, {}, progress)
        outcomes = Outcomes(expected, seen, is_whole, history.unit_of_row)
        bands = learn_bands(outcomes, horizon)
    return Learned(members, bands, outcomes, unit_group, trials)


def expected_beyond(
    bands: ErrorBands,
    expected: NDArray[np.float64],
    lasted: NDArray[np.float64],
    horizon: float,
) -> NDArray[np.float64]:
    """Mean remaining life, counted up to the horizon, of units that lasted so long already."""
    edges = np.concatenate(([0.0], (LEVELS[1:] + LEVELS[:-1]) / 2, [1.0]))
    left = np.minimum(bands.distribution(expected).fleet(), horizon)
    weight = np.where(left > lasted[:, None], np.diff(edges), 0.0)
    whole = weight.sum(axis=1)
    mean = np.divide((left * weight).sum(axis=1), whole, out=lasted.copy(), where=whole > 0)
    return np.asarray(np.maximum(mean, lasted))


def _choose(
    lesson: _Lesson, progress: Progress
) -> tuple[Candidate, tuple[Trial, ...], dict[int, Member]]:
    """Try every candidate on the same few groups; return the best with what was fitted of it."""
    fitted: dict[str, dict[int, Member]] = {}
    trials = []
    for number, candidate in enumerate(CANDIDATES):
        progress(f"trying {candidate.name}", number / len(CANDIDATES) / 2)
        done = {fold: _fit_one(lesson, candidate, fold) for fold in range(TRIAL_FOLDS)}
        fitted[candidate.name] = done
        trials.append(Trial(candidate.name, _rmse(lesson, done), TRIAL_FOLDS))
    trials.sort(key=lambda trial: trial.rmse)
    best = next(c for c in CANDIDATES if c.name == trials[0].name)
    return best, tuple(trials), fitted[best.name]


def _fit_all(
    lesson: _Lesson, candidate: Candidate, done: dict[int, Member], progress: Progress
) -> tuple[tuple[Member, ...], NDArray[np.float64]]:
    """Fit a member for each group, and say what each expects of the group it never saw."""
    members = []
    expected = np.empty(len(lesson.described.history))
    for fold in range(FOLDS):
        progress(f"fitting {candidate.name}", 0.5 + fold / FOLDS / 2)
        member = done.get(fold) or _fit_one(lesson, candidate, fold)
        members.append(member)
        held = lesson.group == fold
        expected[held] = _expect(lesson, member, fold, held)
    return tuple(members), expected


def _fit_one(lesson: _Lesson, candidate: Candidate, fold: int) -> Member:
    """Fit a candidate to everything but one group."""
    rows = lesson.taught_without(fold)
    weights, features = lesson.shown_without(fold)
    return Member(weights, candidate.fit(features[rows], lesson.left[rows]))


def _expect(
    lesson: _Lesson, member: Member, fold: int, rows: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """What a member expects of some rows of its group, between nothing and the horizon."""
    _, features = lesson.shown_without(fold)
    return np.asarray(np.clip(member.regressor.predict(features[rows]), 0.0, lesson.horizon))


def _rmse(lesson: _Lesson, members: dict[int, Member]) -> float:
    """Error on the readings of the groups held out whose remaining life is known."""
    squares = []
    for fold, member in members.items():
        held = (lesson.group == fold) & lesson.is_taught
        squares.append((_expect(lesson, member, fold, held) - lesson.left[held]) ** 2)
    every = np.concatenate(squares)
    return float(np.sqrt(every.mean())) if every.size else float("inf")
