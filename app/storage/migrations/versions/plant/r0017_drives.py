"""What turns with a component's shaft."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Take this step; of the components known already nobody has asked yet."""
    op.add_column("components", sa.Column("drive", sa.Text(), nullable=True))
