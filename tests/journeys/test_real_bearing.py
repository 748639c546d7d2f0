"""Each recorded bearing, written as a data logger writes it, goes from healthy to its papers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader

from app.__main__ import main
from tests.conftest import beside_the_project

RATE_HZ = 25_600
INTERVAL_S = 3600
LEAD_DAYS = 5.0
LEAD_P90_DAYS = 6.3
MARGIN_DAYS = 1.0
END_G = 20.0
STARTS = datetime(2026, 1, 5, tzinfo=UTC)

FOLDER = beside_the_project("KAIROS_DATA", "../shared/data") / "phm2012"
BEARINGS = sorted(FOLDER.glob("Bearing?_?.npz"))
SPEED_RPM = {"1": 1800, "2": 1650, "3": 1500}


def write_logger_files(recording: Path, folder: Path) -> float:
    """Write every kept snapshot as plain CSV; returns the end of life in days."""
    folder.mkdir()
    z = np.load(recording)
    for number, codes, scale in zip(z["snapshot"], z["acc"], z["scale"], strict=True):
        np.savetxt(
            folder / f"acc_{int(number):05d}.csv",
            codes.T * float(scale),
            fmt="%.4f",
            delimiter=",",
            header="acc_h [g],acc_v [g]",
            comments="",
        )
    return float(z["snapshot"].max()) * INTERVAL_S / 86_400


def replayed(recording: Path, folder: Path) -> tuple[dict[str, Any], float]:
    """Take a recording through `kairos replay`; returns run.json and the end of life."""
    end_days = write_logger_files(recording, folder / "logger")
    words = {
        "--rate-hz": RATE_HZ,
        "--rpm": SPEED_RPM[recording.stem[7]],
        "--bearing": "13,3.5,25.6,0",
        "--interval-s": INTERVAL_S,
        "--lead-days": f"{LEAD_DAYS:g}:1",
        "--limit": END_G,
        "--unit": "g",
        "--out": folder / "out",
    }
    code = main(["replay", str(folder / "logger"), *(str(w) for p in words.items() for w in p)])
    assert code == 0
    return json.loads((folder / "out" / "run.json").read_text(encoding="utf-8")), end_days


def day_of(event: dict[str, Any]) -> float:
    return (datetime.fromisoformat(event["plant_time"]) - STARTS).total_seconds() / 86_400


def printed(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("recording", BEARINGS, ids=lambda p: p.stem)
def test_a_recorded_bearing_ends_in_papers_before_it_fails(recording: Path, tmp_path: Path) -> None:
    record, end_days = replayed(recording, tmp_path)
    first = {e["kind"]: e for e in reversed(record["events"])}
    samples = record["samples"]
    assert samples["in"] == samples["stored"] + samples["decimated"] + samples["dropped"] > 0

    onset = day_of(first["onset"])
    assert 0.1 * end_days < onset < end_days, "found before the end, not in the first tenth"

    drafted = first["order_drafted"]
    life = drafted["decision"]["rul_days"]
    assert life["p10"] is not None
    assert life["p10"] <= life["p50"]
    assert day_of(drafted) < end_days
    if onset + LEAD_P90_DAYS + MARGIN_DAYS > end_days:
        assert drafted["decision"]["decision"] == "LATE"
        assert "late" in first

    out = tmp_path / "out"
    order_text = printed(out / f"{drafted['decision']['order']}.pdf")
    assert drafted["decision"]["total"].split()[0] in order_text
    assert drafted["decision"]["order_by"] in order_text
    jobs = list(out.glob("WO-*.pdf"))
    assert jobs
    assert drafted["asset"] in printed(jobs[0])


def test_there_are_recordings_to_replay() -> None:
    if not BEARINGS:
        pytest.skip(f"no run-to-failure bearings in {FOLDER}: set KAIROS_DATA to their folder")
    assert all(np.load(b)["acc"].shape[1:] == (2, 2560) for b in BEARINGS)
