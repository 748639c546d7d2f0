"""Register of the plant, parts and the movement ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take this step."""
    _create_assets()
    _create_suppliers()
    _create_parts()
    _create_components()
    _create_points()
    _create_sources()
    _create_policy()
    _create_movements()


def _create_assets() -> None:
    op.create_table(
        "assets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asset_class", sa.String(), nullable=False),
        sa.Column("criticality", sa.String(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("downtime_cost_per_day", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("criticality IN ('A', 'B', 'C')", name="ck_assets_criticality"),
        sa.PrimaryKeyConstraint("id", name="pk_assets"),
        sa.UniqueConstraint("tag", name="uq_assets_tag"),
    )


def _create_suppliers() -> None:
    op.create_table(
        "suppliers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("declared_median_days", sa.Double(), nullable=True),
        sa.Column("declared_spread_days", sa.Double(), nullable=True),
        sa.Column("expedite_median_days", sa.Double(), nullable=True),
        sa.Column("expedite_spread_days", sa.Double(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("customer_number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suppliers"),
    )


def _create_parts() -> None:
    op.create_table(
        "parts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("supplier_id", sa.String(), nullable=True),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("maker_number", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("bin", sa.Text(), nullable=False),
        sa.Column("minimum_order", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minimum_order > 0", name="ck_parts_minimum_order"),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name="fk_parts_supplier_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_parts"),
    )


def _create_components() -> None:
    op.create_table(
        "components",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("asset_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=True),
        sa.Column("bearing", sa.Text(), nullable=True),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("quantity_per_job", sa.BigInteger(), nullable=False),
        sa.Column("job_days", sa.Double(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.CheckConstraint("job_days >= 0", name="ck_components_job_days"),
        sa.CheckConstraint("quantity_per_job > 0", name="ck_components_quantity_per_job"),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["assets.id"],
            name="fk_components_asset_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["parts.id"],
            name="fk_components_part_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_components"),
    )
    op.create_index("ix_components_asset_id", "components", ["asset_id"], unique=False)


def _create_points() -> None:
    op.create_table(
        "points",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("nominal_speed_rpm", sa.Double(), nullable=True),
        sa.Column("limit_peak_ms2", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["components.id"],
            name="fk_points_component_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_points"),
    )
    op.create_index("ix_points_component_id", "points", ["component_id"], unique=False)


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("interval_s", sa.Double(), nullable=False),
        sa.Column("poll_s", sa.Double(), nullable=False),
        sa.Column("timeout_s", sa.Double(), nullable=False),
        sa.Column("has_plant_clock", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )


def _create_policy() -> None:
    op.create_table(
        "policy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 'site'", name="ck_policy_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
    )


def _create_movements() -> None:
    op.create_table(
        "movements",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('opening stock', 'goods receipt', 'issued to a job', 'returned', "
            "'count correction')",
            name="ck_movements_kind",
        ),
        sa.CheckConstraint("quantity <> 0", name="ck_movements_quantity"),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["parts.id"],
            name="fk_movements_part_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_movements"),
        sa.UniqueConstraint("id", name="uq_movements_id"),
    )
    op.create_index("ix_movements_part_id", "movements", ["part_id"], unique=False)
