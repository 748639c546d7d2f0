"""Receipts of a scenario: days, dates, and the stages between."""

import pytest

from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.errors import ScenarioRefused
from app.core.lead_stages import StageDays
from app.exchange.fields import Fields
from app.exchange.scenario_receipts import read_receipts

WEEK = WorkCalendar(MONDAY_TO_FRIDAY)


def read(*receipts: object):
    return read_receipts(Fields({"receipts": list(receipts)}, "vendors[1]"), WEEK)


def test_dates_are_counted_and_split_into_stages() -> None:
    dated = {
        "ordered": "2026-02-02",
        "shipped": "2026-02-05",
        "arrived": "2026-02-09",
        "received": "2026-02-10",
    }
    days, stages = read(4, dated, {"ordered": "2026-02-02", "received": "2026-02-09"})
    assert days == (4.0, 6.0, 5.0)
    assert stages == (StageDays(vendor=3.0, transit=2.0, goods_in=1.0),)


def test_goods_nobody_noted_at_the_gate_were_booked_in_on_arrival() -> None:
    _, stages = read({"ordered": "2026-02-02", "shipped": "2026-02-03", "received": "2026-02-04"})
    assert stages == (StageDays(vendor=1.0, transit=1.0, goods_in=0.0),)


@pytest.mark.parametrize("wrong", ["shipped", "arrived", "received"])
def test_a_stage_before_the_one_before_is_refused(wrong: str) -> None:
    dated = dict.fromkeys(("ordered", "shipped", "arrived", "received"), "2026-02-10")
    dated[wrong] = "2026-02-09"
    with pytest.raises(ScenarioRefused, match=f"{wrong}: expected a day not before 2026-02-10"):
        read(dated)
