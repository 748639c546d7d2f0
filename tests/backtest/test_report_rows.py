"""The report as JSON and text: every field is described, every phrase can be worded."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from app.backtest.report import LIMITS, POLICIES, WHY, BacktestReport, Phrase
from app.backtest.report_rows import report_json, report_text
from app.backtest.run import PLAYED, run_backtest
from tests.backtest.plants import Failed, Ordered, Past, Planned, Said, day_of, write

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "backtest.md"
DETAILS = {
    "pieces": 2, "since": date(2025, 1, 1), "component": "P-1 bearing", "p10": 3.0, "p50": 9.0,
    "lead": 5.5, "day": date(2025, 2, 1), "position": 0, "rate": 2.4, "who": "eva", "count": 3,
    "needs": 12,
}  # fmt: skip
STORY = [
    Failed(45, 0), Ordered(46, 0, 2, 4), Failed(60, 1), Failed(75, 3), Planned(90, 4, 30),
    *(Said(day, 1, 60.0 - day) for day in range(45, 60, 2)),
]  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BacktestReport:
    """A back-test of a hundred days."""
    with write(tmp_path_factory.mktemp("rows") / "plant", Past(days=100, happenings=STORY)) as s:
        return run_backtest(s, day_of(40), day_of(100))


@pytest.mark.parametrize("code", sorted(WHY | LIMITS))
def test_every_phrase_can_be_worded(code: str) -> None:
    text = Phrase(code, DETAILS).text()
    assert "{" not in text
    assert "2025-01-01" in text or "since" not in text


def test_every_policy_played_has_a_name() -> None:
    assert set(PLAYED) | {"plant"} == set(POLICIES)


def test_every_field_of_the_json_is_described(report: BacktestReport) -> None:
    described = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))
    said = json.loads(json.dumps(report_json(report)))
    policy = said["policies"][1]
    assert set(said) <= described
    assert set(policy) <= described
    assert {"code", "text", "details"} == set(policy["timeline"][0]["why"])
    assert set(policy["timeline"][0]) | set(policy["short_needs"][0]) <= described


def test_the_text_tells_the_figures_of_every_policy(report: BacktestReport) -> None:
    text = report_text(report)
    for outcome in (report.plant, *report.policies):
        (line,) = [row for row in text.splitlines() if row[:32].strip() == outcome.name]
        assert f"{outcome.all_needs.short}/{outcome.all_needs.needs}" in line
        assert f"{outcome.cost.amount:.0f}" in line
    assert all(limit.text() in text for limit in report.limits)
