"""Features, waveforms, assessments and sample counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take this step."""
    _create_assessments()
    _create_features()
    _create_sample_counts()
    _create_waveforms()


def _create_assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_assessments"),
        sa.UniqueConstraint("id", name="uq_assessments_id"),
    )
    op.create_index(
        "ix_assessments_component_taken",
        "assessments",
        ["component_id", "taken_at", "sequence"],
        unique=False,
    )


def _create_features() -> None:
    op.create_table(
        "features",
        sa.Column("point_id", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("velocity_rms_mms", sa.Double(), nullable=True),
        sa.Column("acceleration_rms_ms2", sa.Double(), nullable=True),
        sa.Column("acceleration_peak_ms2", sa.Double(), nullable=True),
        sa.Column("crest_factor", sa.Double(), nullable=True),
        sa.Column("kurtosis", sa.Double(), nullable=True),
        sa.Column("bands_ms2", sa.Text(), nullable=False),
        sa.Column("envelope_low_hz", sa.Double(), nullable=True),
        sa.Column("envelope_high_hz", sa.Double(), nullable=True),
        sa.Column("envelope_ms2", sa.Text(), nullable=False),
        sa.Column("shaft_speed_rpm", sa.Double(), nullable=True),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("bad_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", "taken_at", name="pk_features"),
    )


def _create_sample_counts() -> None:
    op.create_table(
        "sample_counts",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("taken_in", sa.BigInteger(), nullable=False),
        sa.Column("stored", sa.BigInteger(), nullable=False),
        sa.Column("decimated", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_sample_counts"),
    )


def _create_waveforms() -> None:
    op.create_table(
        "waveforms",
        sa.Column("point_id", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("sample_rate_hz", sa.Double(), nullable=False),
        sa.Column("acceleration_ms2", sa.LargeBinary(), nullable=False),
        sa.Column("shaft_speed_rpm", sa.Double(), nullable=True),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("bad_reason", sa.String(), nullable=False),
        sa.Column("is_scheduled", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", "taken_at", name="pk_waveforms"),
    )
