import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lead_time import LeadPrior, Supplier, declared_lead_time, lead_time_of
from app.core.vendor_score import lead_histogram
from app.ui.vendors.lead_picture import LeadScene

RECEIPTS = st.lists(st.integers(1, 60), min_size=1, max_size=40).map(lambda d: tuple(map(float, d)))


def scene_of(receipts):
    lead = lead_time_of(Supplier("v", "V", receipts_days=receipts), LeadPrior())
    return LeadScene(lead, lead_histogram(receipts))


@given(RECEIPTS)
def test_the_axis_holds_every_receipt_and_the_last_mark(receipts):
    scene = scene_of(receipts)
    assert scene.count == len(receipts)
    assert scene.last_day > max(receipts)
    assert scene.last_day > scene.lead.distribution.quantile(0.95)


@given(RECEIPTS)
def test_the_curve_counts_as_many_deliveries_as_the_bars(receipts):
    scene = scene_of(receipts)
    width = scene.bins[0].to_days - scene.bins[0].from_days
    whole = np.arange(-width, 5000.0, width)
    longest = float(scene.lead.distribution.days[-1])
    if longest < 4000:
        assert scene.curve(whole).sum() == pytest.approx(len(receipts), rel=0.01)


def test_without_receipts_the_curve_is_a_share_a_day():
    scene = LeadScene(declared_lead_time(5.0, 1.0), ())
    assert scene.count == 0
    assert scene.curve(np.arange(0.0, 40.0)).sum() == pytest.approx(1.0, abs=0.002)
