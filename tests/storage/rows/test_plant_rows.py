from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import PartUnknown, StepRefused
from app.core.policy import SitePolicy
from app.core.sources import PointBinding, SourceConfig, SourceKind
from tests.storage import examples as ex
from tests.storage import strategies as some

KEPT_STORE = [HealthCheck.function_scoped_fixture]  # each example has ids of its own
few = settings(max_examples=20, suppress_health_check=KEPT_STORE, deadline=None)


@few
@given(asset=some.assets, component=some.components, point=some.points)
def test_what_stands_in_the_plant_reads_as_it_was_kept(store, asset, component, point):
    with store.begin("eva") as uow:
        uow.plant.add_asset(asset)
        uow.plant.add_component(component)
        uow.plant.add_point(point)
    with store.read() as uow:
        assert uow.plant.asset(asset.id) == asset
        assert uow.plant.component(component.id) == component
        assert uow.plant.point(point.id) == point
        assert asset in uow.plant.assets()
        assert component in uow.plant.components()
        assert point in uow.plant.points()


@few
@given(policy=some.policies)
def test_the_policy_reads_as_it_was_last_kept(store, policy):
    with store.begin("eva") as uow:
        uow.plant.save_policy(policy)
    with store.read() as uow:
        assert uow.plant.policy() == policy


def test_a_site_that_decided_nothing_has_the_default_policy(store):
    with store.read() as uow:
        assert uow.plant.policy() == SitePolicy()


@few
@given(supplier=some.suppliers, changed=some.suppliers)
def test_a_supplier_reads_as_it_was_last_kept(store, supplier, changed):
    changed = replace(changed, id=supplier.id)
    with store.begin("eva") as uow:
        uow.plant.add_supplier(supplier)
        assert uow.plant.supplier(supplier.id) == supplier
        uow.plant.save_supplier(changed)
    with store.read() as uow:
        assert uow.plant.supplier(supplier.id) == changed
        assert changed in uow.plant.suppliers()


@given(lead_days=st.lists(st.floats(0, 400), max_size=8))
@few
def test_lead_times_of_a_supplier_are_those_of_its_receipts_oldest_first(store, lead_days):
    supplier = replace(ex.SUPPLIER, id=ex.new_id())
    with store.begin("eva") as uow:
        uow.plant.add_supplier(supplier)
        for at, days in reversed(list(enumerate(lead_days))):
            received = replace(
                ex.receipt(days, date.fromordinal(738000 + at)), supplier_id=supplier.id
            )
            uow.orders.add_receipt(received)
            uow.orders.add_receipt(received)
        assert uow.plant.supplier(supplier.id).receipts_days == tuple(lead_days)
        assert [r.lead_days for r in uow.orders.receipts(supplier.id)] == lead_days


def test_receipts_of_one_day_keep_the_order_in_which_they_came(store):
    with store.begin("eva") as uow:
        for days in (5.0, 3.0, 4.0):
            uow.orders.add_receipt(ex.receipt(days))
        assert uow.plant.supplier("supplier").receipts_days == (5.0, 3.0, 4.0)


def test_a_supplier_with_lead_times_nobody_received_is_refused(store):
    claimed = replace(ex.SUPPLIER, id="new", receipts_days=(1.0,))
    with pytest.raises(StepRefused, match="no receipt stands behind"), store.begin("eva") as uow:
        uow.plant.add_supplier(claimed)


def test_a_receipt_is_never_rewritten(store):
    first = ex.receipt(5.0)
    with pytest.raises(StepRefused, match="other content"), store.begin("eva") as uow:
        uow.orders.add_receipt(first)
        uow.orders.add_receipt(replace(first, lead_days=1.0))


def test_a_source_reads_as_it_was_last_kept(store):
    source = SourceConfig(
        "pumps", "Pump hall", SourceKind.MODBUS_TCP, "127.0.0.1:502",
        (PointBinding("point", {"device_id": "1"}),), has_plant_clock=True,
    )  # fmt: skip
    moved = replace(source, address="127.0.0.1:1502", poll_s=0.1)
    with store.begin("eva") as uow:
        uow.plant.save_source(source)
        assert uow.plant.sources() == [source]
        uow.plant.save_source(moved)
        assert uow.plant.sources() == [moved]


def test_a_component_gets_a_new_bearing(store):
    with store.begin("eva") as uow:
        renewed = replace(ex.COMPONENT, installed_on=date(2026, 3, 10), bearing=None)
        uow.plant.save_component(renewed)
        assert uow.plant.component("component") == renewed


@pytest.mark.parametrize("kind", ["asset", "component", "point", "supplier"])
def test_what_is_not_on_the_register_is_named(store, kind):
    with store.read() as uow, pytest.raises(PartUnknown, match='"nowhere" on the register'):
        getattr(uow.plant, kind)("nowhere")


@pytest.mark.parametrize("record", [ex.COMPONENT, ex.SUPPLIER])
def test_what_is_not_on_the_register_is_not_changed(store, record):
    kind = type(record).__name__.lower()
    with pytest.raises(PartUnknown, match="Add it first"), store.begin("eva") as uow:
        getattr(uow.plant, f"save_{kind}")(replace(record, id="nowhere"))


def test_a_component_of_an_unknown_asset_is_refused_at_commit_and_named(store):
    lost = replace(ex.COMPONENT, id="lost", asset_id="nowhere")
    with pytest.raises(PartUnknown, match="components.*asset"), store.begin("eva") as uow:
        uow.plant.add_component(lost)
    with store.read() as uow:
        assert lost not in uow.plant.components()


def test_two_assets_never_share_a_tag(store):
    twin = replace(ex.ASSET, id="twin")
    with pytest.raises(StepRefused, match="tag"), store.begin("eva") as uow:
        uow.plant.add_asset(twin)
