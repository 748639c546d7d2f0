"""The plant's own record as it is read: counts with their intervals, and each alarm by itself."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.alarms import Ending
from app.core.machine_record import MachineRecord
from app.core.shares import LEAST_TELLING
from app.demo_past import fill_demo_past
from app.demo_plant.past_alarms import demo_past_items
from app.ui.colours import tokens
from app.ui.improve_view import PREDICTIONS
from app.ui.predictions.predictions_page import PredictionsPage
from app.ui.predictions.rows import (
    Grouping,
    drift_words,
    few_words,
    share_words,
    verdict_words,
)
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.ui.opener import Opener
from tests.ui.visible_texts import clipped

Open = Callable[[], PredictionsPage]


@pytest.fixture
def page(qtbot: QtBot, runtime: Runtime, say: Wording) -> Open:
    def open_page() -> PredictionsPage:
        shown = PredictionsPage(runtime, say)
        qtbot.addWidget(shown)
        shown.resize(1230, 640)
        shown.show()
        shown.refresh()
        return shown

    return open_page


@pytest.fixture
def past(runtime: Runtime) -> None:
    """What the demo plant's machines were said to last in the years before."""
    with runtime.store.begin("t") as uow:
        fill_demo_past(uow)


def test_an_empty_record_says_what_makes_it_fill(page: Open) -> None:
    shown = page()
    assert shown._pages.currentIndex() == 1
    assert "No alarm is over yet (0 open)" in shown._nothing.text()
    assert "known ends" in shown._nothing.text()
    assert not shown.export.isEnabled()
    assert shown.print_job() is None


def test_every_alarm_of_the_books_stands_on_the_page(
    page: Open, past: None, runtime: Runtime, say: Wording
) -> None:
    shown = page()
    items = demo_past_items()
    assert len(shown.list.rows) == len(items)
    came_true = [item for item in items if item.outcome is not None and item.warned_days]
    whole = shown.families.rows[0]
    assert whole.counts.came_true == sum(i.outcome.value == "as predicted" for i in came_true)
    assert whole.counts.missed == sum(not item.warned_days for item in items) == 1
    assert whole.counts.precision.n == len(items) - 1
    text = shown._summary.text()
    assert text.startswith("n = 18 alarms are over: 13 came true")
    with_day = say.day(runtime.today())
    assert text.endswith(f"As it was known on the evening before {with_day}.")


def test_shares_carry_n_and_their_interval_and_few_cases_are_grey(
    page: Open, past: None, say: Wording
) -> None:
    shown = page()
    model = shown.families.model()
    precision = 3
    whole, first = shown.families.rows[:2]
    assert share_words(whole.counts.precision, say) == "72 % (53–86)"
    assert whole.counts.precision.n >= LEAST_TELLING > first.counts.precision.n
    colours = [model.index(row, precision).data(Qt.ItemDataRole.ForegroundRole) for row in range(2)]
    assert colours[0] is None
    assert colours[1].name().upper() == tokens.muted
    assert "too few, under 8" in few_words(first.counts.precision, say)
    assert model.index(1, precision).data(Qt.ItemDataRole.ToolTipRole) == few_words(
        first.counts.precision, say
    )


def test_the_filter_and_the_grouping_count_what_is_shown(page: Open, past: None) -> None:
    shown = page()
    shown.text.setText("F-103")
    assert {row.asset.tag for row in shown.list.rows} == {"F-103"}
    assert shown.families.rows[0].counts.precision.n == 3
    shown.text.setText("")
    shown.grouping[Grouping.BY_MODE].click()
    kinds = {line.kind for line in shown.families.rows}
    assert {"all", "outer race wear", "unbalance"} <= kinds
    by_mode = [line for line in shown.families.rows if line.kind != "all"]
    assert len(shown.list.rows) == sum(
        line.counts.precision.n + line.counts.missed for line in by_mode
    )


def test_each_machine_says_whether_its_alarms_keep_missing(page: Open, past: None) -> None:
    shown = page()
    shown.grouping[Grouping.BY_MACHINE].click()
    lines = {line.kind: line for line in shown.families.rows if line.machine is not None}
    assert {"F-103", "P-101"} <= set(lines)
    for line in lines.values():
        words = verdict_words(line, shown._say)
        assert ("Not believed on this machine" in words) == line.is_drifted
        mark = "▲ keep missing" if line.is_drifted else "alike"
        assert drift_words(line) == (mark if line.machine.alarms else "too few")
    lone = replace(lines["P-101"], machine=MachineRecord("p", "path", "2", 3, 3, 37.0))
    assert "3 of n = 3 alarms missed, evidence 37 of 20" in verdict_words(lone, shown._say)


def test_a_click_on_the_calendar_chooses_the_alarm(qtbot: QtBot, page: Open, past: None) -> None:
    shown = page()
    wanted = next(r for r in shown.list.rows if r.alarm.ending is Ending.MISSED)
    place = shown.timeline.place_of(wanted).toPoint()
    qtbot.mouseClick(shown.timeline, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    assert shown.list.chosen_id == wanted.id
    assert shown.panel.past is wanted
    assert "Cage broke within a shift" in shown.panel._note.text()


def test_an_alarm_leads_to_its_machine_and_its_job(qtbot: QtBot, page: Open, past: None) -> None:
    shown = page()
    went: list[Target] = []
    shown.wanted.connect(went.append)
    shown.list.setFocus()
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    shown.panel.job.click()
    chosen = shown.panel.past
    assert chosen is not None
    assert went == [
        Target(Place.ASSETS, chosen.asset.id),
        Target(Place.ORDERS, chosen.alarm.job_id),
    ]


def test_the_alarms_are_written_as_csv_and_printed(page: Open, past: None, tmp_path: Path) -> None:
    shown = page()
    file = tmp_path / "alarms.csv"
    shown.save(file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert len(rows) == len(shown.list.rows)
    (missed,) = (row for row in rows if row["ending"] == "failed without warning")
    assert (missed["asset"], missed["first_p50_days"], missed["notice_days"]) == (
        "F-103",
        "",
        "0.00",
    )
    job = shown.print_job()
    assert job is not None
    for words in ("Our predictions", "72 % (53–86)", "Cage wear".lower(), "too few"):
        assert words in job.html


def test_a_file_that_cannot_be_written_is_said(page: Open, past: None, tmp_path: Path) -> None:
    shown = page()
    refused: list[object] = []
    shown.failed.connect(refused.append)
    shown.save(tmp_path / "nowhere" / "alarms.csv")
    assert len(refused) == 1


def test_nothing_is_clipped_in_the_window(opened: Opener, runtime: Runtime, past: None) -> None:
    window = opened()
    window.go(Target(Place.IMPROVE, step=PREDICTIONS))
    assert window.pages.improve.section == "Our predictions"
    assert clipped(window.pages.improve.predictions) == []
