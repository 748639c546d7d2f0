"""Units that hold the same readings: one unit written twice would vouch for itself."""

from dataclasses import replace
from hashlib import blake2b

import numpy as np

from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.said import Said
from app.analysis.fleet.settings import varying
from app.analysis.fleet.table import TableFinding

FEWEST_READINGS = 3
"""Units with fewer readings may well be alike."""


def without_twins(history: FleetHistory, place: str) -> tuple[FleetHistory, list[TableFinding]]:
    """Leave out units whose times and readings are those of an earlier unit, and say so.

    A unit whose readings never change may well be like another that lived as long.
    """
    first_with: dict[bytes, int] = {}
    dropped, findings = [], []
    for unit, rows in enumerate(history.rows_of()):
        values = history.values[rows]
        if rows.stop - rows.start < FEWEST_READINGS or not varying(values).any():
            continue
        content = history.time[rows].tobytes() + np.ascontiguousarray(values).tobytes()
        twin = first_with.setdefault(blake2b(content, digest_size=16).digest(), unit)
        if twin != unit:
            dropped.append(unit)
            names = {"first": history.units[twin], "second": history.units[unit]}
            findings.append(
                TableFinding(place, Said("same_readings", names), Said("second_left_out"))
            )
    return (without_units(history, dropped) if dropped else history), findings


def without_units(history: FleetHistory, dropped: list[int]) -> FleetHistory:
    """Return a history without some of its units."""
    kept = np.setdiff1d(np.arange(len(history.units)), dropped)
    rows = np.isin(history.unit_of_row, kept)
    counts = np.diff(history.starts)[kept]
    return replace(
        history,
        units=tuple(history.units[unit] for unit in kept),
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.intp),
        time=history.time[rows],
        values=history.values[rows],
        end=history.end[kept],
        has_failed=history.has_failed[kept],
    )
