"""Offers read as they were kept, and what the part itself states is never said twice."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from app.core.errors import PartUnknown, StepRefused
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
OWN = Offer("part", "supplier", ex.PART.price)


@few
@given(offer=some.offers)
def test_an_offer_reads_as_it_was_kept_after_the_preferred_one(store, offer):
    with store.begin("eva") as uow:
        other = ex.new_id()
        uow.plant.add_supplier(Supplier(other, "Another"))
        offer = replace(offer, supplier_id=other)
        uow.offers.save(ex.PART, offer)
        preferred, *others = uow.offers.of(ex.PART)
        assert preferred == OWN
        assert offer in others
        assert uow.offers.of_all(uow.stock.parts())["part"] == (preferred, *others)
        uow.offers.save(ex.PART, replace(offer, pack_size=7))
        assert [o.pack_size for o in uow.offers.of(ex.PART) if o.supplier_id == other] == [7]
        uow.offers.remove("part", other)
        assert other not in [o.supplier_id for o in uow.offers.of(ex.PART)]


@few
@given(offer=some.offers)
def test_terms_of_the_preferred_supplier_follow_the_price_of_the_part(store, offer):
    terms = replace(offer, price=ex.PART.price, minimum_order=ex.PART.minimum_order)
    with store.begin("eva") as uow:
        uow.offers.save(ex.PART, terms)
        assert uow.offers.of(ex.PART) == (terms,)
        dearer = replace(ex.PART, price=Money(Decimal("99.00"), "EUR"), minimum_order=3)
        uow.stock.save_part(dearer)
        changed = replace(terms, price=dearer.price, minimum_order=3)
        assert uow.offers.of(uow.stock.part("part")) == (changed,)
        uow.stock.save_part(ex.PART)


def test_another_price_of_the_parts_own_supplier_is_refused(store):
    with store.begin("eva") as uow:
        with pytest.raises(StepRefused, match=r"costs 84\.00 EUR .* says 80\.00 EUR"):
            uow.offers.save(ex.PART, replace(OWN, price=Money(Decimal(80), "EUR")))
        with pytest.raises(StepRefused, match="is for part other"):
            uow.offers.save(ex.PART, replace(OWN, part_id="other"))


def test_an_offer_of_an_unknown_supplier_is_refused(store):
    with pytest.raises(PartUnknown), store.begin("eva") as uow:
        uow.offers.save(ex.PART, replace(OWN, supplier_id="nobody"))
