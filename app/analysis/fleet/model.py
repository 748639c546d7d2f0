"""A trained model of a fleet, and what it says of units."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.bands import ErrorBands
from app.analysis.fleet.features import Described, describe
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.learning import Member
from app.analysis.fleet.regimes import Regimes
from app.core.distribution import DaysDistribution

RECENT_ROWS = 20
"""Last readings of a unit by which it is told whether the model knows such units."""
MOSTLY = 0.5


class ForecastState(Enum):
    """How far what is said of a unit can be believed."""

    WITHIN_HORIZON = "within the horizon"
    BEYOND_HORIZON = "beyond the horizon"
    OUT_OF_RANGE = "out of range"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True, eq=False)
class FleetForecast:
    """The remaining life of every unit of a table, counted from a reading.

    Attributes
    ----------
    units : tuple of str
        Names of the units, u of them.
    age : ndarray, shape (u,)
        Time since the first reading.
    expected : ndarray, shape (u,)
        Expected remaining life, counted up to the horizon.
    distribution : DaysDistribution
        Remaining lives, u of them, in the table's unit of time.
    state : tuple of ForecastState
        Whether to believe it.
    why : tuple of str
        One sentence each where it is not to be believed; else "".
    """

    units: tuple[str, ...]
    age: NDArray[np.float64]
    expected: NDArray[np.float64]
    distribution: DaysDistribution
    state: tuple[ForecastState, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FleetModel:
    """What was learned from a fleet that ran to failure.

    Attributes
    ----------
    columns : tuple of str
        Measured quantities it needs.
    unit_column, time_column : str
        Columns of the table it was trained on.
    time_unit : str
        Unit of its times, for the reader.
    life : float
        Usual life of the fleet.
    horizon : float
        Remaining life beyond which it tells nothing apart.
    oldest : float
        Age of the oldest unit it was trained on.
    regimes : Regimes
        How readings are freed of how the machine was run.
    members : tuple of Member
        Models whose mean is what is expected.
    bands : ErrorBands
        How far such expectations were off.
    """

    columns: tuple[str, ...]
    unit_column: str
    time_column: str
    time_unit: str
    life: float
    horizon: float
    oldest: float
    regimes: Regimes
    members: tuple[Member, ...]
    bands: ErrorBands

    def describe(self, history: FleetHistory) -> Described:
        """Describe a table's readings as the model sees them."""
        own = history.with_columns(self.columns)
        return describe(own, self.regimes.deviations(own.values), self.life)

    def expected(self, described: Described, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the expected remaining life at some rows, counted up to the horizon."""
        every = np.zeros(rows.size)
        for member in self.members:
            features = described.with_wear(member.weights)[rows]
            every += np.clip(member.regressor.predict(features), 0.0, self.horizon)
        return every / len(self.members)

    def forecast(self, history: FleetHistory) -> FleetForecast:
        """Say how long each unit will last after its last reading."""
        described = self.describe(history)
        last = history.starts[1:] - 1
        expected = self.expected(described, last)
        distribution = self.bands.distribution(expected)
        judged = [
            self._judged(history, described, rows, distribution.fleet_row(unit))
            for unit, rows in enumerate(history.rows_of())
        ]
        return FleetForecast(
            history.units,
            history.age[last],
            expected,
            distribution,
            tuple(state for state, _ in judged),
            tuple(why for _, why in judged),
        )

    def _judged(
        self,
        history: FleetHistory,
        described: Described,
        rows: slice,
        distribution: DaysDistribution,
    ) -> tuple[ForecastState, str]:
        """Tell whether a unit is one the model knows, and if not why."""
        recent = slice(max(rows.start, rows.stop - RECENT_ROWS), rows.stop)
        read = history.with_columns(self.columns).values[recent]
        if np.isnan(described.deviations[recent]).mean() > MOSTLY:
            return ForecastState.NO_DATA, (
                "Of the last readings, most of what the model needs is missing."
            )
        outside = float(self.regimes.are_outside(read).mean())
        if outside > MOSTLY:
            return ForecastState.OUT_OF_RANGE, (
                "The unit was last run as no unit of the training was."
            )
        beyond = self.regimes.are_beyond(described.deviations[recent]).mean(axis=0)
        if (beyond > MOSTLY).any():
            name = self.columns[self.regimes.quantities[int(beyond.argmax())]]
            return ForecastState.OUT_OF_RANGE, (
                f"The last readings of {name} are further out than any in training."
            )
        age = float(history.age[rows.stop - 1])
        if age > self.oldest:
            return ForecastState.OUT_OF_RANGE, (
                f"At {age:g} the unit is older than any in training ({self.oldest:g})."
            )
        is_near = distribution.quantile(0.5) < self.horizon
        return (ForecastState.WITHIN_HORIZON if is_near else ForecastState.BEYOND_HORIZON), ""
