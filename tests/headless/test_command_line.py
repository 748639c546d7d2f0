"""The command line: help everywhere, answers as JSON, exit codes 0, 1 and 2."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main

SCENARIO = {
    "today": "2026-03-02",
    "vendors": [{"name": "V1", "lead_days": 5}],
    "parts": [{"number": "B", "vendor": "V1", "price": "50.00 EUR"}],
    "assets": [
        {
            "tag": "P-101",
            "criticality": "A",
            "downtime_cost_per_day": "43200.00 EUR",
            "components": [{"name": "DE bearing", "part": "B", "rul_days": 18}],
        }
    ],
}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A scenario file."""
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(SCENARIO), encoding="utf-8")
    return file


def test_plan_answers_with_the_article_date(
    scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(scenario), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["decision"], row["order_by"], row["p_late"]) == (
        "WAIT",
        "2026-03-14",
        pytest.approx(0.001),
    )


def test_plan_tells_a_person_the_same(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(scenario)]) == 0
    assert "order by 2026-03-14" in capsys.readouterr().out


def test_a_refused_scenario_is_an_expected_failure_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(tmp_path / "nothing.json")]) == 1
    said = capsys.readouterr().err
    assert "nothing.json" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "words",
    [
        ["fly"], ["plan"], ["replay", "x"], ["demo", "--days", "0"], ["demo", "--days", "3651"],
        ["demo", "--days", "9999999"], ["demo", "--seed", "-3"], ["demo", "--seed", "²"],
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "words", [[], ["demo"], ["replay"], ["plan"], ["backtest"], ["rul"], ["rul", "train"]]
)
def test_every_command_has_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--help"])
    assert stopped.value.code == 0
    assert "usage: kairos" in capsys.readouterr().out


def test_plan_runs_as_a_program_of_its_own(scenario: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "plan", str(scenario), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)[0]["order_by"] == "2026-03-14"


def test_a_reader_that_has_had_enough_ends_a_command_without_a_traceback(scenario: Path) -> None:
    command = [sys.executable, "-m", "app", "plan", str(scenario), "--json"]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        done = subprocess.run(
            command, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "")
