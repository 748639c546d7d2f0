"""Purchase orders, their lines with the need each serves, and the goods that came in."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    Index,
    String,
    Table,
    Text,
    false,
    text,
    true,
)

from app.core.purchasing import OrderState
from app.storage.columns import EmptyAsNull, MinorUnits, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence
from app.storage.tables.stock import PRICE_PLACES

orders = Table(
    "purchase_orders",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("number", String, nullable=False, unique=True),
    Column("supplier_id", String, refers("suppliers.id"), nullable=False),
    Column("state", Word(OrderState), nullable=False),
    Column("created_on", Date, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("needed_by", Date),
    Column("expected_on", Date),
    Column("approved_at", UtcDateTime),
    Column("approved_by", Text, nullable=False),
    Column("ordered_at", UtcDateTime),
    Column("sent_on", Date),
    Column("received_on", Date),
    Column("delivery_mode", Text, nullable=False),
    Column("record_hash", String(64), nullable=False),
    Column("version", BigInteger, nullable=False),
    one_of("state", OrderState),
    Index("ix_purchase_orders_supplier_day", "supplier_id", "created_on"),
)

lines = Table(
    "order_lines",
    PLANT,
    Column("order_id", String, refers("purchase_orders.id"), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("part_id", String, refers("parts.id"), nullable=False, index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("unit_price", MinorUnits(PRICE_PLACES), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("component_id", String, refers("components.id")),
    Column("failure_mode", String),
    Column("decision_id", EmptyAsNull, refers("decisions.id")),
    Column("need_by", Date),
    Column("wanted_part_id", EmptyAsNull, refers("parts.id"), index=True),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("received >= 0 AND received <= quantity", name="received"),
)
"""`is_open` repeats the order's state, so that the database itself forbids a second open order.

`wanted_part_id` is the part whose need the pieces serve where they are an alternate of it.
"""

Index(
    "uq_order_lines_open_need",
    lines.c.component_id,
    lines.c.failure_mode,
    unique=True,
    sqlite_where=text("component_id IS NOT NULL AND is_open = 1"),
    postgresql_where=text("component_id IS NOT NULL AND is_open"),
)

receipts = Table(
    "receipts",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("supplier_id", String, refers("suppliers.id"), nullable=False, index=True),
    Column("part_id", EmptyAsNull, refers("parts.id")),
    Column("order_id", EmptyAsNull, refers("purchase_orders.id")),
    Column("quantity", BigInteger, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("lead_days", Double, nullable=False),
    Column("actor", Text, nullable=False),
    Column("drafted_on", Date),
    Column("ordered_on", Date),
    Column("promised_on", Date),
    Column("shipped_on", Date),
    Column("arrived_on", Date),
    Column("completes_order", Boolean, nullable=False, server_default=true()),
    Column("is_hurried", Boolean, nullable=False, server_default=false()),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("lead_days >= 0", name="lead_days"),
)

delivery_dates = Table(
    "delivery_dates",
    PLANT,
    Column("order_id", String, refers("purchase_orders.id"), primary_key=True),
    Column("promised_on", Date),
    Column("shipped_on", Date),
    Column("arrived_on", Date),
)
"""What a supplier says of an order; beside the order, whose record hash stays as printed."""
