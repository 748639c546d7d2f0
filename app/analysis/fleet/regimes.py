"""Readings freed of how the machine was run: measured against their own operating regime."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.settings import columns_without_trend, varying

MOST_REGIMES = 12
SAMPLE_ROWS = 3000
"""Rows looked at to find the regimes."""
WORTH_IT = 0.05
"""Share of the other columns' variance the regimes must explain; less is left as it is."""
NEXT_TO_BEST = 1.2
"""The fewest regimes are taken that leave at most this many times as much unexplained as any."""
MOST_DEVIATIONS = 20.0
"""Readings further out than this many standard deviations are cut there."""
LEAST_DEVIATION = 1e-7
"""Scatter below this share of a column's size is rounding."""
FAR = 1.5
"""What lies this many times as far out as anything in training was never seen there."""


@dataclass(frozen=True, slots=True, eq=False)
class Regimes:
    """Operating regimes of a fleet and what is usual in each.

    Attributes
    ----------
    settings : ndarray of int, shape (s,)
        Columns by which regimes are told apart; none where there is one regime.
    quantities : ndarray of int, shape (q,)
        Columns that are judged against what is usual.
    offset, scale : ndarray, shape (s,)
        Mean and standard deviation of the settings.
    centres : ndarray, shape (k, s)
        Regimes, in standard deviations.
    radius : ndarray, shape (k,)
        Distance of the furthest training reading from its centre.
    level : ndarray, shape (k, q)
        Usual level at the centre.
    slope : ndarray, shape (k, s, q)
        Change of the level with the settings, within the regime.
    scatter : ndarray, shape (k, q)
        Standard deviation about it; infinite where nothing varies.
    furthest : ndarray, shape (q,)
        Largest deviation of each quantity in training.
    """

    settings: NDArray[np.intp]
    quantities: NDArray[np.intp]
    offset: NDArray[np.float64]
    scale: NDArray[np.float64]
    centres: NDArray[np.float64]
    radius: NDArray[np.float64]
    level: NDArray[np.float64]
    slope: NDArray[np.float64]
    scatter: NDArray[np.float64]
    furthest: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the regimes."""
        return int(self.centres.shape[0])

    def deviations(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return readings, shape (n, p), as deviations from what is usual, shape (n, q)."""
        place = self._place(values)
        regime, _ = nearest(place, self.centres)
        usual = self.level[regime]
        for number in range(len(self)):
            own = regime == number
            usual[own] += (place[own] - self.centres[number]) @ self.slope[number]
        found = (values[:, self.quantities] - usual) / self.scatter[regime]
        found[np.isnan(place).any(axis=1)] = np.nan
        return np.asarray(np.clip(found, -MOST_DEVIATIONS, MOST_DEVIATIONS))

    def are_beyond(self, deviations: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which deviations, shape (n, q), are further out than any in training."""
        return np.asarray(np.abs(deviations) > FAR * np.maximum(self.furthest, 1.0))

    def are_outside(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which readings, shape (n, p), were taken outside every regime known."""
        place = self._place(values)
        regime, distance = nearest(place, self.centres)
        return np.asarray(distance > FAR * self.radius[regime] + 1e-6)

    def _place(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Settings in standard deviations."""
        return np.asarray((values[:, self.settings] - self.offset) / self.scale)


def nearest(
    place: NDArray[np.float64], centres: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the nearest centre of each place, shape (n, s), and how far it is."""
    known = np.where(np.isnan(place), 0.0, place)
    squares = ((known[:, None, :] - centres[None]) ** 2).sum(axis=2)
    regime = squares.argmin(axis=1)
    return regime, np.sqrt(squares[np.arange(place.shape[0]), regime])


def find_regimes(history: FleetHistory) -> Regimes:
    """Find the operating regimes of a fleet from its readings alone.

    Columns that don't follow the time within a unit are tried as settings: if telling them apart
    explains the other columns, they are, and readings are judged within their regime. The count
    is the smallest that explains nearly as much as any.
    """
    varies = varying(history.values)
    settings = columns_without_trend(history)
    others = np.setdiff1d(np.flatnonzero(varies), settings)
    known = ~np.isnan(history.values[:, settings]).any(axis=1)
    if not settings.size or not others.size or known.sum() < 10 * MOST_REGIMES:
        return _usual(history, np.empty(0, dtype=np.intp), np.zeros((1, 0)))
    rows = np.flatnonzero(known)
    rows = rows[np.linspace(0, rows.size - 1, min(SAMPLE_ROWS, rows.size)).astype(np.intp)]
    sample = history.values[rows]
    place = (sample[:, settings] - sample[:, settings].mean(axis=0)) / sample[:, settings].std(
        axis=0
    )
    centres = _centres_worth_having(place, sample[:, others])
    if centres is None:
        return _usual(history, np.empty(0, dtype=np.intp), np.zeros((1, 0)))
    offset, scale = sample[:, settings].mean(axis=0), sample[:, settings].std(axis=0)
    return _usual(history, settings, centres, offset, scale)


def _centres_worth_having(
    place: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Fewest centres that explain the other columns nearly as well as any; None if none do."""
    from sklearn.cluster import KMeans

    most = min(MOST_REGIMES, len(np.unique(place.round(6), axis=0)))
    left: dict[int, float] = {}
    centres: dict[int, NDArray[np.float64]] = {}
    for count in range(most, 1, -1):
        clusters = KMeans(count, n_init=3, random_state=0).fit(place)
        left[count] = _left_unexplained(clusters.labels_, others)
        centres[count] = clusters.cluster_centers_
        if left[most] > 1 - WORTH_IT:
            return None
    if not left:
        return None
    enough = NEXT_TO_BEST * min(left.values())
    return centres[min(count for count, rest in left.items() if rest <= enough)]


def _left_unexplained(label: NDArray[np.intp], others: NDArray[np.float64]) -> float:
    """Mean share of the columns' variance that lies within the groups, chance taken off."""
    filled = np.where(np.isnan(others), np.nanmean(others, axis=0), others)
    whole = filled.var(axis=0)
    within = np.zeros_like(whole)
    for group in np.unique(label):
        within += filled[label == group].var(axis=0) * np.mean(label == group)
    share = np.divide(within, whole, out=np.ones_like(whole), where=whole > 0)
    chance = label.max() / label.size
    return float(np.mean(share)) + float(chance)


def _usual(
    history: FleetHistory,
    settings: NDArray[np.intp],
    centres: NDArray[np.float64],
    offset: NDArray[np.float64] | None = None,
    scale: NDArray[np.float64] | None = None,
) -> Regimes:
    """Learn what is usual in each regime."""
    values = history.values
    offset = np.zeros(settings.size) if offset is None else offset
    scale = np.ones(settings.size) if scale is None else scale
    quantities = np.setdiff1d(np.flatnonzero(varying(values)), settings)
    place = (values[:, settings] - offset) / scale
    regime, distance = nearest(place, centres)
    shape = (len(centres), settings.size, quantities.size)
    level, slope = np.zeros((shape[0], shape[2])), np.zeros(shape)
    scatter = np.full(level.shape, np.inf)
    radius = np.zeros(shape[0])
    for number in range(shape[0]):
        own = (regime == number) & ~np.isnan(place).any(axis=1)
        if not own.any():
            continue
        radius[number] = distance[own].max()
        away = place[own] - centres[number]
        read = values[own][:, quantities]
        level[number], slope[number], scatter[number] = _fit_level(away, read)
    known = Regimes(
        settings,
        quantities,
        offset,
        scale,
        centres,
        radius,
        level,
        slope,
        scatter,
        np.full(quantities.size, MOST_DEVIATIONS),
    )
    away = np.abs(known.deviations(values))
    return replace(known, furthest=np.where(np.isnan(away), 0.0, away).max(axis=0))


def _fit_level(
    away: NDArray[np.float64], read: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Level at the centre, its change with the settings and the scatter, of each column.

    The change is shrunk as if each setting had been seen at ten more places without any.
    """
    known = ~np.isnan(read)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, read, 0.0).sum(axis=0) / count
    centred = np.where(known, read - mean, 0.0)
    middle = away.mean(axis=0)
    apart = away - middle
    strength = apart.T @ apart + 10.0 * np.eye(away.shape[1])
    slope = np.linalg.solve(strength, apart.T @ centred)
    rest = np.where(known, centred - apart @ slope, 0.0)
    scatter = np.sqrt((rest**2).sum(axis=0) / count)
    scatter[scatter <= LEAST_DEVIATION * np.maximum(np.abs(mean), 1e-12)] = np.inf
    return mean - middle @ slope, slope, scatter
