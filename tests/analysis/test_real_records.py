"""Naming the worn part on public records (CWRU, MFPT).

Ways of scoring were compared on these same records: the bars are no proof for unseen rigs.
"""

import csv
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from app.analysis.bearings import bearing_named
from app.analysis.diagnosis import diagnose
from app.core.health import FailureMode
from app.core.measurements import Waveform

G_MS2 = 9.80665
MODE = {
    "OR": FailureMode.OUTER_RACE_WEAR,
    "IR": FailureMode.INNER_RACE_WEAR,
    "B": FailureMode.BALL_WEAR,
    "N": FailureMode.NONE,
}
UNNAMED = {FailureMode.UNDETERMINED, FailureMode.NONE}


def cwru_records(folder):
    for row in index_of(folder / "cwru"):
        bearing = bearing_named("6205" if row["sensor_end"] == "DE" else "6203")
        yield row, folder / "cwru" / row["file"], float(row["rpm_file"]), bearing


def mfpt_records(folder):
    for row in index_of(folder / "mfpt"):
        rpm = 60 * float(row["shaft_hz"])
        yield row, folder / "mfpt" / row["file"], rpm, bearing_named("MFPT")


def index_of(folder):
    if not (folder / "index.csv").is_file():
        pytest.skip(f"no index.csv in {folder}")
    with (folder / "index.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def tally(records, longest_s=None):
    """Count right, wrong and unnamed diagnoses by kind of fault."""
    counts = Counter()
    for row, path, rpm, bearing in records:
        with np.load(path) as record:
            samples = record["x"] * (float(record["scale"]) * G_MS2)
        rate_hz = float(row["fs_hz"])
        count = len(samples) if longest_s is None else int(longest_s * rate_hz)
        block = samples[:count].astype(np.float32)
        waveform = Waveform("p", datetime(2026, 1, 1, tzinfo=UTC), rate_hz, block, rpm)
        named = diagnose(waveform, bearing).failure_mode
        kind = "healthy" if row["fault"] == "N" else "faulty"
        verdict = "right" if named is MODE[row["fault"]] else "wrong"
        counts[kind, "unnamed" if kind == "faulty" and named in UNNAMED else verdict] += 1
    return counts


def shares(counts):
    """Return the share named right, and the precision of what was named."""
    right, wrong = counts["faulty", "right"], counts["faulty", "wrong"]
    return right / (right + wrong + counts["faulty", "unnamed"]), right / max(right + wrong, 1)


def test_three_of_four_faults_of_both_rigs_are_named_and_names_are_right(data_folder):
    counts = tally(cwru_records(data_folder)) + tally(mfpt_records(data_folder))
    right, precision = shares(counts)
    assert right >= 0.75
    assert precision >= 0.95


def test_every_mfpt_fault_is_named_from_one_second(data_folder):
    assert shares(tally(mfpt_records(data_folder), longest_s=1.0)) == (1.0, 1.0)


def test_short_blocks_name_less_but_not_worse(data_folder):
    right, precision = shares(tally(cwru_records(data_folder), longest_s=0.64))
    assert right >= 0.6
    assert precision >= 0.95


def test_the_healthy_record_names_nothing(data_folder):
    healthy = (record for record in cwru_records(data_folder) if record[0]["fault"] == "N")
    counts = tally(healthy)
    assert counts["healthy", "wrong"] == 0
    assert counts["healthy", "right"] >= 1
