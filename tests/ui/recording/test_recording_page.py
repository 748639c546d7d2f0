"""A file on the live place: asked about, drawn, judged; what is wrong stands at its field."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.analysis.study import Machine
from app.analysis.zones import shipped_zones, usual_zones
from app.core.assets import AssetClass, Bearing
from app.core.errors import FileRefused
from app.core.zones import Zones
from app.exchange.recording import RecordingTerms, analyse_file
from app.ui.live.toolbar import ACCELERATION, VELOCITY
from app.ui.recording.live_or_file import LiveOrFile
from app.ui.recording.recording_form import KnownMachine
from app.ui.recording.rows_recording import report_rows
from app.ui.translation import use_language
from tests.exchange.recordings import TERMS, worn_bearing, write_csv, write_npz
from tests.ui.visible_texts import clipped, said_without_catalogue


@pytest.fixture
def recording(tmp_path):
    return write_npz(tmp_path / "P-201 DE.npz", worn_bearing())


@pytest.fixture
def silent(tmp_path):
    """A file that tells neither rate nor unit."""
    return write_csv(tmp_path / "logger.csv", worn_bearing(), "acc")


def values(page):
    return {row.name: row.value for row in page.report.rows}


def type_machine(page, speed="1497", bearing="6205"):
    page.form.speed.setText(speed)
    page.form.bearing.setEditText(bearing)


def test_a_file_that_tells_enough_is_judged_at_once(opened, page, analysed, recording):
    opened(recording)
    assert page.panes.spectrum.values.size > 0
    type_machine(page)
    analysed()
    assert values(page)["Diagnosis"] == "Outer race wear, 98\N{NO-BREAK SPACE}% sure"
    assert values(page)["Shaft speed"] == "1,497 r/min"
    assert "zone A" in values(page)["Velocity RMS 10-1,000 Hz"]
    assert {tooth.comb for tooth in page.panes.envelope.teeth} == {"outer", "inner", "ball", "cage"}
    assert page.panes.table.levels[0].above_floor_db > 20
    assert page.form.refusal == ""


def test_what_is_missing_stands_at_its_field_which_has_the_keyboard(opened, page, analysed, silent):
    opened(silent)
    assert page.form.refusal == "▲ State the samples per second."
    assert "expected a sample rate, got none" in page.report.otherwise
    assert QApplication.focusWidget() in {page.form.rate, None}
    assert page.panes.waveform.values.size == 0
    page.form.rate.setText("12800")
    analysed()
    assert page.form.refusal == ""
    assert page.panes.spectrum.title == "Spectrum, as recorded, peak"
    assert not any(name.startswith("Velocity") for name in values(page))
    page.form.unit.setCurrentText("g")
    analysed()
    assert page.panes.spectrum.title == "Velocity, mm/s RMS"
    assert any(name.startswith("Velocity") for name in values(page))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("speed", "0", "expected a number above 0, found 0"),
        ("speed", "fast", "expected a number like"),
        ("rate", "0,0", "expected a number above 0"),
        ("scale", "-1", "expected a number like"),
    ],
)
def test_a_number_that_can_not_be_is_refused_at_its_field(
    opened, page, recording, field, typed, said
):
    opened(recording)
    getattr(page.form, field).setText(typed)
    page.form.act.click()
    assert said in page.form.refusal
    assert page.form.act.isEnabled(), "nothing was begun"


def test_a_bearing_nobody_knows_is_refused_at_its_field(opened, page, recording):
    opened(recording)
    page.form.bearing.setEditText("NU-000")
    page.form.act.click()
    assert "NU-000" in page.form.refusal


def test_a_damaged_file_is_refused_in_words_and_nothing_is_drawn(
    opened, page, analysed, recording, tmp_path
):
    opened(recording)
    type_machine(page)
    analysed()
    assert page.panes.envelope.teeth
    path = tmp_path / "cut.npz"
    path.write_bytes(b"PK\x03\x04 no archive")
    opened(path)
    assert "cut.npz: expected a whole NumPy archive" in page.report.otherwise
    assert page.report.rows == ()
    assert page.panes.waveform.values.size == 0
    assert page.panes.envelope.teeth == page.panes.spectrum.teeth == ()
    assert page.panes.table.levels == ()


def test_of_a_bad_record_no_figure_is_shown(opened, page, tmp_path):
    opened(write_npz(tmp_path / "dead.npz", np.full(20_000, 0.5)))
    assert page.report.rows == ()
    assert "stands still over 20000 of 20000 samples" in page.report.otherwise


def test_channels_are_chosen_and_each_has_its_own_verdict(opened, page, tmp_path):
    samples = worn_bearing()
    rows = (f"{n / 12800:.9f},{value!r},{math.nan}" for n, value in enumerate(samples.tolist()))
    path = tmp_path / "two.csv"
    path.write_text("time [s],h [g],v [g]\n" + "\n".join(rows), encoding="utf-8")
    opened(path)
    assert page.report.rows
    page.toolbar.choose_point("3")
    assert "no finite numbers" in page.report.otherwise
    assert page.panes.waveform.values.size == 0


def test_quantity_and_axis_are_chosen_as_on_the_live_page(opened, page, analysed, recording):
    opened(recording)
    type_machine(page)
    analysed()
    assert page.toolbar.quantity == VELOCITY
    page.toolbar.choose_quantity(ACCELERATION)
    assert page.panes.spectrum.title == "Acceleration, m/s² peak"
    page.toolbar.choose_axis(in_orders=True)
    assert page.panes.spectrum.hz_per_x == pytest.approx(1497 / 60)


def test_the_machine_in_front_is_offered_and_can_be_typed_over(place, page, opened, recording):
    place.live.refresh_text()
    point_id = place.live.toolbar.points.itemData(0)
    place.live.choose_point(point_id)
    opened(recording)
    assert page.form.speed.text() != ""
    assert page.form.bearing.currentText() != ""
    assert page.form.machine.currentData() is not None


def test_the_plants_own_table_of_zones_judges(runtime, place, page, opened, recording):
    own = Zones("own", "Our pumps", 0.1, 0.2, 0.25, "measured here")
    with runtime.store.begin("Rita Engineer") as uow:
        uow.zones.put(own)
        uow.zones.choose(AssetClass.COMPRESSOR, own.id)
    opened(recording)
    page.form.machine.setCurrentIndex(page.form.machine.findData(AssetClass.COMPRESSOR))
    assert page.form.typed.machine.zones == own
    assert page.form.typed.machine.is_table_chosen
    page.form.machine.setCurrentIndex(page.form.machine.findData(AssetClass.FAN))
    assert page.form.typed.machine.zones == usual_zones(AssetClass.FAN)


def test_a_bearing_of_no_catalogue_is_written_as_its_geometry(page):
    page.form.know(KnownMachine(bearing=Bearing("own", 11, 7.5, 40.0, 12.0)))
    assert page.form.bearing.currentText() == "11,7.5,40,12"
    assert page.form.typed.machine.bearing == Bearing("11 x 7.5 / 40 mm", 11, 7.5, 40.0, 12.0)


def test_escape_and_the_link_go_back_to_the_live_machine(qtbot, place, page, opened, recording):
    for go_back in (
        lambda: qtbot.keyClick(page, Qt.Key.Key_Escape),
        lambda: qtbot.keyClick(page.form, Qt.Key.Key_Escape),
        page.back.click,
    ):
        opened(recording)
        assert place.currentWidget() is page
        go_back()
        assert place.currentWidget() is place.live
        page.form.show()


def test_a_file_is_asked_for_from_the_live_page(
    qtbot, place, page, background, recording, monkeypatch
):
    asked = []

    def answer(_parent, title, _folder, kinds):
        asked.append((title, kinds))
        return (str(recording), kinds) if len(asked) > 1 else ("", "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    place.live.toolbar.file.click()
    assert place.currentWidget() is place.live, "nothing was chosen"
    with qtbot.waitSignal(background.idle):
        place.live.toolbar.file.click()
    assert place.currentWidget() is page
    assert page.report.rows
    assert "*.tdms" in asked[0][1]


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_file(page, recording):
    page.path = recording
    page._not_done(FileRefused("It was stopped."))
    assert "It was stopped" in page.form.refusal
    with pytest.raises(ZeroDivisionError):
        page._not_done(ZeroDivisionError())


def test_an_answer_that_comes_after_another_file_was_opened_is_not_shown(page, recording, tmp_path):
    page.path = tmp_path / "another.csv"
    page._show(recording, (analyse_file(recording, TERMS), (None,)))
    assert page.result is None


def test_nothing_is_clipped(qtbot, place, page, opened, analysed, silent):
    opened(silent)
    qtbot.waitUntil(lambda: not clipped(page), timeout=5000)
    page.form.rate.setText("12800")
    type_machine(page)
    analysed()
    qtbot.waitUntil(lambda: not clipped(page), timeout=5000)


def test_every_text_is_in_the_catalogue(qtbot, qapp, runtime, say, background, silent):
    use_language(qapp, "zz")
    place = LiveOrFile(runtime, say, background)
    qtbot.addWidget(place)
    with qtbot.waitSignal(background.idle):
        place.show_file(silent)
    assert "⟦" in place.recording.form.refusal
    place.recording.form.rate.setText("12800")
    with qtbot.waitSignal(background.idle):
        place.recording.form.act.click()
    assert place.recording.report.rows
    assert not said_without_catalogue(place)


def test_an_uncertain_record_says_so_first(tmp_path):
    path = write_csv(tmp_path / "cut.csv", np.clip(worn_bearing(), -0.1, 0.1))
    (channel,) = analyse_file(path, TERMS).channels
    rows = report_rows(channel)
    assert rows[0].state == "watch"
    assert "nothing is concluded" in rows[0].value
    assert [row.value[:12] for row in rows if row.name == "Diagnosis"] == ["Sensor fault"]
    assert not any(row.name.startswith("Velocity") for row in rows)


def test_the_usual_table_of_zones_and_a_band_out_of_reach_are_said(tmp_path):
    path = write_csv(tmp_path / "acc.csv", worn_bearing())
    machine = Machine(shipped_zones()["10816-3-group-2-rigid"], is_table_chosen=False)
    (channel,) = analyse_file(path, RecordingTerms(machine, 12_800.0)).channels
    severity = next(row for row in report_rows(channel) if row.name.startswith("Velocity"))
    assert "no class of machine is stated" in " ".join(severity.details)
    (slow,) = analyse_file(path, replace(TERMS, rate_hz=1500.0)).channels
    severity = next(row for row in report_rows(slow) if row.name.startswith("Velocity"))
    assert severity.value == "not determined"
    assert "2000 samples a second" in severity.details[0]
