"""What the buttons of the Orders page do: one use case each, in the name of who sits here."""

from app.bootstrap import Runtime
from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.core.work_orders import Outcome, WorkOrder
from app.maintenance import jobs, taking_back
from app.replenishment import orders
from app.ui.orders.job_panel import JobPanel
from app.ui.page import new_key


def approve(runtime: Runtime, order: PurchaseOrder) -> str:
    """Approve a draft; returns what was done, in words."""
    orders.approve(runtime.store, order.id, runtime.moment(), new_key())
    return translate("Orders", "{number} is approved.").format(number=order.number)


def withdraw_approval(runtime: Runtime, order: PurchaseOrder) -> str:
    """Undo the approval of an order that has not gone out."""
    orders.withdraw_approval(runtime.store, order.id, runtime.moment(), new_key())
    return translate("Orders", "{number} is a draft again.").format(number=order.number)


def issue(runtime: Runtime, order: PurchaseOrder) -> str:
    """Issue an approved order."""
    orders.issue(runtime.store, order.id, runtime.moment(), new_key())
    runtime.plant_changed()
    text = translate("Orders", "{number} is issued. Print it or mail it to the supplier.")
    return text.format(number=order.number)


def receive(runtime: Runtime, order: PurchaseOrder, came_in: dict[str, int]) -> str:
    """Book what came in, part by part."""
    moment = runtime.moment()
    for part_id, quantity in came_in.items():
        orders.receive(runtime.store, order.id, part_id, quantity, moment, new_key())
    runtime.plant_changed()
    text = translate("Orders", "{n} pieces received on {number}.")
    return text.format(n=sum(came_in.values()), number=order.number)


def cancel(runtime: Runtime, order: PurchaseOrder, why: str) -> str:
    """Cancel an order with its reason."""
    orders.cancel(runtime.store, order.id, runtime.moment(), new_key(), why)
    runtime.plant_changed()
    return translate("Orders", "{number} is cancelled.").format(number=order.number)


def take_job_step(runtime: Runtime, panel: JobPanel, job: WorkOrder, step: str) -> str:
    """Take a job one step further: plan, ready, start or finish."""
    store, moment, key = runtime.store, runtime.moment(), new_key()
    if step == "plan":
        jobs.plan(store, job.id, moment, key, panel.planned_on, panel.why_moved)
    elif step == "ready":
        jobs.make_ready(store, job.id, moment, key)
    elif step == "start":
        jobs.start(store, job.id, moment, key)
    else:
        return _finish(runtime, panel, job)
    runtime.plant_changed()
    done = {
        "plan": translate("Orders", "{number} is planned."),
        "ready": translate("Orders", "{number} is ready."),
        "start": translate("Orders", "{number} has begun."),
    }[step]
    return done.format(number=job.number)


def take_back_finish(runtime: Runtime, panel: JobPanel) -> str:
    """Undo the finish of the job that was finished last."""
    before = panel.finished
    if before is None:
        return ""
    job = taking_back.take_back_finish(runtime.store, before, runtime.moment(), new_key())
    panel.finished = None
    runtime.plant_changed()
    text = translate("Orders", "{number} goes on: what its finish had moved is put back.")
    return text.format(number=job.number)


def _finish(runtime: Runtime, panel: JobPanel, job: WorkOrder) -> str:
    """Finish a job; only a part found worn as predicted was replaced."""
    moment, outcome = runtime.moment(), panel.outcome
    found, note = panel.found_mode, panel.note
    with runtime.store.read() as uow:
        before = taking_back.before_finish(uow, uow.work_orders.get(job.id))
    jobs.finish(runtime.store, job.id, moment, new_key(), outcome, note, found)
    panel.finished = before
    is_replaced = panel.outcome is Outcome.AS_PREDICTED
    if is_replaced:
        runtime.repaired(job.component_id)
    runtime.plant_changed()
    text = (
        translate("Orders", "{number} is done. The component counts as new. Ctrl+Z takes it back.")
        if is_replaced
        else translate(
            "Orders", "{number} is done. Its part stays on the shelf. Ctrl+Z takes it back."
        )
    )
    return text.format(number=job.number)
