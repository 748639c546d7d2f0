"""Vendors put on the register by hand: named once, tidy, and off again while nothing uses them."""

from dataclasses import replace

import pytest

from app.core.errors import PartUnknown, PlantError, ScenarioRefused, StepRefused
from app.demo_plant.identity import demo_id
from app.demo_plant.purchasing import BEARING_HOUSE
from app.replenishment.vendor_register import (
    VendorCard,
    add_vendor,
    card_of,
    keep_card,
    remove_vendor,
)
from app.storage.store import Store
from tests.office_books import PUMP_PART, at

HANSA = demo_id("supplier", BEARING_HOUSE)
CARD = VendorCard(" Neue Dichtungen ", ("Kai 7 ", "", "24103 Kiel"), "Frau Lund", "K-77")


def test_a_new_vendor_has_nothing_agreed_and_no_receipt(store: Store) -> None:
    add_vendor(store, "new", CARD, at(), "k")
    with store.read() as uow:
        vendor = uow.plant.supplier("new")
    assert card_of(vendor) == VendorCard(
        "Neue Dichtungen", ("Kai 7", "24103 Kiel"), "Frau Lund", "K-77"
    )
    assert (vendor.declared_median_days, vendor.receipts_days) == (None, ())


@pytest.mark.parametrize(
    "card",
    [
        VendorCard("  "),
        VendorCard("x" * 121),
        VendorCard("x", ("line",) * 7),
        VendorCard("x", ("a" * 121,)),
    ],
)
def test_what_no_order_can_be_sent_with_is_refused(store: Store, card: VendorCard) -> None:
    with pytest.raises(ScenarioRefused):
        add_vendor(store, "new", card, at(), "k")
    with store.read() as uow, pytest.raises(PartUnknown):
        uow.plant.supplier("new")


def test_no_two_vendors_bear_one_name(store: Store) -> None:
    with store.read() as uow:
        name = uow.plant.supplier(HANSA).name
    with pytest.raises(PlantError, match="already"):
        add_vendor(store, "new", VendorCard(name.upper()), at(), "k")
    keep_card(store, HANSA, VendorCard(name, ("elsewhere",)), at(), "own name stays allowed")


def test_another_address_keeps_calendar_terms_and_receipts(store: Store) -> None:
    with store.read() as uow:
        vendor = uow.plant.supplier(HANSA)
    before = keep_card(store, HANSA, CARD, at(), "k")
    assert before == card_of(vendor)
    with store.read() as uow:
        now = uow.plant.supplier(HANSA)
    assert now == replace(
        vendor,
        name="Neue Dichtungen",
        address=("Kai 7", "24103 Kiel"),
        contact="Frau Lund",
        customer_number="K-77",
    )
    keep_card(store, HANSA, before, at(), "back")
    with store.read() as uow:
        assert uow.plant.supplier(HANSA) == vendor


def test_a_vendor_that_something_names_stays(store: Store) -> None:
    with pytest.raises(StepRefused, match="used already"):
        remove_vendor(store, HANSA, at(), "k")
    add_vendor(store, "new", CARD, at(), "add")
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        offer = replace(uow.offers.of(part)[0], supplier_id="new")
        uow.offers.save(part, offer)
    with pytest.raises(StepRefused, match="used already"):
        remove_vendor(store, "new", at(), "k2")


def test_one_added_by_mistake_is_off_again(store: Store) -> None:
    add_vendor(store, "new", CARD, at(), "add")
    remove_vendor(store, "new", at(), "off")
    with store.read() as uow:
        assert "new" not in {vendor.id for vendor in uow.plant.suppliers()}
