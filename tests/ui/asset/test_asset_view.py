import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.core.health import FailureMode, HealthState
from app.replenishment.orders import approve, issue
from app.ui.asset.life_scene import LifeScene
from app.ui.asset_view import AssetView
from app.ui.ink import ink
from app.ui.rows_assets import asset_rows
from app.ui.wording import UNBROKEN
from tests.ui.visible_texts import clipped

TAGS = ("M-102", "F-103", "C-104", "G-106")


@pytest.fixture
def healthy(measure, assess):
    for tag in TAGS:
        measure(tag)
        assess(tag, None, HealthState.NORMAL, FailureMode.NONE)
    measure("V-105", is_dead=True)


@pytest.fixture
def worn(measure, assess):
    measure("P-101", worn_days=12)
    return assess("P-101", 30.0)


@pytest.fixture
def page(qtbot, runtime, say, background):
    view = AssetView(runtime, say, background)
    qtbot.addWidget(view)
    view.resize(1206, 640)
    return view


@pytest.fixture
def shown(page, asset_tagged, qtbot):
    def show(tag):
        page.show()
        page.show_asset(asset_tagged(tag).id)
        qtbot.wait(100)
        return page

    return show


def rows(page):
    return {row.tag: row for row in page.assets.rows}


def test_list_names_every_state_and_the_worst_comes_first(page, healthy, worn):
    page.show()
    assert page.assets.rows[0].tag == "P-101"
    assert rows(page)["P-101"].state is HealthState.ALARM
    assert rows(page)["F-103"].state is HealthState.NORMAL
    assert rows(page)["V-105"].state is HealthState.NO_DATA
    texts = [
        page.assets.lines.item(i).data(Qt.ItemDataRole.AccessibleTextRole)
        for i in range(page.assets.lines.count())
    ]
    assert any("V-105" in text and "no data, never measured" in text for text in texts)


def test_a_state_whose_data_stopped_is_no_data(page, runtime, healthy, days_pass):
    days_pass(5)
    assert {row.state for row in asset_rows(runtime.store, runtime.now())} == {HealthState.NO_DATA}


def test_lines_keep_their_place_while_they_are_read(
    page, healthy, worn, assess, days_pass, measure
):
    page.show()
    before = [row.tag for row in page.assets.rows]
    days_pass(1)
    measure("G-106")
    assess("G-106", 20.0, HealthState.DANGER)
    page.refresh()
    assert [row.tag for row in page.assets.rows] == before
    assert rows(page)["G-106"].state is HealthState.DANGER


def test_filter_leaves_what_was_typed(page, healthy, qtbot):
    page.show()
    qtbot.keyClicks(page.assets.filter, "fan")
    assert [row.tag for row in page.assets.rows] == ["F-103"]
    assert page.assets.count.text() == "1 of 6 assets"
    page.assets.filter.clear()
    assert len(page.assets.rows) == 6


def test_arrows_walk_through_the_assets(page, healthy, qtbot):
    page.show()
    first = page.record.asset.tag
    qtbot.keyClick(page.assets.lines, Qt.Key.Key_Down)
    assert page.record.asset.tag != first


def test_a_wearing_bearing_shows_one_picture_from_history_to_failure(shown, worn):
    page = shown("P-101")
    scene: LifeScene = page.life.scene
    assert scene.course.unit == "m/s²"
    assert scene.course.failure_level == pytest.approx(page.record.point.limit_peak_ms2)
    assert scene.life is not None
    words = [mark.words for mark in scene.marks]
    assert words[0].startswith("order by ")
    assert words[1:] == ["arrival window", "job"]


def test_both_pictures_stand_on_one_calendar(shown, worn):
    page = shown("P-101")
    upper, lower = page.life._axis, page.strip._axis()
    for day in (0.0, 3.0, 11.0):
        assert upper.x(day) == pytest.approx(lower.x(day), abs=1.0)


def test_order_date_of_picture_strip_and_decision_is_the_same(shown, worn):
    page = shown("P-101")
    order_by = page.record.decision.decision.order_by
    day = (order_by - page.record.decision.today).days
    assert page.strip.order_day == day
    assert page.life.scene.marks[0].first == day + 0.5


