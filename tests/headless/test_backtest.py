"""`kairos backtest` as it is called, on a small plant with a past."""

import json
from pathlib import Path

import pytest

from app.__main__ import main
from tests.backtest.plants import Failed, Ordered, Past, day_of, write


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed plant folder with a past of a hundred days."""
    folder = tmp_path_factory.mktemp("headless") / "plant"
    story = [Failed(30, 0), Ordered(31, 0, 1, 4), Failed(50, 1), Failed(70, 0), Failed(90, 2)]
    write(folder, Past(days=100, happenings=story)).close()
    return folder


def test_json_names_every_policy_with_its_figures(
    plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["backtest", "--plant", str(plant), "--from", "2024-02-10", "--to", "2024-04-10"]
    assert main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["from"], said["to"], said["days"]) == ("2024-02-10", str(day_of(100)), 61)
    rows = {row["policy"]: row for row in said["policies"]}
    assert next(iter(rows)) == "plant"
    assert {"classic", "article_median", "no_condition", "kairos"} <= set(rows)
    bare = rows["run_to_failure"]
    assert (bare["needs"], bare["critical_needs"]) == (3, 1)
    assert {"day", "part", "quantity", "vendor", "mode", "why", "in_on", "value"} == set(
        bare["timeline"][0]
    )
    assert bare["timeline"][0]["why"]["code"] in {"owed", "hurried"}


def test_the_plant_may_be_named_before_the_command(
    plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--plant", str(plant), "backtest"]) == 0
    said = capsys.readouterr().out
    assert "Kairos" in said
    assert "Mind:" in said
    assert "Orders of Kairos and of the plant" in said


def test_without_a_plant_the_usage_is_shown() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["backtest"])
    assert stopped.value.code == 2


def test_a_day_that_is_none_is_wrong_usage(plant: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["backtest", "--plant", str(plant), "--from", "yesterday"])
    assert stopped.value.code == 2


def test_too_little_history_is_an_expected_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "young", Past(days=20)).close()
    assert main(["backtest", "--plant", str(tmp_path / "young")]) == 1
    assert "at least 60" in capsys.readouterr().err
