"""What a fleet model says of units, and how it stood a truth, as rows for JSON and for a reader."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.judging import coverage, phm08_score
from app.analysis.fleet.model import FleetForecast, ForecastState

SHOWN_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
BELIEVED = {ForecastState.WITHIN_HORIZON, ForecastState.BEYOND_HORIZON}
NEAR_END = 60.0
"""Truths below this are judged apart: the ones that orders hang on in the C-MAPSS sets."""


def forecast_rows(
    forecast: FleetForecast, horizon: float, within: Sequence[float]
) -> list[dict[str, Any]]:
    """Return a row for each unit; a unit that is not to be believed carries no number.

    A quantile is None where it is not within the horizon.
    """
    rows = []
    for number, unit in enumerate(forecast.units):
        state = forecast.state[number]
        is_believed = state in BELIEVED
        row: dict[str, Any] = {
            "unit": unit,
            "age": float(forecast.age[number]),
            "state": state.value,
            "why": forecast.why[number],
            "expected_up_to_horizon": None,
            "quantiles": None,
            "p_failure_within": None,
            "distribution": None,
        }
        if is_believed:
            one = forecast.distribution.fleet_row(number)
            row["expected_up_to_horizon"] = round(float(forecast.expected[number]), 3)
            row["quantiles"] = {f"{p:g}": _finite(one.quantile(p)) for p in SHOWN_LEVELS}
            row["p_failure_within"] = {
                f"{n:g}": round(one.probability_within(n), 4) if n < horizon else None
                for n in within
            }
            row["distribution"] = one.to_json()
        rows.append(row)
    return rows


def _finite(value: float) -> float | None:
    """Round a quantile; None where it is not within the horizon."""
    return round(value, 3) if np.isfinite(value) else None


def usual_spans(horizon: float) -> tuple[float, ...]:
    """Spans of time asked about where nobody names any: shares of the horizon, three figures."""
    return tuple(float(f"{horizon * share:.3g}") for share in (0.1, 0.25, 0.5, 0.75))


def forecast_text(rows: Sequence[dict[str, Any]], time_unit: str) -> str:
    """Write the forecasts for a reader."""
    unit = time_unit or "units of time"
    lines = [f"{'unit':<14} {'age':>10} {'10 %':>9} {'half':>9} {'90 %':>9}  state ({unit})"]
    for row in rows:
        found = row["quantiles"]
        cells = ["-"] * 3 if found is None else [_cell(found[p]) for p in ("0.1", "0.5", "0.9")]
        said = f"{row['state']} {row['why']}".strip()
        lines.append(
            f"{row['unit']:<14} {row['age']:>10.6g} "
            + "".join(f"{cell:>9} " for cell in cells)
            + f" {said}"
        )
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    """Write a quantile; beyond the horizon it is later."""
    return "later" if value is None else f"{value:.1f}"


def judged_row(
    forecast: FleetForecast, truth: NDArray[np.float64], cap: float
) -> dict[str, float | int | None]:
    """Hold forecasts against the truth.

    Parameters
    ----------
    truth : ndarray, shape (u,)
        Remaining life after each unit's last reading.
    cap : float
        Remaining life from which on truths and forecasts count the same.
    """
    capped = np.minimum(truth, cap)
    expected = np.minimum(forecast.expected, cap)
    inside, wide = coverage(forecast.distribution, truth, cap, 0.9)
    _, narrow = coverage(forecast.distribution, truth, cap, 0.8)
    near = truth < NEAR_END
    return {
        "units": len(forecast.units),
        "rmse_capped": _rmse(expected, capped),
        "rmse_raw": _rmse(forecast.expected, truth),
        "score_capped": phm08_score(expected, capped),
        "coverage_90": wide.share,
        "width_90": wide.width,
        "coverage_90_below_60": float(inside[near].mean()) if near.any() else None,
        "coverage_80": narrow.share,
        "width_80": narrow.width,
    }


def _rmse(found: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    """Root of the mean square error."""
    return float(np.sqrt(np.mean((found - truth) ** 2)))
