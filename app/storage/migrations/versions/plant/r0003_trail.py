"""Events, idempotency keys and the audit trail, with what guards them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

APPEND_ONLY = ("audit", "movements", "decisions", "events")

SQLITE_GUARDS = (
    *(
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
        for table in APPEND_ONLY
        for change in ("UPDATE", "DELETE")
    ),
    """
    CREATE TRIGGER movements_not_below_zero BEFORE INSERT ON movements
    WHEN NEW.quantity < 0 AND NEW.quantity + (
        SELECT coalesce(sum(quantity), 0) FROM movements WHERE part_id = NEW.part_id) < 0
    BEGIN SELECT RAISE(ABORT, 'stock below zero'); END
    """,
)

POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    ),
    """
    CREATE FUNCTION refuse_below_zero() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.quantity < 0 AND NEW.quantity + (
            SELECT coalesce(sum(quantity), 0) FROM movements WHERE part_id = NEW.part_id) < 0
        THEN RAISE EXCEPTION 'stock below zero' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER movements_not_below_zero BEFORE INSERT ON movements
    FOR EACH ROW EXECUTE FUNCTION refuse_below_zero()
    """,
)


def upgrade() -> None:
    """Take this step."""
    _create_events()
    _create_commands()
    _create_audit()
    guards = POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for guard in guards:
        op.execute(guard)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asset_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
    )


def _create_commands() -> None:
    op.create_table(
        "commands",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_commands"),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
