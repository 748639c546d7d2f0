"""What the record beside the list says of an order or a job, as plain values."""

from dataclasses import dataclass
from datetime import date

from app.core.errors import PartUnknown
from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.core.work_orders import WorkOrder
from app.lending import pieces_for_job
from app.storage.unit_of_work import UnitOfWork
from app.ui.evidence import Evidence, evidence_of
from app.ui.orders.steps import Step, job_steps, order_steps
from app.ui.register import Register
from app.ui.rows_orders import state_word
from app.ui.wording import NOTHING, Wording

Fact = tuple[str, str]
"""What it is, and its value."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of an order; `instead_of` is the part it stands in for, "" where it is itself."""

    part_id: str
    part: str
    description: str
    quantity: int
    received: int
    price: str
    total: str
    instead_of: str = ""

    @property
    def open_quantity(self) -> int:
        """Pieces still to come."""
        return self.quantity - self.received


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order as shown."""

    order: PurchaseOrder
    title: str
    facts: tuple[Fact, ...]
    lines: tuple[LineRow, ...]
    steps: dict[str, Step]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as shown; `missing` counts the parts not on the shelf."""

    job: WorkOrder
    title: str
    facts: tuple[Fact, ...]
    procedure: tuple[str, ...]
    steps: dict[str, Step]
    evidence: Evidence | None


def read_order(
    uow: UnitOfWork, order_id: str, say: Wording, today: date, *, is_read_only: bool
) -> OrderRecord:
    """Read one order with its evidence."""
    order, register = uow.orders.get(order_id), Register.read(uow)
    decision_id = next((line.peg.decision_id for line in order.lines if line.peg), None)
    return OrderRecord(
        order=order,
        title=register.supplier_name(order),
        facts=_order_facts(order, register, say, today),
        lines=tuple(_line_rows(order, register, say)),
        steps=order_steps(order, is_read_only=is_read_only),
        evidence=evidence_of(uow, decision_id, register),
    )


def read_job(
    uow: UnitOfWork, job_id: str, say: Wording, today: date, *, is_read_only: bool
) -> JobRecord:
    """Read one job with its evidence."""
    job, register = uow.work_orders.get(job_id), Register.read(uow)
    missing = _missing(uow, job)
    return JobRecord(
        job=job,
        title=job.title,
        facts=_job_facts(uow, job, register, say, today),
        procedure=job.steps,
        steps=job_steps(job, missing, is_read_only=is_read_only),
        evidence=evidence_of(uow, job.decision_id, register),
    )


def _missing(uow: UnitOfWork, job: WorkOrder) -> int:
    """Count the job's parts that are neither on the shelf nor free of other promises."""
    if job.part_id is None:
        return 0
    return max(job.quantity - sum(pieces_for_job(uow, job).values()), 0)


def _order_facts(
    order: PurchaseOrder, register: Register, say: Wording, today: date
) -> tuple[Fact, ...]:
    """Say the dates and names of an order."""
    by, at = order.approved_by, order.approved_at
    approved = f"{by}, {say.instant(at)}" if by and at else NOTHING
    return (
        (translate("Orders", "For"), register.tags_served(order) or NOTHING),
        (translate("Orders", "Needed in by"), _day(order.needed_by, say, today)),
        (translate("Orders", "Expected"), _day(order.expected_on, say, today)),
        (translate("Orders", "Delivery"), translate("Words", order.delivery_mode)),
        (translate("Orders", "Approved"), approved),
        (translate("Orders", "Sent"), say.optional_day(order.sent_on)),
    )


def _job_facts(
    uow: UnitOfWork, job: WorkOrder, register: Register, say: Wording, today: date
) -> tuple[Fact, ...]:
    """Say the dates, part and place of a job."""
    part = register.parts.get(job.part_id or "")
    asset = register.asset_of(job.component_id)
    order = _order_number(uow, job)
    ended = () if job.outcome is None else _found_facts(job)
    on_hand = uow.stock.on_hand(part.id) if part else 0
    bin_text = translate("Orders", "{n} on hand, bin {bin}").format(
        n=on_hand, bin=part.bin if part and part.bin else NOTHING
    )
    return (
        (translate("Orders", "Machine"), f"{asset.tag} {asset.name}"),
        (translate("Orders", "Place"), asset.place or NOTHING),
        (translate("Orders", "Planned"), _day(job.planned_on, say, today)),
        (translate("Orders", "Part"), f"{job.quantity} × {part.number}" if part else NOTHING),
        (translate("Orders", "Shelf"), bin_text if part else NOTHING),
        (
            translate("Orders", "Part expected"),
            f"{_day(job.part_expected_on, say, today)} {order}".strip(),
        ),
        *ended,
    )


def _found_facts(job: WorkOrder) -> tuple[Fact, ...]:
    """Say what a finished job found."""
    outcome = translate("Words", job.outcome.value) if job.outcome else NOTHING
    found = translate("Words", job.found_mode) if job.found_mode else NOTHING
    return (
        (translate("Orders", "Prediction"), outcome),
        (translate("Orders", "Found"), found),
        (translate("Orders", "Note"), job.note or NOTHING),
    )


def _order_number(uow: UnitOfWork, job: WorkOrder) -> str:
    """Name the order the job waits for, empty for none."""
    if job.purchase_order_id is None:
        return ""
    try:
        order = uow.orders.get(job.purchase_order_id)
    except PartUnknown:
        return ""
    return f"({order.number}, {state_word(order.state)})"


def _day(day: date | None, say: Wording, today: date) -> str:
    """Write a date with its countdown."""
    if day is None:
        return NOTHING
    return f"{say.short_day(day)} · {say.countdown(day, today)}"


def _line_rows(order: PurchaseOrder, register: Register, say: Wording) -> list[LineRow]:
    """Say the lines of an order."""
    return [
        LineRow(
            part_id=line.part_id,
            part=register.parts[line.part_id].number,
            description=register.parts[line.part_id].description,
            quantity=line.quantity,
            received=line.received,
            price=say.money(line.unit_price),
            total=say.money(line.total),
            instead_of=""
            if line.serves_part_id == line.part_id
            else register.parts[line.serves_part_id].number,
        )
        for line in order.lines
    ]
