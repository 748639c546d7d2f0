"""The demo plant's earlier predictions and jobs, written into its books."""

from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from scipy import special

from app.analysis.rul import MODELS
from app.core.distribution import LEVELS, DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
)
from app.core.policy import TriggerRule
from app.core.records import DecisionRecord
from app.core.trigger import DecisionKind, TriggerDecision
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.demo_plant.identity import demo_id
from app.demo_plant.past_alarms import PastItem, demo_past_items
from app.storage.unit_of_work import UnitOfWork

CLAIM_EVERY_DAYS = 7
QUIET_BEFORE_DAYS = 20
"""Days before the first sign on which the machine was judged and nothing was found."""

CLAIMED_SD = 0.35
"""Log standard deviation of the claims; its errors are those of `PastItem.error`."""

ALERT_PRECISION = 0.95
WORKSHOP = "K. Thomsen, workshop"
_WAIT = TriggerDecision(
    DecisionKind.WAIT, None, None, None, 0, None, None, None, TriggerRule.EXPECTED_COST
)


def fill_demo_past(uow: UnitOfWork) -> None:
    """Enter what was said of the machines in the years before, and the jobs that ended it."""
    for number, item in enumerate(demo_past_items(), start=1):
        _keep_quiet(uow, item, item.warned_days + QUIET_BEFORE_DAYS)
        claims = _keep_claims(uow, item)
        if item.outcome is not None:
            uow.work_orders.add(_job(item, number, claims))
        _keep_quiet(uow, item, -1 if item.outcome is not None else 0)


def _keep_claims(uow: UnitOfWork, item: PastItem) -> str:
    """Keep a claim a week; returns the id of the last decision, "" without a warning."""
    last = ""
    days = range(item.warned_days, 0, -CLAIM_EVERY_DAYS)
    for at, before_end in enumerate(days):
        left = before_end + item.left_days
        error = item.error * (1.0 - 0.3 * at / max(len(days), 1))
        median = left * float(np.exp(CLAIMED_SD * error))
        life = DaysDistribution(median * np.exp(CLAIMED_SD * special.ndtri(LEVELS)))
        record = _decision(item, before_end, life, at)
        uow.decisions.add(record)
        last = record.id
    return last


def _keep_quiet(uow: UnitOfWork, item: PastItem, days_before: int) -> None:
    """Keep that nothing was seen to wear on a day."""
    uow.decisions.add(_decision(item, days_before, None, 0))


def _decision(
    item: PastItem, days_before: int, life: DaysDistribution | None, n: int
) -> DecisionRecord:
    """Write the decision of a day before the end."""
    at = _at(item, days_before)
    is_wearing = life is not None
    model = MODELS[RulState.DEGRADING]
    share = 1.0 / (1.0 + days_before / 30.0)
    assessment = Assessment(
        id=_id("assessment", item, days_before),
        component_id=demo_id("component", item.tag),
        point_id=demo_id("point", item.tag),
        taken_at=at,
        health=Health(
            state=HealthState.ALARM if is_wearing else HealthState.NORMAL,
            index=1.0 - share if is_wearing else 1.0,
            deciding_feature="acceleration_peak_ms2",
            value=round(60.0 * share if is_wearing else 4.0, 1),
            limit=60.0,
            unit="m/s²",
            limit_source="failure limit of the point",
        ),
        diagnosis=Diagnosis(item.mode if is_wearing else FailureMode.NONE, 0.9),
        rul=RulEstimate(
            state=RulState.DEGRADING if is_wearing else RulState.NO_DEGRADATION,
            distribution=life,
            model=model.name if is_wearing else "none",
            model_version=model.version if is_wearing else "1",
            as_of=at,
            evidence_points=120 + 6 * CLAIM_EVERY_DAYS * n,
            alert_precision=ALERT_PRECISION if is_wearing else 1.0,
        ),
    )
    return DecisionRecord(
        _id("decision", item, days_before), assessment.component_id, at, at.date(), _WAIT,
        assessment,
    )  # fmt: skip


def _job(item: PastItem, number: int, decision_id: str) -> WorkOrder:
    """Write the job that ended an alarm, or mended a failure."""
    ended = _at(item, 0)
    found, is_worn = item.found or item.mode, item.outcome is Outcome.AS_PREDICTED
    return WorkOrder(
        id=_id("job", item, 0),
        number=f"W-{item.ended_on.year}-{number:03d}",
        component_id=demo_id("component", item.tag),
        kind=item.kind,
        state=WorkOrderState.CLOSED,
        title=f"{item.tag}: {'replace' if is_worn else 'open'} bearing",
        failure_mode=item.mode.value,
        steps=(),
        part_id=None,
        quantity=0,
        created_at=ended,
        created_by=WORKSHOP,
        decision_id=decision_id,
        planned_on=item.ended_on,
        done_at=ended + timedelta(hours=5),
        done_by=WORKSHOP,
        outcome=item.outcome,
        note=item.note,
        found_mode=found.value,
    )


def _at(item: PastItem, days_before: int) -> datetime:
    """Return the instant so many days before the end."""
    return datetime.combine(item.ended_on - timedelta(days=days_before), time(6), UTC)


def _id(kind: str, item: PastItem, days_before: int) -> str:
    """Name what is written, the same at every start."""
    name = f"kairos:demo-past/{kind}/{item.tag}/{item.ended_on}/{days_before}"
    return str(uuid5(NAMESPACE_URL, name))
