"""Vendors compared: cheapest within the floor first, and no line depends on another's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.money import Money
from app.core.offers import PriceBreak
from app.core.piece_needs import PartNeeds
from app.core.trigger import DeliveryMode
from app.core.vendor_choice import Shortage, VendorOption, compare_vendors
from tests.core.sellers import TODAY, seller, wanted_on

SHORT = Shortage(900.0, 0.99)


def names(options: tuple[VendorOption, ...]) -> list[str]:
    return [option.supplier_id for option in options]


def test_of_two_in_time_the_cheaper_is_taken_and_of_equal_ones_the_preferred():
    both = [seller("dear", 101.0), seller("cheap", 100.0)]
    assert names(compare_vendors(wanted_on(30), 1, SHORT, both)) == ["cheap", "dear"]
    same = [seller("preferred"), seller("other")]
    assert names(compare_vendors(wanted_on(30), 1, SHORT, same)) == ["preferred", "other"]


def test_who_comes_too_late_is_no_bargain():
    late, near = seller("late", 20.0, days=12.0), seller("near", 300.0, days=2.0)
    first, second = compare_vendors(wanted_on(8), 1, SHORT, [late, near])
    assert (first.supplier_id, first.is_within_floor) == ("near", True)
    assert (second.late_probability, second.is_within_floor) == (1.0, False)
    assert second.waiting == pytest.approx(5 * 900.0)
    cheap_wait = compare_vendors(wanted_on(8), 1, Shortage(1.0, 0.0), [late, near])
    assert cheap_wait[0].supplier_id == "late"


def test_a_near_vendor_lets_the_order_wait():
    (near,) = compare_vendors(wanted_on(30), 1, SHORT, [seller("near", days=3.0)])
    assert near.order_in_days == 26
    (far,) = compare_vendors(wanted_on(30), 1, SHORT, [seller("far", days=29.0)])
    assert far.order_in_days == 0


def test_a_hurried_delivery_is_one_more_line_where_its_fee_is_known():
    hurries = {"expedite_median_days": 1.0, "expedite_cost": Decimal(150)}
    known = compare_vendors(wanted_on(4), 1, SHORT, [seller("v", days=9.0, **hurries)])
    assert [(o.mode, o.expedite_fee) for o in known] == [
        (DeliveryMode.EXPEDITED, 150.0),
        (DeliveryMode.NORMAL, 0.0),
    ]
    unknown = seller("v", days=9.0, expedite_median_days=1.0)
    assert len(compare_vendors(wanted_on(4), 1, SHORT, [unknown])) == 1


def test_a_surplus_nobody_wants_is_paid_for():
    single, dozen = seller("single", 100.0), seller("dozen", 60.0, minimum_order=12)
    needs = wanted_on(20)
    first, second = compare_vendors(needs, 1, SHORT, [single, dozen])
    assert first.supplier_id == "single"
    assert second.landed_cost_per_piece > 12 * 60.0
    many = wanted_on(*range(20, 32))
    assert compare_vendors(many, 1, SHORT, [single, dozen])[0].supplier_id == "dozen"


def test_the_price_is_that_of_the_quantity_ordered():
    steps = (PriceBreak(10, Money(Decimal(50), "EUR")),)
    (option,) = compare_vendors(
        wanted_on(*range(20, 40)), 1, SHORT, [seller("v", 100.0, breaks=steps)]
    )
    assert option.quantity >= 10
    assert option.landed_cost_per_piece < 60.0


def test_a_vendor_nobody_knows_is_of_the_pool_never_on_time():
    (unknown,) = compare_vendors(wanted_on(7), 1, SHORT, [seller("new", days=None)])
    assert unknown.basis == "pool of all suppliers"
    assert unknown.late_probability > 0.4
    assert not unknown.is_within_floor


def test_each_vendor_is_judged_by_its_own_calendar():
    closed = WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=(Shutdown(TODAY, date(2026, 3, 20)),))
    shut = seller("shut", 50.0, calendar=closed)
    (first, second) = compare_vendors(wanted_on(9), 1, SHORT, [shut, seller("open", 90.0)])
    assert (first.supplier_id, second.late_probability) == ("open", 1.0)


def test_a_lead_time_longer_than_the_grid_is_waited_for_to_its_end():
    needs = wanted_on(20)
    short = PartNeeds(needs.slots, needs.unpredicted[:30], needs.planned[:30], 0)
    (far,) = compare_vendors(short, 1, SHORT, [seller("far", days=100.0)])
    assert far.late_probability == 1.0
    assert far.waiting == pytest.approx((101 - 20) * 900.0)


vendors = st.builds(
    seller,
    st.uuids().map(str),
    st.floats(1, 500).map(lambda p: round(p, 2)),
    st.none() | st.floats(0.5, 40),
    declared_spread_days=st.none() | st.floats(0, 10),
    receipts_days=st.lists(st.floats(0.5, 60), max_size=5).map(tuple),
    minimum_order=st.integers(1, 6),
    shipping=st.floats(0, 80),
)


@given(
    st.lists(vendors, min_size=2, max_size=4),
    st.lists(st.integers(0, 200), min_size=1, max_size=4),
    st.integers(1, 3),
)
@settings(max_examples=40, deadline=None)
def test_a_vendors_line_is_the_same_whoever_stands_beside_it(sellers, days, needed):
    needs = wanted_on(*days)
    together = compare_vendors(needs, needed, SHORT, sellers)
    alone = [compare_vendors(needs, needed, SHORT, [one])[0] for one in sellers]
    assert sorted(together, key=lambda o: o.supplier_id) == sorted(
        alone, key=lambda o: o.supplier_id
    )
    assert all(one.quantity >= needed for one in together)
    within = [one for one in together if one.is_within_floor]
    if within:
        assert together[0].expected_cost == min(one.expected_cost for one in within)


@given(vendors, st.floats(1.0, 5.0), st.integers(1, 60))
@settings(max_examples=30, deadline=None)
def test_a_dearer_vendor_never_has_the_cheaper_line(one, factor, day):
    (plain,) = compare_vendors(wanted_on(day), 1, SHORT, [one])
    price = Money(round(one.terms.offer.price.amount * Decimal(str(factor)), 2), "EUR")
    dearer = replace(one, terms=replace(one.terms, offer=replace(one.terms.offer, price=price)))
    (after,) = compare_vendors(wanted_on(day), 1, SHORT, [dearer])
    assert after.expected_cost >= plain.expected_cost - 0.01
