"""The card of a fleet model: what it was trained on, how good it is, and where it ends."""

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

import numpy as np

from app import __version__
from app.analysis.fleet.candidates import AGE_ALONE
from app.analysis.fleet.features import wear_weights
from app.analysis.fleet.judging import Coverage, judge_held_out
from app.analysis.fleet.learning import Learned
from app.analysis.fleet.said import Said
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
    chosen = learned.trials[0].name
    limits = _limits(prepared, failed, unit, chosen)
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
        "chosen": chosen,
        "candidates": [asdict(trial) for trial in learned.trials],
        "held_out": {
            "readings": held_out.readings,
            "rmse": held_out.rmse,
            "rmse_by_remaining_life": [
                {"from": low, "to": high, "rmse": rmse} for low, high, rmse in held_out.rmse_by_left
            ],
            "coverage_80": _covered(held_out.coverage_80),
            "coverage_90": _covered(held_out.coverage_90),
            "calibration": [
                {"level": level, "share": share} for level, share in held_out.calibration
            ],
            "worst_tenth_of_units_90": held_out.worst_units_90,
        },
        "what_speaks": _what_speaks(prepared, learned),
        "limits": [said.text() for said in limits],
        "said": {
            "limits": [_coded(said) for said in limits],
            "findings": [_coded_finding(finding) for finding in findings],
        },
        "versions": {
            "kairos": __version__,
            "scikit-learn": metadata.version("scikit-learn"),
            "numpy": metadata.version("numpy"),
            "python": platform.python_version(),
        },
    }


def _coded(said: Said) -> dict[str, Any]:
    """Write a sentence so that it can be worded in any language."""
    return {"code": said.code, "details": dict(said.details)}


def _coded_finding(finding: TableFinding) -> dict[str, Any]:
    """Write a finding so that it can be worded in any language."""
    return {
        "place": finding.place,
        "column": finding.column,
        "found": _coded(finding.found),
        "done": _coded(finding.done),
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


def _limits(prepared: Prepared, failed: int, unit: str, chosen: str) -> list[Said]:
    """Say where the model ends."""
    said = [
        Said("limit_horizon", {"horizon": prepared.horizon, "unit": unit}),
        Said("limit_age"),
        Said("limit_like"),
        Said("limit_average"),
        Said("limit_smallest", {"failed": failed, "least": round(100 / failed, 1)}),
    ]
    running = len(prepared.history.units) - failed
    if running:
        said.append(Said("limit_runners", {"running": running}))
    if chosen == AGE_ALONE:
        said.insert(0, Said("limit_age_alone"))
    return said
