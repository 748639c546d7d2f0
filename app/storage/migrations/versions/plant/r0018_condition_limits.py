"""What a point measures and its limits; severity zones as the plant keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

LIMITS = ("least_change", "alarm_low", "alarm_high", "danger_low", "danger_high")


def upgrade() -> None:
    """Take this step; the points known already deliver waveforms of acceleration."""
    for name, default in (
        ("quantity", "acceleration"),
        ("role", "condition"),
        ("badness", "high"),
    ):
        op.add_column("points", _word(name, default))
    for name in LIMITS:
        op.add_column("points", sa.Column(name, sa.Double(), nullable=True))
    op.add_column("points", _word("zones_id", ""))
    op.add_column("points", sa.Column("baseline_since", sa.Date(), nullable=True))
    op.create_table(
        "severity_zones",
        sa.Column("id", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("name", "edition", "source", "group", "mounting")
        ),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("ab_mms", "bc_mms", "cd_mms")),
        *(sa.Column(name, sa.Double(), nullable=True) for name in ("ab_um", "bc_um", "cd_um")),
        sa.PrimaryKeyConstraint("id", name="pk_severity_zones"),
    )
    op.create_table(
        "zone_choices",
        sa.Column("asset_class", sa.String(), nullable=False),
        sa.Column("zones_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("asset_class", name="pk_zone_choices"),
    )


def _word(name: str, default: str) -> sa.Column[str]:
    """Make a column of words that the rows known already have one for."""
    return sa.Column(name, sa.String(), nullable=False, server_default=default)
