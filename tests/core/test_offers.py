"""What can be ordered at an offer is enough, sold like that, and no more than must be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.alternates import interchangeable
from app.core.errors import ScenarioRefused
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote, offers_of
from app.core.stock import Part
from tests.storage import strategies as some

PRICE = Money(Decimal("84.00"), "EUR")
PLAIN = Offer("part", "vendor", PRICE)
counts = st.integers(1, 500)


@given(counts, counts, counts)
def test_what_is_orderable_is_the_fewest_that_are_sold(wanted, minimum, pack):
    quantity = replace(PLAIN, minimum_order=minimum, pack_size=pack).orderable(wanted)
    assert quantity % pack == 0
    assert quantity >= max(wanted, minimum)
    assert quantity - pack < max(wanted, minimum)


@given(some.offers, counts)
def test_the_price_is_that_of_the_last_break_reached(offer, quantity):
    reached = [b.price for b in offer.breaks if b.least <= quantity]
    assert offer.price_at(quantity) == ([offer.price, *reached])[-1]


@given(some.parts, st.lists(some.offers, max_size=3))
def test_the_preferred_offer_comes_first_with_the_price_of_the_part(part, offers):
    found = offers_of(part, offers)
    assert len({o.supplier_id for o in found}) == len(found)
    if part.supplier_id is not None:
        stated = (found[0].supplier_id, found[0].price, found[0].minimum_order)
        assert stated == (part.supplier_id, part.price, part.minimum_order)


def test_shipping_is_the_last_quote_and_old_quotes_are_no_news():
    quotes = [(date(2024, 1, 1), 90), (date(2025, 6, 1), 20), (date(2026, 1, 1), 35)]
    offer = replace(PLAIN, shipping_quotes=tuple(ShippingQuote(d, Decimal(c)) for d, c in quotes))
    assert (PLAIN.shipping_cost, PLAIN.recent_shipping_costs) == (0, ())
    assert (offer.shipping_cost, offer.recent_shipping_costs) == (35, (20, 35))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"minimum_order": 0}, "minimum order of 1"),
        ({"pack_size": 0}, "packs of 1"),
        ({"order_cost_share": 1.5}, "from 0 to 1"),
        ({"breaks": (PriceBreak(1, PRICE),)}, "from 2 pieces on"),
        ({"breaks": (PriceBreak(9, Money(Decimal(1), "USD")),)}, "price breaks in EUR"),
        ({"shipping_quotes": (ShippingQuote(date(2026, 1, 1), Decimal(-1)),)}, "0 or more"),
    ],
)
def test_terms_nobody_can_offer_are_refused(change, says):
    with pytest.raises(ScenarioRefused, match=says):
        replace(PLAIN, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"minimum_order": 0},
        {"safety_stock": -1},
        {"buffer_stock": -1},
        {"shelf_life_days": 0},
        {"storage_cost_per_year": Decimal(-1)},
        {"alternates": frozenset({"p"})},
    ],
)
def test_a_part_with_an_impossible_figure_is_refused(change):
    with pytest.raises(ScenarioRefused, match="6309: expected"):
        replace(Part("p", "6309", "Bearing", PRICE), **change)


names = st.sampled_from("abcdefg")


@given(st.dictionaries(names, st.lists(names, max_size=3)))
def test_replacing_each_other_goes_both_ways_and_through_the_whole_group(named):
    groups = interchangeable(named)
    for part_id, others in groups.items():
        assert part_id not in others
        for other in others:
            assert groups[other] == (others | {part_id}) - {other}
    for part_id, others in named.items():
        assert set(others) - {part_id} <= groups[part_id]
