"""W6 steps 4 and 5, maintenance manager: the back-test of the plant's own past, run by clicks."""

import csv
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.ui.target import Place
from app.ui.wording import Wording
from tests.backtest.plants import Failed, Happening, Issued, Ordered, Past, Said, write
from tests.journeys.hands import Hands, said
from tests.ui.opener import dress, keep_settings_in, window_at_small_size

PAST: list[Happening] = [
    Failed(20, 0), Ordered(21, 0, 1, 6), Failed(40, 1), Failed(60, 0), Ordered(61, 0, 2, 3),
    Issued(70, 1, 1), Failed(80, 3), Failed(95, 2), Failed(110, 4),
    *(Said(day, 4, 110.0 - day) for day in range(85, 110, 3)),
]  # fmt: skip


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Hands]:
    """Sit at the window of a plant with four months of past."""
    keep_settings_in(tmp_path)
    dress(qapp)
    store = write(tmp_path / "plant", Past(days=119, happenings=PAST))
    say = Wording(QLocale("en_GB"), ZoneInfo("UTC"))
    window = window_at_small_size(qtbot, Runtime(store, "M. Manager"), say)
    yield Hands(qtbot, window)
    window.close()
    store.close()


def test_the_plant_s_own_past_becomes_a_table_a_timeline_and_two_files(
    qtbot: QtBot, hands: Hands, tmp_path: Path
) -> None:
    hands.go(Place.IMPROVE)
    page = hands.window.pages.improve.backtest
    hands.press("Run the back-test", inside=page)
    assert hands.window.top._cancel.isVisible(), "it can be stopped"
    qtbot.waitUntil(lambda: page.report is not None, timeout=60_000)
    assert page.report is not None
    names = [row.name for row in (page.report.plant, *page.report.policies)]
    model = page.table.model()
    assert [model.index(at, 0).data() for at in range(model.rowCount())] == names
    assert {"Reorder point and quantity", "Article rule, P90 of life", "Kairos"} <= set(names)
    assert page.timeline.scene is not None
    assert [lane.name for lane in page.timeline.scene.lanes] == names
    assert "of them failures" in page._said.whole

    page.save(tmp_path / "four months.csv")
    written = (tmp_path / "four months.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(written.splitlines()))
    assert rows[0]["policy"] == "plant"
    assert (tmp_path / "four months-orders.csv").exists()


def test_the_decisions_stand_beside_it(hands: Hands) -> None:
    hands.go(Place.IMPROVE)
    hands.press("Decisions", inside=hands.window.pages.improve)
    assert hands.window.top.path == "Improve  /  Decisions"
    assert "Nobody has decided on a proposal yet." in said(hands.window.pages.improve)
