"""A purchase order and what stands behind it, read from the plant's books."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.purchasing import OrderLine, PurchaseOrder
from app.documents.evidence import evidence_of
from app.documents.letterhead import letterhead_of
from app.documents.papers import (
    ApprovalPaper,
    EvidencePaper,
    OrderLinePaper,
    PurchaseOrderPaper,
    ShelfPaper,
)
from app.storage.unit_of_work import UnitOfWork


def purchase_order_paper(
    uow: UnitOfWork, order: PurchaseOrder, policy: SitePolicy, folder: Path | None = None
) -> PurchaseOrderPaper:
    """Put an order on paper, with the evidence of every decision its lines serve.

    Parameters
    ----------
    uow : UnitOfWork
        A read transaction.
    order : PurchaseOrder
        The order, in any state; a draft says so on its face.
    policy : SitePolicy
        Letterhead, goods-in address, terms and paper size.
    folder : Path, optional
        The plant folder, for its logo.

    Raises
    ------
    PartUnknown
        If a part, supplier or component named by the order is not on the register.
    """
    supplier = uow.plant.supplier(order.supplier_id)
    zone = ZoneInfo(policy.time_zone)
    return PurchaseOrderPaper(
        letterhead=letterhead_of(policy, folder),
        number=order.number,
        state=order.state.value,
        ordered_on=_day_on_paper(order, zone),
        supplier_name=supplier.name,
        supplier_address=supplier.address,
        supplier_contact=supplier.contact,
        customer_number=supplier.customer_number,
        delivery_mode=order.delivery_mode,
        needed_by=order.needed_by,
        deliver_to=policy.deliver_to or policy.site_address,
        lines=_lines(uow, order),
        total=order.total,
        terms=policy.order_terms,
        ordered_by=order.created_by,
        approval=_approval(order, zone),
        record_hash=order.record_hash,
        evidence=_evidence(uow, order, policy),
        shelf=_shelf(uow, order),
    )


def _day_on_paper(order: PurchaseOrder, zone: ZoneInfo) -> date:
    """Return the day the order was issued; before that, the day it was drafted."""
    return order.sent_on or _local(order.created_at, zone).date()


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    """Return an instant by the plant's clock."""
    return at.astimezone(zone)


def _lines(uow: UnitOfWork, order: PurchaseOrder) -> tuple[OrderLinePaper, ...]:
    """Put the positions on paper: for the supplier all pieces of a part at one price are one."""
    merged: dict[tuple[str, Money], OrderLine] = {}
    for line in order.lines:
        known = merged.get((line.part_id, line.unit_price))
        quantity = line.quantity + (known.quantity if known else 0)
        merged[line.part_id, line.unit_price] = replace(line, quantity=quantity)
    return tuple(_line(uow, n, line) for n, line in enumerate(merged.values(), start=1))


def _line(uow: UnitOfWork, position: int, line: OrderLine) -> OrderLinePaper:
    """Put one position on paper."""
    part = uow.stock.part(line.part_id)
    return OrderLinePaper(
        position=position,
        part_number=part.number,
        description=part.description,
        maker=part.maker,
        maker_number=part.maker_number,
        quantity=line.quantity,
        unit=part.unit,
        unit_price=line.unit_price,
        total=line.total,
    )


def _approval(order: PurchaseOrder, zone: ZoneInfo) -> ApprovalPaper | None:
    """Say who approved and when, None for an order nobody has approved."""
    if order.approved_at is None:
        return None
    return ApprovalPaper(order.approved_by, _local(order.approved_at, zone))


def _evidence(
    uow: UnitOfWork, order: PurchaseOrder, policy: SitePolicy
) -> tuple[EvidencePaper, ...]:
    """Gather the evidence of every decision, each once."""
    by_decision = {
        line.peg.decision_id: (line, line.peg)
        for line in order.lines
        if line.peg and line.peg.decision_id
    }
    supplier = uow.plant.supplier(order.supplier_id)
    return tuple(
        evidence_of(uow, line, peg, policy, supplier) for line, peg in by_decision.values()
    )


def _shelf(uow: UnitOfWork, order: PurchaseOrder) -> tuple[ShelfPaper, ...]:
    """Gather why pieces were ordered for dates and for the shelf, part by part."""
    papers = []
    for review in uow.part_reviews.of_order(order.id):
        part = uow.stock.part(review.part_id)
        reasons = tuple(reason for own in review.reasons.values() for reason in own)
        if reasons:
            papers.append(ShelfPaper(part.number, part.description, reasons))
    return tuple(papers)
