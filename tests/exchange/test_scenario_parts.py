"""Offers, alternates and levels of a scenario's parts are read as they are documented."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import ScenarioRefused
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.exchange.scenario import parse_scenario
from app.exchange.scenario_parts import ScenarioPart


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def parts(**changes: Any) -> dict[str, ScenarioPart]:
    """Three parts of two vendors, the first changed."""
    bearing = {"number": "B", "vendor": "V1", "price": "84.00 EUR"} | changes
    others = [{"number": n, "vendor": "V2", "price": "90.00 EUR"} for n in ("C", "D")]
    scenario = {
        "today": "2026-03-02",
        "vendors": [{"name": "V1"}, {"name": "V2"}],
        "parts": [bearing, *others],
        "assets": [],
    }
    return parse_scenario(scenario).parts


def test_a_part_without_more_has_one_offer_and_keeps_nothing_on_purpose() -> None:
    found = parts(minimum_order=3)["B"]
    assert found.offers == (Offer("B", "V1", eur("84.00"), 3),)
    assert (found.part.safety_stock, found.part.buffer_stock) == (0, 0)
    assert (found.part.shelf_life_days, found.part.storage_cost_per_year) == (None, 0)


def test_levels_shelf_life_and_storage_cost_are_read() -> None:
    found = parts(
        safety_stock=1, buffer_stock=2, shelf_life_days=900, storage_cost_per_year="4.50 EUR"
    )["B"].part
    assert (found.safety_stock, found.buffer_stock, found.shelf_life_days) == (1, 2, 900)
    assert found.storage_cost_per_year == Decimal("4.50")


def test_offers_come_with_the_preferred_one_first() -> None:
    steps = [{"least": 10, "price": "80.00 EUR"}, {"least": 50, "price": "71.00 EUR"}]
    quotes = [{"on": "2026-01-05", "cost": "9.00 EUR"}, {"on": "2026-02-02", "cost": "14.00 EUR"}]
    other = {"vendor": "V2", "price": "88.00 EUR", "minimum_order": 4, "order_cost_share": 0.5}
    own = {"vendor": "V1", "pack_size": 2, "price_breaks": steps, "shipping_quotes": quotes}
    preferred, second = parts(offers=[other, own])["B"].offers
    assert second == Offer("B", "V2", eur("88.00"), 4, order_cost_share=0.5)
    assert preferred.breaks == (PriceBreak(10, eur("80.00")), PriceBreak(50, eur("71.00")))
    assert preferred.shipping_quotes[-1] == ShippingQuote(date(2026, 2, 2), Decimal("14.00"))
    assert (preferred.price, preferred.pack_size) == (eur("84.00"), 2)


def test_one_of_a_group_that_is_named_joins_all_of_it() -> None:
    found = parts(alternates=["C"])
    assert found["C"].part.alternates == {"B"}
    found = parts(alternates=["C", "D"])
    assert found["D"].part.alternates == {"B", "C"}


@pytest.mark.parametrize(
    ("offer", "says"),
    [
        ({"price_breaks": [{"least": 9, "price": "2.00 EUR"}] * 2}, "price breaks .* rising"),
        ({"shipping_quotes": [{"on": "2026-01-05", "cost": "2.00 EUR"}] * 2}, ".* different days"),
    ],
)
def test_terms_that_do_not_rise_are_refused(offer: dict[str, Any], says: str) -> None:
    with pytest.raises(ScenarioRefused, match=f"Offer of V1 for B: expected {says}"):
        parts(offers=[{"vendor": "V1"} | offer])
