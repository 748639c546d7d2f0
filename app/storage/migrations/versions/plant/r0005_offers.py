"""Several offers for a part, its alternates, its safety and buffer stock, how it keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Take this step; a part known already keeps no stock on purpose and does not age."""
    for name in ("safety_stock", "buffer_stock"):
        op.add_column("parts", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("parts", sa.Column("shelf_life_days", sa.BigInteger(), nullable=True))
    op.add_column(
        "parts",
        sa.Column("storage_cost_per_year", sa.BigInteger(), nullable=False, server_default="0"),
    )
    op.create_table(
        "part_alternates",
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("alternate_id", sa.String(), nullable=False),
        sa.CheckConstraint("part_id <> alternate_id", name="ck_part_alternates_other"),
        _key("part_alternates", "part_id", "parts.id"),
        _key("part_alternates", "alternate_id", "parts.id"),
        sa.PrimaryKeyConstraint("part_id", "alternate_id", name="pk_part_alternates"),
    )
    op.create_table(
        "offers",
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("supplier_id", sa.String(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("minimum_order", sa.BigInteger(), nullable=False),
        sa.Column("pack_size", sa.BigInteger(), nullable=False),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("shipping_quotes", sa.Text(), nullable=False),
        sa.Column("order_cost_share", sa.Double(), nullable=False),
        sa.CheckConstraint("minimum_order > 0", name="ck_offers_minimum_order"),
        sa.CheckConstraint("pack_size > 0", name="ck_offers_pack_size"),
        _key("offers", "part_id", "parts.id"),
        _key("offers", "supplier_id", "suppliers.id"),
        sa.PrimaryKeyConstraint("part_id", "supplier_id", name="pk_offers"),
    )


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """Key into another table, checked at commit."""
    return sa.ForeignKeyConstraint(
        [column], [to], name=f"fk_{table}_{column}", initially="DEFERRED", deferrable=True
    )
