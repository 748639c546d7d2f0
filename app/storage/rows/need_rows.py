"""What wants parts beside predicted failures, and what each part's review found."""

from sqlalchemy import delete, func, insert, select, update

from app.core.errors import StepRefused
from app.core.part_review import PartReview
from app.core.planned_tasks import PlannedTask
from app.core.reservations import Reservation
from app.storage.rows.mapping import Selection, as_record, as_row, is_asked, rows_where, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.needs import part_reviews, planned_tasks, reservations

IS_HELD = reservations.c.released_at.is_(None)
OLDEST_FIRST = [reservations.c.sequence]
HELD_OF_PART = selection(
    reservations, is_asked(reservations.c.part_id), IS_HELD, order_by=OLDEST_FIRST
)
HELD_FOR_JOB = selection(
    reservations, is_asked(reservations.c.work_order_id), IS_HELD, order_by=OLDEST_FIRST
)
RESERVATION = selection(reservations, is_asked(reservations.c.id))

BY_DATE = [planned_tasks.c.due_on, planned_tasks.c.id]
ACTIVE = selection(planned_tasks, planned_tasks.c.is_active, order_by=BY_DATE)
ACTIVE_OF_PART = selection(
    planned_tasks,
    planned_tasks.c.is_active,
    is_asked(planned_tasks.c.part_id),
    order_by=BY_DATE,
)

NEWEST_OF_PART = selection(
    part_reviews,
    is_asked(part_reviews.c.part_id),
    order_by=[part_reviews.c.sequence.desc()],
    limit=1,
)


class ReservationRows:
    """Pieces kept for a purpose."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def add(self, reservation: Reservation) -> None:
        """Keep a new reservation."""
        self._connection.execute(insert(reservations), as_row(reservation))

    def save(self, reservation: Reservation) -> None:
        """Keep a reservation's changed fields; `StepRefused` when it is not known."""
        where = reservations.c.id == reservation.id
        row = as_row(reservation)
        if self._connection.execute(update(reservations).where(where).values(row)).rowcount != 1:
            raise StepRefused("This reservation is not kept yet.", "Add it first.")

    @read_once
    def get(self, reservation_id: str) -> Reservation:
        """Return one reservation; `StepRefused` when there is none."""
        found = self._read(RESERVATION, id=reservation_id)
        if not found:
            raise StepRefused(f'There is no reservation "{reservation_id}".', "Check the list.")
        return found[0]

    @read_once
    def open_of(self, part_id: str) -> list[Reservation]:
        """Return the reservations of a part that still hold, oldest first."""
        return self._read(HELD_OF_PART, part_id=part_id)

    @read_once
    def open_for_job(self, work_order_id: str) -> list[Reservation]:
        """Return what still holds for one job, oldest first."""
        return self._read(HELD_FOR_JOB, work_order_id=work_order_id)

    def _read(self, statement: Selection, **asked: str) -> list[Reservation]:
        return [as_record(Reservation, row) for row in self._connection.rows(statement, **asked)]


class PlannedTaskRows:
    """Maintenance planned on dates."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def put(self, task: PlannedTask) -> None:
        """Keep a task, new or changed."""
        row, where = as_row(task), planned_tasks.c.id == task.id
        if self._connection.execute(update(planned_tasks).where(where).values(row)).rowcount == 0:
            self._connection.execute(insert(planned_tasks), row)

    @read_once
    def get(self, task_id: str) -> PlannedTask:
        """Return one task; `StepRefused` when there is none."""
        rows = rows_where(self._connection, planned_tasks, planned_tasks.c.id == task_id)
        if not rows:
            raise StepRefused(f'There is no planned task "{task_id}".', "Check the list.")
        return as_record(PlannedTask, rows[0])

    @read_once
    def active(self) -> list[PlannedTask]:
        """Return the tasks that still come, by date."""
        return self._read(ACTIVE)

    @read_once
    def active_of_part(self, part_id: str) -> list[PlannedTask]:
        """Return the tasks that want a part, by date."""
        return self._read(ACTIVE_OF_PART, part_id=part_id)

    def _read(self, statement: Selection, **asked: str) -> list[PlannedTask]:
        return [as_record(PlannedTask, row) for row in self._connection.rows(statement, **asked)]


class PartReviewRows:
    """The newest review of each part; one that drafted an order is kept for good."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def add(self, review: PartReview) -> None:
        """Keep a review in place of the part's last one."""
        passing = (part_reviews.c.part_id == review.part_id) & part_reviews.c.order_id.is_(None)
        self._connection.execute(delete(part_reviews).where(passing))
        row = {
            "part_id": review.part_id,
            "today": review.today,
            "order_id": review.order_id,
            "record": review,
        }
        self._connection.execute(insert(part_reviews), row)

    @read_once
    def latest(self, part_id: str) -> PartReview | None:
        """Return the newest review of a part, if there is one."""
        rows = self._connection.rows(NEWEST_OF_PART, part_id=part_id)
        return rows[0].record if rows else None

    @read_once
    def latest_all(self) -> list[PartReview]:
        """Return the newest review of every part."""
        newest = select(func.max(part_reviews.c.sequence)).group_by(part_reviews.c.part_id)
        where = part_reviews.c.sequence.in_(newest)
        order = [part_reviews.c.sequence]
        rows = rows_where(self._connection, part_reviews, where, order_by=order)
        return [row.record for row in rows]

    def forget(self, part_id: str) -> None:
        """Drop the reviews of a part that is taken off the register."""
        self._connection.execute(delete(part_reviews).where(part_reviews.c.part_id == part_id))

    @read_once
    def of_order(self, order_id: str) -> list[PartReview]:
        """Return the reviews that drafted an order, one a part, oldest first."""
        where, order = part_reviews.c.order_id == order_id, [part_reviews.c.sequence]
        rows = rows_where(self._connection, part_reviews, where, order_by=order)
        return [row.record for row in rows]
