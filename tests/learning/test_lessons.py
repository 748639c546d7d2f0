"""Tables as plants keep them, generated: a typed error or a calibrated model, never in between."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.analysis.fleet.check import Weight
from app.analysis.fleet.table import TableRoles
from app.core.errors import FileRefused, NotEnoughHistory, PlantError
from app.exchange.fleet_file import read_model
from app.learning.cards import checked_card
from app.learning.lessons import (
    FailureList,
    Lesson,
    check_lesson,
    read_lesson,
    teach,
    what_is_left,
)
from tests.learning.fleets_on_books import levels

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROLES = TableRoles("machine", "day", all_fail=True)
HEAD = ["machine", "day", "velocity [mm/s]", "peak"]


def quiet(_step: str, _share: float | None) -> None:
    """Nobody watches."""


def fleet_rows(units: int, seed: int, *, every_days: float = 2.0) -> list[list[str]]:
    """Bearings that wear out, measured every other day."""
    rng = np.random.default_rng(seed)
    rows = []
    for unit in range(units):
        life = int(rng.integers(40, 81))
        days = np.arange(every_days, life + 0.1, every_days)
        for day, (velocity, peak) in zip(days, levels(life, days, rng), strict=True):
            rows.append([f"B{unit}", f"{day:g}", f"{velocity:.3f}", f"{peak:.2f}"])
    return rows


def _gaps(row: list[str], rng: random.Random) -> None:
    for at in (2, 3):
        if rng.random() < 0.1:
            row[at] = rng.choice(["", "n/a", "-"])


def _text(row: list[str], rng: random.Random) -> None:
    if rng.random() < 0.1:
        row[2] = rng.choice(["<0.1", "off", "12,5", "?"])


def _units(row: list[str], rng: random.Random) -> None:
    if rng.random() < 0.2:
        row[2] = f"{float(row[2]) / 25.4:.5f} in/s"


def _noise(row: list[str], rng: random.Random) -> None:
    row[2], row[3] = f"{rng.gauss(5, 1):.3f}", f"{rng.gauss(20, 4):.2f}"


BY_ROW = {"gaps": _gaps, "text": _text, "units": _units, "noise": _noise}


def spoil(rows: list[list[str]], harm: str, seed: int) -> list[list[str]]:
    """Do to a table what happens to tables."""
    rng = random.Random(seed)
    spoilt = [list(row) for row in rows]
    if harm in BY_ROW:
        for row in spoilt:
            BY_ROW[harm](row, rng)
    elif harm == "shuffled":
        rng.shuffle(spoilt)
    elif harm == "exported twice":
        spoilt += [list(row) for row in spoilt[:20]]
    return spoilt


HARMS = ("none", *BY_ROW, "shuffled", "exported twice")


def write(path: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    """Write a table as its name asks for it."""
    if path.suffix == ".csv":
        lines = [";".join(cells) for cells in [head, *rows]]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    book = Workbook()
    assert book.active is not None
    for cells in [head, *rows]:
        book.active.append([_as_number(cell) for cell in cells])
    book.save(path)
    return path


def _as_number(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


@settings(max_examples=14, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    units=st.sampled_from([1, 2, 5, 6, 12, 25]),
    harm=st.sampled_from(HARMS),
    kind=st.sampled_from([".csv", ".xlsx"]),
    seed=st.integers(0, 1000),
)
def test_a_generated_table_teaches_a_calibrated_model_or_is_refused_in_words(
    tmp_path: Path, units: int, harm: str, kind: str, seed: int
) -> None:
    path = write(tmp_path / f"lives{kind}", spoil(fleet_rows(units, seed), harm, seed))
    checked = check_lesson(Lesson(path, ROLES, has_decimal_comma=False), quiet)
    if units < 6:
        assert isinstance(checked.checked.refusal, NotEnoughHistory)
        return
    assert checked.checked.refusal is None
    assert not checked.checked.needs_assent
    read = what_is_left(checked.checked)
    assert read is not None
    taught = teach(read, checked.lesson, checked.sha256, NOW, quiet)
    model, card = read_model(taught.content, "m")
    held = checked_card(card, "m")["held_out"]
    assert held["coverage_90"]["share"] >= 0.75
    if harm == "noise":
        assert held["coverage_90"]["mean_width"] >= 0.3 * card["horizon"], "noise tells nothing"
    forecast = model.forecast(read.history)
    quantiles = np.minimum(forecast.distribution.fleet(), model.horizon)
    assert np.isfinite(quantiles).all()
    assert (np.diff(quantiles, axis=1) >= 0).all()


def test_what_a_table_says_with_a_decimal_comma_is_the_same_as_with_a_point(tmp_path: Path) -> None:
    rows = fleet_rows(7, 1)
    comma = [[row[0], *(cell.replace(".", ",") for cell in row[1:])] for row in rows]
    plain = read_lesson(Lesson(write(tmp_path / "p.csv", rows), ROLES), quiet)[0]
    path = write(tmp_path / "c.csv", comma)
    declared = read_lesson(Lesson(path, ROLES, has_decimal_comma=True), quiet)[0]
    np.testing.assert_array_equal(plain.history.values, declared.history.values)
    with pytest.raises(PlantError):
        read_lesson(Lesson(path, ROLES, has_decimal_comma=False), quiet)


def test_columns_left_out_are_not_learned_from(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", fleet_rows(7, 1))
    roles = replace(ROLES, left_out=("peak",))
    read, _ = read_lesson(Lesson(path, roles), quiet)
    assert read.history.columns == ("velocity [mm/s]",)


def test_a_fleet_that_all_still_runs_and_one_that_is_only_listed_as_failed(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", fleet_rows(8, 1))
    running = TableRoles("machine", "day")
    assert "got 0 of 8" in str(check_lesson(Lesson(path, running), quiet).checked.refusal)
    ends = {row[0]: row[1] for row in fleet_rows(8, 1)}
    listed = write(tmp_path / "f.csv", [[unit, end] for unit, end in ends.items()], ["who", "at"])
    lesson = Lesson(path, running, FailureList(listed, "who", "at"))
    checked = check_lesson(lesson, quiet).checked
    assert checked.refusal is None
    assert checked.read is not None
    assert checked.read.history.has_failed.all()


def test_dates_and_a_list_of_dates_belong_together(tmp_path: Path) -> None:
    rows = [
        [f"P-{unit}", f"2025-{month:02d}-0{day}", f"{unit + month + day}"]
        for unit in range(2)
        for month in range(1, 7)
        for day in (1, 5)
    ]
    path = write(tmp_path / "p.csv", rows, ["machine", "day", "v"])
    listed = write(tmp_path / "f.csv", [["P-0", "2025-03-05"], ["P-1", "2025-06-30"]], ["u", "t"])
    roles = TableRoles("machine", "day")
    read, _ = read_lesson(Lesson(path, roles, FailureList(listed, "u", "t")), quiet)
    assert read.time_unit == "days"
    assert read.history.units == ("P-0 #1", "P-0 #2", "P-1")
    assert read.history.has_failed.tolist() == [True, False, True]
    wrong = write(tmp_path / "w.csv", [["P-0", "17"]], ["u", "t"])
    with pytest.raises(PlantError, match="expected a date"):
        read_lesson(Lesson(path, roles, FailureList(wrong, "u", "t")), quiet)


def test_a_long_table_says_how_many_of_its_rows_are_used(tmp_path: Path) -> None:
    path = write(tmp_path / "long.csv", fleet_rows(12, 4, every_days=0.05))
    lesson = Lesson(path, ROLES, most_cells=4 * 2000)
    checked = check_lesson(lesson, quiet).checked
    assert checked.rows_in_file > 10_000
    assert checked.rows_used <= 2_100
    said = [str(line.finding) for line in checked.lines if line.weight is Weight.SET_ASIDE]
    assert any("of each unit every" in text for text in said)


def test_what_was_refused_and_left_out_stands_on_the_card(tmp_path: Path) -> None:
    rows = fleet_rows(8, 2)
    rows += [["B99", day, "2", "9"] for day in ("1", "9", "3")]
    checked = check_lesson(Lesson(write(tmp_path / "p.csv", rows), ROLES), quiet)
    read = what_is_left(checked.checked)
    assert read is not None
    taught = teach(read, checked.lesson, checked.sha256, NOW, quiet)
    assert any("unit B99 is refused" in text for text in taught.card["trained_on"]["findings"])
    assert taught.card["trained_on"]["sha256"] == checked.sha256


def test_training_stops_where_whoever_watches_says_so(tmp_path: Path) -> None:
    lesson = Lesson(write(tmp_path / "p.csv", fleet_rows(8, 2)), ROLES)
    read, sha256 = read_lesson(lesson, quiet)

    def stop(step: str, _share: float | None) -> None:
        if step.startswith("fitting"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        teach(read, lesson, sha256, NOW, stop)


@pytest.mark.parametrize(
    ("where", "to"),
    [
        (("held_out", "rmse"), "none"),
        (("trained_on", "units"), None),
        (("candidates",), []),
        (("limits",), "text"),
        (("held_out", "calibration"), [{"level": 0.5}]),
        (("horizon",), float("inf")),
    ],
)
def test_a_card_that_is_not_whole_is_refused_by_the_place_it_lacks(
    tmp_path: Path, where: tuple[str, ...], to: object
) -> None:
    lesson = Lesson(write(tmp_path / "p.csv", fleet_rows(7, 2)), ROLES)
    read, sha256 = read_lesson(lesson, quiet)
    card = teach(read, lesson, sha256, NOW, quiet).card
    part = card
    for name in where[:-1]:
        part = part[name]
    part[where[-1]] = to
    with pytest.raises(FileRefused, match=where[-1]):
        checked_card(card, "m")


def test_a_table_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"gone\.csv"):
        check_lesson(Lesson(tmp_path / "gone.csv", ROLES), quiet)
