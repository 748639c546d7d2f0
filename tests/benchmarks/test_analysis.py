"""The speed benchmark compares results before it compares times; times are not asserted."""

import json
from types import SimpleNamespace

from benchmarks import analysis


def test_results_agree_within_what_is_allowed_and_are_reported(capsys):
    assert analysis.main(["--json", "--rounds", "1"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert len(report) == 9
    for line in report:
        assert set(line) == {"item", "ratio", "bar", "difference", "allowed"}
        assert line["difference"] <= line["allowed"]
        assert line["ratio"] is None if "openconmo" in line["item"] else line["ratio"] > 0


def test_a_wrong_output_of_the_pipeline_would_be_found(monkeypatch):
    channels, _ = analysis.signals()
    assert analysis.pipeline_difference(channels) <= 1e-3
    monkeypatch.setattr(
        analysis, "velocity_of_power", lambda power, *_: SimpleNamespace(values=power)
    )
    assert analysis.pipeline_difference(channels) > 1e-3


def test_a_reference_that_is_not_there_is_said_to_be_missing():
    missing = analysis.Ratio("kurtogram against openconmo", None, 10.0)
    assert "| not installed | 10 |" in analysis.table([missing])


def test_a_wrong_kurtosis_would_be_found(monkeypatch):
    _, record = analysis.signals()
    monkeypatch.setattr(analysis, "BAND_COUNTS", (4,))
    assert analysis.kurtosis_difference(record) <= 0.05
    monkeypatch.setattr(analysis, "envelope", lambda *_: (abs(record), 0.0))
    assert analysis.kurtosis_difference(record) > 0.05
