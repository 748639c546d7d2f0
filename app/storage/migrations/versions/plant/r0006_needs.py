"""Reservations, planned tasks and the reviews of parts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(column: str, to: str, table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [to], name=name, deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    """Take this step."""
    _create_reservations()
    _create_planned_tasks()
    _create_part_reviews()


def _create_reservations() -> None:
    op.create_table(
        "reservations",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("required_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("work_order_id", sa.String(), nullable=True),
        sa.Column("released_at", sa.String(27), nullable=True),
        sa.CheckConstraint("quantity > 0", name="ck_reservations_quantity"),
        sa.CheckConstraint("kind IN ('put aside', 'asked for')", name="ck_reservations_kind"),
        _key("part_id", "parts.id", "reservations"),
        _key("work_order_id", "work_orders.id", "reservations"),
        sa.PrimaryKeyConstraint("sequence", name="pk_reservations"),
        sa.UniqueConstraint("id", name="uq_reservations_id"),
    )
    op.create_index("ix_reservations_part_id", "reservations", ["part_id"])


def _create_planned_tasks() -> None:
    op.create_table(
        "planned_tasks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("every_days", sa.BigInteger(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_planned_tasks_quantity"),
        sa.CheckConstraint(
            "every_days IS NULL OR every_days > 0", name="ck_planned_tasks_every_days"
        ),
        _key("component_id", "components.id", "planned_tasks"),
        _key("part_id", "parts.id", "planned_tasks"),
        sa.PrimaryKeyConstraint("id", name="pk_planned_tasks"),
    )
    op.create_index("ix_planned_tasks_part_id", "planned_tasks", ["part_id"])


def _create_part_reviews() -> None:
    op.create_table(
        "part_reviews",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("today", sa.Date(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        _key("part_id", "parts.id", "part_reviews"),
        _key("order_id", "purchase_orders.id", "part_reviews"),
        sa.PrimaryKeyConstraint("sequence", name="pk_part_reviews"),
    )
    op.create_index("ix_part_reviews_part_sequence", "part_reviews", ["part_id", "sequence"])
