"""The people of the demo plant, played without a window: they do what its pages ask for."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from random import Random

from app.bootstrap import Runtime
from app.core.lead_time import Supplier
from app.core.moment import Moment
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.trigger import DeliveryMode
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.maintenance import jobs
from app.replenishment import deliveries, orders

MANAGER = "J. Petersen, maintenance manager"
BUYER = "A. Lorenz, purchasing"
STOREKEEPER = "H. Brandt, stores"
PLANNER = "S. Wulff, planning"
TECHNICIAN = "K. Thomsen, workshop"


@dataclass(slots=True)
class Office:
    """Manager, buyer, storekeeper, planner and technician, each acting once a look round.

    Deliveries take a time drawn from the supplier's own past, so that lead times go on being
    learned from something that varies.
    """

    runtime: Runtime
    chance: Random
    deliveries: dict[str, date] = field(default_factory=dict)

    def look_round(self) -> None:
        """Do what is due now: approve, issue, receive, plan, repair."""
        with self.runtime.store.read() as uow:
            open_orders, open_jobs = uow.orders.open_orders(), uow.work_orders.open_orders()
            suppliers = {s.id: s for s in uow.plant.suppliers()}
        for order in open_orders:
            self._tend_order(order, suppliers[order.supplier_id])
        for job in open_jobs:
            self._tend_job(job)

    def _tend_order(self, order: PurchaseOrder, supplier: Supplier) -> None:
        """Take an order one step further, if its step is due."""
        store, key = self.runtime.store, f"{order.id}:{order.state.value}"
        if order.state is OrderState.DRAFT:
            orders.approve(store, order.id, self._as(MANAGER), key)
        elif order.state is OrderState.APPROVED:
            self._send(order, supplier, key)
        elif self.runtime.today() >= self._delivery_day(order, supplier):
            line = order.lines[0]
            moment = self._as(STOREKEEPER)
            orders.receive(store, order.id, line.part_id, line.open_quantity, moment, key)
            self.runtime.plant_changed()

    def _send(self, order: PurchaseOrder, supplier: Supplier, key: str) -> None:
        """Send an order; the supplier confirms the day it usually takes."""
        moment = self._as(BUYER)
        sent = orders.issue(self.runtime.store, order.id, moment, key)
        if order.delivery_mode == DeliveryMode.NORMAL.value and supplier.declared_median_days:
            promised = _open_day_after(
                supplier, sent.sent_on or moment.today, ceil(supplier.declared_median_days)
            )
            store, promise = self.runtime.store, f"{key}:promise"
            deliveries.note_promise(store, order.id, promised, moment, promise)

    def _delivery_day(self, order: PurchaseOrder, supplier: Supplier) -> date:
        """Draw once when an order will really come: one of the supplier's past lead times."""
        if order.id not in self.deliveries:
            is_hurried = order.delivery_mode == DeliveryMode.EXPEDITED.value
            hurried = ceil(supplier.expedite_median_days or 1.0)
            usual = int(self.chance.choice(supplier.receipts_days or (5.0,)))
            sent_on = order.sent_on or self.runtime.today()
            self.deliveries[order.id] = _open_day_after(
                supplier, sent_on, hurried if is_hurried else usual
            )
        return self.deliveries[order.id]

    def _tend_job(self, job: WorkOrder) -> None:
        """Take a job one step further, if its step is due."""
        store, key = self.runtime.store, f"{job.id}:{job.state.value}"
        is_due = job.planned_on is None or self.runtime.today() >= job.planned_on
        if job.state is WorkOrderState.PROPOSED:
            jobs.plan(store, job.id, self._as(PLANNER), key)
        elif job.state is WorkOrderState.READY and is_due:
            jobs.start(store, job.id, self._as(TECHNICIAN), key)
        elif job.state is WorkOrderState.IN_PROGRESS:
            self.runtime.repaired(job.component_id)
            jobs.finish(store, job.id, self._as(TECHNICIAN), key, Outcome.AS_PREDICTED)
            self.runtime.plant_changed()

    def _as(self, person: str) -> Moment:
        """Act now in a person's name."""
        return self.runtime.moment(person)


def _open_day_after(supplier: Supplier, day: date, count: int) -> date:
    """Go on from a day by a count of the supplier's open days."""
    while count > 0:
        day += timedelta(days=1)
        count -= supplier.calendar.is_open(day)
    return day
