"""What the reasons of buying say can be recomputed from the numbers they carry."""

import math
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from app.core.assets import Criticality
from app.core.batch import choose_quantity
from app.core.buying_reasons import batch_reasons, cover_reasons, kit_reasons, vendor_reasons
from app.core.cover_levels import cover_levels
from app.core.kits import KitPart, plan_kit
from app.core.lead_time import declared_lead_time
from app.core.money import Money
from app.core.offers import PriceBreak, ShippingQuote
from app.core.vendor_choice import Shortage, compare_vendors
from tests.core.sellers import DAYS, GRID, TODAY, seller, wanted_on

EVERY_MONTH = wanted_on(*range(20, 360, 20))


def test_the_quantity_is_explained_beside_what_else_was_sold():
    one = seller(
        "v", 40.0, minimum_order=2, pack_size=2, breaks=(PriceBreak(12, Money(Decimal(39), "EUR")),)
    )
    quotes = tuple(ShippingQuote(date(2026, m, 1), Decimal(c)) for m, c in ((1, 200), (2, 0)))
    terms = replace(one.terms, offer=replace(one.terms.offer, shipping_quotes=quotes))
    choice = choose_quantity(EVERY_MONTH, np.eye(DAYS)[10], 1, terms)
    reasons = list(batch_reasons(choice, terms.offer, "EUR"))
    chosen, *others = [r for r in reasons if "per_day" in r.details]
    assert chosen.code == "batch_chosen"
    assert {r.details["quantity"] for r in others} >= {2, 12} - {chosen.details["quantity"]}
    for reason in (chosen, *others):
        d = reason.details
        assert d["ordering"] + d["holding"] + d["ageing"] == pytest.approx(d["cost"])
        assert d["cost"] / d["days"] == pytest.approx(d["per_day"])
        if reason.code == "batch_option":
            assert d["per_day"] >= chosen.details["per_day"]
    texts = " ".join(r.text() for r in reasons)
    assert "1 needed; the supplier sells 2 or more (at least 2, in packs of 2)." in texts
    assert "Shipping costs 0 EUR; within a year it was 0 to 200" in texts


def test_pieces_that_no_need_uses_up_cost_nothing_a_day() -> None:
    terms = seller("v", 40.0).terms
    choice = choose_quantity(wanted_on(), np.eye(DAYS)[10], 2, terms)
    (kept,) = batch_reasons(choice, terms.offer, "EUR")
    assert kept.code == "batch_kept"
    assert kept.text().endswith("no need is expected to use them up.")


def test_each_vendor_is_explained_by_its_sum():
    far, near = seller("far", 40.0, days=30.0), seller("near", 90.0, days=None)
    ranked = compare_vendors(wanted_on(20), 2, Shortage(10.0, 0.99), [far, near])
    reasons = list(vendor_reasons(ranked, {"far": "Far East"}, TODAY, "EUR"))
    assert reasons[0].code == "vendor_chosen"
    for reason, option in zip(reasons, ranked, strict=True):
        d = reason.details
        parts = d["needed"] * d["landed"] + d["fee"] + d["waiting"]
        assert parts == pytest.approx(d["cost"]) == pytest.approx(option.expected_cost)
        assert d["day"] == TODAY + timedelta(days=option.order_in_days)
    texts = " ".join(r.text() for r in reasons)
    assert "Far East, normal delivery" in texts
    assert "more than the service floor allows" in texts
    assert "(pool of all suppliers)" in texts


def test_the_two_stocks_are_explained_apart():
    arrival, lead = np.eye(DAYS)[10], declared_lead_time(9.0, 5.0)
    levels = cover_levels(GRID / 30, arrival, lead, Criticality.A, 0.99)
    safety, buffer = cover_reasons(levels)
    assert safety.text().startswith(f"Safety stock {levels.safety_stock}: until an order is usable")
    assert buffer.text().startswith(f"Buffer stock {levels.buffer_stock}: the lead time scatters")
    plain = cover_levels(GRID / 30, arrival, lead, Criticality.C, 0.99)
    assert [r.code for r in cover_reasons(plain)] == ["safety_stock"]


def test_a_kit_is_explained_part_by_part_and_as_a_product():
    parts = [KitPart("a", 1.0, seller("v").supply), KitPart("b", 2.0, None)]
    best, _ = plan_kit(parts, 30, 0.9, 100.0)
    reasons = list(kit_reasons(best, {"a": "6309"}, TODAY, TODAY + timedelta(days=30)))
    assert [r.code for r in reasons] == ["kit_part", "kit_ready", "kit_together"]
    assert reasons[0].text().startswith("6309: order by ")
    product = math.prod(line.probability for line in best.lines)
    assert reasons[-1].value == pytest.approx(product)
