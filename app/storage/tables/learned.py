"""Models learned from a fleet's history: their files, who approved them, what they are bound to."""

from sqlalchemy import CheckConstraint, Column, Double, LargeBinary, String, Table, Text

from app.core.learned_models import BindingScope, ModelOrigin
from app.storage.codecs.learned_json import feeds_from_json, feeds_to_json
from app.storage.codecs.plant_json import lines_from_json, lines_to_json
from app.storage.columns import JsonOf, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

learned_models = Table(
    "learned_models",
    PLANT,
    sequence(),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("origin", Word(ModelOrigin), nullable=False),
    Column("columns", JsonOf(lines_to_json, lines_from_json), nullable=False),
    Column("time_unit", Text, nullable=False),
    Column("brought_by", Text, nullable=False),
    Column("brought_at", UtcDateTime, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("approved_at", UtcDateTime),
    Column("withdrawn_by", Text, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("content", LargeBinary, nullable=False),
    one_of("origin", ModelOrigin),
)
"""`content` is the model's file as it was hashed; it is data, nothing in it can run."""

model_bindings = Table(
    "model_bindings",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("fingerprint", String(64), refers("learned_models.fingerprint"), nullable=False),
    Column("scope", Word(BindingScope), nullable=False),
    Column("subject", String, nullable=False),
    Column("feeds", JsonOf(feeds_to_json, feeds_from_json), nullable=False),
    Column("time_per_day", Double, nullable=False),
    Column("bound_by", Text, nullable=False),
    Column("bound_at", UtcDateTime, nullable=False),
    one_of("scope", BindingScope),
    CheckConstraint("time_per_day > 0", name="time_per_day"),
)
