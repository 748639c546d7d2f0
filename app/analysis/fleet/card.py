"""The card of a fleet model: what it was trained on, how good it is, and where it ends."""

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

import numpy as np

from app import __version__
from app.analysis.fleet.features import wear_weights
from app.analysis.fleet.judging import Coverage, judge_held_out
from app.analysis.fleet.learning import Learned
from app.analysis.fleet.table import TableFinding
from app.analysis.fleet.training import Prepared


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """Where a model comes from.

    Attributes
    ----------
    file, sha256 : str
        Table it was trained on.
    trained_at : str
        Instant of training, ISO 8601.
    time_unit : str
        Unit of its times.
    """

    file: str
    sha256: str
    trained_at: str
    time_unit: str


def model_card(
    origin: TrainedOn,
    prepared: Prepared,
    learned: Learned,
    findings: Sequence[TableFinding],
) -> dict[str, Any]:
    """Return the card as it is kept with the model and printed."""
    history = prepared.history
    held_out = judge_held_out(learned, prepared.horizon)
    failed = int(history.has_failed.sum())
    unit = origin.time_unit or "units of the time column"
    lives = history.life[history.has_failed]
    return {
        "trained_on": {
            **asdict(origin),
            "units": len(history.units),
            "failed": failed,
            "still_running": len(history.units) - failed,
            "readings": len(history),
            "shortest_life": float(lives.min()),
            "median_life": float(np.median(lives)),
            "longest_life": float(lives.max()),
            "columns": list(history.columns),
            "settings": [history.columns[at] for at in prepared.regimes.settings],
            "regimes": len(prepared.regimes),
            "left_out_as_constant": list(prepared.constant),
            "findings": [str(finding) for finding in findings],
        },
        "horizon": prepared.horizon,
        "time_unit": unit,
        "chosen": learned.trials[0].name,
        "candidates": [asdict(trial) for trial in learned.trials],
        "held_out": {
            "readings": held_out.readings,
            "rmse": held_out.rmse,
            "rmse_by_remaining_life": [
                {"from": low, "to": high, "rmse": rmse} for low, high, rmse in held_out.rmse_by_left
            ],
            "coverage_80": _covered(held_out.coverage_80),
            "coverage_90": _covered(held_out.coverage_90),
        },
        "what_speaks": _what_speaks(prepared, learned),
        "limits": _limits(prepared, failed, unit),
        "versions": {
            "kairos": __version__,
            "scikit-learn": metadata.version("scikit-learn"),
            "numpy": metadata.version("numpy"),
            "python": platform.python_version(),
        },
    }


def _covered(found: Coverage) -> dict[str, float]:
    """Write a coverage."""
    return {"share": found.share, "mean_width": found.width}


def _what_speaks(prepared: Prepared, learned: Learned) -> list[dict[str, Any]]:
    """Share of each quantity in the wear index, largest first."""
    weights = np.abs(wear_weights(prepared.described.deviations, learned.outcomes.left))
    whole = max(float(weights.sum()), 1e-300)
    names = [prepared.history.columns[at] for at in prepared.regimes.quantities]
    shares = sorted(zip(names, weights / whole, strict=True), key=lambda pair: -pair[1])
    return [{"column": name, "share_of_wear_index": float(share)} for name, share in shares]


def _limits(prepared: Prepared, failed: int, unit: str) -> list[str]:
    """Say in sentences where the model ends."""
    said = [
        (
            f"Remaining life beyond {prepared.horizon:g} {unit} is not told apart: it is given as "
            '"not within the horizon".'
        ),
        (
            "Age counts from a unit's first reading. A unit that ran before that seems "
            "younger than it is."
        ),
        (
            "It holds for units like those of the training, run as they were. A unit run or read "
            'unlike any of them is marked "out of range".'
        ),
        (
            "Intervals are calibrated on average over the readings of units held out; of a single "
            "unit's readings they may hold fewer."
        ),
        (
            f"{failed} failures show no probability below {100 / failed:.1f} %: smaller ones are a "
            "straight line to nothing at zero."
        ),
    ]
    running = len(prepared.history.units) - failed
    if running:
        said.append(
            f"{running} units were still running. They count as having lasted longer than was "
            "seen; this assumes that they were not taken out because they were wearing."
        )
    return said
