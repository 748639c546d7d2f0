"""`kairos rul` as it is called: train, predict, evaluate; strangers' models and bad tables."""

import json
import random
from pathlib import Path

import pytest

from app.__main__ import main
from tests.analysis.fleet.fleets import csv_of, cut, worn_fleet


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a table of lives, one of units still running, and their truth."""
    folder = tmp_path_factory.mktemp("rul")
    (folder / "lives.csv").write_text(csv_of(worn_fleet(20)), encoding="utf-8")
    running, truth = cut(worn_fleet(10, seed=7), 0.3)
    (folder / "running.csv").write_text(csv_of(running), encoding="utf-8")
    lines = "\n".join(f"{left:g}" for left in truth)
    (folder / "truth.txt").write_text(lines + "\n", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _own_approvals(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "approvals"))
    monkeypatch.setenv("LOCALAPPDATA", str(place / "approvals"))


@pytest.fixture
def model(place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A model trained by the command."""
    path = place / "lives.kairos"
    if not path.exists():
        words = ["rul", "train", str(place / "lives.csv"), "--unit", "machine", "--time", "hours"]
        words += ["--failed", "all", "--horizon", "60", "--time-unit", "h", "--model", str(path)]
        assert main([*words, "--card", str(place / "card.html"), "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["card"]["trained_on"]["failed"] == 20
        assert said["card"]["held_out"]["coverage_90"]["share"] > 0.7
    return path


def test_predict_says_for_each_unit_when_and_how_likely(
    place: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rul", "predict", str(place / "running.csv"), "--model", str(model)]
    assert main([*words, "--within", "10", "--within", "30", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["time_unit"] == "h"
    assert [row["unit"] for row in said["units"]] == [str(n) for n in range(1, 11)]
    for row in said["units"]:
        assert row["state"] in {"within the horizon", "beyond the horizon"}
        known = [value for value in row["quantiles"].values() if value is not None]
        assert known == sorted(known)
        assert 0 <= row["p_failure_within"]["10"] <= row["p_failure_within"]["30"] <= 1
    assert main(words) == 0
    assert "half" in capsys.readouterr().out


def test_evaluate_holds_predictions_against_the_truth(
    place: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rul", "evaluate", str(place / "running.csv"), "--truth", str(place / "truth.txt")]
    assert main([*words, "--model", str(model), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["units"] == 10
    assert said["rmse_capped"] < 15
    assert said["coverage_90"] >= 0.7


def test_the_card_prints(place: Path, model: Path) -> None:
    html = (place / "card.html").read_text(encoding="utf-8")
    assert model.exists()
    assert "lives.csv" in html
    assert "Limits" in html


def test_a_stranger_s_model_is_refused_until_its_fingerprint_is_named(
    place: Path,
    model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    words = ["rul", "predict", str(place / "running.csv"), "--model", str(model)]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "a stranger's" in said
    fingerprint = said.split("--approve ")[1].split(".")[0]
    assert main([*words, "--approve", "0" * 64]) == 1
    assert main([*words, "--approve", fingerprint]) == 0
    assert main(words) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("machine,hours,a\nA,1,2\nA,0,2\nA,3,2\n", "expected a time after '1'"),
        ("machine,hours,a\nA,1,2\nA,2,3\n", "at least 6 units that ran to failure, got 1 of 1"),
        ("machine,days,a\nA,1,2\n", "expected a column 'hours'"),
    ],
)
def test_a_bad_table_is_an_expected_failure_in_plain_words_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    words = ["rul", "train", str(tmp_path / "bad.csv"), "--unit", "machine", "--time", "hours"]
    assert main([*words, "--model", str(tmp_path / "m")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


def test_what_a_table_lacks_is_said_and_stands_on_the_card(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = (place / "lives.csv").read_text(encoding="utf-8").splitlines()
    rare = [f"{row},{n if n % 5 == 0 else ''},7" for n, row in enumerate(rows)]
    (tmp_path / "gaps.csv").write_text(
        "\n".join([f"{head},rare,still", *rare]) + "\n", encoding="utf-8"
    )
    words = ["rul", "train", str(tmp_path / "gaps.csv"), "--unit", "machine", "--time", "hours"]
    words += ["--failed", "all", "--horizon", "60", "--model", str(tmp_path / "m"), "--json"]
    assert main(words) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)["card"]["trained_on"]["findings"]
    gaps = "80 % of its cells are empty; used where it is there; a unit that lacks it may get no"
    for said in (
        f"gaps.csv, column rare: {gaps} number.",
        "gaps.csv, column still: never changes; left out.",
    ):
        assert said in told.err
        assert said in found


def test_a_truth_of_another_length_is_refused(
    place: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.txt").write_text("1\n2\n", encoding="utf-8")
    words = ["rul", "evaluate", str(place / "running.csv"), "--truth", str(tmp_path / "t.txt")]
    assert main([*words, "--model", str(model)]) == 1
    assert "expected 10 remaining lives" in capsys.readouterr().err


def test_a_model_that_goes_by_age_alone_says_so_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(3)
    rows = ["unit,cycle,noise"]
    for unit in range(1, 21):
        life = chance.randint(85, 100)
        for cycle in range(1, life + 1):
            cell = f"{chance.gauss(0, 1):.3f}" if cycle <= life / 2 else ""
            rows.append(f"{unit},{cycle},{cell}")
    table = tmp_path / "half.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ["rul", "train", str(table), "--unit", "unit", "--time", "cycle", "--failed", "all"]
    assert main([*words, "--model", str(tmp_path / "half.kairos"), "--json"]) == 0
    out, err = capsys.readouterr()
    card = json.loads(out)["card"]
    assert card["chosen"] == "age alone"
    assert card["limits"][0].startswith("It goes by age alone")
    assert "column noise: 50 % of its cells are empty" in err


def test_a_model_that_listens_to_its_columns_does_not_speak_of_age_alone(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rul", "train", str(place / "lives.csv"), "--unit", "machine", "--time", "hours"]
    words += ["--failed", "all", "--horizon", "60", "--model", str(tmp_path / "m.kairos")]
    assert main([*words, "--json"]) == 0
    card = json.loads(capsys.readouterr().out)["card"]
    assert card["chosen"] != "age alone"
    assert not any("age alone" in limit for limit in card["limits"])
