"""The back-test as people run it: beside the window, stopped, refused, exported."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.backtest.report import BacktestReport
from app.bootstrap import Runtime
from app.core.errors import NotEnoughHistory
from app.storage.store import Store
from app.ui.background import Background, Progress
from app.ui.improve.backtest_page import BacktestPage, Play, play_books
from app.ui.improve.timeline_picture import LANE_PX, LEGEND_PX
from app.ui.wording import Wording
from tests.ui.improve.report_by_hand import FIRST, LAST, report

Opener = Callable[[Play], BacktestPage]


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


@pytest.fixture
def opened(qtbot: QtBot, runtime: Runtime, say: Wording, background: Background) -> Opener:
    def open_page(play: Play) -> BacktestPage:
        page = BacktestPage(runtime, say, background, play)
        qtbot.addWidget(page)
        page.resize(1240, 640)
        page.show()
        return page

    return open_page


def by_hand(
    _store: Store, _first: date | None, _last: date | None, _progress: Progress
) -> BacktestReport:
    return report()


@pytest.fixture
def shown(qtbot: QtBot, opened: Opener) -> BacktestPage:
    page = opened(by_hand)
    page.run.click()
    qtbot.waitUntil(lambda: page.report is not None, timeout=5000)
    return page


def test_before_it_ran_the_page_says_what_it_will_do(opened: Opener) -> None:
    page = opened(by_hand)
    assert "replays this plant's own orders" in page._empty.text()
    assert not page.export.isEnabled()
    assert not page.first.isEnabled(), "the whole record is meant"


def test_the_days_asked_for_are_the_days_replayed(qtbot: QtBot, opened: Opener) -> None:
    asked: list[tuple[date | None, date | None]] = []

    def play(
        store: Store, first: date | None, last: date | None, progress: Progress
    ) -> BacktestReport:
        asked.append((first, last))
        return by_hand(store, first, last, progress)

    page = opened(play)
    for _ in range(2):
        page.run.click()
        qtbot.waitUntil(page.run.isEnabled, timeout=5000)
        page.whole.setChecked(False)
    assert asked == [(None, None), (FIRST, LAST)]


def test_the_figures_the_lanes_and_the_limits_are_shown(shown: BacktestPage) -> None:
    assert shown.table.model().rowCount() == 3
    assert shown.timeline.scene is not None
    assert len(shown.timeline.scene.lanes) == 3
    assert shown._limits.count() == 3
    assert "n = 730 days" in shown._said.whole


def test_a_policy_chosen_in_the_table_or_the_picture_is_chosen_in_both(
    qtbot: QtBot, shown: BacktestPage
) -> None:
    lane = QPoint(400, LEGEND_PX + 2 * LANE_PX + 5)
    qtbot.mouseClick(shown.timeline, Qt.MouseButton.LeftButton, pos=lane)
    assert shown.table.currentIndex().row() == 2
    assert shown.timeline._chosen == "kairos"
    shown.table.setCurrentIndex(shown.table.model().index(0, 0))
    assert shown.timeline._chosen == "plant"


def test_resting_on_a_mark_says_what_was_ordered_and_why(shown: BacktestPage) -> None:
    assert shown.timeline.scene is not None
    axis = shown.timeline._axis(shown.timeline.scene)
    said = shown.timeline.text_at(QPointF(axis.x(80), LEGEND_PX + LANE_PX / 2))
    assert said.startswith("26 Nov 2024: 1 × 6309-2RS-C3 from Hansa Wälzlager Kontor GmbH")
    assert said.endswith("1 owed since 26 Nov 2024")
    assert shown.timeline.text_at(QPointF(axis.x(40), LEGEND_PX + LANE_PX / 2)) == ""


def test_one_part_has_its_own_lanes(shown: BacktestPage) -> None:
    shown.parts.setCurrentIndex(shown.parts.findData("6212-2RS"))
    assert shown.timeline.scene is not None
    assert [len(lane.orders) for lane in shown.timeline.scene.lanes] == [1, 0, 1]


def test_a_plant_without_history_is_told_what_is_missing(qtbot: QtBot, opened: Opener) -> None:
    page = opened(play_books)
    page.run.click()
    qtbot.waitUntil(page.run.isEnabled, timeout=10_000)
    assert page.report is None
    assert "days" in page._empty.text()
    assert "at least 60" in page._empty.text()


def test_a_run_that_is_stopped_leaves_what_was_there(
    qtbot: QtBot, opened: Opener, background: Background
) -> None:
    def endless(
        _store: Store, _first: date | None, _last: date | None, progress: Progress
    ) -> BacktestReport:
        while True:
            progress.say("Replaying", 0.5)

    page = opened(endless)
    began: list[Progress] = []
    background.began.connect(lambda _title, progress: began.append(progress))
    page.run.click()
    began[0].cancel()
    qtbot.waitUntil(page.run.isEnabled, timeout=5000)
    assert page._empty.text().startswith("Stopped.")


def test_a_later_refusal_keeps_the_figures(
    qtbot: QtBot, opened: Opener, background: Background
) -> None:
    answers = iter([report(), NotEnoughHistory("Too short.", "Choose more days.")])

    def play(
        _store: Store, _first: date | None, _last: date | None, _progress: Progress
    ) -> BacktestReport:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    page = opened(play)
    page.run.click()
    qtbot.waitUntil(lambda: page.report is not None, timeout=5000)
    with qtbot.waitSignal(page.failed) as refused:
        page.run.click()
    assert refused.args[0].what == "Too short."
    assert "n = 730 days" in page._said.whole


def test_both_files_are_written(qtbot: QtBot, shown: BacktestPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(shown.done) as done:
        shown.save(tmp_path / "june.csv")
    assert done.args == ["june.csv and june-orders.csv are written."]
    assert (tmp_path / "june.csv").read_text(encoding="utf-8").startswith("policy,")
    with qtbot.waitSignal(shown.failed) as refused:
        shown.save(tmp_path / "no such folder" / "june.csv")
    assert "no such folder" in refused.args[0].what
