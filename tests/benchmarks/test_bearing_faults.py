"""The bearing-fault benchmark: every set of the known form, in the agreed fields."""

import json

import numpy as np
import pytest

from app.analysis.bearings import bearing_named, defect_frequencies
from benchmarks import bearing_faults

FIELDS = {
    "set", "window", "records", "accuracy", "named", "precision_named", "healthy", "named_healthy",
}  # fmt: skip
RATE_HZ = 12_000.0


def record_of(defect_hz, seed):
    """Return two seconds of knocks that slip, as stored codes."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(24_000) / RATE_HZ
    heard = 0.5 * rng.standard_normal(time_s.size)
    if defect_hz:
        for blow_s in np.cumsum((1 + 0.01 * rng.standard_normal(400)) / defect_hz):
            since_s = np.clip(time_s - blow_s, 0, None)
            heard += 4 * np.exp(-since_s * 900) * np.sin(2 * np.pi * 3000 * since_s)
    return (heard * 1000).astype(np.int16)


@pytest.fixture
def rig(tmp_path):
    """Write a small rig of the CWRU form: three faults and a sound bearing."""
    defects = defect_frequencies(bearing_named("6205"), 1797)
    folder = tmp_path / "rig"
    folder.mkdir()
    rows = ["file,sensor_end,fault,rpm_nominal,rpm_file,fs_hz"]
    faults = {"OR": defects.outer_hz, "IR": defects.inner_hz, "B": defects.ball_hz, "N": 0.0}
    for seed, (fault, hz) in enumerate(faults.items()):
        np.savez(folder / f"{fault}.npz", x=record_of(hz, seed), scale=0.001)
        rows.append(f"{fault}.npz,DE,{fault},1797,1797,12000")
    (folder / "index.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_every_set_and_window_is_reported_in_the_agreed_form(rig, capsys):
    assert bearing_faults.main(["--data", str(rig), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(line["set"], line["window"]) for line in report] == [
        ("rig DE", "record"),
        ("rig DE", "1s"),
    ]
    for line, records in zip(report, (3, 6), strict=True):
        assert set(line) == FIELDS
        assert line["records"] == records
        assert (line["accuracy"], line["precision_named"]) == (1.0, 1.0)
        assert line["named_healthy"] == 0


def test_the_geometry_comes_from_the_stated_frequencies():
    row = {"bpfo_hz": "81.125", "bpfi_hz": "118.875"}
    found = defect_frequencies(bearing_faults._bearing_of(row, 25.0), 1500.0)
    assert (found.outer_hz, found.inner_hz) == pytest.approx((81.125, 118.875), rel=1e-3)


def test_an_empty_folder_says_so(tmp_path, capsys):
    assert bearing_faults.main(["--data", str(tmp_path)]) == 1
    assert "No index.csv of the known form" in capsys.readouterr().err
