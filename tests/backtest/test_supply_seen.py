"""What is known of suppliers on a day, and how long the replay's own orders take."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from app.backtest.deliveries import Deliveries, deliveries_of
from app.backtest.history import read_history
from app.backtest.knowledge import Knowledge
from app.backtest.records import LeadSeen, PlantHistory
from app.backtest.vendor_days import VendorDays
from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import lead_time_of
from tests.backtest.plants import FAR_EAST, Counted, Ordered, Past, day_of, write

VENDOR = "vendor-0"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> PlantHistory:
    """A plant without a declared lead time that had two deliveries before day 40, one after."""
    story = [Ordered(5, 0, 1, 4), Ordered(20, 1, 1, 11), Ordered(60, 0, 1, 30), Counted(99, 0, 1)]
    past = replace(FAR_EAST, days=100, happenings=story)
    with write(tmp_path_factory.mktemp("vendors") / "plant", past) as store:
        return read_history(store, day_of(40), day_of(100))


def known_on(history: PlantHistory, number: int) -> Knowledge:
    """What was known in the evening of a day."""
    known = Knowledge(history.register, day_of(0), day_of(0))
    known.learn(day_of(number), [r for r in history.records if r.day <= day_of(number)])
    return known


def test_a_lead_time_is_learned_from_the_deliveries_so_far(history: PlantHistory) -> None:
    vendors = VendorDays((VENDOR,), LeadPrior())
    (early,) = vendors.on(day_of(50), known_on(history, 50))
    supplier = replace(history.register.suppliers[VENDOR], receipts_days=(4.0, 11.0))
    assert vendors.medians_days[VENDOR] == lead_time_of(supplier, LeadPrior()).median_days
    (same,) = vendors.on(day_of(51), known_on(history, 51))
    (later,) = vendors.on(day_of(95), known_on(history, 95))
    assert early.version == same.version != later.version
    assert later.days_at(0.5) > early.days_at(0.5), "thirty days had been seen by then"
    assert np.isclose(early.weights.sum(axis=0), 1.0).all()


def test_a_hurried_order_is_usable_by_the_calendar_or_never(history: PlantHistory) -> None:
    vendors = VendorDays((VENDOR,), LeadPrior())
    known = known_on(history, 50)
    (hurried,) = vendors.on(day_of(50), known)
    margin = history.register.policy.receiving_margin_days
    deliveries = deliveries_of(history)
    expected = [
        (deliveries.goods_in(VENDOR, day_of(50 + n), 1) - day_of(50)).days + margin
        for n in range(hurried.hurried_on.size)
    ]
    assert hurried.hurried_on.tolist() == expected
    plain = replace(history.register.suppliers[VENDOR], expedite_median_days=None)
    known.register = replace(known.register, suppliers={VENDOR: plain})
    (none,) = VendorDays((VENDOR,), LeadPrior()).on(day_of(50), known)
    assert none.hurried_on.size == 0


def test_an_order_takes_as_long_as_the_delivery_that_came_in_last(history: PlantHistory) -> None:
    deliveries = deliveries_of(history)
    assert deliveries.normal_days(VENDOR, [4.0, 10.2]) == 11, "parts of a day count whole"
    assert deliveries.normal_days(VENDOR, []) == 7, "the median the program begins with"
    assert deliveries.hurried_days(VENDOR) == 1


def test_working_days_are_counted_on_the_suppliers_calendar(tmp_path: Path) -> None:
    with write(tmp_path / "plant", Past(days=100, happenings=[Counted(99, 0, 1)])) as store:
        history = read_history(store, day_of(0), day_of(99))
    week = WorkCalendar(MONDAY_TO_FRIDAY)
    suppliers = {VENDOR: replace(history.register.suppliers[VENDOR], calendar=week)}
    history = replace(history, register=replace(history.register, suppliers=suppliers))
    deliveries: Deliveries = deliveries_of(history)
    friday = date(2024, 1, 5)
    assert deliveries.goods_in(VENDOR, friday, 1) == friday + timedelta(days=3)


def test_the_longest_lead_time_of_the_record_has_its_place(history: PlantHistory) -> None:
    longest = max(r.lead_days for r in history.records if isinstance(r, LeadSeen))
    table = deliveries_of(history).tables[VENDOR]
    assert table.arrival_day.shape == (61, int(longest) + 1)
