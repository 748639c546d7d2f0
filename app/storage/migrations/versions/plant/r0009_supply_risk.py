"""Supply-risk mode: its spells, and the stock levels each found."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take this step."""
    _create_spells()
    _create_held_levels()


def _create_spells() -> None:
    op.create_table(
        "supply_risks",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("multiplier", sa.Text(), nullable=False),
        sa.Column("half_life_days", sa.Double(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_supply_risks"),
        sa.UniqueConstraint("id", name="uq_supply_risks_id"),
    )
    op.create_index(
        "uq_supply_risks_on",
        "supply_risks",
        ["is_on"],
        unique=True,
        sqlite_where=sa.text("is_on = 1"),
        postgresql_where=sa.text("is_on"),
    )


def _create_held_levels() -> None:
    op.create_table(
        "held_levels",
        sa.Column("risk_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("safety_stock", sa.BigInteger(), nullable=False),
        sa.Column("buffer_stock", sa.BigInteger(), nullable=False),
        sa.Column("is_safety_edited", sa.Boolean(), nullable=False),
        sa.Column("is_buffer_edited", sa.Boolean(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("choice", sa.String(), nullable=True),
        sa.Column("chosen_on", sa.Date(), nullable=True),
        sa.Column("chosen_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "choice IN ('keep the edit', 'back to the level before')",
            name="ck_held_levels_choice",
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [to],
                name=f"fk_held_levels_{column}",
                initially="DEFERRED",
                deferrable=True,
            )
            for column, to in (("part_id", "parts.id"), ("risk_id", "supply_risks.id"))
        ),
        sa.PrimaryKeyConstraint("risk_id", "part_id", name="pk_held_levels"),
    )
