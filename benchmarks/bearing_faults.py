"""Naming the worn part of public bearing records (CWRU and MFPT form), nothing trained.

Every folder of `--data` with an `index.csv` of the known form is judged: one row a record with
`file`, `fault` (N, OR, IR, B), `fs_hz`, the speed (`rpm_file`, `rpm_nominal` or `shaft_hz`) and
either `sensor_end` (CWRU: DE is an SKF 6205, FE an SKF 6203) or the defect frequencies in Hz
(MFPT). Accuracy is rightly named over all faulty records: undetermined counts as wrong.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.bearing_wear import MODE_OF_DEFECT
from app.analysis.bearings import bearing_named
from app.analysis.diagnosis import diagnose
from app.core.assets import Bearing
from app.core.health import FailureMode
from app.core.measurements import Waveform
from benchmarks.rig_records.document import DATA, put_into_document
from benchmarks.rig_records.snapshots import G_MS2

MODE_OF_LABEL = {
    "OR": FailureMode.OUTER_RACE_WEAR,
    "IR": FailureMode.INNER_RACE_WEAR,
    "B": FailureMode.BALL_WEAR,
}
HEALTHY = "N"
BEARING_OF_END = {"DE": "6205", "FE": "6203"}
WINDOWS_S = {"record": None, "1s": 1.0}
COLUMNS = {"file", "fault", "fs_hz"}
MARK = "bearing_faults"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of an index: a file, what is wrong with the bearing, and how it turned."""

    set_name: str
    path: Path
    fault: str
    rate_hz: float
    speed_rpm: float
    bearing: Bearing

    def samples_ms2(self) -> np.ndarray:
        """Read the acceleration in m/s2, shape (n,)."""
        with np.load(self.path) as stored:
            return (stored["x"] * (float(stored["scale"]) * G_MS2)).astype(np.float32)


@dataclass(slots=True)
class Tally:
    """What was named among the records of one set."""

    faulty: int = 0
    healthy: int = 0
    named: int = 0
    right: int = 0
    named_healthy: int = 0

    def count(self, fault: str, found: FailureMode) -> None:
        """Book one diagnosis."""
        is_named = found in MODE_OF_DEFECT.values()
        if fault == HEALTHY:
            self.healthy += 1
            self.named_healthy += is_named
        else:
            self.faulty += 1
            self.named += is_named
            self.right += found is MODE_OF_LABEL[fault]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report; `named` counts faulty records, healthy ones stand apart."""

    set: str
    window: str
    records: int
    accuracy: float | None
    named: int
    precision_named: float | None
    healthy: int
    named_healthy: int


def main(arguments: list[str] | None = None) -> int:
    """Judge every set of the known form and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds the sets")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    options = parser.parse_args(arguments)
    records = list(find_records(options.data))
    if not records:
        sys.stderr.write(f"No index.csv of the known form in {options.data}.\n")
        return 1
    results = [result for window in WINDOWS_S for result in judge(records, window)]
    print(json.dumps([asdict(r) for r in results], indent=1) if options.json else table(results))
    if options.write:
        put_into_document(MARK, "Naming a bearing's fault", __doc__.strip(), table(results))
    return 0


def find_records(data: Path) -> Iterator[Record]:
    """Yield the records of the folder and of every one in it that has the known form."""
    for index in sorted(data.rglob("index.csv")):
        with index.open(encoding="utf-8", newline="") as rows:
            reader = csv.DictReader(rows)
            if COLUMNS <= set(reader.fieldnames or ()):
                for row in reader:
                    yield from _record(index.parent, row)


def _record(folder: Path, row: dict[str, str]) -> Iterator[Record]:
    """Read one row; a fault of another kind, or a file that is not there, is left out."""
    path, end = folder / row["file"], row.get("sensor_end") or ""
    if not path.is_file() or row["fault"] not in {HEALTHY, *MODE_OF_LABEL}:
        return
    if row.get("shaft_hz"):
        speed_rpm = 60 * float(row["shaft_hz"])
    else:
        speed_rpm = float(row.get("rpm_file") or row["rpm_nominal"])
    bearing = bearing_named(BEARING_OF_END[end]) if end else _bearing_of(row, speed_rpm / 60)
    name = f"{folder.name} {end}".strip()
    yield Record(name, path, row["fault"], float(row["fs_hz"]), speed_rpm, bearing)


def _bearing_of(row: dict[str, str], shaft_hz: float) -> Bearing:
    """Find the geometry that has the stated defect frequencies.

    BPFO + BPFI = n fr gives the elements, their difference over their sum d/D cos a.

    Examples
    --------
    >>> mfpt = _bearing_of({"bpfo_hz": "81.125", "bpfi_hz": "118.875"}, 25.0)
    >>> mfpt.balls, round(mfpt.ball_mm / mfpt.pitch_mm, 4)
    (8, 0.1888)
    """
    outer_hz, inner_hz = float(row["bpfo_hz"]), float(row["bpfi_hz"])
    ratio = (inner_hz - outer_hz) / (inner_hz + outer_hz)
    return Bearing(row.get("file", ""), round((outer_hz + inner_hz) / shaft_hz), 100 * ratio, 100.0)


def judge(records: list[Record], window: str) -> list[Result]:
    """Diagnose the records of every set, whole or in windows."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for record in records:
        for block in _windows(record, WINDOWS_S[window]):
            found = diagnose(block, record.bearing).failure_mode
            tallies[record.set_name].count(record.fault, found)
    return [_result(name, window, tally) for name, tally in tallies.items()]


def _windows(record: Record, seconds: float | None) -> Iterator[Waveform]:
    """Cut a record into windows that touch; a rest shorter than one is left out."""
    samples = record.samples_ms2()
    count = samples.size if seconds is None else int(seconds * record.rate_hz)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for start in range(0, samples.size - count + 1, count):
        block = samples[start : start + count].copy()
        yield Waveform(record.path.stem, at, record.rate_hz, block, record.speed_rpm)


def _result(name: str, window: str, tally: Tally) -> Result:
    """Turn counts into shares; None where there is nothing to share."""
    return Result(
        set=name,
        window=window,
        records=tally.faulty,
        accuracy=tally.right / tally.faulty if tally.faulty else None,
        named=tally.named,
        precision_named=tally.right / tally.named if tally.named else None,
        healthy=tally.healthy,
        named_healthy=tally.named_healthy,
    )


def table(results: list[Result]) -> str:
    """Lay the results out as a Markdown table."""
    lines = [
        "| set | window | faulty | rightly named | named | right when named | healthy, named |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.set} | {r.window} | {r.records} | {_share(r.accuracy)} | {r.named} | "
        f"{_share(r.precision_named)} | {r.named_healthy} of {r.healthy} |"
        for r in results
    ]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    """Write a share in percent."""
    return "-" if value is None else f"{value:.1%}"


if __name__ == "__main__":
    raise SystemExit(main())
