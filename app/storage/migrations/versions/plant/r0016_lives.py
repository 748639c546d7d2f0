"""Hours a machine runs, lives that ended, and the plant's own figures of a life."""

from datetime import date
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

AS_PREDICTED, CORRECTIVE = "as predicted", "corrective"
FAILED, WORN, REPLACED = "failed", "replaced worn", "replaced before it failed"
SPEAKING = ("degrading", "drifted")


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_past_lives_{column}"
    return sa.ForeignKeyConstraint([column], [to], name=name, deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    """Take this step; jobs done already bring the lives that ended between two of them."""
    op.add_column("assets", sa.Column("running_hours_per_day", sa.Double(), nullable=True))
    op.create_table(
        "past_lives",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("component_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=True),
        sa.Column("fitted_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("end", sa.String(), nullable=False),
        sa.Column("noted_from", sa.Text(), nullable=False),
        sa.CheckConstraint("ended_on >= fitted_on", name="ck_past_lives_days"),
        _key("component_id", "components.id"),
        _key("part_id", "parts.id"),
        sa.PrimaryKeyConstraint("id", name="pk_past_lives"),
    )
    op.create_index("ix_past_lives_component_id", "past_lives", ["component_id"])
    op.create_table(
        "plant_priors",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("median_hours", sa.Double(), nullable=False),
        sa.Column("shape", sa.Double(), nullable=False),
        sa.Column("plant_factor", sa.Double(), nullable=False),
        sa.Column("part_factor", sa.Double(), nullable=False),
        sa.Column("machine_factor", sa.Double(), nullable=False),
        sa.Column("shape_factor", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("median_hours > 0", name="ck_plant_priors_median_hours"),
        sa.CheckConstraint("shape > 0", name="ck_plant_priors_shape"),
        sa.PrimaryKeyConstraint("kind", name="pk_plant_priors"),
    )
    _read_jobs()


def _read_jobs() -> None:
    """Write one life between two replacements; the days are those of UTC."""
    connection = op.get_bind()
    jobs, predictions, lives = (
        sa.Table(name, sa.MetaData(), autoload_with=connection)
        for name in ("work_orders", "predictions", "past_lives")
    )
    done = connection.execute(
        sa.select(jobs, predictions.c.state.label("said"))
        .outerjoin(predictions, predictions.c.decision_id == jobs.c.decision_id)
        .where(jobs.c.outcome == AS_PREDICTED, jobs.c.done_at.is_not(None))
        .order_by(jobs.c.component_id, jobs.c.done_at)
    ).all()
    for before, job in pairwise(done):
        if before.component_id != job.component_id:
            continue
        has_failed = job.kind == CORRECTIVE
        ended = max(job.created_at if has_failed else job.done_at, before.done_at)
        worn = WORN if job.said in SPEAKING else REPLACED
        row = {
            "id": str(uuid5(NAMESPACE_URL, f"life:{job.id}")),
            "component_id": job.component_id,
            "part_id": job.part_id,
            "fitted_on": _day(before.done_at),
            "ended_on": _day(ended),
            "end": FAILED if has_failed else worn,
            "noted_from": job.number,
        }
        connection.execute(sa.insert(lives).values(row))


def _day(instant: str) -> date:
    """Return the day of an instant as it lies in the table, ISO text ending in Z."""
    return date.fromisoformat(instant[:10])
