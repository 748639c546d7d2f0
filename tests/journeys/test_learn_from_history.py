"""From a file of history to a machine judged by it, with nothing but clicks and the keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.analysis.learned_rul import NAME
from app.bootstrap import Runtime
from app.core.health import RulState
from app.core.sources import PlantClock
from app.demo_plant.identity import demo_id
from app.printing import pdf_of
from app.storage.store import Store
from app.ui.main_window import MainWindow
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.learning.fleets_on_books import measured
from tests.office_books import MONDAY, PUMP_BEARING
from tests.ui.improve.learn.tables import messy_rows, write_xlsx
from tests.ui.opener import dress, keep_settings_in, window_at_small_size

POINT = demo_id("point", "P-101")
FITTED_DAYS_AGO = 48
LIFE_DAYS = 60.0
LONG_MS = 120_000


@pytest.fixture
def runtime(store: Store) -> Runtime:
    """The office's plant on a Monday; its pump's bearing has been measured since it was fitted."""
    fitted = MONDAY - timedelta(days=FITTED_DAYS_AGO)
    history = measured(POINT, LIFE_DAYS, FITTED_DAYS_AGO - 0.4)
    begin = history[0].taken_at - timedelta(days=0.5)
    store.measurements.add_features(
        [replace(one, taken_at=fitted + (one.taken_at - begin)) for one in history]
    )
    with store.begin("Ada Planner") as uow:
        component = uow.plant.component(PUMP_BEARING)
        uow.plant.save_component(replace(component, installed_on=fitted.date() - timedelta(days=1)))
    made = Runtime(store, "Ada Planner")
    made.clock.follow(PlantClock(int(MONDAY.timestamp() * 1000), 0.0))
    return made


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, runtime: Runtime, tmp_path: Path
) -> Iterator[MainWindow]:
    keep_settings_in(tmp_path)
    dress(qapp)
    say = Wording(QLocale("en_GB"), ZoneInfo("Europe/Berlin"))
    made = window_at_small_size(qtbot, runtime, say)
    yield made
    made.close()


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answer the next file dialog."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))

    return answer


def click(button: QAbstractButton) -> None:
    """Press a button where a hand would: in sight and enabled."""
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(combo: QComboBox, text: str) -> None:
    """Choose an entry with the arrow keys."""
    assert combo.isVisible()
    combo.setFocus()
    for _ in range(combo.count()):
        if combo.currentText() == text:
            return
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentText() == text


def test_from_a_file_to_a_machine_judged_by_it(
    qtbot: QtBot,
    runtime: Runtime,
    window: MainWindow,
    choose_file: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    rows = messy_rows(14)
    rows += [["B99", day, "2", "9", "", "ok"] for day in ("1", "9", "3")]
    table = write_xlsx(tmp_path / "Bearings of hall 2.xlsx", rows)
    window.go(Target(Place.IMPROVE))
    improve = window.pages.improve
    click(improve._sections["learn"][0])
    page, bench = improve.learn, improve.learn.bench

    choose_file(table)
    click(bench.choose)
    qtbot.waitUntil(lambda: not bench.work.is_busy, timeout=LONG_MS)
    bench.picker.list.setFocus()
    bench.picker.list.choose_first()
    for _ in range(4):
        QTest.keyClick(bench.picker.list, Qt.Key.Key_Down)
    assert bench.picker.list.chosen_id == "oil"
    click(bench.picker.use)
    click(bench.check)
    qtbot.waitUntil(lambda: bench.checked is not None, timeout=LONG_MS)
    assert not bench.train.isEnabled()
    click(bench.assent)
    click(bench.train)
    qtbot.waitUntil(lambda: bool(page.list.rows), timeout=LONG_MS)

    panel = page.panel
    assert panel._name.whole == "Bearings of hall 2"
    assert panel.card is not None
    assert any("unit B99 is refused" in said for said in panel.card["trained_on"]["findings"])
    click(panel.approve)
    click(panel.bind)
    pick(panel.form.subject, "P-101, Drive-end bearing")
    assert panel.form.feeds["peak [m/s2]"].currentText() == "Acceleration peak, m/s²"
    click(panel.form.act)
    assert panel.bindings.model().index(0, 1).data() == "○ used from the next measurement on"
    job = window.pages.print_job()
    content, pages = pdf_of(job.html, job.paper)
    assert content.startswith(b"%PDF")
    assert pages == 1

    monitor = runtime._monitor
    monitor._reload_if_asked()
    monitor._assess(monitor._watches[POINT], runtime.now())
    assessment = runtime.store.measurements.latest_assessment(PUMP_BEARING)
    assert assessment is not None
    rul = assessment.rul
    assert (rul.model, rul.state) == (NAME, RulState.DEGRADING)
    assert rul.distribution is not None
    left = LIFE_DAYS - FITTED_DAYS_AGO
    assert rul.distribution.quantile(0.05) <= left <= rul.distribution.quantile(0.95)
    assert "Bearings of hall 2, learned from lives that ran to failure" in rul.explanation
