import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.core.measurements import Quality
from app.ui.ink import ink
from app.ui.live.toolbar import ACCELERATION
from app.ui.live.waterfall import ROWS
from tests.ui.visible_texts import clipped


def count_of(widget, token):
    image, name = widget.grab().toImage(), ink(token).name()
    return sum(
        image.pixelColor(x, y).name() == name
        for x in range(image.width())
        for y in range(image.height())
    )


def test_newest_block_is_drawn(page, block):
    page.show_frames(block())
    page.draw()
    assert page.panes.waveform.values.size == 8192
    assert count_of(page.panes.waveform, "data") > 1000
    assert page.panes.waterfall.rows == 1


def test_only_the_newest_of_many_blocks_is_drawn(page, block):
    for number in range(5):
        page.show_frames(block(number=number))
    page.draw()
    page.draw()
    assert page.panes.waterfall.rows == 1


def test_an_older_block_never_replaces_a_newer_one(page, block):
    newer, older = block(number=3), block(number=1)
    page.show_frames(newer)
    page.show_frames(older)
    page.draw()
    drawn = page.panes.waveform.values
    assert np.array_equal(drawn, next(iter(newer.values())).acceleration_ms2)


def test_blocks_of_another_point_are_not_drawn(page, block):
    page.show_frames(block("F-103"))
    page.draw()
    assert page.panes.waveform.values.size == 0


def test_a_source_that_falls_silent_is_shown_as_stale_since_its_last_block(page, block, seconds):
    page.show_frames(block())
    page.draw()
    page.refresh_text()
    assert page.panes.waveform.notice == ""
    assert page.gauges[0].reading.value is not None
    seconds.now += 60
    page.refresh_text()
    assert page.panes.waveform.notice == "Stale since 08:00:00"
    assert page.gauges[0].reading.value is None
    assert page.gauges[0].reading.note == "Stale since 08:00:00"
    assert count_of(page.panes.waveform, "data") == 0
    assert page.state_line.text().endswith("Stale since 08:00:00")
    assert page.panes.table.levels == ()


def test_another_point_never_wears_the_curves_of_the_one_before(page, block):
    page.show_frames(block())
    page.draw()
    point_id = next(iter(block("F-103")))
    page.choose_point(point_id)
    assert page.panes.waveform.values.size == 0
    assert page.panes.waterfall.rows == 0
    page.show_frames(block("F-103"))
    page.draw()
    assert page.panes.waveform.values.size == 8192


def test_a_stale_source_that_speaks_again_is_live_again(page, block, seconds):
    page.show_frames(block())
    seconds.now += 60
    page.refresh_text()
    page.show_frames(block(number=1))
    page.draw()
    page.refresh_text()
    assert page.panes.waveform.notice == ""


def test_no_block_yet_says_so(page):
    page.refresh_text()
    assert page.panes.spectrum.notice == "No block yet"
    assert "Waiting for the first block" in page.state_line.text()


def test_space_freezes_and_lets_run_again(page, block, qtbot):
    page.show_frames(block())
    page.draw()
    qtbot.keyClick(page.panes.spectrum, Qt.Key.Key_Space)
    held = page.panes.waveform.values
    page.show_frames(block(number=1))
    page.draw()
    assert page.is_frozen
    assert page.panes.waveform.values is held
    assert page.state_line.text().startswith("FROZEN at block 08:00:00")
    qtbot.keyClick(page.panes.spectrum, Qt.Key.Key_Space)
    page.draw()
    assert not page.is_frozen
    assert page.panes.waveform.values is not held


def test_the_average_of_some_blocks_can_be_shown_and_is_named(page, block):
    for number in range(3):
        page.show_frames(block(number=number))
        page.draw()
    newest = page.panes.spectrum.values.copy()
    page.toolbar.averages.click()
    page.refresh_text()
    averaged = page.panes.spectrum.values
    assert not np.array_equal(averaged, newest)
    shaft = round(24.67 / (12_800 / 8192))
    assert averaged[shaft] == pytest.approx(newest[shaft], rel=0.1)
    assert "exponential average of 3 blocks" in page.state_line.text()
    page.toolbar.averages.click()
    assert np.array_equal(page.panes.spectrum.values, newest)


