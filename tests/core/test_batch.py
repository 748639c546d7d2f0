"""The quantity of an order: EOQ for steady needs, one for one, batches and breaks when they pay."""

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.core.batch import choose_quantity
from app.core.buying_terms import BuyingTerms
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.core.order_quantity import economic_order_quantity, quantity_at_all_units_price
from app.core.piece_needs import PartNeeds, next_pieces

DAYS = 730
GRID = np.arange(DAYS)
NONE = np.zeros((0, DAYS))


def eur(amount: float) -> Money:
    return Money(Decimal(str(amount)), "EUR")


def terms_for(h=0.25, fixed=60.0, price=365.0, storage=0.0, shelf=None, **offer) -> BuyingTerms:
    """Terms with h money a day for a piece at `price`."""
    rate = (h * 365.0 - storage) / price
    terms = Offer("p", "north", eur(price), **offer)
    return BuyingTerms(terms, fixed, 0.0, rate, storage, shelf)


def steady(rate: float, position: int = 0) -> PartNeeds:
    return PartNeeds(NONE, rate * GRID, np.zeros(DAYS, dtype=int), position)


def wanted_on(*days: int, position: int = 0) -> PartNeeds:
    planned = sum(((day <= GRID).astype(int) for day in days), np.zeros(DAYS, dtype=int))
    return PartNeeds(NONE, np.zeros(DAYS), planned, position)


def usable_on(day: int) -> np.ndarray:
    return np.eye(DAYS)[day]


def chosen(needs, terms, needed=1, arrival=0) -> int:
    return choose_quantity(needs, usable_on(arrival), needed, terms).chosen.quantity


@given(st.floats(5.0, 200.0), st.floats(0.05, 2.0), st.floats(0.05, 1.0))
@settings(max_examples=40, deadline=None)
def test_steady_needs_are_ordered_by_the_economic_quantity(fixed, h, rate):
    plain = economic_order_quantity(fixed, h, rate).quantity
    assume(plain / rate < DAYS / 2)
    found = chosen(steady(rate), terms_for(h, fixed))
    assert abs(found - plain) <= 1.5


@given(st.floats(20.0, 200.0), st.floats(0.1, 1.0), st.floats(0.05, 0.4))
@settings(max_examples=30, deadline=None)
def test_steady_needs_take_a_price_break_as_the_formula_does(fixed, rate, saving):
    prices = [100.0, round(100.0 * (1 - saving), 2)]
    carrying, least = 0.3, 40
    assume(least / rate < DAYS / 2)
    formula = quantity_at_all_units_price(fixed, carrying / 365, rate, [0, least], prices)
    offer = Offer("p", "north", eur(100), breaks=(PriceBreak(least, eur(prices[1])),))
    found = chosen(steady(rate), BuyingTerms(offer, fixed, 0, carrying, 0))
    other = [q for q in (formula.quantity, least) if q / rate < DAYS / 2]
    costs = [_steady_cost(q, fixed, rate, carrying, least, prices) for q in (found, *other)]
    assert costs[0] <= min(costs[1:]) * 1.03


def _steady_cost(quantity, fixed, rate, carrying, least, prices) -> float:
    price = prices[quantity >= least]
    return (
        (price - prices[-1]) * rate
        + fixed * rate / quantity
        + carrying * price / 365 * (quantity - 1) / 2
    )


def test_one_sure_need_is_one_piece_or_the_fewest_sold():
    assert chosen(wanted_on(20), terms_for()) == 1
    assert chosen(wanted_on(20), terms_for(minimum_order=5)) == 5
    assert chosen(wanted_on(20), terms_for(minimum_order=5, pack_size=3)) == 6


def test_needs_are_brought_together_when_an_order_costs_more_than_the_shelf():
    needs = wanted_on(10, 30, 32, 500)
    for fixed, quantity in ((4.0, 1), (20.0, 3), (1000.0, 4)):
        assert chosen(needs, terms_for(0.25, fixed), arrival=10) == quantity


def test_a_long_quiet_time_does_not_buy_a_piece_before_it_pays():
    needs = wanted_on(10, 90)
    assert chosen(needs, terms_for(h=1.0, fixed=79.0), arrival=10) == 1
    assert chosen(needs, terms_for(h=1.0, fixed=81.0), arrival=10) == 2


def test_what_one_failure_wants_at_once_is_bought_at_once():
    slots = np.array([(20 <= GRID) * 1.0, (400 <= GRID) * 1.0])
    needs = replace(wanted_on(), slots=slots, pieces=(4, 2))
    assert chosen(needs, terms_for(), needed=4, arrival=15) == 4
    assert next_pieces(needs, 6).mean_days().tolist() == [20.0] * 4 + [400.0] * 2
    assert needs.expected_within == 6


