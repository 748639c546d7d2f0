"""Intervals of bearings that were not learned from: the judging itself, on made-up lives."""

import json

import pytest

from benchmarks import run_to_failure
from benchmarks.bearings_phm2012 import Checkpoint
from benchmarks.run_to_failure import Life

FIELDS = {
    "bearing", "onset_fraction_of_life", "false_alarm_first_tenth", "named_first_tenth",
    "tenths_without_interval", "coverage_90", "width_90", "interval_score",
    "interval_score_naive", "coverage_90_own",
}  # fmt: skip


def life(name, days=100, onset=50, error=1.0):
    """Return a life whose median is `error` times the truth, with quantiles half and double."""
    said = []
    for day in range(onset, days):
        p50 = error * (days - day)
        said.append(Checkpoint(day, days - day, p50 / 2, p50 / 1.5, p50, p50 * 1.5, p50 * 2))
    return Life(name, float(days), float(onset), 0, said)


def test_a_rule_that_is_always_right_has_intervals_of_no_width():
    for result in run_to_failure.judge([life(name) for name in "abc"]):
        assert (result.coverage_90, result.width_90, result.interval_score) == (1.0, 0.0, 0.0)
        assert min(result.interval_score_naive) > 1.0
        assert result.tenths_without_interval == 0
        assert result.onset_fraction_of_life == 0.5


def test_the_width_is_learned_from_the_others_alone():
    lives = [life("a", error=2.0), life("b"), life("c")]
    odd, *rest = run_to_failure.judge(lives)
    assert (odd.coverage_90, odd.width_90) == (0.0, 0.0)
    assert odd.interval_score == pytest.approx(20 * 25.5, rel=0.02)
    assert all(result.coverage_90 == 1.0 for result in rest)
    assert rest[0].width_90 == pytest.approx(25.5, rel=0.02)


def test_an_onset_in_the_first_tenth_and_a_bare_tenth_are_told():
    early = life("a", onset=5)
    kept = [c for c in early.checkpoints if not 30 <= c.day < 40]
    gap = Life("a", 100.0, 5.0, 2, kept)
    result = run_to_failure.judge([gap, life("b"), life("c")])[0]
    assert result.false_alarm_first_tenth
    assert result.named_first_tenth == 2
    assert result.tenths_without_interval == 1


def test_a_life_without_an_onset_is_reported_without_figures():
    silent = Life("a", 100.0, None, 0, [])
    results = run_to_failure.judge([silent, life("b"), life("c")])
    assert results[0].onset_fraction_of_life is None
    assert results[0].interval_score is None
    assert "never" in run_to_failure.table(results)


def test_too_few_bearings_say_so(tmp_path, capsys):
    assert run_to_failure.main(["--data", str(tmp_path)]) == 1
    assert "Fewer than three" in capsys.readouterr().err


@pytest.fixture(scope="module")
def reported(data_folder):
    files = sorted((data_folder / "phm2012").glob("Bearing?_?.npz"))
    if len(files) < 3:
        pytest.skip(f"fewer than three bearings in {data_folder / 'phm2012'}")
    return [run_to_failure.take(path) for path in files]


def test_real_bearings_meet_the_bars_in_the_agreed_form(reported):
    results = run_to_failure.judge(reported)
    report = json.loads(json.dumps([run_to_failure.asdict(r) for r in results]))
    assert all(set(line) == FIELDS for line in report)
    for line in report:
        assert 0.1 <= line["onset_fraction_of_life"] < 1
        assert not line["false_alarm_first_tenth"]
        assert line["named_first_tenth"] == 0
        assert line["tenths_without_interval"] == 0
    count = len(report)
    assert sum(line["coverage_90"] for line in report) / count >= 0.8
    score = sum(line["interval_score"] for line in report)
    for naive in range(2):
        assert score < sum(line["interval_score_naive"][naive] for line in report)
