"""The calendars of plant and vendors: looked at, kept, taken back, with real widgets."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.calendars import WorkCalendar
from app.core.health import Assessment
from app.replenishment.board import need_lines
from app.ui.background import Background
from app.ui.calendar.owner_list import PLANT_ROW
from app.ui.settings_view import SettingsView
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.ui.opener import Opener

WAIT_MS = 30_000


@pytest.fixture
def view(
    qtbot: QtBot,
    runtime: Runtime,
    say: Wording,
    background: Background,
    assess: Callable[..., Assessment],
) -> SettingsView:
    """The page over a pump that wears, its bearing on a draft."""
    assess("P-101", 60.0)
    made = SettingsView(runtime, say, background)
    qtbot.addWidget(made)
    made.resize(1084, 620)
    with qtbot.waitExposed(made):
        made.show()
    return made


def stands(runtime: Runtime) -> WorkCalendar:
    with runtime.store.read() as uow:
        return uow.plant.policy().calendar


def shut(view: SettingsView, first: date, last: date, why: str = "overhaul") -> None:
    """Enter a shutdown as a person does."""
    editor = view.form.shutdowns
    editor.first.show_day(first)
    editor.last.show_day(last)
    editor.reason.setText(why)
    editor.add.click()


def look(view: SettingsView, qtbot: QtBot) -> None:
    view.preview.click()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=WAIT_MS)


def keep(view: SettingsView, qtbot: QtBot) -> list[str]:
    with qtbot.waitSignal(view.done, timeout=WAIT_MS) as told:
        view.keep.click()
    return list(told.args or [])


def test_what_moves_is_looked_at_before_it_can_be_kept(
    view: SettingsView, qtbot: QtBot, runtime: Runtime
) -> None:
    before, today = stands(runtime), runtime.today()
    assert not view.preview.isEnabled()
    shut(view, today + timedelta(days=25), today + timedelta(days=70))
    assert view.preview.isEnabled()
    assert not view.keep.isEnabled()
    assert view.keep.toolTip() == "Look at the preview first."
    look(view, qtbot)
    assert view._sum.text().startswith("It moves ")
    assert any("Need by" in row.what for row in view.moves.rows)
    assert stands(runtime) == before
    assert view.keep.isEnabled()
    view.form.works.days[5].click()
    assert not view.keep.isEnabled(), "that was not looked at"


def test_the_board_is_true_once_it_is_kept_and_ctrl_z_brings_it_back(
    view: SettingsView, qtbot: QtBot, runtime: Runtime
) -> None:
    with runtime.store.read() as uow:
        lines = need_lines(uow, runtime.moment())
    before, today = stands(runtime), runtime.today()
    shut(view, today + timedelta(days=25), today + timedelta(days=70))
    look(view, qtbot)
    said = keep(view, qtbot)[0]
    assert said.startswith("Calendar of the plant: kept. Ctrl+Z takes it back.")
    assert "reviewed" in said
    assert len(stands(runtime).shutdowns) == len(before.shutdowns) + 1
    with runtime.store.read() as uow:
        moved = need_lines(uow, runtime.moment())
        marks = {r.part_id: r.taken_at for r in uow.part_reviews.latest_all()}
    assert [(n.need_by, n.order_by) for n in moved] != [(n.need_by, n.order_by) for n in lines]
    assert marks
    with qtbot.waitSignal(view.done, timeout=WAIT_MS):
        view._undo.trigger()
    assert stands(runtime) == before
    with runtime.store.read() as uow:
        back = need_lines(uow, runtime.moment())
    assert [(n.id, n.need_by) for n in back] == [(n.id, n.need_by) for n in lines]


def test_what_can_not_be_is_said_at_the_form(
    view: SettingsView, qtbot: QtBot, runtime: Runtime
) -> None:
    today = runtime.today()
    editor = view.form.shutdowns
    editor.first.show_day(today + timedelta(days=5))
    editor.last.show_day(today)
    editor.add.click()
    assert editor.error.isVisible()
    assert "before it begins" in editor.error.text()
    shut(view, today + timedelta(days=3), today + timedelta(days=9), "one")
    shut(view, today + timedelta(days=9), today + timedelta(days=12), "two")
    assert not editor.error.isVisible()
    look(view, qtbot)
    assert view.error.isVisible()
    assert "overlap" in view.error.text()
    assert not view.keep.isEnabled()
    view.restore.click()
    assert not view.error.isVisible()
    for n in range(7):
        if view.form.works.days[n].isChecked():
            view.form.works.days[n].click()
    assert "at least one working weekday" in view.error.text()


def test_a_shutdown_is_changed_and_removed_in_its_list(
    view: SettingsView, runtime: Runtime
) -> None:
    editor, today = view.form.shutdowns, runtime.today()
    count = len(editor.list.rows)
    assert not editor.remove.isEnabled()
    shut(view, today + timedelta(days=3), today + timedelta(days=4), "short")
    editor.list.choose(next(r.id for r in editor.list.rows if r.shutdown.name == "short"))
    assert editor.reason.text() == "short"
    editor.stands.setChecked(False)
    editor.change.click()
    changed = next(r.shutdown for r in editor.list.rows if r.shutdown.name == "short")
    assert not changed.stands_still
    editor.list.choose(next(r.id for r in editor.list.rows if r.shutdown.name == "short"))
    editor.remove.click()
    assert len(editor.list.rows) == count
    assert not view.is_edited


def test_a_stopped_look_changes_nothing_and_can_be_repeated(
    view: SettingsView, qtbot: QtBot, runtime: Runtime
) -> None:
    before = stands(runtime)
    shut(view, runtime.today(), runtime.today() + timedelta(days=2))
    began: list[object] = []
    view._background.began.connect(lambda _title, job: (began.append(job), job.cancel()))
    look(view, qtbot)
    assert began
    assert view._seen is None
    assert stands(runtime) == before
    view._background.began.disconnect()
    look(view, qtbot)
    assert view.keep.isEnabled()


def test_a_stopped_review_says_so_and_the_calendar_stays(
    view: SettingsView, qtbot: QtBot, runtime: Runtime
) -> None:
    shut(view, runtime.today() + timedelta(days=30), runtime.today() + timedelta(days=40))
    look(view, qtbot)
    view._background.began.connect(lambda _title, job: job.cancel())
    assert "The review was stopped; the daily round does the rest." in keep(view, qtbot)[0]
    assert stands(runtime).shutdowns[-1].name in {"overhaul", "Christmas shutdown"}


def test_a_vendors_calendar_is_reached_from_its_page_and_knows_no_goods_in(
    opened: Opener, qtbot: QtBot, runtime: Runtime
) -> None:
    window = opened()
    with runtime.store.read() as uow:
        vendor = uow.plant.suppliers()[0]
    window.go(Target(Place.VENDORS, vendor.id))
    window.pages.vendors.panel.calendar.click()
    settings = window.pages.settings.calendars
    assert window.top.path == f"Settings  /  Calendar of {vendor.name}"
    assert not settings.form.goods_in.isVisible()
    assert not settings.form.shutdowns.stands.isVisible()
    shut(settings, runtime.today(), runtime.today() + timedelta(days=6), "fair")
    look(settings, qtbot)
    keep(settings, qtbot)
    with runtime.store.read() as uow:
        assert uow.plant.supplier(vendor.id).calendar.shutdowns[-1].name == "fair"
    settings.list.choose(PLANT_ROW)
    assert settings.form.goods_in.isVisible()
    for _closes_the_notice_then_goes_back in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.top.path.startswith("Vendors")
