"""A part comes on the register once, and goes again while nothing refers to it."""

from decimal import Decimal

import pytest

from app.core.errors import PartUnknown, ScenarioRefused, StepRefused
from app.core.money import Money
from app.core.offers import Offer
from app.core.stock import Part
from app.counting import count
from app.replenishment.parts.again import review_now
from app.replenishment.parts.offers import buy_first_from, save_offer
from app.replenishment.parts.register import add_part, remove_part
from app.replenishment.risk_levels import set_levels
from app.storage.store import Store
from tests.office_books import at

PRICE = Money(Decimal(3), "EUR")
RING = Part("ring", "O-ring 40", "NBR 70", PRICE)


def test_a_part_comes_once_and_goes_with_its_offers(store: Store) -> None:
    assert add_part(store, RING, at(), "a") == add_part(store, RING, at(), "a") == "ring"
    with store.read() as uow:
        vendor = uow.plant.suppliers()[0].id
    save_offer(store, Offer("ring", vendor, PRICE), at(), "o")
    buy_first_from(store, "ring", vendor, at(), "b")
    review_now(store, ["ring"], at())
    remove_part(store, "ring", at(), "d")
    with store.read() as uow, pytest.raises(PartUnknown):
        uow.stock.part("ring")
    with store.read() as uow:
        actions = [row.action for row in uow.audit.about("O-ring 40")]
        assert (actions[0], actions[-1]) == ("add part", "remove part")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (Part("x", " ", "", PRICE), "needs a number"),
        (Part("x", "6309-2rs-c3", "", PRICE), "There is a part"),
        (Part("x", "new", "", Money(Decimal(0), "EUR")), "a price above 0"),
    ],
)
def test_a_part_that_cannot_be_is_refused(store: Store, part: Part, told: str) -> None:
    with pytest.raises(ScenarioRefused, match=told):
        add_part(store, part, at(), "a")
    with pytest.raises(PartUnknown):
        add_part(store, Part("x", "new", "", PRICE, "nobody"), at(), "b")


def test_a_part_that_moved_or_was_ordered_stays(store: Store) -> None:
    add_part(store, RING, at(), "a")
    count(store, "ring", 2, at(), "c", "first count")
    with pytest.raises(StepRefused, match="used already"):
        remove_part(store, "ring", at(), "d")
    with store.read() as uow:
        vendor = uow.plant.suppliers()[0].id
    other = Part("seal", "seal 9", "", PRICE, vendor)
    add_part(store, other, at(), "e")
    set_levels(store, "seal", at(), "l", safety_stock=2)
    assert review_now(store, ["seal"], at())
    with pytest.raises(StepRefused, match="used already"):
        remove_part(store, "seal", at(), "f")