def test_day_looked_at_stays_while_the_plant_goes_on(shown, worn):
    page = shown("P-101")
    page.strip.look_at(page.strip.order_day + 3)
    looked_at = page.strip.order_day
    page.refresh()
    assert page.strip.order_day == looked_at


def test_no_degradation_says_in_words_what_would_make_a_path_known(shown, healthy):
    page = shown("F-103")
    assert page.life.scene.life is None
    assert page.life.scene.unknown[0] == "No degradation detected"
    assert "baseline" in page.life.scene.unknown[1]
    assert page.header.badge.text == "normal"


def test_a_dead_sensor_is_no_data_and_no_health(shown, healthy):
    page = shown("V-105")
    assert page.header.badge.text == "no data"
    assert page.life.scene.unknown[0] == "No data"
    assert page.gauges[0].reading.value is None


def test_evidence_names_failure_mode_confidence_and_model(shown, worn):
    page = shown("P-101")
    assert page.evidence.lines[0] == f"Outer race wear, 93{UNBROKEN}% sure"
    assert "degradation path 1, n = 84" in page.evidence.lines[-1]


def test_why_and_order_are_one_press_away(shown, runtime, worn, days_pass, assess, measure, qtbot):
    days_pass(14)
    measure("P-101", worn_days=26)
    assess("P-101", 12.0)
    page = shown("P-101")
    with qtbot.waitSignal(page.why_requested) as why:
        page.header.why.click()
    assert why.args == [page.record.component.id]
    assert page.record.order is not None
    assert page.header.order.text().startswith(page.record.order.number)
    with qtbot.waitSignal(page.order_requested) as order:
        page.header.order.click()
    assert order.args == [page.record.order.id]


def test_an_order_on_its_way_shows_its_own_arrival(
    shown, runtime, worn, days_pass, assess, measure, people_decide
):
    days_pass(14)
    measure("P-101", worn_days=26)
    assess("P-101", 12.0)
    page = shown("P-101")
    order = page.record.order
    approve(runtime.store, order.id, runtime.moment(), "approved")
    issue(runtime.store, order.id, runtime.moment(), "sent")
    days_pass(2)
    measure("P-101", worn_days=28)
    assess("P-101", 10.0)
    page.refresh()
    scene = page.strip.scene
    assert scene.sent is not None
    assert page.strip.order_day is None
    assert page.strip.accessibleDescription().startswith(f"{order.number} sent, expected")
    assert page.life.scene.marks[0].words.startswith("ordered ")
    assert page.grab().width() > 0


def test_an_old_decision_says_that_nothing_was_measured_since(shown, worn, days_pass):
    page = shown("P-101")
    days_pass(6)
    page.refresh()
    assert page.header.badge.text == "no data"
    assert page.strip._note.endswith("no data since")
    assert page.gauges[0].reading.value is None
    assert page.gauges[0].reading.note == "Last good measurement 6 d ago"


def test_nothing_is_clipped_at_the_smallest_window(shown, healthy, worn):
    page = shown("P-101")
    assert page.minimumSizeHint().width() <= 1206
    assert page.minimumSizeHint().height() <= 640
    assert clipped(page) == []
    for picture in (page.life, page.strip, *page.gauges[:2]):
        assert picture.height() >= picture.minimumSizeHint().height()
        assert picture.width() >= picture.minimumSizeHint().width()


def test_a_healthy_asset_is_grey(shown, healthy):
    image = shown("F-103").grab().toImage()
    news = {ink(token).name() for token in ("watch", "alarm", "danger")}
    across, down = range(0, image.width(), 2), range(0, image.height(), 2)
    colours = [image.pixelColor(x, y) for x in across for y in down]
    assert not news & {colour.name() for colour in colours}
    saturated = sum(_is_saturated(colour) for colour in colours)
    assert saturated / len(colours) <= 0.01


def _is_saturated(colour: QColor) -> bool:
    return colour.hsvSaturationF() > 0.5 and colour.valueF() > 0.3


def test_page_without_any_asset_says_so(qtbot, runtime, say, background):
    page = AssetView(runtime, say, background)
    qtbot.addWidget(page)
    page.resize(1206, 640)
    page.show()
    assert page.assets.count.text() == "6 of 6 assets"


def test_a_page_nobody_sees_asks_for_nothing(page):
    page.show()
    assert page._timer.isActive()
    page.hide()
    assert not page._timer.isActive()
