"""What was agreed with a vendor enters through one door, with who, when and what before."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.core.errors import ScenarioRefused
from app.replenishment.vendor_terms import VendorTerms, agree_terms, terms_of
from app.storage.store import Store
from tests.office_books import at, filled_store

AGREED = VendorTerms(8.0, 2.5, 2.0, Decimal("149.50"))
NOTHING = VendorTerms(None, None, None, None)


@pytest.fixture
def store(tmp_path: Path):
    with filled_store(tmp_path / "plant") as made:
        yield made


def vendor_of(store: Store):
    with store.read() as uow:
        return next(s for s in uow.plant.suppliers() if s.name.startswith("Hansa"))


@pytest.mark.parametrize("terms", [AGREED, NOTHING, VendorTerms(8.0, None, 1.0, None)])
def test_terms_are_kept_and_receipts_stay(store: Store, terms: VendorTerms):
    vendor = vendor_of(store)
    before = agree_terms(store, vendor.id, terms, at(), "key")
    assert before == terms_of(vendor)
    after = vendor_of(store)
    assert terms_of(after) == terms
    assert after.receipts_days == vendor.receipts_days
    assert after.calendar == vendor.calendar


def test_the_record_of_changes_says_who_and_what(store: Store):
    agree_terms(store, vendor_of(store).id, AGREED, at(), "key")
    with store.read() as uow:
        row = uow.audit.rows()[-1]
    assert (row.actor, row.action) == ("S. Wulff", "agree terms")
    assert row.before == "lead 5, spread 1"
    assert row.after == "lead 8, spread 2.5, hurried 2, fee 149.50"


def test_the_same_press_twice_keeps_them_once(store: Store):
    vendor = vendor_of(store)
    for _ in range(2):
        agree_terms(store, vendor.id, AGREED, at(), "key")
    with store.read() as uow:
        assert [row.action for row in uow.audit.rows()].count("agree terms") == 1


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (VendorTerms(0.0, None, None, None), "expected a lead time from 0.01 to 730 days, found 0"),
        (VendorTerms(5.0, 731.0, None, None), "expected a spread from 0 to 730 days, found 731"),
        (VendorTerms(None, 1.0, None, None), "stands without a lead time"),
        (VendorTerms(5.0, 1.0, None, Decimal(10)), "stands without the days"),
        (VendorTerms(5.0, 1.0, 1.0, Decimal(-1)), "expected a fee from 0"),
        (VendorTerms(5.0, 1.0, 1.0, Decimal("1.005")), "at most two decimals, found 1.005"),
        (VendorTerms(5.0, 1.0, 1.0, Decimal("1e9")), "expected a fee from 0 to 1000000"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_changes(store: Store, terms, said):
    vendor = vendor_of(store)
    with pytest.raises(ScenarioRefused, match=said) as refused:
        agree_terms(store, vendor.id, terms, at(), "key")
    assert "Hansa" in refused.value.what
    assert refused.value.remedy
    assert terms_of(vendor_of(store)) == terms_of(vendor)
