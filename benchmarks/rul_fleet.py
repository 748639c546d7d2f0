"""Remaining life learned from fleets of the C-MAPSS form, held against the truth.

Every `train_X`, `test_X` and `RUL_X` found in the folder goes down the product's own path: the door
of tables, regimes, features, choice of model by grouped validation on the training units, and
calibration by unit. The horizon is 125 cycles, the convention of the published figures; truths and
forecasts count the same from there on, except in `rmse_raw`. `seconds` is the processor time of
training with its intervals on one thread, feature time apart; `seconds_reference` that of one plain
`HistGradientBoostingRegressor` on the same ready features (median of three, around the training).
The last row of each test unit is judged; of all their rows, the share inside the 90 % interval in
the worst decile of units goes to standard error.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: TID253 - what is measured
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.fleet.door import read_history
from app.analysis.fleet.features import wear_weights
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.judging import coverage, worst_units
from app.analysis.fleet.model import FleetModel
from app.analysis.fleet.table import TableRoles
from app.analysis.fleet.training import Prepared, TrainingTerms, prepare, train
from app.exchange.forecast_rows import judged_row
from app.exchange.history_file import read_history_file
from app.headless.rul import read_truth

HORIZON = 125.0
ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("KAIROS_DATA") or ROOT / "../shared/data") / "cmapss"
ROLES = TableRoles("1", "2", all_fail=True)


def main(arguments: list[str] | None = None) -> int:
    """Judge every set of a folder and print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with train_*, test_*, RUL_*"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options = parser.parse_args(arguments)
    sets = find_sets(options.data)
    if not sets:
        sys.stderr.write(f"No train_*, test_* and RUL_* in {options.data}.\n")
        return 1
    rows = [judge_set(name, files) for name, files in sets.items()]
    print(json.dumps(rows, indent=1) if options.json else table(rows))
    return 0


def find_sets(folder: Path) -> dict[str, tuple[Path, Path, Path]]:
    """Find the sets whose three files are all there, here or in a folder below."""
    found = {}
    for train_file in sorted(folder.rglob("train_*")):
        rest = train_file.name.removeprefix("train_")
        others = [train_file.with_name(f"{kind}_{rest}") for kind in ("test", "RUL")]
        if all(path.is_file() for path in others):
            found[rest.split(".", maxsplit=1)[0]] = (train_file, *others)
    return found


def judge_set(name: str, files: tuple[Path, Path, Path]) -> dict[str, object]:
    """Train on one set and hold the forecasts of its test units against the truth."""
    train_file, test_file, truth_file = files
    sys.stderr.write(f"{name}: training\n")
    prepared = prepare(read_history(read_history_file(train_file), ROLES).history, HORIZON)
    reference = [plain_fit_seconds(prepared)]
    began = time.process_time()
    model, learned = train(prepared, TrainingTerms(ROLES, "cycles", HORIZON), lambda *_: None)
    seconds = time.process_time() - began
    reference += [plain_fit_seconds(prepared), plain_fit_seconds(prepared)]
    test = read_history(read_history_file(test_file), TableRoles("1", "2"), model.columns).history
    truth = read_truth(truth_file, test.units)
    row = judged_row(model.forecast(test), truth, HORIZON)
    worst = worst_decile(model, test, truth)
    sys.stderr.write(
        f"{name}: {learned.trials[0].name} chosen; {len(prepared.regimes)} regimes; worst decile "
        f"of units, all rows: {worst:.2f} inside the 90 % interval\n"
    )
    return {
        "set": name,
        **row,
        "seconds": seconds,
        "seconds_reference": float(np.median(reference)),
    }


def plain_fit_seconds(prepared: Prepared) -> float:
    """Processor time of one plain fit on the same ready features, on one thread."""
    described = prepared.described
    left = np.minimum(described.history.time_left, prepared.horizon)
    features = described.with_wear(wear_weights(described.deviations, left))
    with threadpool_limits(limits=1):
        began = time.process_time()
        HistGradientBoostingRegressor(random_state=0).fit(features, left)
        return time.process_time() - began


def worst_decile(model: FleetModel, test: FleetHistory, truth: np.ndarray) -> float:
    """Mean share of rows inside the 90 % interval in the tenth of units with the lowest."""
    unit = test.unit_of_row
    left = test.time_left + truth[unit]
    expected = model.expected(model.describe(test), np.arange(len(test)))
    inside, _ = coverage(model.bands.distribution(expected), left, HORIZON, 0.9)
    return worst_units(inside, unit)


def table(rows: list[dict[str, object]]) -> str:
    """Lay the results out as a Markdown table."""
    names = list(rows[0])
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    for row in rows:
        cells = [f"{v:.3g}" if isinstance(v, float) else str(v) for v in row.values()]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
