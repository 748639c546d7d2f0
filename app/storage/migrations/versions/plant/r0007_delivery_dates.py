"""The days of a delivery's stages: what the supplier said, and what each receipt keeps of it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

STAGES = ("drafted_on", "ordered_on", "promised_on", "shipped_on", "arrived_on")


def upgrade() -> None:
    """Take this step; of the receipts known already each was the last of a normal delivery."""
    for stage in STAGES:
        op.add_column("receipts", sa.Column(stage, sa.Date(), nullable=True))
    for name, usual in (("completes_order", sa.true()), ("is_hurried", sa.false())):
        op.add_column(
            "receipts", sa.Column(name, sa.Boolean(), nullable=False, server_default=usual)
        )
    op.create_table(
        "delivery_dates",
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("shipped_on", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["purchase_orders.id"],
            name="fk_delivery_dates_order_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("order_id", name="pk_delivery_dates"),
    )
