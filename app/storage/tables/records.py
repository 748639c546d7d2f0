"""What is never changed again: decisions, events, outcomes of commands, the audit trail."""

from sqlalchemy import BigInteger, Column, Date, Index, String, Table, Text

from app.core.trigger import DecisionKind
from app.storage.codecs.decision_json import record_from_json, record_to_json
from app.storage.columns import JsonOf, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

decisions = Table(
    "decisions",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("component_id", String, refers("components.id"), nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("today", Date, nullable=False),
    Column("kind", Word(DecisionKind), nullable=False),
    Column("order_by", Date),
    Column("record", JsonOf(record_to_json, record_from_json), nullable=False),
    one_of("kind", DecisionKind),
    Index("ix_decisions_component_sequence", "component_id", "sequence"),
)
"""`record` holds the decision and a copy of its assessment; the columns before it look up."""

events = Table(
    "events",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String, nullable=False),
    Column("asset_id", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("text", Text, nullable=False),
)

commands = Table(
    "commands",
    PLANT,
    Column("key", String, primary_key=True),
    Column("outcome", Text, nullable=False),
)
"""Idempotency keys: which command was carried out, and with what outcome."""

audit = Table(
    "audit",
    PLANT,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("row_hash", String(64), nullable=False),
)
