"""How the outcome of a journal entry is read from the books."""

from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from app.core.calendars import arrival_table, working_days_between
from app.core.journal import Act, Assumption, Course, Fate, JournalEntry, Settlement, settled
from app.core.lead_time import expedited_lead_time, lead_time_of
from app.core.order_time import ROUNDING
from app.core.purchasing import PurchaseOrder
from app.core.trigger import DeliveryMode
from app.core.work_orders import WorkOrderKind
from app.storage.unit_of_work import UnitOfWork


def settlement_of(uow: UnitOfWork, entry: JournalEntry, today: date) -> Settlement | None:
    """Reckon what an entry cost; None while its need is still open."""
    fate = _fate(uow, entry)
    if fate is None:
        return None
    if entry.act is Act.JOB_MOVED:
        usable = _usable_of_job(uow, entry)
        return settled(entry, today, fate, (usable, usable), Assumption.SAME_PART)
    order = uow.orders.get(entry.subject)
    margin = timedelta(days=uow.plant.policy().receiving_margin_days)
    is_cancelled = entry.act is Act.CANCELLED or order.received_on is None
    taken = None if is_cancelled or order.received_on is None else order.received_on + margin
    proposed, assumption = _usable_as_proposed(uow, entry.proposed, order, taken, margin)
    return settled(entry, today, fate, (taken, proposed), assumption)


def _fate(uow: UnitOfWork, entry: JournalEntry) -> Fate | None:
    """Find the job that ended the need, and the failure before it."""
    zone = ZoneInfo(uow.plant.policy().time_zone)
    jobs = uow.work_orders.of_component(entry.component_id)
    done = [job.done_at for job in jobs if job.done_at is not None and job.done_at >= entry.at]
    if not done:
        return None
    ended = min(done)
    failures = [
        job.created_at
        for job in jobs
        if job.kind is WorkOrderKind.CORRECTIVE and entry.at <= job.created_at <= ended
    ]
    failed_on = _day(min(failures), zone) if failures else None
    return Fate(_day(ended, zone), failed_on)


def _day(at: datetime, zone: ZoneInfo) -> date:
    """Return the plant-local day of an instant."""
    return at.astimezone(zone).date()


def _usable_of_job(uow: UnitOfWork, entry: JournalEntry) -> date:
    """Return the day a job's part was usable: when its order came, else when it was moved."""
    job = uow.work_orders.get(entry.subject)
    if job.purchase_order_id is None:
        return entry.today
    received_on = uow.orders.get(job.purchase_order_id).received_on
    margin = timedelta(days=uow.plant.policy().receiving_margin_days)
    return entry.today if received_on is None else received_on + margin


def _usable_as_proposed(
    uow: UnitOfWork,
    course: Course,
    order: PurchaseOrder,
    taken: date | None,
    margin: timedelta,
) -> tuple[date | None, Assumption]:
    """Say when the proposal's part would have been usable, and how that is known."""
    if course.order_on is None:
        return None, Assumption.NOT_ORDERED
    is_same = (order.supplier_id, order.delivery_mode) == (course.supplier_id, course.mode)
    if taken is None or not is_same or order.sent_on is None or order.received_on is None:
        lead, assumption = _median_lead(uow, course), Assumption.MEDIAN_LEAD
    elif order.sent_on <= course.order_on:
        return taken, Assumption.SAME
    else:
        calendar = uow.plant.supplier(course.supplier_id).calendar
        lead = working_days_between(calendar, order.sent_on, order.received_on)
        assumption = Assumption.SAME_LEAD
    return _arrival(uow, course, course.order_on, lead) + margin, assumption


def _median_lead(uow: UnitOfWork, course: Course) -> int:
    """Return the median lead time of a course's delivery, in whole supplier working days."""
    supplier = uow.plant.supplier(course.supplier_id)
    is_hurried = course.mode == DeliveryMode.EXPEDITED.value
    hurried = expedited_lead_time(supplier) if is_hurried else None
    lead = hurried or lead_time_of(supplier, uow.plant.policy().lead_prior)
    return ceil(lead.median_days - ROUNDING)


def _arrival(uow: UnitOfWork, course: Course, order_on: date, lead_days: int) -> date:
    """Return the goods-in day of an order of a day that takes so many supplier working days."""
    calendar = uow.plant.supplier(course.supplier_id).calendar
    table = arrival_table(order_on, calendar, uow.plant.policy().calendar, 1, lead_days)
    return order_on + timedelta(days=int(table.arrival_day[0, lead_days]))
