"""What a plant sends on a bad day: said in plain words, counted, and the rest goes on."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from app.storage.store import Store

RATE_HZ = 12_800
ROWS = 2_560


def snapshot(folder: Path, number: int, rows: int = ROWS, header: str = "acc [g]") -> Path:
    """Write a healthy snapshot of a shaft at 25 Hz in noise."""
    chance = np.random.default_rng(number)
    time_s = np.arange(rows) / RATE_HZ
    signal = 0.2 * np.sin(2 * np.pi * 25 * time_s) + chance.normal(0, 0.05, rows)
    file = folder / f"acc_{number:05d}.csv"
    lines = ([header] if header else []) + [f"{value:.5f}" for value in signal]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A logger's folder with forty good snapshots."""
    made = tmp_path / "logger"
    made.mkdir()
    for number in range(40):
        snapshot(made, number)
    return made


def replay(folder: Path, out: Path, *more: str) -> int:
    given = [f"{name}={word}" for name, word in zip(more[::2], more[1::2], strict=True)]
    return main(
        [
            "replay", str(folder), "--rate-hz", str(RATE_HZ), "--rpm", "1500",
            "--bearing", "6205", "--interval-s", "3600", "--lead-days", "5",
            "--out", str(out), *given,
        ]
    )  # fmt: skip


def samples(out: Path) -> dict[str, int]:
    counted: dict[str, int] = json.loads((out / "run.json").read_text())["samples"]
    return counted


def test_bad_snapshots_are_named_and_the_rest_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = folder / "acc_00010.csv"
    gap.write_text("acc [g]\n" + "0.1\nnan\n" * (ROWS // 2), encoding="utf-8")
    (folder / "acc_00011.csv").write_text("acc [g]\n0.1\npotato\n0.2\n", encoding="utf-8")
    snapshot(folder, 12, rows=300)
    frozen = folder / "acc_00013.csv"
    frozen.write_text("acc [g]\n" + "0.25\n" * ROWS, encoding="utf-8")
    assert replay(folder, tmp_path / "out") == 0
    said = capsys.readouterr().err
    assert "acc_00011.csv" in said
    assert "potato" in said
    assert "not a number" in said
    assert "truncated" in said
    assert "frozen" in said
    counted = samples(tmp_path / "out")
    assert counted["in"] == counted["stored"] + counted["decimated"] + counted["dropped"]
    with Store.open(tmp_path / "out" / "plant", read_only=True) as store, store.read() as uow:
        assert uow.orders.all() == [], "no order from bad data"


def test_a_unit_is_never_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nameless = tmp_path / "nameless"
    nameless.mkdir()
    snapshot(nameless, 1, header="")
    assert replay(nameless, tmp_path / "out") == 1
    said = capsys.readouterr().err
    assert "--unit" in said
    assert "never guessed" in said


def test_a_channel_that_is_not_there_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay(folder, tmp_path / "out", "--channel", "acc_x") == 1
    assert "acc_x" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--bearing", "9,7.94"], "no bearing"),
        (["--bearing", "unheard-of"], "unheard-of"),
        (["--lead-days", "soon"], "lead time"),
        (["--price", "cheap"], "price"),
        (["--price", "-84.00"], "above 0"),
        (["--price", "0"], "above 0"),
        (["--limit", "9 furlongs"], "unit of the recording"),
        (["--limit", "-9"], "above 0"),
        (["--scale", "0.1"], "no .wav"),
    ],
)
def test_words_of_the_wrong_form_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert replay(folder, tmp_path / "out", *words) == 1
    assert says in capsys.readouterr().err


def test_a_folder_with_other_things_in_it_is_left_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "out" / "plant" / "photo.jpg"
    precious.parent.mkdir(parents=True)
    precious.write_bytes(b"mine")
    assert replay(folder, tmp_path / "out") == 1
    assert precious.read_bytes() == b"mine"
    assert "nothing was touched" in capsys.readouterr().err


def test_an_empty_folder_says_what_belongs_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert replay(tmp_path / "empty", tmp_path / "out") == 1
    assert ".csv or .wav" in capsys.readouterr().err


def test_the_second_writer_is_told_who_works_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay(folder, tmp_path / "out") == 0
    with Store.open(tmp_path / "out" / "plant", owner="S. Wulff"):
        assert replay(folder, tmp_path / "out") == 1
    assert "S. Wulff" in capsys.readouterr().err
