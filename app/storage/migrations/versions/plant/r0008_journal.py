"""The decision journal, windows for work, and what a machine's ways out of being late cost."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIGURES = ("derated_life_factor", "derated_output_lost", "repair_days", "staged_repair_days")


def _key(column: str, to: str, table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [to], name=name, deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    """Take this step; of the machines known already nobody has asked yet."""
    for figure in FIGURES:
        op.add_column("assets", sa.Column(figure, sa.Double(), nullable=True))
    op.add_column("assets", sa.Column("standby_cost_per_day", sa.BigInteger(), nullable=True))
    _create_maintenance_windows()
    _create_journal()


def _create_maintenance_windows() -> None:
    op.create_table(
        "maintenance_windows",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("asset_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("weekday", sa.BigInteger(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("lasts_hours", sa.Double(), nullable=False),
        sa.CheckConstraint("weekday >= 0 AND weekday <= 6", name="ck_maintenance_windows_weekday"),
        sa.CheckConstraint("lasts_hours > 0", name="ck_maintenance_windows_lasts_hours"),
        sa.CheckConstraint(
            "kind IN ('maintenance', 'sanitation')", name="ck_maintenance_windows_kind"
        ),
        _key("asset_id", "assets.id", "maintenance_windows"),
        sa.PrimaryKeyConstraint("id", name="pk_maintenance_windows"),
    )
    op.create_index("ix_maintenance_windows_asset_id", "maintenance_windows", ["asset_id"])


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("today", sa.Date(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("holding_per_day", sa.BigInteger(), nullable=False),
        sa.Column("shortage_per_day", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "act IN ('approved', 'approval taken back', 'changed', 'cancelled', "
            "'placed by hand', 'postponed', 'vendor changed', 'job moved')",
            name="ck_journal_act",
        ),
        _key("component_id", "components.id", "journal"),
        _key("decision_id", "decisions.id", "journal"),
        sa.PrimaryKeyConstraint("sequence", name="pk_journal"),
        sa.UniqueConstraint("id", name="uq_journal_id"),
    )
    op.create_index("ix_journal_subject", "journal", ["subject"])
