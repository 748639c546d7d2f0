"""Learning without code: a table is checked and learned from, a model approved and used."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import delete, update

from app.bootstrap import Runtime
from app.core.learned_models import ModelState
from app.demo_plant.identity import demo_id
from app.exchange.fleet_file import fingerprint
from app.learning.books import keep_trained
from app.printing import page_pictures
from app.storage.tables.learned import learned_models
from app.ui.background import Background
from app.ui.improve.learn.learn_page import LearnPage
from app.ui.page import new_key
from app.ui.translation import use_language
from app.ui.wording import Wording
from tests.learning.fleets_on_books import bearing_model, measured
from tests.ui.improve.learn.tables import messy_rows, write_csv, write_xlsx
from tests.ui.visible_texts import clipped, said_without_catalogue

Choose = Callable[[Path], None]
LONG_MS = 120_000


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def open_table(qtbot: QtBot, page: LearnPage, choose_file: Choose, path: Path) -> None:
    choose_file(path)
    click(qtbot, page.bench.choose)
    qtbot.waitUntil(lambda: not page.bench.work.is_busy, timeout=LONG_MS)


def check(qtbot: QtBot, page: LearnPage) -> None:
    click(qtbot, page.bench.check)
    qtbot.waitUntil(lambda: not page.bench.work.is_busy, timeout=LONG_MS)


def report(page: LearnPage) -> str:
    return "\n".join(row.line.finding.text() for row in page.bench.report.rows)


def test_an_empty_page_says_what_belongs_here_and_what_to_do(page: LearnPage) -> None:
    assert page._nothing.text().startswith("No model yet.")
    assert "at least six that ran to failure" in page.bench._table_said.text()
    assert page.print_job() is None


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_columns_are_shown_as_they_are_read_and_roles_proposed(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, tmp_path: Path, write
) -> None:
    suffix = "csv" if write is write_csv else "xlsx"
    open_table(qtbot, page, choose_file, write(tmp_path / f"b.{suffix}", messy_rows(4)))
    seen = {row.id: row.seen for row in page.bench.picker.list.rows}
    assert seen["velocity [mm/s]"].unit == "mm/s"
    assert set(seen["velocity [mm/s]"].examples) <= {"<0.1", "sensor off"}
    assert 0.5 < seen["oil"].gap_share < 0.7
    roles = page.bench.roles
    assert (roles.unit.currentText(), roles.time.currentText()) == ("machine", "day")
    assert roles.failure.currentText() == "each unit ran to failure"


def test_too_few_failures_are_refused_and_nothing_can_be_trained(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, tmp_path: Path
) -> None:
    open_table(qtbot, page, choose_file, write_csv(tmp_path / "few.csv", messy_rows(3)))
    check(qtbot, page)
    assert "at least 6 units that ran to failure, got 3 of 3" in page.bench.error.text()
    assert not page.bench.train.isEnabled()


def test_what_is_refused_is_left_out_only_when_a_person_agrees(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, tmp_path: Path
) -> None:
    rows = messy_rows(8)
    rows += [["B99", day, "2", "9", "", "ok"] for day in ("1", "9", "3")]
    rows.append(["", "3", "2", "9", "", "ok"])
    open_table(qtbot, page, choose_file, write_csv(tmp_path / "odd.csv", rows))
    check(qtbot, page)
    assert "unit B99 is refused" in report(page)
    assert "rows that name no unit: 1" in report(page)
    assert not page.bench.train.isEnabled()
    page.bench.assent.click()
    assert page.bench.train.isEnabled()
    page.bench.roles.failure.setCurrentIndex(2)
    assert page.bench.checked is None, "another question wants another check"


def test_a_file_that_is_no_table_is_refused_in_words(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, tmp_path: Path
) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"nothing of the kind")
    open_table(qtbot, page, choose_file, tmp_path / "no.xlsx")
    assert "expected a workbook" in page.bench.error.text()


def test_a_decimal_comma_is_declared_by_hand(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, tmp_path: Path
) -> None:
    rows = [[u, f"{d}", f"{d + 0.5:.1f}".replace(".", ",")] for u in "AB" for d in range(1, 5)]
    rows.append(["B", "5.5", "7,5"])
    open_table(
        qtbot, page, choose_file, write_csv(tmp_path / "c.csv", rows, ("machine", "day", "v"))
    )
    assert not page.bench.comma.isChecked()
    assert "declare the decimal comma" in page.bench._table_said.text()
    page.bench.comma.click()
    qtbot.waitUntil(lambda: not page.bench.work.is_busy)
    seen = {row.id: row.seen for row in page.bench.picker.list.rows}
    assert seen["v"].low == 1.5


def test_a_separate_list_of_failures_is_asked_for_and_its_columns_proposed(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, tmp_path: Path, messy: Path
) -> None:
    open_table(qtbot, page, choose_file, messy)
    listing = write_csv(tmp_path / "failures.csv", [["B1", "30"], ["B2", "31"]], ("machine", "day"))
    choose_file(listing)
    page.bench.roles.failure.setCurrentIndex(1)
    qtbot.waitUntil(page.bench.roles.listed_unit.isVisible)
    assert page.bench.roles.listed_time.currentText() == "day"
    check(qtbot, page)
    assert "units that failed and went on: 2" in report(page)
    assert "got 2 of 14" in page.bench.error.text()


def test_stopping_the_training_keeps_nothing(
    qtbot: QtBot, page: LearnPage, choose_file: Choose, messy: Path
) -> None:
    open_table(qtbot, page, choose_file, messy)
    check(qtbot, page)
    click(qtbot, page.bench.train)
    assert page.bench.work.isVisible()
    click(qtbot, page.bench.work.stop)
    qtbot.waitUntil(lambda: not page.bench.work.is_busy, timeout=LONG_MS)
    assert page.bench.error.text().startswith("▲ Stopped. Nothing was kept.")
    assert page.list.rows == []


@pytest.fixture
def kept(runtime: Runtime, page: LearnPage) -> str:
    """A model on the plant's books, chosen on the page."""
    found = keep_trained(runtime.store, bearing_model(), "Bearings", runtime.moment(), new_key())
    page.refresh()
    page.list.choose(found)
    page._show_model()
    return found


