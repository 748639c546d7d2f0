"""Which steps an order or a job can take now, and in words why it can't take the others."""

from dataclasses import dataclass

from app.core.purchasing import STEPS as ORDER_STEPS
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.texts import translate
from app.core.work_orders import WorkOrder, WorkOrderState


@dataclass(frozen=True, slots=True)
class Step:
    """One button of a record; `why_not` is empty where the step can be taken."""

    name: str
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the step can be taken now."""
        return not self.why_not


_ORDER_NEEDS = {
    "approve": frozenset({OrderState.DRAFT}),
    "issue": frozenset({OrderState.APPROVED}),
    "change": frozenset({OrderState.DRAFT}),
    "receive": frozenset({OrderState.ORDERED, OrderState.PARTLY_RECEIVED}),
}
_JOB_NEEDS = {
    "plan": frozenset({WorkOrderState.PROPOSED}),
    "ready": frozenset({WorkOrderState.PLANNED}),
    "start": frozenset({WorkOrderState.READY}),
    "finish": frozenset({WorkOrderState.IN_PROGRESS}),
}


def order_steps(order: PurchaseOrder, *, is_read_only: bool) -> dict[str, Step]:
    """Return approve, issue, change, receive and cancel with what stands against each."""
    steps = {
        name: Step(name, _against(order.state in needed, _order_rule(name), is_read_only))
        for name, needed in _ORDER_NEEDS.items()
    }
    can_cancel = OrderState.CANCELLED in ORDER_STEPS[order.state]
    rule = translate("Orders", "Goods have come, or nothing is open any more.")
    steps["cancel"] = Step("cancel", _against(can_cancel, rule, is_read_only))
    return steps


def job_steps(job: WorkOrder, missing: int, *, is_read_only: bool) -> dict[str, Step]:
    """Return plan, ready, start and finish; `missing` counts the parts not on the shelf."""
    steps = {
        name: Step(name, _against(job.state in needed, _job_rule(name), is_read_only))
        for name, needed in _JOB_NEEDS.items()
    }
    if missing > 0:
        lacking = translate("Orders", "{n} of its parts are not on the shelf yet.")
        for name in ("ready", "finish"):
            if steps[name].is_open:
                steps[name] = Step(name, lacking.format(n=missing))
    return steps


def next_step(steps: dict[str, Step]) -> str:
    """Name the step a record waits for: the first that is open; cancelling is never meant."""
    return next((s.name for s in steps.values() if s.is_open and s.name != "cancel"), "")


def _against(can: bool, rule: str, is_read_only: bool) -> str:
    """Say what stands against a step."""
    if is_read_only:
        return translate("Orders", "Another Kairos writes into this plant; here it is read only.")
    return "" if can else rule


def _order_rule(name: str) -> str:
    """Say when an order's step is possible."""
    return {
        "approve": translate("Orders", "Only a draft is approved."),
        "change": translate("Orders", "Only a draft is changed: take the approval back first."),
        "issue": translate("Orders", "Only an approved order is issued to its supplier."),
        "receive": translate("Orders", "Goods are received on an order that was issued."),
    }[name]


def _job_rule(name: str) -> str:
    """Say when a job's step is possible."""
    return {
        "plan": translate("Orders", "Only a proposed job is planned."),
        "ready": translate("Orders", "Only a planned job is made ready."),
        "start": translate("Orders", "Only a ready job is started."),
        "finish": translate("Orders", "Only a job in progress is finished."),
    }[name]
