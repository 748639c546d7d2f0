"""What decisions said of remaining life, in few numbers, and what the books teach of it a day."""

from sqlalchemy import CheckConstraint, Column, Date, Double, String, Table

from app.core.health import RulState
from app.storage.codecs.track_record_json import (
    kept_days_from_json,
    kept_days_to_json,
    track_record_from_json,
    track_record_to_json,
)
from app.storage.columns import JsonOf, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

predictions = Table(
    "predictions",
    PLANT,
    sequence(),
    Column("decision_id", String, refers("decisions.id"), nullable=False, unique=True),
    Column("component_id", String, refers("components.id"), nullable=False),
    Column("today", Date, nullable=False, index=True),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("state", Word(RulState), nullable=False),
    Column("model", String, nullable=False),
    Column("model_version", String, nullable=False),
    Column("median_days", Double),
    Column("log_sd", Double),
    Column("kept_days", JsonOf(kept_days_to_json, kept_days_from_json)),
    one_of("state", RulState),
    CheckConstraint("(median_days IS NULL) = (log_sd IS NULL)", name="claim"),
)
"""One row a decision whose measurements spoke of a length of life, or of none to fear.

Median and log standard deviation are those claimed, None where nothing that can be checked was;
`kept_days` its quantiles at `app.core.claims.CLAIM_LEVELS`.
"""

track_records = Table(
    "track_records",
    PLANT,
    Column("today", Date, primary_key=True),
    Column("record", JsonOf(track_record_to_json, track_record_from_json), nullable=False),
)
"""What the books taught on each day, learned once, from what was known the evening before."""