def test_state_line_says_age_speed_resolution_and_quality(page, block, seconds):
    page.show_frames(block())
    seconds.now += 0.5
    page.refresh_text()
    text = page.state_line.text()
    for words in ("data age 0.5 s", "1,480 rpm = 24.67 Hz", "Hann, Δf 1.56 Hz", "quality good"):
        assert words in text


def test_uncertain_quality_is_named(page, block):
    page.show_frames(block(quality=Quality.UNCERTAIN))
    page.refresh_text()
    assert "quality uncertain" in page.state_line.text()


def test_cursor_snaps_to_the_shaft_line_and_can_be_copied(page, block, qtbot):
    page.show_frames(block())
    page.draw()
    page.panes.spectrum.place_cursor(26.0)
    reading = page.panes.spectrum.cursor
    assert reading.frequency_hz == pytest.approx(24.67, abs=0.15)
    assert reading.orders == pytest.approx(1.0, abs=0.01)
    qtbot.keyClick(page.panes.spectrum, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("24.")


def test_mouse_and_arrows_lead_the_cursor(page, block, qtbot):
    page.show_frames(block())
    page.draw()
    spectrum = page.panes.spectrum
    qtbot.mouseMove(spectrum, QPoint(round(spectrum.x_px(400)), spectrum.height() // 2))
    spectrum.place_cursor(400.0)
    before = spectrum.cursor.frequency_hz
    qtbot.keyClick(spectrum, Qt.Key.Key_Right)
    assert spectrum.cursor.frequency_hz > before
    qtbot.keyClick(spectrum, Qt.Key.Key_Escape)
    assert spectrum.cursor is None


def test_orders_put_the_shaft_line_at_one(page, block):
    page.toolbar.choose_axis(in_orders=True)
    page.show_frames(block())
    page.draw()
    spectrum = page.panes.spectrum
    assert spectrum.x_label == "× shaft speed"
    assert spectrum.hz_per_x == pytest.approx(1480 / 60)
    assert spectrum.cursor is None


def test_acceleration_and_velocity_are_one_press_apart(page, block):
    page.show_frames(block())
    page.draw()
    page.toolbar.choose_quantity(ACCELERATION)
    frame = next(iter(block().values()))
    assert page.panes.spectrum.title == "Acceleration, m/s² peak"
    assert np.allclose(page.panes.spectrum.values, frame.acceleration_lines_ms2)


def test_bearing_combs_stand_behind_the_envelope_and_the_outer_one_is_found(page, block):
    page.show_frames(block())
    page.draw()
    page.refresh_text()
    assert {tooth.comb for tooth in page.panes.envelope.teeth} == {"outer", "inner", "ball", "cage"}
    levels = {level.comb: level for level in page.panes.table.levels}
    assert levels["outer"].above_floor_db == max(v.above_floor_db for v in levels.values())


def test_waterfall_never_grows_beyond_its_rows(page, block):
    spectrum = next(iter(block().values())).velocity_mms
    for _ in range(ROWS + 20):
        page.panes.waterfall.add(spectrum)
    assert page.panes.waterfall.rows == ROWS
    assert page.panes.waterfall.grab().height() > 0


def test_a_page_nobody_sees_does_not_draw(page, block):
    page.hide()
    assert not page._draw_timer.isActive()
    page.show()
    assert page._draw_timer.isActive()


def test_nothing_is_clipped_at_the_smallest_window(page, block):
    page.show_frames(block())
    page.draw()
    page.refresh_text()
    assert page.minimumSizeHint().width() <= 1206
    assert page.minimumSizeHint().height() <= 640
    assert clipped(page) == []
    for gauge in page.gauges:
        assert gauge.height() >= gauge.minimumSizeHint().height()


def test_every_input_has_a_name(page):
    for widget in (page.toolbar.points, page.toolbar.spans, page.panes.spectrum):
        assert widget.accessibleName()
