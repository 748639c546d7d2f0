"""Decisions, purchase orders, receipts and work orders."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take this step."""
    _create_decisions()
    _create_purchase_orders()
    _create_order_lines()
    _create_receipts()
    _create_work_orders()


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("today", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("order_by", sa.Date(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('COVERED', 'WAIT', 'ORDER', 'LATE')", name="ck_decisions_kind"
        ),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["components.id"],
            name="fk_decisions_component_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
    )
    op.create_index(
        "ix_decisions_component_sequence", "decisions", ["component_id", "sequence"], unique=False
    )


def _create_purchase_orders() -> None:
    op.create_table(
        "purchase_orders",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("supplier_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("approved_at", sa.String(27), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.String(27), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("delivery_mode", sa.Text(), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('DRAFT', 'APPROVED', 'ORDERED', 'PARTLY_RECEIVED', 'RECEIVED', 'CLOSED', "
            "'CANCELLED')",
            name="ck_purchase_orders_state",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name="fk_purchase_orders_supplier_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_purchase_orders"),
        sa.UniqueConstraint("id", name="uq_purchase_orders_id"),
        sa.UniqueConstraint("number", name="uq_purchase_orders_number"),
    )
    op.create_index(
        "ix_purchase_orders_supplier_day",
        "purchase_orders",
        ["supplier_id", "created_on"],
        unique=False,
    )


def _create_order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=True),
        sa.Column("failure_mode", sa.String(), nullable=True),
        sa.Column("decision_id", sa.String(), nullable=True),
        sa.Column("need_by", sa.Date(), nullable=True),
        sa.CheckConstraint("quantity > 0", name="ck_order_lines_quantity"),
        sa.CheckConstraint(
            "received >= 0 AND received <= quantity", name="ck_order_lines_received"
        ),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["components.id"],
            name="fk_order_lines_component_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name="fk_order_lines_decision_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["purchase_orders.id"],
            name="fk_order_lines_order_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["parts.id"],
            name="fk_order_lines_part_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_order_lines"),
    )
    op.create_index("ix_order_lines_part_id", "order_lines", ["part_id"], unique=False)
    op.create_index(
        "uq_order_lines_open_need",
        "order_lines",
        ["component_id", "failure_mode"],
        unique=True,
        sqlite_where=sa.text("component_id IS NOT NULL AND is_open = 1"),
        postgresql_where=sa.text("component_id IS NOT NULL AND is_open"),
    )


def _create_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supplier_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=True),
        sa.Column("order_id", sa.String(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("lead_days", sa.Double(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.CheckConstraint("lead_days >= 0", name="ck_receipts_lead_days"),
        sa.CheckConstraint("quantity > 0", name="ck_receipts_quantity"),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["purchase_orders.id"],
            name="fk_receipts_order_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["parts.id"],
            name="fk_receipts_part_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name="fk_receipts_supplier_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_receipts"),
        sa.UniqueConstraint("id", name="uq_receipts_id"),
    )
    op.create_index("ix_receipts_supplier_id", "receipts", ["supplier_id"], unique=False)


def _create_work_orders() -> None:
    op.create_table(
        "work_orders",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("failure_mode", sa.String(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=True),
        sa.Column("purchase_order_id", sa.String(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("part_expected_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.String(27), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *_rules_of_work_orders(),
    )
    op.create_index("ix_work_orders_part_id", "work_orders", ["part_id"], unique=False)
    op.create_index(
        "uq_work_orders_open_component",
        "work_orders",
        ["component_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('PROPOSED', 'PLANNED', 'READY', 'IN_PROGRESS')"),
        postgresql_where=sa.text("state IN ('PROPOSED', 'PLANNED', 'READY', 'IN_PROGRESS')"),
    )


def _rules_of_work_orders() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint("kind IN ('preventive', 'corrective')", name="ck_work_orders_kind"),
        sa.CheckConstraint(
            "outcome IN ('as predicted', 'other fault', 'no fault found')",
            name="ck_work_orders_outcome",
        ),
        sa.CheckConstraint(
            "state IN ('PROPOSED', 'PLANNED', 'READY', 'IN_PROGRESS', 'DONE', 'CLOSED', "
            "'CANCELLED')",
            name="ck_work_orders_state",
        ),
        sa.CheckConstraint("quantity >= 0", name="ck_work_orders_quantity"),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["components.id"],
            name="fk_work_orders_component_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name="fk_work_orders_decision_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["parts.id"],
            name="fk_work_orders_part_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["purchase_order_id"],
            ["purchase_orders.id"],
            name="fk_work_orders_purchase_order_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_work_orders"),
        sa.UniqueConstraint("id", name="uq_work_orders_id"),
        sa.UniqueConstraint("number", name="uq_work_orders_number"),
    ]
