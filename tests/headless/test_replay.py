"""A replay takes recordings as people have them: any year, any length, WAV, any currency."""

import json
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.__main__ import main
from app.storage.store import Store

RATE_HZ = 25_600
COUNTS_PER_G = 1_000
SNAPSHOTS = 60


def wearing_g(number: int) -> np.ndarray:
    """A bearing 6205 at 1800 rpm whose outer race rings louder from the middle on, in g."""
    chance = np.random.default_rng(number)
    samples = chance.normal(0, 0.3, 4096)
    loud = max(0.0, number - SNAPSHOTS / 2) / SNAPSHOTS * 12
    for start in np.arange(0, samples.size, RATE_HZ / (30 * 3.585)).astype(int):
        ring = np.arange(min(200, samples.size - start))
        samples[start : start + ring.size] += (
            loud * np.exp(-ring / 30) * np.sin(2 * np.pi * 6000 * ring / RATE_HZ)
        )
    return samples


def write_csv(file: Path, samples: np.ndarray, header: str = "acc [g]\n") -> None:
    file.write_text(header + "\n".join(f"{v:.5f}" for v in samples) + "\n", encoding="utf-8")


def write_wav(file: Path, samples: np.ndarray) -> None:
    with wave.open(str(file), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(RATE_HZ)
        recording.writeframes((samples * COUNTS_PER_G).astype("<i2").tobytes())


def record(folder: Path, name: Callable[[int], str], write: Callable[[Path, Any], None]) -> Path:
    folder.mkdir()
    for number in range(SNAPSHOTS):
        write(folder / name(number), wearing_g(number))
    return folder


def replay(folder: Path, out: Path, *more: str, interval_s: float = 86_400) -> int:
    return main(
        [
            "replay", str(folder), "--rate-hz", str(RATE_HZ), "--rpm", "1800", "--bearing", "6205",
            "--interval-s", str(interval_s), "--lead-days", "5:2", "--out", str(out), *more,
        ]
    )  # fmt: skip


def kinds(out: Path) -> set[str]:
    return {event["kind"] for event in json.loads((out / "run.json").read_text())["events"]}


def limits(out: Path) -> list[float | None]:
    with Store.open(out / "plant", read_only=True) as store, store.read() as uow:
        return [point.limit_peak_ms2 for point in uow.plant.points()]


@pytest.mark.parametrize("year", [2019, 2031])
def test_a_recording_of_any_year_is_judged(tmp_path: Path, year: int) -> None:
    folder = record(
        tmp_path / "r", lambda n: f"{year}{1 + n // 28:02d}{1 + n % 28:02d}T000000Z.csv", write_csv
    )
    assert replay(folder, tmp_path / "out", "--limit", "9g") == 0
    assert kinds(tmp_path / "out") >= {"onset", "order_drafted"}


def test_a_recording_of_ten_hours_is_judged(tmp_path: Path) -> None:
    folder = record(tmp_path / "r", lambda n: f"s_{n:03d}.csv", write_csv)
    assert replay(folder, tmp_path / "out", "--limit", "9g", interval_s=600) == 0
    assert "onset" in kinds(tmp_path / "out")


def test_ordinary_wav_is_judged_like_the_same_samples_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = record(tmp_path / "wav", lambda n: f"w_{n}.wav", write_wav)
    words = ("--unit", "g", "--limit", "9")
    assert replay(folder, tmp_path / "out", *words) == 1
    said = capsys.readouterr().err
    assert "w_0.wav: " in said, "the trouble is named though nothing could be used"
    assert "--scale" in said
    assert replay(folder, tmp_path / "out", *words, "--scale", str(1 / COUNTS_PER_G)) == 0
    same = record(tmp_path / "csv", lambda n: f"w_{n}.csv", write_csv)
    assert replay(same, tmp_path / "other", *words[2:]) == 0
    assert kinds(tmp_path / "out") == kinds(tmp_path / "other") >= {"order_drafted"}


@pytest.mark.parametrize(
    ("header", "words", "limit_ms2"),
    [
        ("acc [g]\n", ["--limit", "9"], 88.25985),
        ("", ["--unit", "g", "--limit", "9"], 88.25985),
        ("acc [m/s2]\n", ["--limit", "9"], 9.0),
        ("", ["--unit", "ms2", "--limit", "9g"], 88.25985),
        ("acc [g]\n", ["--limit", "9ms2"], 9.0),
        ("acc [mm/s]\n", ["--limit", "9"], 9.0),
        ("acc [g]\n", [], None),
    ],
)
def test_a_limit_is_in_the_unit_of_the_recording_or_in_its_own(
    tmp_path: Path, header: str, words: list[str], limit_ms2: float | None
) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    write_csv(folder / "s_1.csv", wearing_g(1), header)
    assert replay(folder, tmp_path / "out", *words) == 0
    assert limits(tmp_path / "out") == [pytest.approx(limit_ms2) if limit_ms2 else None]


def test_a_price_in_another_currency_is_ordered_in_it(tmp_path: Path) -> None:
    folder = record(tmp_path / "r", lambda n: f"s_{n:03d}.csv", write_csv)
    assert replay(folder, tmp_path / "out", "--limit", "9g", "--price", "84.00 USD") == 0
    with Store.open(tmp_path / "out" / "plant", read_only=True) as store, store.read() as uow:
        (order,) = uow.orders.all()
        assert str(order.total) == "84.00 USD"
        assert str(uow.plant.policy().approval_limit) == "500.00 USD"