def test_what_the_position_covers_is_not_bought_again():
    needs = wanted_on(10, 30, 32, 500)
    assert chosen(replace(needs, position=3), terms_for(fixed=20.0), arrival=10) == 1
    owed = choose_quantity(replace(needs, position=-2), usable_on(10), 2, terms_for(fixed=0.5))
    assert owed.chosen.quantity == 3


def test_pieces_that_would_grow_too_old_are_not_bought():
    needs, cheap = steady(0.02), {"h": 0.01, "fixed": 60.0, "price": 5.0}
    long, short = (chosen(needs, terms_for(**cheap, shelf=days)) for days in (None, 200))
    assert long > 10
    assert short <= 6
    aged = choose_quantity(needs, usable_on(0), 1, terms_for(**cheap, shelf=200))
    assert all(option.covers_days <= 200.5 for option in aged.options)


def test_a_forced_surplus_is_costed_with_what_ages_of_it():
    terms = terms_for(h=0.01, price=5.0, shelf=100, minimum_order=1000)
    choice = choose_quantity(steady(0.02), usable_on(0), 1, terms)
    assert choice.chosen.quantity == 1000
    assert choice.chosen.ageing == pytest.approx(5.0 * 998, abs=10)


@given(st.integers(10**4, 10**9))
@settings(max_examples=10, deadline=None)
def test_a_vast_minimum_is_no_vast_computation(minimum):
    choice = choose_quantity(steady(0.02), usable_on(0), 1, terms_for(minimum_order=minimum))
    assert [option.quantity for option in choice.options] == [minimum]
    between = 1 / 0.02
    assert choice.chosen.holding == pytest.approx(0.25 * between * minimum**2 / 2, rel=0.01)


def test_the_quantity_moves_between_the_lowest_and_the_highest_recent_shipping():
    quotes = tuple(
        ShippingQuote(date(2026, month, 1), Decimal(cost))
        for month, cost in ((1, 150), (2, 5), (3, 40))
    )
    offer = Offer("p", "north", eur(365), shipping_quotes=quotes)
    terms = BuyingTerms(offer, 10.0, 40.0, 0.25, 0.0)
    choice = choose_quantity(steady(0.3), usable_on(0), 1, terms)
    low, high = choice.at_shipping
    assert (low[0], high[0]) == (5.0, 150.0)
    assert low[1] < choice.chosen.quantity < high[1]
    for cost, quantity in choice.at_shipping:
        assert chosen(steady(0.3), replace(terms, shipping_cost=cost)) == quantity


needs_of_any_kind = st.builds(
    lambda slots, rate, days, position: PartNeeds(
        np.array([np.clip((GRID - at) / wide, 0, top) for at, wide, top in slots]).reshape(
            len(slots), DAYS
        ),
        rate * GRID,
        wanted_on(*days).planned,
        position,
    ),
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200), st.floats(0.1, 1.0)), max_size=4),
    st.floats(0.0, 0.05),
    st.lists(st.integers(0, 700), max_size=5),
    st.integers(-2, 2),
)
fixed_costs, holdings = st.floats(0.0, 300.0), st.floats(0.01, 3.0)


@given(needs_of_any_kind, fixed_costs, holdings, st.floats(1.0, 8.0), st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_dearer_orders_never_make_smaller_batches_nor_a_dearer_shelf_larger_ones(
    needs, fixed, h, factor, arrival
):
    plain = chosen(needs, terms_for(h, fixed), arrival=arrival)
    assert chosen(needs, terms_for(h, fixed * factor), arrival=arrival) >= plain
    assert chosen(needs, terms_for(h * factor, fixed), arrival=arrival) <= plain


@given(
    needs_of_any_kind,
    st.integers(1, 9),
    st.integers(1, 12),
    st.integers(1, 6),
    st.lists(st.integers(2, 20), max_size=2, unique=True).map(sorted),
    st.none() | st.integers(1, 500),
)
@settings(max_examples=60, deadline=None)
def test_a_batch_is_enough_and_sold_like_that(needs, needed, minimum, pack, least, shelf):
    steps = tuple(PriceBreak(n, eur(300 - n)) for n in least)
    terms = terms_for(minimum_order=minimum, pack_size=pack, breaks=steps, shelf=shelf)
    choice = choose_quantity(needs, usable_on(20), needed, terms)
    assert choice.chosen in choice.options
    for option in choice.options:
        assert option.quantity >= max(needed, minimum)
        assert option.quantity % pack == 0
        assert option.cost >= 0
        assert math.isclose(option.unit_price, float(terms.offer.price_at(option.quantity).amount))
    assert choice.options[0].quantity == terms.offer.orderable(needed)


def test_expected_days_past_the_grid_are_those_of_the_rate_that_goes_on():
    pieces = next_pieces(steady(0.004), 4)
    assert pieces.mean_days() == pytest.approx([n / 0.004 for n in (1, 2, 3, 4)], rel=0.01)
