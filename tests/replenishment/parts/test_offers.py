"""Offers as people type them, and whom a part is bought from first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import ScenarioRefused, StepRefused
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.replenishment.parts.offers import buy_first_from, offer_of, remove_offer, save_offer
from app.storage.store import Store
from tests.office_books import PUMP_PART, at


def euro(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.fixture
def vendors(store: Store) -> tuple[str, str]:
    """The pump bearing's own vendor, and another."""
    with store.read() as uow:
        own = uow.stock.part(PUMP_PART).supplier_id
        assert own is not None
        return own, next(s.id for s in uow.plant.suppliers() if s.id != own)


def known(store: Store) -> dict[str, Offer]:
    with store.read() as uow:
        return {o.supplier_id: o for o in uow.offers.of(uow.stock.part(PUMP_PART))}


def test_another_vendor_s_offer_is_kept_changed_and_forgotten(
    store: Store, vendors: tuple[str, str]
) -> None:
    _own, other = vendors
    first = Offer(PUMP_PART, other, euro("90"), 2, 2, (PriceBreak(10, euro("80")),))
    assert save_offer(store, first, at(), "a") is None
    dearer = replace(first, price=euro("95"))
    assert save_offer(store, dearer, at(), "b") == first
    assert save_offer(store, dearer, at(), "b") is None, "the same command changes nothing"
    assert known(store)[other] == dearer
    assert remove_offer(store, PUMP_PART, other, at(), "c") == dearer
    assert remove_offer(store, PUMP_PART, other, at(), "d") is None
    assert other not in known(store)
    with store.read() as uow:
        number = uow.stock.part(PUMP_PART).number
        actions = [row.action for row in uow.audit.about(number)]
        assert actions == ["save offer", "save offer", "remove offer"]
        assert uow.audit.first_broken() is None


def test_the_own_vendor_s_price_is_the_part_s(store: Store, vendors: tuple[str, str]) -> None:
    own, _other = vendors
    quote = ShippingQuote(date(2026, 9, 7), Decimal(12))
    asked = Offer(PUMP_PART, own, euro("79.50"), 3, shipping_quotes=(quote,))
    save_offer(store, asked, at(), "a")
    with store.read() as uow:
        part = uow.stock.part(PUMP_PART)
        assert (part.price, part.minimum_order) == (euro("79.50"), 3)
        assert offer_of(uow, part, own) == asked


def test_who_is_asked_first_takes_its_price_along_and_nothing_is_lost(
    store: Store, vendors: tuple[str, str]
) -> None:
    own, other = vendors
    before = known(store)[own]
    save_offer(store, Offer(PUMP_PART, other, euro("90"), 2, 2), at(), "a")
    assert buy_first_from(store, PUMP_PART, other, at(), "b") == own
    assert list(known(store)) == [other, own]
    with store.read() as uow:
        part = uow.stock.part(PUMP_PART)
        assert (part.supplier_id, part.price, part.minimum_order) == (other, euro("90"), 2)
    assert known(store)[own] == before
    assert buy_first_from(store, PUMP_PART, own, at(), "c") == other
    assert known(store)[own] == before
    assert known(store)[other].pack_size == 2


def test_the_vendor_asked_first_needs_an_offer_and_keeps_it(
    store: Store, vendors: tuple[str, str]
) -> None:
    own, other = vendors
    with pytest.raises(StepRefused, match="has no offer for 6309"):
        buy_first_from(store, PUMP_PART, other, at(), "a")
    with pytest.raises(StepRefused, match="Choose another vendor"):
        remove_offer(store, PUMP_PART, own, at(), "b")


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": euro("0")},
        {"price": euro("-3")},
        {"price": euro("0.00001")},
        {"price": euro("99999999")},
        {"minimum_order": 2_000_000},
        {"breaks": (PriceBreak(5, euro("0")),)},
        {"shipping_quotes": (ShippingQuote(date(2026, 9, 7), Decimal("0.00001")),)},
    ],
)
def test_what_nobody_asks_is_refused_and_changes_nothing(
    store: Store, vendors: tuple[str, str], wrong: dict[str, object]
) -> None:
    before = known(store)
    plain = Offer(PUMP_PART, vendors[1], euro("90"))
    with pytest.raises(ScenarioRefused, match="expected .*, found"):
        save_offer(store, replace(plain, **wrong), at(), "a")  # type: ignore[arg-type]
    assert known(store) == before
