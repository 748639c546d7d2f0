"""What a supplier's hurried delivery costs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take this step; of the suppliers known already nobody has asked yet."""
    op.add_column("suppliers", sa.Column("expedite_cost", sa.BigInteger(), nullable=True))
