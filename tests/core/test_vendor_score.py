"""A vendor's score: counted, dated, and silent where nothing is known."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import Supplier, lead_time_of
from app.core.purchasing import Receipt
from app.core.vendor_score import (
    MOST_BINS,
    OverdueShare,
    lead_histogram,
    score_receipt,
    score_vendor,
)

MONDAY = date(2026, 3, 2)
WEEK = WorkCalendar(MONDAY_TO_FRIDAY)
lead_days = st.lists(st.floats(0.0, 400.0), min_size=1, max_size=60)


def receipt(days: float = 5.0, **changes: object) -> Receipt:
    content = {
        "id": "r", "supplier_id": "v", "part_id": "p", "order_id": "", "quantity": 1,
        "received_on": MONDAY, "lead_days": days, "actor": "eva",
    }  # fmt: skip
    return Receipt(**content | changes)  # type: ignore[arg-type]


def score(*receipts: Receipt):
    scored = [score_receipt(r, WEEK) for r in receipts]
    taught = tuple(r.lead_days for r in receipts if r.teaches_lead_time)
    return score_vendor(scored, lead_time_of(Supplier("v", "V", receipts_days=taught), LeadPrior()))


def test_a_vendor_without_receipts_has_no_figures_and_is_not_on_time() -> None:
    nothing = score()
    assert (nothing.receipts, nothing.promised) == (0, 0)
    figures = (nothing.median_days, nothing.p50_days, nothing.p95_days, nothing.spread_days)
    assert figures == (None, None, None, None)
    assert nothing.share_on_time is None
    assert nothing.histogram == ()


def test_receipts_without_a_promise_say_nothing_of_being_on_time() -> None:
    seen = score(receipt(4.0), receipt(6.0))
    assert (seen.receipts, seen.median_days) == (2, 5.0)
    assert seen.share_on_time is None


def test_days_late_are_the_suppliers_working_days() -> None:
    friday = MONDAY - timedelta(days=3)
    assert score_receipt(receipt(promised_on=friday), WEEK).days_late == 1
    assert score_receipt(receipt(promised_on=MONDAY), WEEK).days_late == 0
    early = receipt(received_on=friday, promised_on=MONDAY)
    assert score_receipt(early, WEEK).days_late == -1


def test_goods_at_the_gate_in_time_are_not_late_for_lying_there() -> None:
    waited = receipt(promised_on=MONDAY, arrived_on=MONDAY, received_on=MONDAY + timedelta(days=4))
    assert score_receipt(waited, WEEK).days_late == 0


def test_a_parcel_of_an_order_counts_neither_as_lead_time_nor_as_kept_promise() -> None:
    whole, part = receipt(5.0, promised_on=MONDAY), receipt(2.0, completes_order=False)
    hurried = receipt(1.0, is_hurried=True)
    seen = score(whole, part, hurried)
    assert (seen.receipts, seen.promised, seen.on_time, seen.share_on_time) == (1, 1, 1, 1.0)


def test_few_receipts_do_not_make_a_narrow_vendor() -> None:
    once = score(receipt(5.0))
    assert once.spread_days is not None
    assert once.spread_days > 0.5


@given(lead_days)
def test_every_lead_time_lies_in_one_bin(days) -> None:
    bins = lead_histogram(days)
    assert sum(b.count for b in bins) == len(days)
    assert len(bins) <= MOST_BINS
    assert all(a.to_days == b.from_days for a, b in itertools.pairwise(bins))


def test_one_late_order_does_not_put_the_whole_supply_in_doubt() -> None:
    assert OverdueShare(0, 0).share is None
    assert not OverdueShare(0, 0).proposes_supply_risk
    assert not OverdueShare(1, 1).proposes_supply_risk
    assert not OverdueShare(8, 2).proposes_supply_risk, "25 % is not above 25 %"
    assert OverdueShare(7, 2).proposes_supply_risk
