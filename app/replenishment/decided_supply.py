"""From whom and how fast the part of a decision comes: what a picture of it is drawn with."""

from dataclasses import replace

from app.core.lead_time import Supplier
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.trigger import DecisionKind, DeliveryMode
from app.replenishment.approval_supply import waits_of
from app.replenishment.need import Trade, trade_of
from app.storage.unit_of_work import UnitOfWork


def decided_supply(uow: UnitOfWork, record: DecisionRecord) -> Supply | None:
    """Lay out the supply a decision was reckoned with, seen from its day.

    Its lead time is that of the delivery decided on, and counts from the draft where the order was
    dated to wait for its approval. None where the part names no supplier.
    """
    part_id = uow.plant.component(record.component_id).part_id
    if part_id is None or uow.stock.part(part_id).supplier_id is None:
        return None
    trade = trade_of(uow, part_id, record.today)
    supply = trade.waiting(waits_of(uow, record), _decided_supplier(uow, record, trade))
    is_hurried = record.decision.mode is DeliveryMode.EXPEDITED
    return replace(supply, lead=supply.expedited) if is_hurried and supply.expedited else supply


def _decided_supplier(uow: UnitOfWork, record: DecisionRecord, trade: Trade) -> Supplier:
    """Say whom the decision is about: whose order covers the need, else the vendor it chose.

    Who is asked first where neither is known any more.
    """
    for order in uow.orders.open_of_part(trade.part.id):
        pegs = [line.peg for line in order.lines if line.peg]
        is_its = any(peg.decision_id == record.id for peg in pegs)
        is_of_need = any(peg.component_id == record.component_id for peg in pegs)
        if is_its or (is_of_need and record.decision.kind is DecisionKind.COVERED):
            return uow.plant.supplier(order.supplier_id)
    chosen = [r.details["vendor"] for r in record.decision.reasons if r.code == "vendor_chosen"]
    named = [supplier for supplier in uow.plant.suppliers() if supplier.name in chosen]
    return named[0] if named else trade.supplier
