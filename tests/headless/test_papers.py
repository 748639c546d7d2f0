"""A run's place: the next run replaces what a run left, and nothing else."""

from pathlib import Path

import pytest

from app.core.errors import PlantError
from app.headless.papers import fresh_place


def leave(out: Path, *names: str) -> None:
    for name in names:
        (out / name).write_bytes(b"left")


def names(out: Path) -> list[str]:
    return sorted(file.name for file in out.iterdir() if file.is_file())


def test_the_papers_of_an_earlier_run_go_with_its_books(tmp_path: Path) -> None:
    fresh_place(tmp_path)
    leave(tmp_path, "PO-0001.pdf", "WO-0001.pdf", "run.json", "today.png", "notes.txt", "dog.png")
    fresh_place(tmp_path)
    assert names(tmp_path) == ["dog.png", "notes.txt"]


def test_papers_in_a_place_without_a_run_are_kept(tmp_path: Path) -> None:
    leave(tmp_path, "PO-0001.pdf", "run.json")
    fresh_place(tmp_path)
    assert names(tmp_path) == ["PO-0001.pdf", "run.json"]


def test_papers_beside_a_real_plant_are_kept(tmp_path: Path) -> None:
    (tmp_path / "plant").mkdir()
    (tmp_path / "plant" / "kairos.db").write_bytes(b"mine")
    leave(tmp_path, "PO-0001.pdf")
    with pytest.raises(PlantError, match="nothing was touched|no demo"):
        fresh_place(tmp_path)
    assert names(tmp_path) == ["PO-0001.pdf"]
