"""Work orders: planned jobs, at most one open for a component."""

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from app.core.errors import StepRefused
from app.core.work_orders import Outcome, WorkOrder
from app.storage.rows.mapping import Selection, as_record, as_row, is_asked, is_one_of, selection
from app.storage.rows.numbers import next_number
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.rows.seen import Seen
from app.storage.tables.work import OPEN_STATES, work_orders

IS_OPEN = is_one_of(work_orders.c.state, OPEN_STATES)
OLDEST_FIRST = [work_orders.c.sequence]
ONE = selection(work_orders, is_asked(work_orders.c.id), order_by=OLDEST_FIRST)
OF_PART = selection(work_orders, is_asked(work_orders.c.part_id), order_by=OLDEST_FIRST)
OF_COMPONENT = selection(work_orders, is_asked(work_orders.c.component_id), order_by=OLDEST_FIRST)
ALL = selection(work_orders, order_by=OLDEST_FIRST)
OPEN = ALL.where(IS_OPEN)
OPEN_OF_PART = OF_PART.where(IS_OPEN)
OPEN_OF_COMPONENT = OF_COMPONENT.where(IS_OPEN)
DONE_SINCE = ALL.where(work_orders.c.done_at >= bindparam("instant"))
VERSION = select(work_orders.c.version).where(is_asked(work_orders.c.id)).with_for_update()
LAST_FITTED = select(func.max(work_orders.c.done_at)).where(
    is_asked(work_orders.c.component_id), work_orders.c.outcome == Outcome.AS_PREDICTED
)


class WorkOrderRows:
    """Work orders; every save makes the next version."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection
        self._seen = Seen()

    def add(self, job: WorkOrder) -> None:
        """Keep a new job; `StepRefused` when its component already has an open one."""
        self._connection.execute(insert(work_orders), as_row(job) | {"version": 1})
        self._seen.note(job.id, 1)

    def save(self, job: WorkOrder) -> None:
        """Keep the next version of a job read in this same transaction.

        Raises
        ------
        StepRefused
            If the job is not known, or was not read in this transaction.
        """
        version = self._connection.scalar(VERSION, id=job.id)
        if version is None:
            raise StepRefused(f"Work order {job.number} is not kept yet.", "Add it first.")
        self._seen.refuse_stale(f"Work order {job.number}", job.id, (version, ""))
        row = as_row(job, "id") | {"version": version + 1}
        self._connection.execute(update(work_orders).where(work_orders.c.id == job.id).values(row))
        self._seen.note(job.id, version + 1)

    @read_once
    def get(self, work_order_id: str) -> WorkOrder:
        """Return one job; `StepRefused` when there is none."""
        found = self._read(ONE, id=work_order_id)
        if not found:
            raise StepRefused(f'There is no work order "{work_order_id}".', "Check the number.")
        return found[0]

    @read_once
    def all(self) -> list[WorkOrder]:
        """Return every job, oldest first."""
        return self._read(ALL)

    @read_once
    def of_component(self, component_id: str) -> list[WorkOrder]:
        """Return every job on a component, oldest first."""
        return self._read(OF_COMPONENT, component_id=component_id)

    @read_once
    def open_orders(self) -> list[WorkOrder]:
        """Return the jobs still to be done, oldest first."""
        return self._read(OPEN)

    @read_once
    def open_of_part(self, part_id: str) -> list[WorkOrder]:
        """Return the jobs still to be done that want a part, oldest first."""
        return self._read(OPEN_OF_PART, part_id=part_id)

    @read_once
    def of_part(self, part_id: str) -> list[WorkOrder]:
        """Return every job that wanted a part, oldest first."""
        return self._read(OF_PART, part_id=part_id)

    @read_once
    def done_since(self, instant: datetime) -> list[WorkOrder]:
        """Return the jobs that were done from an instant on, in the order they were done."""
        found = self._read(DONE_SINCE, instant=instant)
        return sorted(found, key=lambda job: job.done_at or instant)

    @read_once
    def open_for(self, component_id: str) -> WorkOrder | None:
        """Return the open job on a component, if there is one."""
        found = self._read(OPEN_OF_COMPONENT, component_id=component_id)
        return found[0] if found else None

    def next_number(self, year: int) -> str:
        """Return the next job number of a year: "WO-2026-0001"."""
        return next_number(self._connection, work_orders, "WO", year)

    @read_once
    def last_replacement(self, component_id: str) -> datetime | None:
        """Return when the item in service was fitted by a job, None if no job ever did."""
        found: datetime | None = self._connection.scalar(LAST_FITTED, component_id=component_id)
        return found

    def _read(self, statement: Selection, **asked: object) -> list[WorkOrder]:
        """Read jobs, oldest first."""
        rows = self._connection.rows(statement, **asked)
        for row in rows:
            self._seen.note(row.id, row.version)
        return [as_record(WorkOrder, row) for row in rows]
