"""From the history of a fleet to a model of it, with what the card says of it."""

from dataclasses import dataclass, field

import numpy as np

from app.analysis.fleet.features import Described, describe
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.learning import Learned, Progress, learn
from app.analysis.fleet.model import FleetModel
from app.analysis.fleet.regimes import Regimes, find_regimes
from app.analysis.fleet.settings import varying
from app.analysis.fleet.table import TableRoles, listed
from app.core.errors import NotEnoughHistory

FEWEST_FAILURES = 6
"""Units that ran to failure without which nothing is learned: a group each, and one more."""
FEWEST_READINGS = 3
"""Readings of a unit on average below which there is no course to learn from."""


@dataclass(frozen=True, slots=True)
class TrainingTerms:
    """What a person may say about training.

    Attributes
    ----------
    roles : TableRoles
        What the columns are.
    time_unit : str
        Unit of the times, for the reader.
    horizon : float or None
        Remaining life beyond which nothing need be told apart; the median life if not given.
    """

    roles: TableRoles
    time_unit: str = ""
    horizon: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A fleet described, ready to be learned from.

    Attributes
    ----------
    history : FleetHistory
        Its readings, in the columns that vary.
    constant : tuple of str
        Columns left out because they never change.
    horizon, life : float
        In the table's unit of time.
    """

    history: FleetHistory
    constant: tuple[str, ...]
    horizon: float
    life: float
    regimes: Regimes
    described: Described = field(repr=False)


def prepare(history: FleetHistory, horizon: float | None = None) -> Prepared:
    """Check that there is enough to learn from, free the readings of their regimes, describe them.

    Raises
    ------
    NotEnoughHistory
        With fewer than six failures, hardly any readings, or nothing that varies.
    """
    refuse_too_little(history)
    varies = varying(history.values)
    kept = tuple(name for name, does in zip(history.columns, varies, strict=True) if does)
    constant = tuple(name for name in history.columns if name not in kept)
    life = float(np.median(history.life[history.has_failed]))
    used = history.with_columns(kept)
    regimes = find_regimes(used)
    described = describe(used, regimes.deviations(used.values), life)
    return Prepared(used, constant, horizon or life, life, regimes, described)


def refuse_too_little(history: FleetHistory) -> None:
    """Check that there is enough to learn from.

    Raises
    ------
    NotEnoughHistory
        With fewer than six failures, hardly any readings, or nothing that varies.
    """
    failures = int(history.has_failed.sum())
    if failures < FEWEST_FAILURES:
        raise NotEnoughHistory(
            f"Expected at least {FEWEST_FAILURES} units that ran to failure, got {failures} of "
            f"{len(history.units)}.",
            "Say which column tells the failure, or collect more lives.",
        )
    if len(history) < FEWEST_READINGS * len(history.units):
        raise NotEnoughHistory(
            f"Expected at least {FEWEST_READINGS} readings of a unit on average, got "
            f"{len(history) / len(history.units):.1f}.",
            "A life is learned from its course: give every reading a row of its own.",
        )
    if not varying(history.values).any():
        raise NotEnoughHistory(
            f"Expected a quantity that changes, got only constant ones: {listed(history.columns)}.",
            "Add the columns that were measured.",
        )
    if not float(np.median(history.life[history.has_failed])) > 0:
        raise NotEnoughHistory(
            "Expected lives longer than one reading, got most units with a single one.",
            "Give every reading a row of its own.",
        )


def train(
    prepared: Prepared, terms: TrainingTerms, progress: Progress
) -> tuple[FleetModel, Learned]:
    """Learn a model of a prepared fleet.

    Parameters
    ----------
    progress : function of (str, float)
        Told what is done now and the share done; what it raises stops the training.
    """
    learned = learn(prepared.described, prepared.horizon, progress)
    history = prepared.history
    model = FleetModel(
        history.columns,
        terms.roles.unit,
        terms.roles.time,
        terms.time_unit,
        prepared.life,
        prepared.horizon,
        float(history.age.max()),
        prepared.regimes,
        learned.members,
        learned.bands,
    )
    return model, learned
