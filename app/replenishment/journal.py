"""What people did with proposals: kept when they act, settled when the outcome is known."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from app.core.errors import StepRefused
from app.core.journal import Act, Course, JournalEntry, Settlement
from app.core.moment import Moment
from app.core.money import Money
from app.core.purchasing import OrderLine, Peg, PurchaseOrder
from app.core.records import DecisionRecord
from app.core.trigger import DeliveryMode
from app.maintenance.journal import rates_of
from app.replenishment.outcomes import settlement_of
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One act for the page: what, on which machine, and what it cost against the proposal.

    `settlement` is None while the outcome is not known; `is_superseded` where a later act on the
    same order or job counts instead.
    """

    entry: JournalEntry
    asset_tag: str
    component: str
    settlement: Settlement | None
    is_superseded: bool

    @property
    def id(self) -> str:
        """Id of the entry."""
        return self.entry.id

    @property
    def regret(self) -> Money | None:
        """Money lost against the proposal, below 0 where it was saved; None while not known."""
        if self.settlement is None:
            return None
        return Money(self.settlement.regret, self.entry.currency)


def note(uow: UnitOfWork, act: Act, order: PurchaseOrder, moment: Moment, reason: str = "") -> None:
    """Keep what a person does with an order, one entry for each need it was proposed for.

    Parameters
    ----------
    order : PurchaseOrder
        As it is after the act; a cancelled one orders nothing.

    Raises
    ------
    StepRefused
        If the act departs from the proposal and nobody says why.
    """
    if act.needs_reason and not reason.strip():
        raise StepRefused(
            "What departs from the proposal needs a reason.", "Say why; nothing was changed."
        )
    for line in order.lines:
        if line.peg is not None and line.peg.decision_id:
            record = uow.decisions.get(line.peg.decision_id)
            uow.journal.add(_entry(uow, act, order, line, line.peg, record, moment, reason))


def note_by_hand(uow: UnitOfWork, order: PurchaseOrder, moment: Moment, reason: str = "") -> None:
    """Keep that a person orders what no need asks for, beside what was decided of its machines.

    Each part stands beside the decision that would have ordered it first; one that nothing was
    decided for departs from no proposal.
    """
    for line in order.lines:
        record = _first_to_order(uow, line.part_id)
        if record is not None:
            peg = Peg(record.component_id, "", record.id, record.decision.need_by)
            why = reason.strip() or "ordered by hand, asked for by no need"
            uow.journal.add(_entry(uow, Act.BY_HAND, order, line, peg, record, moment, why))


def note_taken_back(uow: UnitOfWork, order: PurchaseOrder, moment: Moment) -> None:
    """Keep that what was done with an order was undone: its entries ask for no outcome any more."""
    newest = {entry.component_id: entry for entry in uow.journal.of_subject(order.id)}
    for entry in newest.values():
        undone = replace(
            entry,
            id=str(uuid4()),
            at=moment.now,
            today=moment.today,
            actor=moment.actor,
            act=Act.WITHDRAWN,
            reason="",
        )
        uow.journal.add(undone)


def note_issue(uow: UnitOfWork, order: PurchaseOrder, moment: Moment) -> None:
    """Keep that an order goes out: on the proposed day or before, as accepted; later, postponed.

    An order whose approval stands in the journal, issued in time, is not written a second time.
    """
    days_late = [
        (moment.today - _proposed_day(uow.decisions.get(line.peg.decision_id))).days
        for line in order.lines
        if line.peg is not None and line.peg.decision_id
    ]
    if any(days > 0 for days in days_late):
        reason = f"issued {max(days_late)} d after the proposed day"
        note(uow, Act.POSTPONED, order, moment, reason)
    elif not uow.journal.of_subject(order.id):
        note(uow, Act.APPROVED, order, moment)


def settle(uow: UnitOfWork, today: date) -> int:
    """Add the outcome to every entry whose outcome has become known; returns how many."""
    found = 0
    for entry in uow.journal.unsettled():
        settlement = settlement_of(uow, entry, today)
        if settlement is not None:
            uow.journal.settle(entry.id, settlement)
            found += 1
    return found


def journal_rows(uow: UnitOfWork, today: date) -> list[JournalRow]:
    """Return the journal, newest first, outcomes known by now included."""
    counting = {entry.id for entry in uow.journal.unsettled()}
    rows = []
    for entry in uow.journal.all():
        component = uow.plant.component(entry.component_id)
        is_open = entry.settlement is None and entry.id in counting
        rows.append(
            JournalRow(
                entry,
                asset_tag=uow.plant.asset(component.asset_id).tag,
                component=component.name,
                settlement=settlement_of(uow, entry, today) if is_open else entry.settlement,
                is_superseded=entry.settlement is None and not is_open,
            )
        )
    return rows[::-1]


def _entry(
    uow: UnitOfWork,
    act: Act,
    order: PurchaseOrder,
    line: OrderLine,
    peg: Peg,
    record: DecisionRecord,
    moment: Moment,
    reason: str,
) -> JournalEntry:
    """Put the proposal beside what was done."""
    component = uow.plant.component(peg.component_id)
    quantity = component.quantity_per_job
    holding, shortage = rates_of(uow, component, quantity)
    job = uow.work_orders.open_for(component.id)
    usual = uow.stock.part(line.part_id)
    proposed = Course(
        order_on=record.decision.order_by if act is Act.BY_HAND else _proposed_day(record),
        supplier_id=usual.supplier_id or order.supplier_id,
        mode=record.decision.mode.value,
        quantity=record.decision.quantity or line.quantity,
        fees=_hurry_fee(uow, usual.supplier_id or order.supplier_id, record.decision.mode),
        work_on=job.planned_on if job else None,
    )
    taken = replace(
        proposed,
        order_on=None if act is Act.CANCELLED else order.sent_on,
        supplier_id=order.supplier_id,
        mode=order.delivery_mode,
        quantity=line.quantity,
        fees=Decimal(0)
        if act is Act.CANCELLED
        else _hurry_fee(uow, order.supplier_id, DeliveryMode(order.delivery_mode))
        + (line.unit_price.amount - usual.price.amount) * quantity,
    )
    return JournalEntry(
        id=str(uuid4()),
        at=moment.now,
        today=moment.today,
        actor=moment.actor,
        act=act,
        component_id=component.id,
        subject=order.id,
        number=order.number,
        decision_id=record.id,
        reason=reason.strip(),
        proposed=proposed,
        taken=taken,
        holding_per_day=holding,
        shortage_per_day=shortage,
        currency=uow.plant.policy().currency,
    )


def _first_to_order(uow: UnitOfWork, part_id: str) -> DecisionRecord | None:
    """Return the decision on a part's machines that orders first, None where nothing is decided."""
    latest = [
        uow.decisions.latest(component.id)
        for component in uow.plant.components()
        if component.part_id == part_id
    ]
    records = [record for record in latest if record is not None]
    return min(records, key=lambda r: r.decision.order_by or date.max, default=None)


def _proposed_day(record: DecisionRecord) -> date:
    """Return the day the decision would have ordered on."""
    return record.decision.order_by or record.today


def _hurry_fee(uow: UnitOfWork, supplier_id: str, mode: DeliveryMode) -> Decimal:
    """Return what a hurried delivery costs, as far as it is known."""
    if mode is not DeliveryMode.EXPEDITED:
        return Decimal(0)
    return uow.plant.supplier(supplier_id).expedite_cost or Decimal(0)
