"""What a job found, and the quantiles claims are checked by."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEPT = (6, 11, 26, 51, 76, 91, 96)
"""Where P5, P10, P25, P50, P75, P90 and P95 stand among the 103 that a decision keeps."""


def upgrade() -> None:
    """Take this step; claims of decisions known already bring their quantiles."""
    found = sa.Column("found_mode", sa.String(), nullable=False, server_default="")
    op.add_column("work_orders", found)
    bring_quantiles()


def bring_quantiles() -> None:
    """Copy the quantiles of every claim known already out of its decision."""
    op.add_column("predictions", sa.Column("kept_days", sa.Text(), nullable=True))
    connection = op.get_bind()
    decisions, predictions = (
        sa.Table(name, sa.MetaData(), autoload_with=connection)
        for name in ("decisions", "predictions")
    )
    claims = connection.execute(
        sa.select(predictions.c.decision_id, decisions.c.record)
        .join(decisions, decisions.c.id == predictions.c.decision_id)
        .where(predictions.c.median_days.is_not(None))
    ).all()
    for decision_id, record in claims:
        kept = _kept(json.loads(record))
        connection.execute(
            sa.update(predictions)
            .where(predictions.c.decision_id == decision_id)
            .values(kept_days=json.dumps(kept))
        )


def _kept(record: dict[str, Any]) -> list[float | None]:
    """Read the quantiles; one beyond the horizon is none."""
    quantiles = record["assessment"]["rul"]["quantiles_days"]
    return [quantiles[n] for n in KEPT]
