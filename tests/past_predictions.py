"""What a plant predicted of items that are gone, and what became of them, for its books."""

import contextlib
import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar
from uuid import uuid4

import numpy as np
from scipy import special

from app.core.distribution import LEVELS, DaysDistribution
from app.core.health import RulState
from app.core.policy import TriggerRule
from app.core.records import DecisionRecord
from app.core.trigger import DecisionKind, TriggerDecision
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind, WorkOrderState
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.office_books import MONDAY, PUMP_BEARING, at, judged

T = TypeVar("T")

LIVES = (40.0, 60.0, 80.0, 50.0, 70.0, 45.0, 65.0, 75.0, 55.0, 85.0)
"""Days from the first sign to the failure of the items that are gone."""


class Undone(Exception):
    """Takes back what was tried."""


def tried(store: Store, step: Callable[[UnitOfWork], T]) -> T:
    """Do something in the books and take it back; returns what it led to."""
    found: list[T] = []
    with contextlib.suppress(Undone), store.begin("t") as uow:
        found.append(step(uow))
        raise Undone
    return found[0]


def lognormal(median_days: float, log_sd: float) -> DaysDistribution:
    return DaysDistribution(median_days * np.exp(log_sd * special.ndtri(LEVELS)))


def tell(
    uow: UnitOfWork,
    life: DaysDistribution | None,
    days: float,
    component_id: str = PUMP_BEARING,
    state: RulState = RulState.DEGRADING,
    model: str = "test",
) -> None:
    """Keep what was predicted so many days after the first Monday."""
    said = judged(life, days, state, component_id=component_id)
    said = replace(said, rul=replace(said.rul, model=model))
    quiet = TriggerDecision(
        DecisionKind.WAIT, None, None, None, 0, None, None, None, TriggerRule.EXPECTED_COST
    )
    moment = at(days)
    uow.decisions.add(
        DecisionRecord(str(uuid4()), component_id, moment.now, moment.today, quiet, said)
    )


def finish(
    uow: UnitOfWork,
    days: float,
    component_id: str = PUMP_BEARING,
    kind: WorkOrderKind = WorkOrderKind.CORRECTIVE,
    outcome: Outcome = Outcome.AS_PREDICTED,
    took_days: float = 0.5,
) -> None:
    """Keep a job opened on a day, by a failure or before one, and done soon after."""
    opened = MONDAY + timedelta(days=days)
    name = str(uuid4())
    uow.work_orders.add(
        WorkOrder(
            id=name, number=name, component_id=component_id, kind=kind,
            state=WorkOrderState.DONE, title="Replace", failure_mode="", steps=(), part_id=None,
            quantity=1, created_at=opened, created_by="t", decision_id="",
            done_at=opened + timedelta(days=took_days), done_by="t", outcome=outcome,
        )
    )  # fmt: skip


def past_items(
    uow: UnitOfWork,
    *,
    bias: float = 1.0,
    error: float = 0.3,
    claimed: float = 0.3,
    lives: Iterable[float] = LIVES,
    component_id: str = PUMP_BEARING,
    model: str = "test",
) -> None:
    """Keep two claims of each item, one too long and one too short, and its failure.

    Both are `bias` times what was left, on the mean of their logarithms; `error` is how far each
    lies off it. The newest item ended a day before the first Monday.
    """
    end = -1.0
    for life in lives:
        first = end - life
        for after, sign in ((0.0, 1.0), (10.0, -1.0)):
            left = life - after
            median = bias * left * math.exp(sign * error)
            tell(uow, lognormal(median, claimed), first + after, component_id, model=model)
        finish(uow, end, component_id, took_days=0.1)
        end = first - 1.0
