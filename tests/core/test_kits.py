"""A kit is as sure as its parts together, never dearer than equal shares, never later than one."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import kits as kits_of_days
from app.core.kits import KitPart, plan_kit
from app.core.lead_time import Supplier
from app.core.policy import SitePolicy
from app.core.supply import supply_of

TODAY = date(2026, 3, 2)


def part(
    name: str = "p", holding: float = 1.0, days: float | None = 5.0, spread: float = 2.0
) -> KitPart:
    supplier = Supplier(name, name, declared_median_days=days, declared_spread_days=spread)
    return KitPart(name, holding, supply_of(supplier, SitePolicy(), TODAY))


kit_parts = st.builds(
    part, st.uuids().map(str), st.floats(0.01, 20), st.floats(1, 15), st.floats(0, 6)
)
kits = st.lists(kit_parts, min_size=1, max_size=4)
levels = st.floats(0.5, 0.999)


def test_a_sure_part_is_ordered_by_subtraction_and_the_kit_waits_for_the_last():
    parts = [part("near", days=3, spread=0), part("far", days=9, spread=0)]
    best, _ = plan_kit(parts, 20, 0.99, 100.0)
    assert [line.order_in_days for line in best.lines] == [16, 10]
    assert (best.probability, best.shortage) == (1.0, 0.0)
    assert best.cost == pytest.approx(0.0)


def test_what_lies_ready_is_not_ordered():
    best, _ = plan_kit([KitPart("shelf", 1.0, None), part(days=4, spread=0)], 10, 0.9, 100.0)
    assert [line.order_in_days for line in best.lines] == [None, 5]
    assert best.lines[0].holding == pytest.approx(10.0)


def test_a_kit_that_cannot_be_in_time_is_ordered_today_and_says_so():
    best, equal = plan_kit([part(days=9, spread=0), part(days=2, spread=0)], 5, 0.9, 100.0)
    assert not best.is_reached
    assert not equal.is_reached
    assert [line.order_in_days for line in best.lines] == [0, 2]
    assert best.shortage == pytest.approx(5 * 100.0)
    assert best.lines[1].holding == pytest.approx(5.0)


@given(kits, st.integers(0, 60), levels)
@settings(max_examples=40, deadline=None)
def test_a_kit_reaches_what_is_asked_wherever_ordering_today_does(parts, job_day, level):
    best, equal = plan_kit(parts, job_day, level, 100.0)
    today, _ = plan_kit(parts, job_day, 1.0, 100.0)
    assert best.is_reached == (today.probability >= level - 1e-9)
    assert best.probability == pytest.approx(math.prod(line.probability for line in best.lines))
    assert best.ready_by[job_day] == pytest.approx(best.probability)
    assert (np.diff(best.ready_by) >= -1e-12).all()
    if best.is_reached and equal.is_reached:
        assert best.cost - best.shortage <= equal.cost - equal.shortage + _waits(parts, best) + 1e-6


def _waits(parts, plan) -> float:
    """What the parts cost while the kit waits for its last: not what order days are chosen by."""
    return sum(p.holding_per_day for p in parts) * plan.shortage / 100.0


@given(kits, st.integers(0, 60), levels)
@settings(max_examples=40, deadline=None)
def test_a_part_of_a_kit_is_never_ordered_later_than_alone(parts, job_day, level):
    best, equal = plan_kit(parts, job_day, level, 100.0)
    for one, line, shared in zip(parts, best.lines, equal.lines, strict=True):
        alone = plan_kit([one], job_day, level, 100.0)[0].lines[0].order_in_days
        assert shared.order_in_days <= alone
        if best.is_reached:
            assert line.order_in_days <= alone


@given(kits, st.integers(20, 40), levels, st.floats(0.0005, 0.2))
@settings(max_examples=30, deadline=None)
def test_a_surer_kit_is_not_cheaper_on_the_shelf(parts, job_day, level, more):
    days = [plan_kit(parts, job_day, p, 0.0)[1] for p in (level, min(level + more, 0.9995))]
    for plain, surer in zip(days[0].lines, days[1].lines, strict=True):
        assert surer.order_in_days <= plain.order_in_days


@given(st.lists(kit_parts, min_size=2, max_size=2), levels)
@settings(max_examples=40, deadline=None)
def test_two_parts_are_ordered_as_cheaply_as_any_pair_of_days_allows(parts, level):
    one, other = kits_of_days._choices(parts, 30)
    allowed = one.in_time[:, None] * other.in_time[None, :] >= level - 1e-12
    held = np.where(allowed, one.held[:, None] + other.held[None, :], np.inf)
    best, _ = plan_kit(parts, 30, level, 0.0)
    if best.is_reached:
        found = sum(
            c.held[line.order_in_days] for c, line in zip((one, other), best.lines, strict=True)
        )
        assert held.min() - 1e-9 <= found <= held.min() + 1e-6
