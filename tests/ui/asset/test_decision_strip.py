import pytest
from PySide6.QtCore import QPoint, Qt

from app.core.calendars import WorkCalendar
from app.core.health import FailureMode, HealthState
from app.core.lead_time import lead_time_of
from app.ui.decision_strip import DecisionStrip
from app.ui.figures import day_text, share_text
from app.ui.ink import ink


@pytest.fixture
def decision(runtime, assess, asset_tagged):
    def of(tag="P-101", median_days=30.0):
        state = HealthState.NORMAL if median_days is None else HealthState.ALARM
        mode = FailureMode.NONE if median_days is None else FailureMode.OUTER_RACE_WEAR
        assessment = assess(tag, median_days, state, mode)
        with runtime.store.read() as uow:
            record = uow.decisions.latest(assessment.component_id)
            part = uow.stock.part(uow.plant.component(assessment.component_id).part_id)
            supplier = uow.plant.supplier(part.supplier_id)
            return record, supplier, uow.plant.policy()

    return of


@pytest.fixture
def strip(qtbot, decision):
    record, supplier, policy = decision()
    made = DecisionStrip()
    qtbot.addWidget(made)
    made.resize(760, 216)
    made.show_decision(
        record,
        policy.calendar,
        lead_time_of(supplier, policy.lead_prior),
        supplier=supplier.calendar,
        margin_days=policy.receiving_margin_days,
    )
    made.show()
    return made


def count_of(widget, token):
    image, name = widget.grab().toImage(), ink(token).name()
    return sum(
        image.pixelColor(x, y).name() == name
        for x in range(image.width())
        for y in range(image.height())
    )


def test_strip_begins_on_the_proposed_day_with_the_decisions_own_number(strip):
    decision = strip.scene.record.decision
    assert strip.scene.study.date_of(strip.order_day) == decision.order_by
    assert strip.scene.late == pytest.approx(decision.late_probability)
    assert share_text(decision.late_probability) in strip.accessibleDescription()
    assert day_text(decision.order_by) in strip.accessibleDescription()


def test_arrows_move_the_order_day_and_home_goes_back(strip, qtbot):
    proposed = strip.order_day
    with qtbot.waitSignal(strip.order_day_moved) as told:
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.order_day == proposed + 1
    assert told.args == [strip.scene.study.date_of(proposed + 1)]
    qtbot.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert strip.order_day == proposed + 8
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.order_day == proposed + 7
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.order_day == proposed


def test_numbers_follow_the_day_looked_at(strip, qtbot):
    for _ in range(4):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
        assert strip.scene.late == strip.scene.study.late[strip.order_day]
        assert share_text(strip.scene.late) in strip.accessibleDescription()


def test_the_order_day_can_be_dragged_and_never_leaves_the_calendar(strip, qtbot):
    axis = strip._axis()
    middle = strip.height() // 2
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(axis.x(7.5)), middle))
    assert strip.order_day == 7
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(axis.x(0)), middle))
    assert strip.order_day == 0
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.order_day == 0
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 1, middle))
    assert strip.order_day <= axis.last


def test_a_day_too_late_is_coloured_and_a_good_one_is_not(strip):
    assert count_of(strip, "alarm") == 0
    strip.look_at(strip.order_day + 12)
    assert strip.scene.is_too_late
    assert count_of(strip, "alarm") > 0


def test_arrival_window_lies_two_days_to_one_day_before_the_need(strip):
    scene = strip.scene
    assert scene.arrival_window == (scene.need_day - 2, scene.need_day - 1)
    first, last = scene.job_window
    assert first <= last == scene.need_day


def test_without_degradation_the_strip_says_what_would_date_an_order(qtbot, decision):
    record, supplier, policy = decision("F-103", None)
    strip = DecisionStrip()
    qtbot.addWidget(strip)
    strip.show_decision(record, policy.calendar, lead_time_of(supplier, policy.lead_prior))
    strip.show()
    assert strip.scene.study is None
    assert strip.order_day is None
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.order_day is None
    assert strip.maximumHeight() < 100
    assert strip.grab().width() > 0


def test_without_a_supplier_the_strip_says_that_no_lead_time_is_known(qtbot, decision):
    record, _, _ = decision()
    strip = DecisionStrip()
    qtbot.addWidget(strip)
    strip.show_decision(record, WorkCalendar(), None)
    assert strip.scene.study is None
    assert strip.grab().width() > 0


def test_an_empty_strip_paints(qtbot):
    strip = DecisionStrip()
    qtbot.addWidget(strip)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.grab().width() > 0
