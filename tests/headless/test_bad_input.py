"""The list of bad input, entry by entry: words or an honest state, never a fine-looking figure.

A stranger's model is refused in `test_rul`, damaged files in `tests/fuzz`.
"""

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from tests.analysis.fleet.fleets import csv_of, worn_fleet
from tests.exchange.recordings import RATE_HZ, worn_bearing, write_csv

ABOUT = ["--rate-hz", str(RATE_HZ), "--rpm", "1497", "--bearing", "6205", "--class", "motor"]
HEAD, *ROWS = csv_of(worn_fleet(8)).splitlines()


def lives(row: Callable[[int, list[str]], list[str]], *more: str, head: str = HEAD) -> str:
    """A table of lives of eight machines, each row changed, with further rows."""
    changed = [",".join(row(at, line.split(","))) for at, line in enumerate(ROWS)]
    return "\n".join([head, *changed, *more]) + "\n"


def as_it_is(_at: int, cells: list[str]) -> list[str]:
    return cells


TABLES = {
    "a quantity without a number": (
        lives(lambda _at, cells: [*cells[:2], "", "", "", ""]),
        [],
        "expected at least one column of numbers",
    ),
    "constant sensors": (
        lives(lambda _at, cells: [*cells[:2], "5", "5", "5", "5"]),
        [],
        "Expected a quantity that changes, got only constant ones",
    ),
    "two readings of one unit at one time": (
        lives(as_it_is, "8,1,9,9,9,9"),
        [],
        "expected a time after",
    ),
    "time that runs backwards": (
        lives(as_it_is, "9,5,1,1,1,1", "9,3,1,1,1,1", "9,9,1,1,1,1"),
        [],
        "column hours: expected a time after '5'",
    ),
    "a failure before the first reading": (
        lives(lambda _at, cells: [*cells, "0.5"], head=f"{HEAD},failed_at"),
        ["--failed", "failed_at"],
        "expected the failure of unit '1' not before its first reading at 1, got 0.5",
    ),
}


@pytest.mark.parametrize("which", list(TABLES))
def test_a_table_that_can_not_be_is_refused_and_no_model_is_left(which, tmp_path, capsys):
    text, words, said = TABLES[which]
    path = tmp_path / "lives.csv"
    path.write_text(text, encoding="utf-8")
    roles = ["--unit", "machine", "--time", "hours", *words]
    assert main(["rul", "train", str(path), *roles, "--model", str(tmp_path / "model")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


def spoiled(how: str) -> np.ndarray:
    """A worn bearing's record with something wrong."""
    samples = worn_bearing()
    if how == "a constant sensor":
        samples[:] = 0.25
    elif how == "a run of NaN":
        samples[3000:3400] = math.nan
    elif how == "shorter than a turn":
        samples = samples[:400]
    elif how == "saturated":
        samples = np.clip(samples, -0.1, 0.1)
    return samples


def channel(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict]:
    code = main(["analyse", str(path), *words, "--json"])
    return code, json.loads(capsys.readouterr().out)["files"][0]["channels"][0]


@pytest.mark.parametrize(
    ("how", "state", "said"),
    [
        ("a constant sensor", "bad", "stands still over 38400 of 38400 samples"),
        ("a run of NaN", "bad", "400 of 38400 samples are no finite numbers, from sample 3001"),
        ("shorter than a turn", "good", "expected at least one turn of the shaft"),
    ],
)
def test_a_record_that_tells_nothing_gives_no_figure(how, state, said, tmp_path, capsys):
    code, row = channel(write_csv(tmp_path / "acc.csv", spoiled(how)), capsys, *ABOUT)
    assert code == 1
    assert row["state"] == state
    assert said in row["error"]["what"]
    assert not {"features", "severity", "diagnosis"} & row.keys()


def test_a_saturated_record_says_nothing_of_the_machine(tmp_path, capsys):
    code, row = channel(write_csv(tmp_path / "acc.csv", spoiled("saturated")), capsys, *ABOUT)
    assert code == 0
    assert (row["state"], row["severity"]) == ("uncertain", None)
    assert row["diagnosis"]["failure_mode"] == "sensor fault"


def test_a_rate_too_low_for_the_band_gives_no_velocity(tmp_path, capsys):
    path = write_csv(tmp_path / "acc.csv", worn_bearing())
    code, row = channel(path, capsys, "--rate-hz", "1600", "--rpm", "1497")
    assert code == 0
    assert (row["severity"]["velocity_rms_mms"], row["severity"]["zone"]) == (None, None)
    assert "at least 2000 samples a second, got 1600" in row["severity"]["why"]
    code, row = channel(path, capsys, *ABOUT, "--envelope-band", "4000-9000")
    assert code == 1
    assert "does not lie below half the sample rate, 6400 Hz" in row["error"]["what"]


def test_a_half_empty_recording_is_refused_by_line(tmp_path, capsys):
    (tmp_path / "acc.csv").write_text("h [g],v [g]\n1,2\n3,\n5,6\n", encoding="utf-8")
    assert main(["analyse", str(tmp_path / "acc.csv"), *ABOUT]) == 1
    assert "line 3, column 2: expected a number with a decimal point, got nothing" in (
        capsys.readouterr().out
    )


def test_time_of_a_recording_that_runs_backwards_is_refused_by_sample(tmp_path, capsys):
    times = [*range(100), 50, *range(101, 200)]
    text = "time [ms],acc [g]\n" + "".join(f"{time},{time % 7}\n" for time in times)
    (tmp_path / "acc.csv").write_text(text, encoding="utf-8")
    assert main(["analyse", str(tmp_path / "acc.csv")]) == 1
    assert "time of sample 101: expected a time after 99 ms, got 50" in capsys.readouterr().out


def test_a_unit_named_twice_and_differently_is_refused(tmp_path, capsys):
    code, row = channel(
        write_csv(tmp_path / "acc.csv", worn_bearing(), "acc [mm/s]"), capsys, *ABOUT, "--unit", "g"
    )
    assert code == 1
    assert "the header says mms, the settings say g" in row["error"]["what"]


def test_a_speed_of_zero_is_wrong_usage(tmp_path, capsys):
    path = write_csv(tmp_path / "acc.csv", worn_bearing())
    with pytest.raises(SystemExit) as ended:
        main(["analyse", str(path), "--rate-hz", "12800", "--rpm", "0"])
    assert ended.value.code == 2
    assert "--rpm: expected a number above 0, found '0'" in capsys.readouterr().err
