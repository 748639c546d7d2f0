"""How many pieces the shelf wants where needs announce themselves, and where they do not."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.calendars import WorkCalendar
from app.core.lead_time import LeadTime, declared_lead_time
from app.core.part_pool import PartPool
from app.core.shelf_need import ShelfNeed, ShelfTerms, shelf_need
from app.core.supply import Supply, supply_from
from app.core.trust import ENOUGH_CLAIMS

TODAY = date(2026, 3, 2)
HURRIED = declared_lead_time(2.0)
LONG_BEFORE = (40.0,) * ENOUGH_CLAIMS


def supply(hurried: LeadTime | None = HURRIED, fee: float = 150.0) -> Supply:
    every_day = WorkCalendar()
    return supply_from(TODAY, every_day, every_day, declared_lead_time(20.0), 1, hurried, fee)


def wanted(notice_days: tuple[float, ...] = (), by: Supply | None = None) -> ShelfNeed:
    terms = ShelfTerms(0.02, 0.06, 2000.0, 0.99, notice_days=notice_days)
    return shelf_need(PartPool((), on_hand=0), (), 0, terms, by or supply())


def test_needs_that_announce_themselves_want_fewer_pieces_on_the_shelf() -> None:
    by_surprise, announced = wanted((0.0,) * ENOUGH_CLAIMS), wanted(LONG_BEFORE)
    assert by_surprise.foreseen is not None
    assert by_surprise.foreseen.share == 0.0
    assert by_surprise.units == wanted().units
    assert announced.units <= by_surprise.units


def test_half_of_them_announced_early_enough_is_counted_by_hand() -> None:
    found = wanted((0.0, 4.0) * ENOUGH_CLAIMS)
    assert found.foreseen is not None
    assert found.foreseen.enough_days == 3, "two days hurried and one to check the goods in"
    assert found.foreseen.share == pytest.approx(17.0 / (17.0 + 21.0)), "usable on day 21"
    assert found.units < wanted().units


@pytest.mark.parametrize("by", [supply(None), supply(fee=float("inf"))])
def test_without_a_hurried_delivery_of_known_price_nothing_is_counted_on(by: Supply) -> None:
    assert wanted((4.0,) * 20, by).foreseen is None
    assert wanted((4.0,) * 20, by).units == wanted((), by).units


def test_too_few_failures_on_record_tell_nothing() -> None:
    assert wanted((4.0,) * (ENOUGH_CLAIMS - 1)).foreseen is None


@given(st.lists(st.floats(0.0, 60.0), min_size=ENOUGH_CLAIMS, max_size=30))
def test_more_notice_never_wants_more_pieces(notice: list[float]) -> None:
    short, long = tuple(notice), tuple(np.array(notice) + 3.0)
    assert wanted(short).units <= wanted().units
    assert wanted(long).foreseen is not None
