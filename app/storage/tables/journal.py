"""What people did with proposals, and what it cost."""

from sqlalchemy import Column, Date, Index, String, Table, Text

from app.core.journal import Act
from app.storage.codecs.journal_json import (
    course_from_json,
    course_to_json,
    settlement_from_json,
    settlement_to_json,
)
from app.storage.columns import EmptyAsNull, JsonOf, MinorUnits, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

HOLDING_PLACES = 4
"""Holding a cheap part costs a fraction of a cent a day."""

journal = Table(
    "journal",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    Column("today", Date, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Word(Act), nullable=False),
    Column("component_id", String, refers("components.id"), nullable=False),
    Column("subject", String, nullable=False),
    Column("number", String, nullable=False),
    Column("decision_id", EmptyAsNull, refers("decisions.id")),
    Column("reason", Text, nullable=False),
    Column("proposed", JsonOf(course_to_json, course_from_json), nullable=False),
    Column("taken", JsonOf(course_to_json, course_from_json), nullable=False),
    Column("holding_per_day", MinorUnits(HOLDING_PLACES), nullable=False),
    Column("shortage_per_day", MinorUnits(), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("settlement", JsonOf(settlement_to_json, settlement_from_json)),
    one_of("act", Act),
    Index("ix_journal_subject", "subject"),
)
