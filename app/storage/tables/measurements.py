"""What was measured: features, kept waveforms, assessments, and where the samples went."""

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, String, Table, Text

from app.core.measurements import BadReason, Quality
from app.storage.codecs.assessment_json import assessment_from_json, assessment_to_json
from app.storage.codecs.values import numbers_from_json, numbers_to_json
from app.storage.columns import JsonOf, Level, Samples, UtcDateTime, Word
from app.storage.tables.base import MEASUREMENTS, sequence

features = Table(
    "features",
    MEASUREMENTS,
    Column("point_id", String, primary_key=True),
    Column("taken_at", UtcDateTime, primary_key=True),
    Column("velocity_rms_mms", Double),
    Column("acceleration_rms_ms2", Level),
    Column("acceleration_peak_ms2", Level),
    Column("crest_factor", Level),
    Column("kurtosis", Level),
    Column("bands_ms2", JsonOf(numbers_to_json, numbers_from_json), nullable=False),
    Column("envelope_low_hz", Double),
    Column("envelope_high_hz", Double),
    Column("envelope_ms2", JsonOf(numbers_to_json, numbers_from_json), nullable=False),
    Column("shaft_speed_rpm", Double),
    Column("quality", Word(Quality), nullable=False),
    Column("bad_reason", Word(BadReason), nullable=False),
    Column("load", Double),
)

readings = Table(
    "readings",
    MEASUREMENTS,
    Column("point_id", String, primary_key=True),
    Column("taken_at", UtcDateTime, primary_key=True),
    Column("value", Level),
    Column("unit", String, nullable=False),
    Column("quality", Word(Quality), nullable=False),
    Column("bad_reason", Word(BadReason), nullable=False),
    Column("shaft_speed_rpm", Double),
    Column("load", Double),
)

waveforms = Table(
    "waveforms",
    MEASUREMENTS,
    Column("point_id", String, primary_key=True),
    Column("taken_at", UtcDateTime, primary_key=True),
    Column("sample_rate_hz", Double, nullable=False),
    Column("acceleration_ms2", Samples, nullable=False),
    Column("shaft_speed_rpm", Double),
    Column("quality", Word(Quality), nullable=False),
    Column("bad_reason", Word(BadReason), nullable=False),
    Column("is_scheduled", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)
"""`reason` says why this waveform is kept (baseline, alarm, newest)."""

assessments = Table(
    "assessments",
    MEASUREMENTS,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("component_id", String, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("state", String, nullable=False),
    Column("statement", JsonOf(assessment_to_json, assessment_from_json), nullable=False),
    Index("ix_assessments_component_taken", "component_id", "taken_at", "sequence"),
)

sample_counts = Table(
    "sample_counts",
    MEASUREMENTS,
    Column("source_id", String, primary_key=True),
    Column("taken_in", BigInteger, nullable=False),
    Column("stored", BigInteger, nullable=False),
    Column("decimated", BigInteger, nullable=False),
    Column("dropped", BigInteger, nullable=False),
)
