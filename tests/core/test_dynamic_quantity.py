"""The economic quantity follows shipping, storage cost and price breaks."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.buying_terms import BuyingTerms
from app.core.dynamic_quantity import dynamic_quantity
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.core.order_quantity import economic_order_quantity

costs = st.lists(st.integers(0, 300), min_size=1, max_size=6)


def terms(quotes=(), storage=0.0, steps=()) -> BuyingTerms:
    shipping = tuple(ShippingQuote(date(2026, 1, 1 + n), Decimal(c)) for n, c in enumerate(quotes))
    breaks = tuple(PriceBreak(n, Money(Decimal(p), "EUR")) for n, p in steps)
    offer = Offer("p", "v", Money(Decimal(100), "EUR"), breaks=breaks, shipping_quotes=shipping)
    return BuyingTerms(offer, 60.0, float(offer.shipping_cost), 0.25, storage)


@given(costs, st.floats(0.5, 500.0), st.floats(0.0, 50.0))
def test_without_breaks_it_is_the_square_root_at_the_current_costs(quotes, per_year, storage):
    found = dynamic_quantity(terms(quotes, storage), per_year)
    for shipping, order in zip(
        found.shipping, (found.now, found.lowest, found.highest), strict=True
    ):
        plain = economic_order_quantity(60.0 + shipping, 25.0 + storage, per_year)
        assert order.quantity == pytest.approx(plain.quantity)
        assert order.cost == pytest.approx(plain.cost + 100.0 * per_year)
    assert found.shipping == (quotes[-1], min(quotes), max(quotes))
    assert found.lowest.quantity <= found.now.quantity <= found.highest.quantity


@given(costs)
def test_shipping_that_does_not_move_is_not_volatile(quotes):
    found = dynamic_quantity(terms(quotes), 10.0)
    assert (found.volatility == 0.0) == (len(set(quotes)) <= 1)


def test_dearer_storage_makes_smaller_orders_and_a_break_larger_ones():
    plain = dynamic_quantity(terms(), 40.0).now.quantity
    assert dynamic_quantity(terms(storage=30.0), 40.0).now.quantity < plain
    assert dynamic_quantity(terms(steps=((30, 80),)), 40.0).now.quantity == 30
    assert dynamic_quantity(terms(steps=((3000, 99),)), 40.0).now.quantity == pytest.approx(plain)
