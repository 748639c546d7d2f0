"""Which part's need an order line serves where it brings an approved alternate of that part."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Take this step; the lines known already bring the part their need asks for."""
    with op.batch_alter_table("order_lines") as table:
        table.add_column(sa.Column("wanted_part_id", sa.String(), nullable=True))
        table.create_foreign_key(
            "fk_order_lines_wanted_part_id",
            "parts",
            ["wanted_part_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
    op.create_index("ix_order_lines_wanted_part_id", "order_lines", ["wanted_part_id"])
