"""Reservations, planned tasks, and the newest review of each part."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    String,
    Table,
    Text,
)

from app.core.reservations import ReservationKind
from app.storage.codecs.part_review_json import part_review_from_json, part_review_to_json
from app.storage.codecs.plant_json import days_from_json, days_to_json
from app.storage.columns import EmptyAsNull, JsonOf, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

reservations = Table(
    "reservations",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("part_id", String, refers("parts.id"), nullable=False, index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("kind", Word(ReservationKind), nullable=False),
    Column("required_on", Date, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("work_order_id", EmptyAsNull, refers("work_orders.id")),
    Column("released_at", UtcDateTime),
    CheckConstraint("quantity > 0", name="quantity"),
    one_of("kind", ReservationKind),
)

planned_tasks = Table(
    "planned_tasks",
    PLANT,
    Column("id", String, primary_key=True),
    Column("component_id", String, refers("components.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("part_id", String, refers("parts.id"), nullable=False, index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("every_days", BigInteger),
    Column("is_active", Boolean, nullable=False),
    Column("ends_on", Date),
    Column("more_dates", JsonOf(days_to_json, days_from_json), nullable=False, server_default="[]"),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("every_days IS NULL OR every_days > 0", name="every_days"),
)

part_reviews = Table(
    "part_reviews",
    PLANT,
    sequence(),
    Column("part_id", String, refers("parts.id"), nullable=False),
    Column("today", Date, nullable=False),
    Column("order_id", EmptyAsNull, refers("purchase_orders.id")),
    Column("record", JsonOf(part_review_to_json, part_review_from_json), nullable=False),
    Index("ix_part_reviews_part_sequence", "part_id", "sequence"),
)
"""The newest of each part, and for good those that drafted an order."""
