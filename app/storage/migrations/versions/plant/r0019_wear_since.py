"""The day on which a person said that a change of a point's level is wear."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Take this step; nobody has said so of the points known already."""
    op.add_column("points", sa.Column("wear_since", sa.Date(), nullable=True))
