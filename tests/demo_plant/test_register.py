"""What the demo plant's office knows: complete, consistent and the same at every start."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from app.core.calendars import lead_working_days
from app.core.errors import PartUnknown
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import lead_time_of
from app.core.money import Money
from app.core.sources import SourceKind
from app.demo_plant.builds import TAGS
from app.demo_plant.purchasing import (
    demo_opening_stock,
    demo_parts,
    demo_receipts,
    demo_suppliers,
)
from app.demo_plant.register import (
    demo_assets,
    demo_components,
    demo_points,
    demo_sources,
    tag_of_component,
)

MODBUS, OPC_UA = "127.0.0.1:5020", "opc.tcp://127.0.0.1:4840"


def test_six_machines_of_six_kinds_have_one_component_and_one_point_each() -> None:
    assert tuple(asset.tag for asset in demo_assets()) == TAGS
    assert len({asset.asset_class for asset in demo_assets()}) == len(TAGS)
    components = {component.asset_id: component for component in demo_components()}
    points = {point.component_id: point for point in demo_points()}
    for asset in demo_assets():
        assert points[components[asset.id].id].unit == "m/s2"


def test_every_identity_is_a_uuid_of_its_own_and_stays() -> None:
    everything = [
        *demo_assets(),
        *demo_components(),
        *demo_points(),
        *demo_parts(),
        *demo_suppliers(),
        *demo_sources(MODBUS, OPC_UA),
    ]
    assert len({UUID(thing.id) for thing in everything}) == len(everything)
    assert [asset.id for asset in demo_assets()] == [asset.id for asset in demo_assets()]


def test_every_component_has_a_part_a_supplier_can_deliver() -> None:
    parts = {part.id: part for part in demo_parts()}
    suppliers = {supplier.id for supplier in demo_suppliers()}
    for component in demo_components():
        assert component.part_id is not None
        assert parts[component.part_id].supplier_id in suppliers


def test_the_pump_bearing_is_not_on_the_shelf_and_costs_84_euros() -> None:
    bearing = demo_parts()[0]
    assert bearing.number == "6309-2RS-C3"
    assert str(bearing.price) == "84.00 EUR"
    assert isinstance(bearing.price, Money)
    opening = demo_opening_stock(datetime(2026, 3, 2, tzinfo=UTC), "A. Clausen")
    assert bearing.id not in {movement.part_id for movement in opening}
    assert all(movement.quantity > 0 for movement in opening)


def test_the_bearing_house_takes_about_five_working_days_spread_about_one() -> None:
    house = demo_suppliers()[0]
    assert len(house.receipts_days) == 6
    receipts = demo_receipts(date(2026, 9, 7), "office")
    past = tuple(r.lead_days for r in receipts if r.supplier_id == house.id)
    assert past == house.receipts_days
    ordered = [r.ordered_on for r in receipts if r.supplier_id == house.id]
    taken = [
        float(lead_working_days(house.calendar, o, r.received_on))
        for o, r in zip(ordered, receipts, strict=False)
        if o is not None
    ]
    assert tuple(taken) == past, "the days it took and the dates say the same"
    lead = lead_time_of(house, LeadPrior())
    assert lead.median_days == pytest.approx(5.0, abs=0.1)
    assert lead.spread_days == pytest.approx(1.0, abs=0.15)


def test_only_the_pump_has_a_limit_of_its_own() -> None:
    assert [point.limit_peak_ms2 for point in demo_points()] == [60.0, *[None] * 5]


def test_procedures_begin_with_the_permit_and_can_be_carried_on_a_page() -> None:
    for component in demo_components():
        assert 6 <= len(component.procedure) <= 10
        assert component.procedure[0].startswith("Permit:")
        assert all(step == step.strip() and step.endswith(".") for step in component.procedure)


def test_sources_name_every_point_once_under_the_contract() -> None:
    modbus, opcua = demo_sources(MODBUS, OPC_UA)
    assert (modbus.kind, modbus.address) == (SourceKind.MODBUS_TCP, MODBUS)
    assert (opcua.kind, opcua.address) == (SourceKind.OPC_UA, OPC_UA)
    assert modbus.has_plant_clock
    assert opcua.has_plant_clock
    assert modbus.points[0].where == {"device_id": "1", "map": "kairos-waveform"}
    assert opcua.points[0].where == {
        "namespace": "urn:kairos:demo-plant",
        "waveform": "F-103.Waveform",
        "sample_rate": "F-103.SampleRate",
        "shaft_speed": "F-103.ShaftSpeed",
        "block": "F-103.BlockNumber",
    }
    bound = [binding.point_id for source in (modbus, opcua) for binding in source.points]
    assert sorted(bound) == sorted(point.id for point in demo_points())


def test_a_component_leads_back_to_its_machine() -> None:
    assert [tag_of_component(component.id) for component in demo_components()] == list(TAGS)
    with pytest.raises(PartUnknown, match="no component"):
        tag_of_component("nothing")
