"""The speed benchmark compares results before it compares times; times are not asserted."""

import json

from benchmarks import analysis


def test_results_agree_within_what_is_allowed_and_are_reported(capsys):
    assert analysis.main(["--json", "--rounds", "1"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert len(report) == 6
    for line in report:
        assert set(line) == {"item", "ratio", "bar", "difference", "allowed"}
        assert line["difference"] <= line["allowed"]
        assert line["ratio"] > 0


def test_a_wrong_kurtosis_would_be_found(monkeypatch):
    _, record = analysis.signals()
    monkeypatch.setattr(analysis, "BAND_COUNTS", (4,))
    assert analysis.kurtosis_difference(record) <= 0.05
    monkeypatch.setattr(analysis, "envelope", lambda *_: (abs(record), 0.0))
    assert analysis.kurtosis_difference(record) > 0.05
