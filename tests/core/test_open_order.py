"""An order that is open already: its age, its stage and its promise date it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar, arrival_table
from app.core.lead_stages import StageDays
from app.core.lead_time import MOST_LEAD_DAYS, Supplier, lead_law_of
from app.core.money import Money
from app.core.open_order import arrival_of_open_order
from app.core.policy import SitePolicy
from app.core.purchasing import DeliveryDates, OrderLine, OrderState, PurchaseOrder

MONDAY = date(2026, 3, 2)
WEEK = WorkCalendar(MONDAY_TO_FRIDAY)
POLICY = SitePolicy(calendar=WEEK)
NOTHING = DeliveryDates("o")
LEARNED = Supplier("v", "V", WEEK, receipts_days=(5.0, 4.0, 6.0, 5.0))
CERTAIN = Supplier("v", "V", WEEK, declared_median_days=5.0, declared_spread_days=0.0)
STAGED = Supplier(
    "v", "V", WEEK,
    receipts_days=(20.0, 22.0, 19.0, 21.0),
    stage_days=tuple(StageDays(days - 3.0, 2.0, 1.0) for days in (20.0, 22.0, 19.0, 21.0)),
)  # fmt: skip


def sent(day: date | None, mode: str = "normal delivery") -> PurchaseOrder:
    line = OrderLine("p", 1, Money(Decimal(10), "EUR"))
    return PurchaseOrder(
        "o", "PO-1", "v", OrderState.ORDERED, (line,), datetime(2026, 3, 2, tzinfo=UTC), "eva",
        sent_on=day, delivery_mode=mode,
    )  # fmt: skip


def arrival(supplier: Supplier, today: date, said: DeliveryDates = NOTHING, **more: object):
    order = sent(MONDAY, str(more.get("mode", "normal delivery")))
    return arrival_of_open_order(order, said, supplier, POLICY, today)


def test_a_certain_vendor_that_is_not_due_yet_comes_on_its_day() -> None:
    for age in range(8):
        days = arrival(CERTAIN, MONDAY + timedelta(days=age)).days
        assert (days == 7 - age).all(), "sent on Monday, five working days: next Monday"


def test_a_certain_vendor_that_broke_its_word_is_waited_for_without_certainty() -> None:
    late = arrival(CERTAIN, MONDAY + timedelta(days=8))
    assert late.days[0] >= 0
    assert late.quantile(0.5) >= 1.0
    assert late.quantile(0.95) > late.quantile(0.5)


@given(st.integers(0, 25), st.integers(0, 6), st.integers(0, 12))
@settings(max_examples=20)
def test_the_arrival_is_that_of_drawn_deliveries_not_come_yet(age, sent_after, closed) -> None:
    calendar = WorkCalendar(
        MONDAY_TO_FRIDAY,
        shutdowns=(Shutdown(MONDAY + timedelta(closed), MONDAY + timedelta(closed + 4)),),
    )
    supplier = Supplier("v", "V", calendar, receipts_days=LEARNED.receipts_days)
    start = MONDAY + timedelta(days=sent_after)
    today = start + timedelta(days=age)
    law = lead_law_of(supplier, POLICY.lead_prior)
    assert law is not None
    lengths = np.ceil(law.quantiles(np.linspace(0.00005, 0.99995, 10_000))).astype(int)
    table = arrival_table(start, calendar, WorkCalendar(), 1, int(lengths.max()))
    come = table.arrival_day[0, lengths]
    left = come[come >= age] - age
    plant = np.flatnonzero(WEEK.open_days(today, int(left.max(initial=0)) + 10))
    left = plant[np.searchsorted(plant, left)]
    found = arrival_of_open_order(sent(start), NOTHING, supplier, POLICY, today)
    if left.size >= 200:
        for day in range(0, 40, 3):
            share = float((left <= day).mean())
            assert found.probability_within(day) == pytest.approx(share, abs=0.02 + 30 / left.size)


@given(st.integers(0, 60), st.floats(1.0, 4.0))
def test_risk_makes_an_open_order_later_never_earlier(age, multiplier) -> None:
    today = MONDAY + timedelta(days=age)
    usual = arrival(LEARNED, today)
    risky = arrival_of_open_order(sent(MONDAY), NOTHING, LEARNED, POLICY, today, multiplier)
    assert (usual.days >= 0).all()
    assert (risky.days >= usual.days).all()


def test_an_order_not_sent_yet_counts_as_sent_today() -> None:
    fresh = arrival_of_open_order(sent(None), NOTHING, CERTAIN, POLICY, MONDAY)
    assert (fresh.days == 7).all()


def test_goods_that_were_shipped_wait_for_the_stages_left_only() -> None:
    today = MONDAY + timedelta(days=21)
    waiting = arrival(STAGED, today)
    shipped = arrival(STAGED, today, DeliveryDates("o", shipped_on=today))
    at_the_gate = arrival(STAGED, today, DeliveryDates("o", shipped_on=today, arrived_on=today))
    assert waiting.quantile(0.5) >= 6
    assert 3 <= shipped.quantile(0.5) <= 6
    assert at_the_gate.quantile(0.5) <= 2
    unknown = arrival(LEARNED, today, DeliveryDates("o", shipped_on=today))
    assert (unknown.days == arrival(LEARNED, today).days).all(), "no stages known: the age alone"


def test_a_later_promise_is_believed_and_an_earlier_one_is_not() -> None:
    late = MONDAY + timedelta(days=28)
    assert (arrival(LEARNED, MONDAY, DeliveryDates("o", promised_on=late)).days >= 28).all()
    early = DeliveryDates("o", promised_on=MONDAY + timedelta(days=1))
    assert (arrival(LEARNED, MONDAY, early).days == arrival(LEARNED, MONDAY).days).all()


def test_a_hurried_order_is_dated_by_what_was_offered() -> None:
    courier = Supplier("v", "V", WEEK, receipts_days=(20.0,), expedite_median_days=2.0)
    assert (arrival(courier, MONDAY, mode="expedited delivery").days == 2).all()


def test_an_order_older_than_any_grid_still_has_a_date() -> None:
    old = arrival(STAGED, MONDAY + timedelta(days=int(2 * MOST_LEAD_DAYS)))
    assert (old.days >= 0).all()
    assert np.isfinite(old.days).all()
