"""What one vendor does, as the books keep it, moves no order from another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.health import FailureMode, RulState
from app.core.purchasing import Receipt
from app.core.trigger import TriggerDecision
from app.demo_plant.identity import demo_id
from app.demo_plant.purchasing import BEARING_HOUSE, COMPRESSOR_HOUSE
from app.replenishment.review import review
from tests.soak import plant
from tests.soak.beliefs import believed
from tests.soak.schedule import stage
from tests.soak.world import World

ONE, OTHER = demo_id("supplier", BEARING_HOUSE), demo_id("supplier", COMPRESSOR_HOUSE)
"""The pump's vendor, and the compressor's."""


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with stage() as opened:
        yield opened


def decided(
    world: World, component_id: str, supplier_id: str, lead_days: list[float], life: int
) -> tuple[TriggerDecision, list[tuple[object, ...]]]:
    """Decide a component after a vendor's receipts; the decision, and what was ordered."""
    world.begin_anew()
    with world.store.begin("soak") as uow:
        for offer in plant.OFFERS:
            uow.offers.remove(offer.part_id, offer.supplier_id)
        supplier = uow.plant.supplier(supplier_id)
        uow.plant.save_supplier(replace(supplier, expedite_median_days=1.0 + len(lead_days)))
        for n, days in enumerate(lead_days):
            day = plant.BEGIN.date() - timedelta(days=n)
            uow.orders.add_receipt(
                Receipt(f"r{n}", supplier_id, plant.SHARED, "", 1, day, days, "soak")
            )
        belief = believed(
            component_id,
            plant.LIVES[life],
            world.now,
            RulState.DEGRADING,
            FailureMode.OUTER_RACE_WEAR,
        )
        record = review(uow, component_id, belief, world.moment("monitor"))
        assert record is not None
        ordered = [
            (order.supplier_id, order.needed_by, order.expected_on, line.part_id, line.quantity)
            for order in uow.orders.all()
            for line in order.lines
        ]
    return record.decision, ordered


received = st.lists(st.floats(0.5, 90.0), min_size=1, max_size=12)
lives = st.integers(0, len(plant.LIVES) - 1)


@settings(max_examples=15)
@given(received, lives)
def test_receipts_of_one_vendor_leave_another_vendors_orders_alone(
    world: World, lead_days: list[float], life: int
) -> None:
    untouched = decided(world, plant.COMPRESSOR, ONE, [], life)
    assert decided(world, plant.COMPRESSOR, ONE, lead_days, life) == untouched


def test_a_vendors_own_receipts_move_its_orders(world: World) -> None:
    slow = decided(world, plant.PUMP, ONE, [60.0] * 12, 4)[0]
    quick = decided(world, plant.PUMP, ONE, [2.0] * 12, 4)[0]
    assert slow.order_by is not None
    assert quick.order_by is not None
    assert slow.order_by < quick.order_by
    assert (
        decided(world, plant.COMPRESSOR, OTHER, [60.0] * 12, 4)[0].order_by
        == world.moment("").today
    )
