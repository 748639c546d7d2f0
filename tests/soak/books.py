"""The plant's books as they lie in the file, read past the program by sentences of its own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pysqlite3 import dbapi2

from tests.soak import plant

OPEN_ORDER = frozenset({"DRAFT", "APPROVED", "ORDERED", "PARTLY_RECEIVED"})
OPEN_JOB = frozenset({"PROPOSED", "PLANNED", "READY", "IN_PROGRESS"})


class Order(NamedTuple):
    """One purchase order's row."""

    id: str
    number: str
    supplier_id: str
    state: str
    created_on: str
    created_by: str
    approved_at: str | None
    approved_by: str
    sent_on: str | None
    needed_by: str | None
    expected_on: str | None


class Line(NamedTuple):
    """One order line's row; the price is in hundredths of a cent."""

    order_id: str
    part_id: str
    quantity: int
    received: int
    unit_price: int
    currency: str
    component_id: str | None
    failure_mode: str | None
    is_open: int
    wanted_part_id: str | None

    @property
    def need(self) -> str:
        """The need it serves: work on a date by its own name, else the component; "" for nobody."""
        mode = self.failure_mode or ""
        return mode if mode.startswith(("planned:", "job:", "kit:")) else self.component_id or ""

    @property
    def serves(self) -> str:
        """The part whose needs it serves: its own, or the one it stands in for."""
        return self.wanted_part_id or self.part_id


class Job(NamedTuple):
    """One work order's row."""

    id: str
    number: str
    component_id: str
    state: str
    part_id: str | None
    quantity: int
    purchase_order_id: str | None
    outcome: str | None


class Movement(NamedTuple):
    """One line of the ledger."""

    part_id: str
    quantity: int
    kind: str
    reference: str


class Trail(NamedTuple):
    """One row of the audit trail."""

    actor: str
    action: str
    subject: str
    before: str
    after: str


class Receipt(NamedTuple):
    """One delivery; the last of an order's normal ones teaches a lead time."""

    supplier_id: str
    order_id: str | None
    lead_days: float
    completes_order: int
    is_hurried: int


class Item(NamedTuple):
    """One component with what its job needs."""

    id: str
    part_id: str | None
    quantity_per_job: int


class Stocked(NamedTuple):
    """One part."""

    id: str
    supplier_id: str
    minimum_order: int
    safety_stock: int
    buffer_stock: int


class Kept(NamedTuple):
    """One reservation."""

    id: str
    part_id: str
    quantity: int
    kind: str
    work_order_id: str | None
    released_at: str | None


class Task(NamedTuple):
    """One job planned on dates."""

    id: str
    part_id: str
    quantity: int
    every_days: int | None
    is_active: int


@dataclass(frozen=True, eq=True)
class Books:
    """Everything the checks look at, of one instant."""

    orders: tuple[Order, ...]
    lines: tuple[Line, ...]
    jobs: tuple[Job, ...]
    movements: tuple[Movement, ...]
    trail: tuple[Trail, ...]
    receipts: tuple[Receipt, ...]
    items: tuple[Item, ...]
    parts: tuple[Stocked, ...]
    kept: tuple[Kept, ...]
    tasks: tuple[Task, ...]
    others: tuple[int, ...]

    @cached_property
    def on_hand(self) -> Counter[str]:
        """Pieces on the shelf by part."""
        found: Counter[str] = Counter()
        for movement in self.movements:
            found[movement.part_id] += movement.quantity
        return found

    @cached_property
    def lines_of(self) -> dict[str, list[Line]]:
        """Lines by order."""
        found: dict[str, list[Line]] = {order.id: [] for order in self.orders}
        for line in self.lines:
            found[line.order_id].append(line)
        return found

    def open_lines(self) -> Iterable[tuple[Order, Line]]:
        """Lines of which goods may still come, with their orders."""
        return [
            (order, line)
            for order in self.orders
            if order.state in OPEN_ORDER
            for line in self.lines_of[order.id]
        ]

    def open_jobs(self) -> list[Job]:
        """Jobs still to be done."""
        return [job for job in self.jobs if job.state in OPEN_JOB]

    @cached_property
    def aside(self) -> Counter[tuple[str, str]]:
        """Pieces by part and whose they are: a job's id, or a reservation's where it has none."""
        found: Counter[tuple[str, str]] = Counter()
        for kept in self.kept:
            if kept.kind == "put aside" and kept.released_at is None:
                found[kept.part_id, kept.work_order_id or kept.id] += kept.quantity
        for job in self.open_jobs():
            if job.part_id is not None and job.state in {"READY", "IN_PROGRESS"}:
                lent = found[plant.GROUP.get(job.part_id, ""), job.id]
                found[job.part_id, job.id] = job.quantity - lent
        return +found

    @cached_property
    def put_aside(self) -> Counter[str]:
        """Pieces by part that nobody but their own job or purpose may take."""
        found: Counter[str] = Counter()
        for (part_id, _whose), pieces in self.aside.items():
            found[part_id] += pieces
        return found

    @property
    def counts(self) -> tuple[int, ...]:
        """How much there is of everything."""
        kinds = self.orders, self.lines, self.jobs, self.movements, self.trail, self.receipts
        return *map(len, kinds), *self.others

    @cached_property
    def decided(self) -> tuple[object, ...]:
        """What a review of the same day may not touch."""
        return self.orders, self.lines, self.jobs, self.movements, self.receipts, self.kept


R = TypeVar("R", bound=NamedTuple)

_COUNTED = ("decisions", "events", "commands")
_TABLES: tuple[tuple[type[Any], str, str], ...] = (
    (Order, "purchase_orders", "sequence"),
    (Line, "order_lines", "order_id, position"),
    (Job, "work_orders", "sequence"),
    (Movement, "movements", "sequence"),
    (Trail, "audit", "sequence"),
    (Receipt, "receipts", "sequence"),
    (Item, "components", "id"),
    (Stocked, "parts", "id"),
    (Kept, "reservations", "sequence"),
    (Task, "planned_tasks", "id"),
)


class Reader:
    """A connection of its own to the plant's file."""

    def __init__(self, folder: Path) -> None:
        self._connection = dbapi2.connect(folder / "plant.db", isolation_level=None)

    def read(self) -> Books:
        """Read the books as they are now."""
        return Books(
            *(tuple(map(row._make, self._rows(row, *where))) for row, *where in _TABLES),
            tuple(
                self._connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
                for name in _COUNTED
            ),
        )

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _rows(self, row: type[Any], table: str, order: str) -> list[tuple[Any, ...]]:
        """Read a table's columns that a check looks at, in their order."""
        named = ", ".join(row._fields)
        return list(
            self._connection.execute(f"SELECT {named} FROM {table} ORDER BY {order}")  # noqa: S608
        )
