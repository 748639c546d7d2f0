"""A small plant to store, and things that happen in it."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

from app.core.assets import Asset, AssetClass, Bearing, Component, Criticality, MeasurementPoint
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.policy import TriggerRule
from app.core.purchasing import OrderLine, OrderState, Peg, PurchaseOrder, Receipt
from app.core.records import DecisionRecord, PlantEvent
from app.core.stock import MovementKind, Part, StockMovement
from app.core.trigger import DecisionKind, TriggerDecision
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState
from app.storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SUPPLIER = Supplier("supplier", "Lager Nord", address=("Kai 3", "20457 Hamburg"))
PART = Part("part", "6309-2RS", "Ball bearing", Money(Decimal("84.00"), "EUR"), "supplier")
ASSET = Asset("asset", "P-101", "Feed pump", AssetClass.PUMP, Criticality.A)
BEARING = Bearing("6309", 8, 17.4, 72.5)
COMPONENT = Component("component", "asset", "DE bearing", "part", BEARING)
OTHER = Component("other", "asset", "NDE bearing", "part")
POINT = MeasurementPoint("point", "component", "DE horizontal", "m/s2")
DECISION = "decision"


def lay_out(uow: UnitOfWork) -> None:
    """Put the small plant on the register, with one decision taken."""
    uow.plant.add_supplier(SUPPLIER)
    uow.stock.add_part(PART)
    uow.plant.add_asset(ASSET)
    uow.plant.add_component(COMPONENT)
    uow.plant.add_component(OTHER)
    uow.plant.add_point(POINT)
    uow.decisions.add(decision(DECISION))


def new_id() -> str:
    return uuid.uuid4().hex


def decision(decision_id: str = "", component_id: str = "component") -> DecisionRecord:
    said = TriggerDecision(
        DecisionKind.ORDER, TODAY, TODAY, TODAY, 1, 0.01, 0.02, None, TriggerRule.EXPECTED_COST
    )
    return DecisionRecord(decision_id or new_id(), component_id, NOW, TODAY, said, None)


def order(
    number: str, mode: str = "outer race wear", component_id: str = "component", **changes: object
) -> PurchaseOrder:
    peg = Peg(component_id, mode, DECISION, TODAY)
    content: dict[str, object] = {
        "id": new_id(),
        "number": number,
        "supplier_id": "supplier",
        "state": OrderState.DRAFT,
        "lines": (OrderLine("part", 2, PART.price, peg),),
        "created_at": NOW,
        "created_by": "eva",
    }
    return PurchaseOrder(**content | changes)  # type: ignore[arg-type]


def job(number: str, component_id: str = "component", **changes: object) -> WorkOrder:
    content: dict[str, object] = {
        "id": new_id(),
        "number": number,
        "component_id": component_id,
        "kind": WorkOrderKind.PREVENTIVE,
        "state": WorkOrderState.PROPOSED,
        "title": "Replace DE bearing",
        "failure_mode": "outer race wear",
        "steps": ("Lock out", "Replace"),
        "part_id": "part",
        "quantity": 1,
        "created_at": NOW,
        "created_by": "eva",
        "decision_id": DECISION,
    }
    return WorkOrder(**content | changes)  # type: ignore[arg-type]


def movement(quantity: int, kind: MovementKind = MovementKind.OPENING) -> StockMovement:
    return StockMovement(new_id(), "part", quantity, kind, NOW, "eva")


def receipt(lead_days: float, received_on: date = TODAY) -> Receipt:
    return Receipt(new_id(), "supplier", "part", "", 1, received_on, lead_days, "eva")


def event(text: str) -> PlantEvent:
    return PlantEvent(new_id(), NOW, "decision", "asset", DECISION, text)
