"""Made-up fleets: hidden wear that quickens, seen through noisy quantities."""

import numpy as np

from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.table import HistoryTable


def worn_fleet(
    units: int = 30, *, regimes: int = 1, running: int = 0, seed: int = 0, noise: float = 0.4
) -> FleetHistory:
    """Lives of 60 to 120; the last `running` units are cut off at two thirds of theirs."""
    rng = np.random.default_rng(seed)
    lives = rng.integers(60, 121, units)
    seen = lives.copy()
    if running:
        seen[-running:] = lives[-running:] * 2 // 3
    times, values = [], []
    for life, last in zip(lives, seen, strict=True):
        time = np.arange(1, last + 1, dtype=float)
        wear = np.exp(4 * (time / life - 1))
        regime = rng.integers(0, regimes, last)
        read = np.stack([wear, -0.5 * wear, 0.8 * wear, np.zeros(last)], axis=1)
        read = read * 3 + rng.normal(0, noise, read.shape)
        if regimes > 1:
            read = np.column_stack([read + 40.0 * regime[:, None], 10.0 * regime])
            read[:, 4] += rng.normal(0, 0.01, last)
        times.append(time)
        values.append(read)
    starts = np.concatenate(([0], np.cumsum(seen))).astype(np.intp)
    failed = np.ones(units, dtype=bool)
    if running:
        failed[-running:] = False
    width = values[0].shape[1]
    return FleetHistory(
        tuple(str(n) for n in range(1, units + 1)),
        tuple(f"s{n}" for n in range(width)),
        starts,
        np.concatenate(times),
        np.concatenate(values),
        seen.astype(float),
        failed,
    )


def cut(history: FleetHistory, share: float, seed: int = 0) -> tuple[FleetHistory, np.ndarray]:
    """End every unit somewhere from a share of its life on; also what was left of it then."""
    rng = np.random.default_rng(seed)
    keep, starts, ends, truth = [], [0], [], []
    for rows in history.rows_of():
        length = rows.stop - rows.start
        kept = int(rng.integers(max(int(share * length), 5), length))
        keep += range(rows.start, rows.start + kept)
        starts.append(starts[-1] + kept)
        ends.append(history.time[rows.start + kept - 1])
        truth.append(history.time[rows.stop - 1] - ends[-1])
    return (
        FleetHistory(
            history.units,
            history.columns,
            np.array(starts, dtype=np.intp),
            history.time[keep],
            history.values[keep],
            np.array(ends),
            np.zeros(len(history.units), dtype=bool),
        ),
        np.array(truth),
    )


def table_of(text: str, place: str = "lives.csv") -> HistoryTable:
    """Lay out a table written with blanks, its first line the names."""
    lines = text.strip().splitlines()
    rows = [[cell.replace("_", "") for cell in line.split()] for line in lines[1:]]
    return HistoryTable(place, tuple(lines[0].split()), rows, list(range(2, len(rows) + 2)))


def csv_of(history: FleetHistory) -> str:
    """Write a fleet as CSV."""
    lines = [",".join(("machine", "hours", *history.columns))]
    for unit, rows in zip(history.units, history.rows_of(), strict=True):
        for row in range(rows.start, rows.stop):
            cells = [f"{value:.5f}" for value in history.values[row]]
            lines.append(",".join((unit, f"{history.time[row]:g}", *cells)))
    return "\n".join(lines) + "\n"