def measure(runtime: Runtime, tag: str) -> None:
    """Give a machine forty days of measurements up to now."""
    history = measured(demo_id("point", tag), 60.0, 40.0)
    by = runtime.now() - history[-1].taken_at - timedelta(hours=1)
    runtime.store.measurements.add_features(
        [replace(one, taken_at=one.taken_at + by) for one in history]
    )


def state(runtime: Runtime, found: str) -> ModelState:
    with runtime.store.read() as uow:
        return uow.learned.get(found).state


def test_a_model_is_approved_withdrawn_and_approved_anew(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str
) -> None:
    assert not page.panel.bind.isEnabled()
    click(qtbot, page.panel.approve)
    assert state(runtime, kept) is ModelState.APPROVED
    click(qtbot, page.panel.withdraw)
    assert state(runtime, kept) is ModelState.WITHDRAWN
    click(qtbot, page.panel.approve)
    assert state(runtime, kept) is ModelState.APPROVED


def test_where_a_second_person_approves_the_first_is_refused_in_words(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str
) -> None:
    page.second.click()
    click(qtbot, page.panel.approve)
    assert "another person's name" in page.panel.error.text()
    runtime.actor = "Jan Petersen"
    click(qtbot, page.panel.approve)
    assert "Approved by Jan Petersen" in page.panel._story.text()


def test_columns_nothing_measures_are_named_before_and_after_binding(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str
) -> None:
    click(qtbot, page.panel.approve)
    click(qtbot, page.panel.bind)
    form = page.panel.form
    assert form._nothing.isVisible()
    click(qtbot, form.act)
    assert "Nothing measured here feeds velocity, peak" in form.error.text()
    measure(runtime, "P-101")
    form.subject.setCurrentIndex(form.subject.findText("every pump"))
    form._subject_chosen()
    assert form.feeds["velocity"].currentText() == "Velocity RMS, mm/s"
    click(qtbot, form.act)
    (row,) = page.panel.bindings.rows
    assert row.ready.asset.tag == "P-101"
    assert page.panel._state.text() == "○ in use"
    page.panel.bindings.choose_first()
    click(qtbot, page.panel.unbind)
    assert page.panel.bindings.rows == []


