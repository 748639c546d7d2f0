"""`kairos rul`: remaining life learned from a table of lives, foretold for units, and judged."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.cells import numbers_in
from app.analysis.fleet.door import ReadHistory, read_history
from app.analysis.fleet.model import FleetModel
from app.analysis.fleet.table import MEND_THE_TABLE, TableRoles
from app.analysis.fleet.training import TrainingTerms
from app.core.errors import FileRefused
from app.documents.render import model_card_html
from app.exchange.fleet_file import fingerprint, read_model, write_whole
from app.exchange.forecast_rows import forecast_rows, forecast_text, judged_row, usual_spans
from app.exchange.history_file import read_history_file
from app.headless.approvals import approve_if_possible, believed_content
from app.learning.lessons import Lesson, read_lesson, teach

WIDTH = 60


@dataclass(frozen=True, slots=True)
class TrainRun:
    """What `kairos rul train` was asked for."""

    table: Path
    terms: TrainingTerms
    model: Path
    card: Path | None


def train_model(run: TrainRun, *, as_json: bool) -> int:
    """Train a model on a table and write it; print its card."""
    lesson = Lesson(
        run.table, run.terms.roles, time_unit=run.terms.time_unit, horizon=run.terms.horizon
    )
    read, sha256 = read_lesson(lesson, _show)
    _tell_findings(read)
    taught = teach(read, lesson, sha256, datetime.now(UTC), _show)
    card, found = taught.card, fingerprint(taught.content)
    write_whole(run.model, taught.content)
    approve_if_possible(found)
    if run.card is not None:
        _write_card(run.card, card)
    _show("", None)
    said = {"model": str(run.model), "sha256": found, "card": card}
    print(json.dumps(said, indent=2) if as_json else _card_text(card, run.model, found))
    return 0


def predict(
    table: Path, model_path: Path, within: list[float], approved: str | None, *, as_json: bool
) -> int:
    """Print how long each unit of a table will last after its last reading."""
    model, _, found = _opened(model_path, approved)
    read = _read_for(model, table)
    rows = forecast_rows(
        model.forecast(read.history), model.horizon, within or usual_spans(model.horizon)
    )
    said = {
        "model": found,
        "time_unit": model.time_unit,
        "horizon": model.horizon,
        "findings": [str(finding) for finding in read.findings],
        "units": rows,
    }
    print(json.dumps(said, indent=2) if as_json else forecast_text(rows, model.time_unit))
    return 0


def evaluate(
    table: Path, truth: Path, model_path: Path, approved: str | None, *, as_json: bool
) -> int:
    """Hold what a model says of units against what came."""
    model, _, found = _opened(model_path, approved)
    read = _read_for(model, table)
    lives = read_truth(truth, read.history.units)
    row = judged_row(model.forecast(read.history), lives, model.horizon)
    said = {"model": found, "horizon": model.horizon, "time_unit": model.time_unit, **row}
    if as_json:
        print(json.dumps(said, indent=2))
    else:
        print("\n".join(f"{name:<22} {_figure(value)}" for name, value in said.items()))
    return 0


def read_truth(path: Path, units: tuple[str, ...]) -> NDArray[np.float64]:
    """Read the true remaining lives of units: one column in their order, or unit and life.

    Raises
    ------
    FileRefused
        If units are missing, or a life is no number from zero.
    """
    table = read_history_file(path)
    width = len(table.columns)
    if width > 2:
        raise FileRefused(
            f"{table.place}: expected one column of remaining lives, or unit and remaining life, "
            f"got {width} columns.",
            MEND_THE_TABLE,
        )
    lives, _ = numbers_in(table.cells(width - 1), has_decimal_comma=table.has_decimal_comma)
    for line, life in zip(table.lines, lives, strict=True):
        if not life >= 0:
            raise FileRefused(
                f"{table.place}, line {line}: expected a remaining life from 0, got "
                f"{table.rows[table.lines.index(line)][-1]!r}.",
                MEND_THE_TABLE,
            )
    if width == 2:
        by_unit = dict(zip(table.cells(0), lives, strict=True))
        missing = [unit for unit in units if unit not in by_unit]
        if missing:
            raise FileRefused(
                f"{table.place}: expected the remaining life of unit {missing[0]!r}, got none.",
                MEND_THE_TABLE,
            )
        return np.array([by_unit[unit] for unit in units])
    if lives.size != len(units):
        raise FileRefused(
            f"{table.place}: expected {len(units)} remaining lives, one a unit, got {lives.size}.",
            MEND_THE_TABLE,
        )
    return lives


def _opened(path: Path, approved: str | None) -> tuple[FleetModel, dict[str, Any], str]:
    """Read a model that is believed here, its card and its fingerprint."""
    content = believed_content(path, approved)
    model, card = read_model(content, path.name)
    return model, card, fingerprint(content)


def _read_for(model: FleetModel, table: Path) -> ReadHistory:
    """Read a table in which a model's columns must be."""
    roles = TableRoles(model.unit_column, model.time_column)
    read = read_history(read_history_file(table), roles, model.columns)
    _tell_findings(read)
    return read


def _tell_findings(read: ReadHistory) -> None:
    """Say on standard error what was set aside."""
    for finding in read.findings:
        sys.stderr.write(f"{finding}\n")


def _write_card(path: Path, card: dict[str, Any]) -> None:
    """Write the card as PDF where the name asks for it, else as HTML."""
    html = model_card_html(card)
    if path.suffix.lower() == ".pdf":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from app.printing.paper import print_pdf  # noqa: PLC0415 - Qt only when paper is asked for

        print_pdf(html, path)
    else:
        write_whole(path, html.encode("utf-8"))


def _card_text(card: dict[str, Any], path: Path, found: str) -> str:
    """Write the card's chief figures for a reader."""
    on, held, unit = card["trained_on"], card["held_out"], card["time_unit"]
    wide = held["coverage_90"]
    return "\n".join(
        [
            f"{path}  sha256 {found}",
            (
                f"Trained on {on['units']} units ({on['failed']} failed), "
                f"{on['readings']} readings; operating regimes: {on['regimes']}."
            ),
            (
                f"Chosen: {card['chosen']}. Error on units held out {held['rmse']:.1f} {unit} "
                f"(remaining life counted up to {card['horizon']:g})."
            ),
            (
                f"90 % interval on units held out: holds {wide['share']:.1%}, mean width "
                f"{wide['mean_width']:.1f} {unit}."
            ),
            *card["limits"],
        ]
    )


def _figure(value: object) -> str:
    """Write a figure."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _show(step: str, share: float | None) -> None:
    """Write one line over and over on standard error, where somebody watches."""
    if sys.stderr.isatty():
        done = "" if share is None else f" {share:.0%}"
        sys.stderr.write(f"\r{step + done:<{WIDTH}}" + ("" if step else "\r"))
