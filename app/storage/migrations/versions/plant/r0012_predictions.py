"""What decisions said of remaining life, in few numbers, and what the books teach of it."""

import json
import math
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = (
    "degrading",
    "no degradation detected",
    "prior only",
    "not enough data",
    "out of range",
    "drifted",
    "no data",
)
CLAIMS = ("degrading", "drifted")
P16, P50, P84 = 17, 51, 85
"""Where these quantiles stand among the 103 that are kept."""


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_predictions_{column}"
    return sa.ForeignKeyConstraint([column], [to], name=name, deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    """Take this step; decisions known already bring what they said."""
    op.create_table(
        "predictions",
        sa.Column("sequence", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("today", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("median_days", sa.Double(), nullable=True),
        sa.Column("log_sd", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "state IN (" + ", ".join(f"'{state}'" for state in STATES) + ")",
            name="ck_predictions_state",
        ),
        sa.CheckConstraint("(median_days IS NULL) = (log_sd IS NULL)", name="ck_predictions_claim"),
        _key("decision_id", "decisions.id"),
        _key("component_id", "components.id"),
        sa.PrimaryKeyConstraint("sequence", name="pk_predictions"),
        sa.UniqueConstraint("decision_id", name="uq_predictions_decision_id"),
    )
    op.create_index("ix_predictions_today", "predictions", ["today"])
    op.create_table(
        "track_records",
        sa.Column("today", sa.Date(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("today", name="pk_track_records"),
    )
    _read_decisions()


def _read_decisions() -> None:
    """Write one row a decision kept so far, oldest first."""
    connection = op.get_bind()
    decisions, predictions = (
        sa.Table(name, sa.MetaData(), autoload_with=connection)
        for name in ("decisions", "predictions")
    )
    columns = decisions.c
    kept = connection.execute(
        sa.select(columns.id, columns.component_id, columns.today, columns.record).order_by(
            columns.sequence
        )
    )
    for decision_id, component_id, today, record in kept:
        row = _said(json.loads(record).get("assessment"))
        if row is not None:
            row |= {"decision_id": decision_id, "component_id": component_id, "today": today}
            connection.execute(sa.insert(predictions).values(row))


def _said(assessment: dict[str, Any] | None) -> dict[str, Any] | None:
    """Read what a decision's measurements said; nothing where they said nothing of a life."""
    if assessment is None or assessment["diagnosis"]["failure_mode"] == "unbalance":
        return None
    rul = assessment["rul"]
    if rul["state"] not in {*CLAIMS, "no degradation detected"}:
        return None
    is_claim = rul["state"] in CLAIMS and rul["quantiles_days"] is not None
    median, log_sd = _claim(rul["quantiles_days"]) if is_claim else (None, None)
    return {
        "taken_at": rul["as_of"],
        "state": rul["state"],
        "model": rul["model"],
        "model_version": rul["model_version"],
        "median_days": median,
        "log_sd": log_sd,
    }


def _claim(quantiles_days: list[float | None]) -> tuple[float | None, float | None]:
    """Read median and log standard deviation; nothing where they can't be compared."""
    low, median, high = (quantiles_days[n] for n in (P16, P50, P84))
    if low is None or median is None or high is None or low < 0.01:
        return None, None
    return median, math.log(high / low) / 2
