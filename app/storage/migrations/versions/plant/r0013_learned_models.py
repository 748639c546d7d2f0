"""Models learned from a fleet's history, and the components they are bound to."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take this step."""
    _create_models()
    _create_bindings()


def _create_models() -> None:
    op.create_table(
        "learned_models",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("time_unit", sa.Text(), nullable=False),
        sa.Column("brought_by", sa.Text(), nullable=False),
        sa.Column("brought_at", sa.String(27), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.String(27), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.String(27), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "origin IN ('trained here', 'brought from elsewhere')", name="ck_learned_models_origin"
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_learned_models"),
        sa.UniqueConstraint("fingerprint", name="uq_learned_models_fingerprint"),
    )


def _create_bindings() -> None:
    op.create_table(
        "model_bindings",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("feeds", sa.Text(), nullable=False),
        sa.Column("time_per_day", sa.Double(), nullable=False),
        sa.Column("bound_by", sa.Text(), nullable=False),
        sa.Column("bound_at", sa.String(27), nullable=False),
        sa.CheckConstraint(
            "scope IN ('component', 'part', 'asset class')", name="ck_model_bindings_scope"
        ),
        sa.CheckConstraint("time_per_day > 0", name="ck_model_bindings_time_per_day"),
        sa.ForeignKeyConstraint(
            ["fingerprint"],
            ["learned_models.fingerprint"],
            name="fk_model_bindings_fingerprint",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_model_bindings"),
        sa.UniqueConstraint("id", name="uq_model_bindings_id"),
    )
