"""What lies on the shelf, and what of it is promised."""

from app.core.work_orders import WorkOrder, WorkOrderState
from app.storage.unit_of_work import UnitOfWork

LIES_READY = frozenset({WorkOrderState.READY, WorkOrderState.IN_PROGRESS})
"""States in which a job's parts are put aside for it."""


def promised_to_others(uow: UnitOfWork, part_id: str, component_id: str) -> int:
    """Count the pieces on the shelf that other components' jobs may count on.

    Who came first is served first: a job put aside for, or proposed before this component's own,
    goes before it. What a job still expects from its own order is no claim on the shelf.
    """
    open_jobs = [job for job in uow.work_orders.open_orders() if job.part_id == part_id]
    own = next((job for job in open_jobs if job.component_id == component_id), None)
    return sum(
        max(job.quantity - _still_to_come(uow, job), 0)
        for job in open_jobs
        if job.component_id != component_id and _goes_before(job, own)
    )


def free_on_shelf(uow: UnitOfWork, part_id: str, component_id: str) -> int:
    """Count the pieces this component's job can take."""
    return uow.stock.on_hand(part_id) - promised_to_others(uow, part_id, component_id)


def _goes_before(job: WorkOrder, own: WorkOrder | None) -> bool:
    """Whether a job is served before this component's own one."""
    return own is None or job.state in LIES_READY or job.created_at < own.created_at


def _still_to_come(uow: UnitOfWork, job: WorkOrder) -> int:
    """Count what a job's own order has not delivered yet."""
    if job.purchase_order_id is None:
        return 0
    order = uow.orders.get(job.purchase_order_id)
    if not order.state.is_open:
        return 0
    return sum(line.open_quantity for line in order.lines if line.part_id == job.part_id)
