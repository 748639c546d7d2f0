"""Spells of supply-risk mode, and the stock levels as they stood when each began."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Double, Index, String, Table, Text, text

from app.core.risk_levels import EditChoice
from app.storage.codecs.policy_json import by_class_from_json, by_class_to_json
from app.storage.columns import JsonOf, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

supply_risks = Table(
    "supply_risks",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("reason", Text, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("multiplier", JsonOf(by_class_to_json, by_class_from_json), nullable=False),
    Column("half_life_days", Double, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("ended_on", Date),
    Column("ended_by", Text, nullable=False),
    Column("end_reason", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Index(
        "uq_supply_risks_on",
        "is_on",
        unique=True,
        sqlite_where=text("is_on = 1"),
        postgresql_where=text("is_on"),
    ),
)
"""`is_on` repeats `ended_on`, so that the database itself forbids a second spell at once."""

held_levels = Table(
    "held_levels",
    PLANT,
    Column("risk_id", String, refers("supply_risks.id"), primary_key=True),
    Column("part_id", String, refers("parts.id"), primary_key=True),
    Column("safety_stock", BigInteger, nullable=False),
    Column("buffer_stock", BigInteger, nullable=False),
    Column("is_safety_edited", Boolean, nullable=False),
    Column("is_buffer_edited", Boolean, nullable=False),
    Column("settled_on", Date),
    Column("choice", Word(EditChoice)),
    Column("chosen_on", Date),
    Column("chosen_by", Text, nullable=False),
    one_of("choice", EditChoice),
)
