"""Tables as a maintenance office keeps them, made of the small fleet of bearings."""

import random
from pathlib import Path

from openpyxl import Workbook

from tests.learning.fleets_on_books import bearing_fleet

HEAD = ("machine", "day", "velocity [mm/s]", "peak [m/s2]", "oil", "note")


def messy_rows(units: int = 12, seed: int = 3) -> list[list[str]]:
    """Readings with 10 % gaps, text among numbers, mixed units and words of people."""
    rng, fleet = random.Random(seed), bearing_fleet(units)
    rows = []
    for unit, time, (velocity, peak) in zip(
        fleet.unit_of_row, fleet.time, fleet.values, strict=True
    ):
        draw = rng.random()
        cells = [fleet.units[unit], f"{time:g}", f"{velocity:.3f}", f"{peak:.2f}"]
        if draw < 0.05:
            cells[2] = rng.choice(["n/a", "<0.1", "sensor off"])
        elif draw < 0.1:
            cells[2] = f"{velocity / 25.4:.5f} in/s"
        if rng.random() < 0.1:
            cells[3] = ""
        oil = f"{50 + rng.gauss(0, 2):.1f} °C" if rng.random() < 0.4 else ""
        rows.append([*cells, oil, rng.choice(["ok", "noisy"])])
    return rows


def write_csv(path: Path, rows: list[list[str]], head: tuple[str, ...] = HEAD) -> Path:
    """Write rows as CSV with semicolons."""
    path.write_text("\n".join(";".join(row) for row in [list(head), *rows]), encoding="utf-8")
    return path


def write_xlsx(path: Path, rows: list[list[str]], head: tuple[str, ...] = HEAD) -> Path:
    """Write rows as a workbook with a title above the names, numbers as numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Bearings of hall 2"])
    sheet.append(list(head))
    for row in rows:
        sheet.append([_number(cell) for cell in row])
    book.save(path)
    return path


def _number(cell: str) -> float | str | None:
    """Write a number as one."""
    try:
        return float(cell)
    except ValueError:
        return cell or None
