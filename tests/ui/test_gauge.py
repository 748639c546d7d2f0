import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.health import HealthState
from app.ui.gauge import HealthGauge
from app.ui.gauge_reading import GaugeLimit, GaugeReading, slope_per_day
from app.ui.ink import ink
from app.ui.wording import NOTHING

DAYS = np.linspace(-30.0, 0.0, 181)
LIMITS = (GaugeLimit(4.5, HealthState.ALARM, "zone C"), GaugeLimit(7.1, HealthState.DANGER, "D"))


def reading(value, state=HealthState.NORMAL, note=""):
    levels = np.full(DAYS.size, 2.0)
    return GaugeReading("Velocity", "mm/s", value, state, LIMITS, (1.8, 2.2), DAYS, levels, note)


def pixels(widget):
    image = widget.grab().toImage()
    across, down = range(image.width()), range(image.height())
    return {image.pixelColor(x, y).name() for x in across for y in down}


@given(st.floats(0.0, 1e4))
def test_scale_holds_value_and_every_limit(value):
    shown = reading(value)
    assert shown.top >= max(value, *(limit.value for limit in LIMITS))


@given(st.floats(-5, 5), st.floats(0, 100))
def test_trend_is_the_slope_of_a_straight_line(slope, start):
    assert slope_per_day(DAYS, start + slope * DAYS) == pytest.approx(slope, abs=1e-6)


def test_trend_of_two_measurements_is_not_known():
    assert slope_per_day(DAYS[-2:], np.array([1.0, 2.0])) is None


def test_gauge_of_a_healthy_machine_is_grey(qtbot):
    gauge = HealthGauge()
    qtbot.addWidget(gauge)
    gauge.resize(200, 140)
    gauge.show_reading(reading(2.0))
    news = {ink(token).name() for token in ("watch", "alarm", "danger")}
    assert not pixels(gauge) & news


def test_gauge_above_its_limit_shows_the_states_colour(qtbot):
    gauge = HealthGauge()
    qtbot.addWidget(gauge)
    gauge.resize(200, 140)
    gauge.show_reading(reading(5.0, HealthState.ALARM))
    assert ink("alarm").name() in pixels(gauge)


def test_gauge_names_the_source_of_each_limit(qtbot):
    gauge = HealthGauge()
    qtbot.addWidget(gauge)
    gauge.show_reading(reading(2.0))
    assert gauge.toolTip() == "alarm from 4.50 mm/s (zone C)\ndanger from 7.10 mm/s (D)"


def test_gauge_without_a_value_says_why(qtbot):
    gauge = HealthGauge()
    qtbot.addWidget(gauge)
    gauge.show_reading(reading(None, note="Stale since 07:00:00"))
    assert gauge.accessibleName() == f"Velocity {NOTHING} mm/s Stale since 07:00:00"
    assert gauge.grab().width() > 0
