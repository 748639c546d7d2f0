"""How often a planned task comes: until when, or on which further dates."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Take this step; of the tasks known already none had an end or further dates."""
    op.add_column("planned_tasks", sa.Column("ends_on", sa.Date(), nullable=True))
    dates = sa.Column("more_dates", sa.Text(), nullable=False, server_default="[]")
    op.add_column("planned_tasks", dates)
