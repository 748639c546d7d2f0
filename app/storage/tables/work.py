"""Work orders: at most one open for a component."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    String,
    Table,
    Text,
    text,
)

from app.core.work_orders import Outcome, WorkOrderKind, WorkOrderState
from app.storage.codecs.plant_json import lines_from_json, lines_to_json
from app.storage.columns import EmptyAsNull, JsonOf, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, quoted, refers, sequence

OPEN_STATES = tuple(state for state in WorkOrderState if state.is_open)
"""States in which the job is still to be done."""

work_orders = Table(
    "work_orders",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("number", String, nullable=False, unique=True),
    Column("component_id", String, refers("components.id"), nullable=False),
    Column("kind", Word(WorkOrderKind), nullable=False),
    Column("state", Word(WorkOrderState), nullable=False),
    Column("title", Text, nullable=False),
    Column("failure_mode", String, nullable=False),
    Column("steps", JsonOf(lines_to_json, lines_from_json), nullable=False),
    Column("part_id", String, refers("parts.id"), index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("decision_id", EmptyAsNull, refers("decisions.id")),
    Column("purchase_order_id", String, refers("purchase_orders.id")),
    Column("planned_on", Date),
    Column("part_expected_on", Date),
    Column("done_at", UtcDateTime),
    Column("done_by", Text, nullable=False),
    Column("outcome", Word(Outcome)),
    Column("note", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("found_mode", String, nullable=False, server_default=""),
    CheckConstraint("quantity >= 0", name="quantity"),
    one_of("kind", WorkOrderKind),
    one_of("state", WorkOrderState),
    one_of("outcome", Outcome),
)

_is_open = text(f"state IN ({quoted(OPEN_STATES)})")
Index(
    "uq_work_orders_open_component",
    work_orders.c.component_id,
    unique=True,
    sqlite_where=_is_open,
    postgresql_where=_is_open,
)
