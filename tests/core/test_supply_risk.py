"""The raised cover fades and never rises again."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.supply_risk import risk_multiplier


@given(st.floats(1.0, 5.0), st.floats(0.0, 400.0), st.floats(0.0, 400.0), st.floats(0.0, 90.0))
def test_the_multiplier_fades_towards_one(raised_to, day, more, half_life):
    first = risk_multiplier(raised_to, day, half_life)
    later = risk_multiplier(raised_to, day + more, half_life)
    assert 1.0 <= later <= first <= raised_to
