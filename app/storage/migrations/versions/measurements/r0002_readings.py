"""Values of scalar points, and the load a waveform was measured at."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take this step; of the measurements known already no load is known."""
    op.add_column("features", sa.Column("load", sa.Double(), nullable=True))
    op.create_table(
        "readings",
        sa.Column("point_id", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("bad_reason", sa.String(), nullable=False),
        sa.Column("shaft_speed_rpm", sa.Double(), nullable=True),
        sa.Column("load", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("point_id", "taken_at", name="pk_readings"),
    )