def test_a_part_whose_fitting_is_unknown_says_so(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str
) -> None:
    measure(runtime, "P-101")
    with runtime.store.begin("t") as uow:
        component = uow.plant.component(demo_id("component", "P-101"))
        uow.plant.save_component(replace(component, installed_on=None))
    click(qtbot, page.panel.approve)
    click(qtbot, page.panel.bind)
    form = page.panel.form
    form.subject.setCurrentIndex(form.subject.findText("P-101, Drive-end bearing"))
    click(qtbot, form.act)
    text = page.panel.bindings.model().index(0, 1).data()
    assert text == "not used: say when the part was fitted"


def test_a_model_goes_onto_a_stick_and_comes_in_with_its_fingerprint_only(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str, choose_file: Choose, tmp_path: Path
) -> None:
    stick = tmp_path / "stick" / "bearings.kairos"
    choose_file(stick)
    click(qtbot, page.panel.export)
    assert fingerprint(stick.read_bytes()) == kept
    with runtime.store.begin("t") as uow:
        uow.learned._connection.execute(delete(learned_models))
    page.refresh()
    click(qtbot, page.bring)
    qtbot.keyClicks(page._said, "0" * 64)
    click(qtbot, page.form.act)
    assert "Nothing was read from it" in page.form.refusal
    assert page.list.rows == []
    page._said.clear()
    qtbot.keyClicks(page._said, kept.upper())
    click(qtbot, page.form.act)
    (row,) = page.list.rows
    assert (row.id, row.model.name) == (kept, "bearings")
    assert page.panel._story.text().startswith("Brought in by Ada Planner")


def test_a_tampered_model_shows_no_card_and_is_not_exported(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str, choose_file: Choose, tmp_path: Path
) -> None:
    with runtime.store.begin("t") as uow:
        uow.learned._connection.execute(update(learned_models).values(content=b"other"))
    page.panel.model = None
    page._show_model()
    assert "changed outside Kairos" in page.panel.error.text()
    assert not page.panel.view.isVisible()
    choose_file(tmp_path / "m.kairos")
    with qtbot.waitSignal(page.failed):
        click(qtbot, page.panel.export)
    assert not (tmp_path / "m.kairos").exists()


def test_the_card_prints_with_who_approved_it(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str
) -> None:
    job = page.print_job()
    assert job is not None
    assert "nobody yet: it is not used" in job.html
    click(qtbot, page.panel.approve)
    job = page.print_job()
    assert job is not None
    for words in ("Ada Planner", kept, "Calibration", "worst tenth", "Limits", "bearings.csv"):
        assert words in job.html
    assert len(page_pictures(job.html, job.paper)) == 1


def test_every_text_of_workbench_and_model_comes_from_the_catalogue(
    qtbot: QtBot,
    qapp: QApplication,
    runtime: Runtime,
    say: Wording,
    background: Background,
    choose_file: Choose,
    messy: Path,
) -> None:
    use_language(qapp, "zz")
    page = LearnPage(runtime, say, background)
    qtbot.addWidget(page)
    page.resize(1220, 640)
    page.show()
    open_table(qtbot, page, choose_file, messy)
    check(qtbot, page)
    bare = said_without_catalogue(page)
    found = keep_trained(runtime.store, bearing_model(), "m", runtime.moment(), new_key())
    page.refresh()
    page.list.choose(found)
    page._show_model()
    measure(runtime, "P-101")
    click(qtbot, page.panel.approve)
    click(qtbot, page.panel.bind)
    bare += said_without_catalogue(page)
    assert not sorted(set(bare)), "\n".join(sorted(set(bare)))


def test_nothing_is_clipped_on_the_smallest_screen(
    qtbot: QtBot, page: LearnPage, runtime: Runtime, kept: str, choose_file: Choose, messy: Path
) -> None:
    measure(runtime, "P-101")
    click(qtbot, page.panel.approve)
    click(qtbot, page.panel.bind)
    qtbot.waitUntil(lambda: not clipped(page), timeout=5000)
    page.show_bench()
    open_table(qtbot, page, choose_file, messy)
    check(qtbot, page)
    qtbot.waitUntil(lambda: not clipped(page), timeout=5000)
