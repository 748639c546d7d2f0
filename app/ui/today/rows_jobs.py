"""Which jobs are ready? What is late? One card a job, an order or a need."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.core.work_orders import WorkOrder, WorkOrderState
from app.ui.register import Register
from app.ui.target import Place, Target
from app.ui.today.card import Card, Question, Tone, by_urgency
from app.ui.today.rows_orders import days_left, is_overdue
from app.ui.wording import NOTHING, Wording

CAN_GO = frozenset({WorkOrderState.READY, WorkOrderState.IN_PROGRESS})


def ready_jobs(jobs: list[WorkOrder], register: Register, say: Wording, today: date) -> Question:
    """Ask which jobs can go: those first, then those that wait for their part."""
    in_time = [job for job in jobs if not is_overdue_job(job, today)]
    can_go = [_job_card(job, register, say, today) for job in in_time if job.state in CAN_GO]
    waiting = [_job_card(job, register, say, today) for job in in_time if job.state not in CAN_GO]
    return Question(
        translate("Today", "Which jobs are ready?"),
        by_urgency(can_go) + by_urgency(waiting),
        translate("Today", "No job is planned."),
        translate("Today", "See the machines"),
        Target(Place.ASSETS),
        list_target=Target(Place.ORDERS),
    )


def late_matters(
    decisions: list[DecisionRecord],
    drafts: Sequence[Card],
    orders: list[PurchaseOrder],
    jobs: list[WorkOrder],
    register: Register,
    say: Wording,
    today: date,
) -> Question:
    """Ask what is late: needs, orders not sent, deliveries and jobs.

    `drafts` are the cards of what must be ordered; those whose day has passed stand here too.
    """
    late = {record.component_id: record for record in decisions if _is_late(record)}
    cards = [_late_need(record, register, say) for record in late.values()]
    late_drafts = [draft for draft in drafts if draft.urgency and draft.urgency < today]
    cards += [replace(draft, key=f"late {draft.key}") for draft in late_drafts]
    cards += [
        _late_order(order, register, say, today) for order in orders if is_overdue(order, today)
    ]
    cards += [_late_job(job, register, say, today) for job in jobs if is_overdue_job(job, today)]
    return Question(
        translate("Today", "What is late?"),
        by_urgency(cards),
        translate("Today", "Nothing is late."),
        list_target=Target(Place.ORDERS),
    )


def is_overdue_job(job: WorkOrder, today: date) -> bool:
    """Whether a job should have been done before today; it stands under "What is late?"."""
    return job.planned_on is not None and job.planned_on < today


def _is_late(record: DecisionRecord) -> bool:
    """Whether even an order placed on the day of the decision may come too late."""
    return record.decision.kind is DecisionKind.LATE


_STEP_OF = {
    WorkOrderState.PROPOSED: "plan",
    WorkOrderState.PLANNED: "ready",
    WorkOrderState.READY: "start",
    WorkOrderState.IN_PROGRESS: "finish",
}


def _job_card(job: WorkOrder, register: Register, say: Wording, today: date) -> Card:
    """Say what a job waits for, or that it can go."""
    action, sentence = _job_words(job)
    part = register.parts.get(job.part_id or "")
    number, unit = days_left(job.planned_on, today)
    return Card(
        key=f"job:{job.id}",
        where=register.where(job.component_id),
        sentence=sentence.format(
            number=job.number,
            bin=part.bin if part and part.bin else NOTHING,
            day=say.optional_day(job.part_expected_on),
        ),
        number=number,
        unit=unit,
        when=translate("Today", "planned {day}").format(day=say.optional_day(job.planned_on)),
        action=action,
        target=Target(Place.ORDERS, job.id, _STEP_OF.get(job.state, "")),
        urgency=job.planned_on,
    )


def _job_words(job: WorkOrder) -> tuple[str, str]:
    """Return the action and the sentence of a job's state."""
    if job.state is WorkOrderState.READY:
        return (
            translate("Today", "Start…"),
            translate("Today", "{number} can start, parts in bin {bin}."),
        )
    if job.state is WorkOrderState.IN_PROGRESS:
        return translate("Today", "Finish…"), translate("Today", "{number} is being done.")
    is_here = job.part_expected_on is None
    if job.state is WorkOrderState.PROPOSED:
        return (
            translate("Today", "Plan…"),
            translate("Today", "{number} is proposed, its part lies in bin {bin}.")
            if is_here
            else translate("Today", "{number} is proposed, its part comes {day}."),
        )
    if is_here:
        return (
            translate("Today", "Open"),
            translate("Today", "{number} is planned, its part lies in bin {bin}."),
        )
    return (
        translate("Today", "Open"),
        translate("Today", "{number} is planned and waits for its part, expected {day}."),
    )


def _late_need(record: DecisionRecord, register: Register, say: Wording) -> Card:
    """Say how likely the part comes after the failure; what is on its way has no probability."""
    probability, is_ordered = record.decision.late_probability, not record.decision.quantity
    return Card(
        key=f"late:{record.component_id}",
        where=register.where(record.component_id),
        sentence=translate("Today", "The part is ordered, and may come after the failure.")
        if is_ordered
        else translate("Today", "The part may come after the failure, even if ordered now."),
        number="" if probability is None else say.percent(probability),
        unit=translate("Today", "too late"),
        when=translate("Today", "needed by {day}").format(
            day=say.optional_day(record.decision.need_by)
        ),
        action=translate("Today", "Why?"),
        target=Target(Place.WHY, record.component_id),
        tone=Tone.DANGER,
        urgency=record.decision.need_by,
    )


def _late_order(order: PurchaseOrder, register: Register, say: Wording, today: date) -> Card:
    """Say how many days a delivery is overdue."""
    number, unit = days_left(order.expected_on, today)
    return Card(
        key=f"overdue:{order.id}",
        where=register.tags_served(order) or order.number,
        sentence=translate("Today", "{number} from {supplier} has not come: {goods}.").format(
            number=order.number,
            supplier=register.supplier_name(order),
            goods=register.goods(order),
        ),
        number=number,
        unit=unit,
        when=translate("Today", "expected {day}").format(day=say.optional_day(order.expected_on)),
        action=translate("Today", "Open"),
        target=Target(Place.ORDERS, order.id, "receive"),
        tone=Tone.ALARM,
        urgency=order.expected_on,
    )


def _late_job(job: WorkOrder, register: Register, say: Wording, today: date) -> Card:
    """Say how many days a job is overdue."""
    number, unit = days_left(job.planned_on, today)
    action, _ = _job_words(job)
    return Card(
        key=f"latejob:{job.id}",
        where=register.where(job.component_id),
        sentence=translate("Today", "{number} should have been done.").format(number=job.number),
        number=number,
        unit=unit,
        when=translate("Today", "planned {day}").format(day=say.optional_day(job.planned_on)),
        action=action,
        target=Target(Place.ORDERS, job.id, _STEP_OF.get(job.state, "")),
        tone=Tone.WATCH,
        urgency=job.planned_on,
    )
