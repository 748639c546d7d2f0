"""The list of purchase orders and jobs, as plain rows."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.core.money import Money
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.texts import translate
from app.core.work_orders import WorkOrder, WorkOrderState
from app.storage.unit_of_work import UnitOfWork
from app.ui.register import Register


class RecordKind(Enum):
    """What a row of the list is."""

    ORDER = "order"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order or job of the list.

    `needed_by` is the day goods must be in, or the day a job is planned on; `is_late` says that
    it has passed while the record is open.
    """

    id: str
    number: str
    kind: RecordKind
    what: str
    asset_tag: str
    state: OrderState | WorkOrderState
    total: Money | None
    needed_by: date | None
    is_open: bool
    is_late: bool

    @property
    def what_for(self) -> str:
        """The machine and what is ordered or done for it."""
        return f"{self.asset_tag} · {self.what}" if self.asset_tag else self.what

    def contains(self, text: str) -> bool:
        """Whether the row says a text anywhere, in any case."""
        said = f"{self.number} {self.what} {self.asset_tag} {state_word(self.state)}"
        return text.casefold() in said.casefold()


def order_rows(uow: UnitOfWork, today: date) -> list[OrderRow]:
    """List every order and job, the newest number first."""
    register = Register.read(uow)
    rows = [_order_row(order, register, today) for order in uow.orders.all()]
    rows += [_job_row(job, register, today) for job in uow.work_orders.all()]
    return sorted(rows, key=lambda row: row.number, reverse=True)


def filtered(
    rows: list[OrderRow], kind: RecordKind | None, text: str, *, only_open: bool
) -> list[OrderRow]:
    """Keep the rows of a kind that are open and say a text."""
    return [
        row
        for row in rows
        if (kind is None or row.kind is kind)
        and (row.is_open or not only_open)
        and row.contains(text.strip())
    ]


def state_word(state: OrderState | WorkOrderState) -> str:
    """Say the state of an order or a job as people say it."""
    return {
        OrderState.DRAFT: translate("States", "draft"),
        OrderState.APPROVED: translate("States", "approved"),
        OrderState.ORDERED: translate("States", "ordered"),
        OrderState.PARTLY_RECEIVED: translate("States", "partly received"),
        OrderState.RECEIVED: translate("States", "received"),
        OrderState.CLOSED: translate("States", "closed"),
        OrderState.CANCELLED: translate("States", "cancelled"),
        WorkOrderState.PROPOSED: translate("States", "proposed"),
        WorkOrderState.PLANNED: translate("States", "planned"),
        WorkOrderState.READY: translate("States", "ready"),
        WorkOrderState.IN_PROGRESS: translate("States", "in progress"),
        WorkOrderState.DONE: translate("States", "done"),
        WorkOrderState.CLOSED: translate("States", "closed"),
        WorkOrderState.CANCELLED: translate("States", "cancelled"),
    }[state]


def _order_row(order: PurchaseOrder, register: Register, today: date) -> OrderRow:
    """Say one purchase order."""
    is_waiting = order.state.is_open and order.needed_by is not None
    return OrderRow(
        id=order.id,
        number=order.number,
        kind=RecordKind.ORDER,
        what=register.goods(order),
        asset_tag=register.tags_served(order),
        state=order.state,
        total=order.total,
        needed_by=order.needed_by,
        is_open=order.state.is_open,
        is_late=is_waiting and order.needed_by is not None and order.needed_by < today,
    )


def _job_row(job: WorkOrder, register: Register, today: date) -> OrderRow:
    """Say one job."""
    return OrderRow(
        id=job.id,
        number=job.number,
        kind=RecordKind.JOB,
        what=register.components[job.component_id].name,
        asset_tag=register.asset_of(job.component_id).tag,
        state=job.state,
        total=None,
        needed_by=job.planned_on,
        is_open=job.state.is_open,
        is_late=job.state.is_open and job.planned_on is not None and job.planned_on < today,
    )
