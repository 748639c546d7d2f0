"""Naming the worn part on public records (CWRU, MFPT); records not looked at would be the proof."""

import pytest

from app.analysis import ball_lines, bearing_wear, combs, envelope_lines
from benchmarks import bearing_faults


@pytest.fixture(scope="module")
def records(data_folder):
    found = list(bearing_faults.find_records(data_folder))
    if not found:
        pytest.skip(f"no bearing records of the known form in {data_folder}")
    return found


@pytest.fixture(scope="module")
def judged(records):
    return {window: bearing_faults.judge(records, window) for window in bearing_faults.WINDOWS_S}


def shares(results):
    """Return the share named right, the precision of what was named, and named healthy ones."""
    right = sum(round(r.accuracy * r.records) for r in results if r.records)
    named = sum(r.named for r in results)
    faulty = sum(r.records for r in results)
    return right / faulty, right / max(named, 1), sum(r.named_healthy for r in results)


@pytest.mark.parametrize(("window", "least", "precise"), [("record", 0.8, 0.95), ("1s", 0.75, 0.9)])
def test_most_faults_are_named_and_names_are_right(judged, window, least, precise):
    right, precision, _ = shares(judged[window])
    assert right >= least
    assert precision >= precise


@pytest.mark.parametrize("window", ["record", "1s"])
def test_every_mfpt_fault_is_named(judged, window):
    mfpt = [r for r in judged[window] if r.set == "mfpt"]
    assert all(r.accuracy == 1.0 for r in mfpt)


@pytest.mark.parametrize("window", ["record", "1s"])
def test_no_healthy_record_is_named(judged, window):
    assert shares(judged[window])[2] == 0


def test_blocks_as_long_as_the_monitors_name_less_but_not_worse(records, monkeypatch):
    monkeypatch.setitem(bearing_faults.WINDOWS_S, "block", 0.64)
    right, precision, healthy = shares(bearing_faults.judge(records[::3], "block"))
    assert right >= 0.6
    assert precision >= 0.95
    assert healthy == 0


@pytest.mark.parametrize("scale", [0.75, 1.25])
@pytest.mark.parametrize(
    ("module", "name"),
    [
        (bearing_wear, "LEAST_DEPTH"),
        (bearing_wear, "STANDING"),
        (combs, "SLIP"),
        (envelope_lines, "SHAFT_LINES"),
        (ball_lines, "HALF_WIDTH"),
    ],
)
def test_no_constant_is_tuned_to_a_file(records, judged, monkeypatch, module, name, scale):
    monkeypatch.setattr(module, name, scale * getattr(module, name))
    right, precision, healthy = shares(bearing_faults.judge(records[::6], "record"))
    assert right >= 0.7
    assert precision >= 0.9
    assert healthy == 0
