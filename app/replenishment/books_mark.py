"""A mark of everything a part's review was made from: as long as it stays, so does the review."""

from app.storage.unit_of_work import UnitOfWork


def books_mark(uow: UnitOfWork, part_id: str) -> str:
    """Write down what the books say of a part, in one line that any change changes."""
    part = uow.stock.part(part_id)
    orders = [
        f"{order.number} {order.state.value} {order.expected_on} "
        + ",".join(f"{line.quantity}-{line.received}" for line in order.lines)
        for order in uow.orders.open_of_part(part_id)
    ]
    jobs = [
        f"{job.number} {job.state.value} {job.planned_on}"
        for job in uow.work_orders.open_of_part(part_id)
    ]
    decisions = [
        uow.decisions.latest_id(component.id) for component in uow.plant.components_of_part(part_id)
    ]
    tasks = [f"{task.id} {task.due_on}" for task in uow.planned_tasks.active_of_part(part_id)]
    reserved = [one.id for one in uow.reservations.open_of(part_id)]
    levels = f"{part.safety_stock}+{part.buffer_stock} {part.price} {part.supplier_id}"
    on_hand = str(uow.stock.on_hand(part_id))
    risk, fitted_on = uow.risk.current(), uow.plant.policy().lead_prior_fitted_on
    supply = f"{fitted_on} {risk.id} {risk.ended_on}" if risk else f"{fitted_on}"
    return " | ".join([on_hand, levels, supply, *orders, *jobs, *decisions, *tasks, *reserved])
