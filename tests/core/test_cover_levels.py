"""Safety stock is what the trigger keeps of itself; buffer stock is kept beside it on purpose."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.cover_levels import (
    CoverLevels,
    cover_levels,
    position_for_trigger,
    service_level_of,
)
from app.core.lead_time import declared_lead_time
from app.core.part_plan import units_to_order
from tests.core.test_part_plan import DAYS, GRID, fleet, weights_of

STEADY, SCATTERED = declared_lead_time(8.0, 0.5), declared_lead_time(8.0, 5.0)
rates = st.floats(0.0, 0.2)
leads = st.lists(st.floats(0.01, 1.0), min_size=1, max_size=25).map(
    lambda shares: tuple(share / sum(shares) for share in shares)
)
levels_of_service = st.floats(0.5, 0.9999)


@given(rates, leads, st.floats(0.05, 5.0), st.floats(1.0, 2000.0), st.floats(0.5, 0.999))
@settings(max_examples=60, deadline=None)
def test_the_trigger_keeps_the_safety_stock_of_itself(rate, lead, h, c, floor):
    weights = weights_of(*lead)
    wanted = units_to_order(fleet(rate=rate, h=h, c=c, floor=floor), weights).units[0]
    level = service_level_of(h, c, floor)
    found = cover_levels(rate * GRID, weights[:, 0], STEADY, Criticality.A, level)
    assert found.safety_stock == wanted


def test_what_is_kept_on_purpose_is_ordered_on_top():
    weights, rate = weights_of(0, 0, 0.5, 0.5), 0.1
    level = service_level_of(0.3, 500.0, 0.0)
    found = cover_levels(rate * GRID, weights[:, 0], SCATTERED, Criticality.A, level)
    for safety, buffer, more in ((0, 0, 0), (0, 2, 2), (found.safety_stock + 1, 2, 3)):
        position = position_for_trigger(0, safety, buffer, found)
        units = units_to_order(fleet(rate=rate, position=position), weights).units[0]
        assert units == found.safety_stock + more


@pytest.mark.parametrize("criticality", [Criticality.B, Criticality.C])
def test_buffer_stock_is_for_scattered_vendors_of_critical_machines_alone(criticality):
    arrival, unpredicted = weights_of(0, 0, 0.5, 0.5)[:, 0], 0.02 * GRID
    critical = cover_levels(unpredicted, arrival, SCATTERED, Criticality.A, 0.99)
    assert critical.buffer_stock >= 1
    assert cover_levels(unpredicted, arrival, STEADY, Criticality.A, 0.99).buffer_stock == 0
    assert cover_levels(unpredicted, arrival, SCATTERED, criticality, 0.99).buffer_stock == 0
    none = cover_levels(0 * unpredicted, arrival, SCATTERED, Criticality.A, 0.99)
    assert (none.safety_stock, none.buffer_stock) == (0, 0)


@given(rates, leads, levels_of_service, st.floats(0.0, 0.2), st.floats(0.0, 0.4))
@settings(max_examples=60, deadline=None)
def test_more_needs_and_more_safety_never_keep_less(rate, lead, level, more, surer):
    arrival = weights_of(*lead)[:, 0]
    plain = cover_levels(rate * GRID, arrival, SCATTERED, Criticality.A, level)
    busier = cover_levels((rate + more) * GRID, arrival, SCATTERED, Criticality.A, level)
    safer = min(level + surer, 0.99999)
    surer_one = cover_levels(rate * GRID, arrival, SCATTERED, Criticality.A, safer)
    assert busier.safety_stock >= plain.safety_stock
    assert surer_one.safety_stock >= plain.safety_stock


@given(st.integers(-5, 20), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_the_trigger_counts_neither_the_buffer_nor_more_safety_than_its_own(
    position, safety, buffer, own
):
    counted = position_for_trigger(position, safety, buffer, CoverLevels(own, 0, 0.1, 0.9, 0.5))
    assert counted <= position - buffer
    assert counted + max(safety, own) == position - buffer + own


def test_a_service_level_of_one_has_an_answer():
    found = cover_levels(0.1 * GRID, np.eye(DAYS)[10], STEADY, Criticality.A, 1.0)
    assert 5 < found.safety_stock < 15
