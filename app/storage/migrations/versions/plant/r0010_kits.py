"""The further parts that a component's job needs."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Take this step; of the components known already no kit was entered yet."""
    kit = sa.Column("kit", sa.Text(), nullable=False, server_default="[]")
    op.add_column("components", kit)
