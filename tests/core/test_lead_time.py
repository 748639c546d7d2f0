"""Lead times: what is declared, what is learned, and what is not known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ScenarioRefused
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.lead_time import (
    Supplier,
    declared_lead_time,
    expedited_lead_time,
    lead_time_of,
)

POOL = LeadPrior()
days = st.floats(0.5, 90.0)


def supplier(**changes: object) -> Supplier:
    return Supplier("v", "V", **changes)  # type: ignore[arg-type]


@given(days, st.floats(0.1, 20.0))
def test_what_is_declared_is_read_back(median: float, spread: float) -> None:
    lead = declared_lead_time(median, spread)
    assert (lead.median_days, lead.spread_days) == (median, spread)
    assert lead.distribution.quantile(0.5) == pytest.approx(median)
    assert lead.distribution.quantile(0.99) > median + spread


def test_a_vendor_without_spread_stays_certain_until_a_receipt_differs() -> None:
    known = supplier(declared_median_days=5.0, declared_spread_days=0.0)
    assert lead_time_of(known, POOL).spread_days == 0.0
    on_time = supplier(declared_median_days=5.0, declared_spread_days=0.0, receipts_days=(5.0, 5.0))
    assert lead_time_of(on_time, POOL).spread_days == pytest.approx(0.0, abs=1e-6)
    late = supplier(declared_median_days=5.0, declared_spread_days=0.0, receipts_days=(5.0, 15.0))
    assert lead_time_of(late, POOL).spread_days > 2.0


def test_no_receipts_and_no_word_is_the_pool_never_on_time() -> None:
    unknown = lead_time_of(supplier(), POOL)
    assert unknown.receipts == 0
    assert unknown.basis == "pool of all suppliers"
    assert unknown.median_days == pytest.approx(7.0, abs=0.1), "accidents move it a little"
    assert unknown.spread_days > 1.0


@given(st.lists(days, min_size=1, max_size=30))
def test_many_receipts_pull_the_median_towards_their_own(receipts: list[float]) -> None:
    learned = learn_lead_time(receipts, POOL)
    own = sum(math.log(max(r, 0.5)) for r in receipts) / len(receipts)
    low, high = sorted((own, POOL.mean_log))
    assert low - 1e-9 <= learned.mean_log <= high + 1e-9


@given(st.lists(days, max_size=8), st.floats(0.1, 30.0), st.floats(0.05, 0.95))
def test_an_order_already_late_takes_longer_than_its_age(
    receipts: list[float], age: float, level: float
) -> None:
    learned = learn_lead_time(receipts, POOL)
    conditioned = learned.quantile(level, open_for_days=age)
    assert conditioned >= age - 1e-6
    assert conditioned >= learned.quantile(level) - 1e-6


@given(st.lists(days, max_size=10), st.lists(days, max_size=10))
def test_one_suppliers_receipts_move_nobody_else(one: list[float], other: list[float]) -> None:
    first = lead_time_of(supplier(receipts_days=tuple(one)), POOL)
    lead_time_of(Supplier("w", "W", receipts_days=tuple(other)), POOL)
    again = lead_time_of(supplier(receipts_days=tuple(one)), POOL)
    assert first.median_days == again.median_days
    assert (first.distribution.days == again.distribution.days).all()


def test_a_supplier_without_hurried_delivery_has_none() -> None:
    assert expedited_lead_time(supplier()) is None
    hurried = expedited_lead_time(supplier(expedite_median_days=1.0))
    assert hurried is not None
    assert hurried.median_days == 1.0


@pytest.mark.parametrize("field", ["declared_median_days", "expedite_median_days"])
@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf, 731.0])
def test_a_lead_time_that_is_not_above_0_is_refused(field: str, wrong: float) -> None:
    with pytest.raises(ScenarioRefused, match="lead time from 0.01 to 730 days"):
        supplier(**{field: wrong})


@pytest.mark.parametrize("field", ["declared_spread_days", "expedite_spread_days"])
@pytest.mark.parametrize("wrong", [-1.0, math.nan, 731.0])
def test_a_spread_below_0_is_refused(field: str, wrong: float) -> None:
    with pytest.raises(ScenarioRefused, match="spread from 0 to 730 days"):
        supplier(**{field: wrong})


def test_the_widest_declaration_can_still_be_planned_with() -> None:
    for receipts in ((), (0.0, 730.0)):
        widest = supplier(
            declared_median_days=0.01, declared_spread_days=730.0, receipts_days=receipts
        )
        assert math.isfinite(lead_time_of(widest, POOL).distribution.days[-1])
