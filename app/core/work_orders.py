"""Work orders: the planned job on a component and the steps it can take."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from app.core.errors import StepRefused


class WorkOrderState(Enum):
    """Life of a work order."""

    PROPOSED = "PROPOSED"
    PLANNED = "PLANNED"
    READY = "READY"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"

    @property
    def is_open(self) -> bool:
        """Whether the job is still to be done."""
        return self not in {WorkOrderState.DONE, WorkOrderState.CLOSED, WorkOrderState.CANCELLED}


class WorkOrderKind(Enum):
    """Before or after the failure (EN 13306)."""

    PREVENTIVE = "preventive"
    CORRECTIVE = "corrective"


class Outcome(Enum):
    """Whether the prediction was right, asked when the job is closed."""

    AS_PREDICTED = "as predicted"
    OTHER_FAULT = "other fault"
    NO_FAULT_FOUND = "no fault found"


STEPS: dict[WorkOrderState, frozenset[WorkOrderState]] = {
    WorkOrderState.PROPOSED: frozenset({WorkOrderState.PLANNED, WorkOrderState.CANCELLED}),
    WorkOrderState.PLANNED: frozenset({WorkOrderState.READY, WorkOrderState.CANCELLED}),
    WorkOrderState.READY: frozenset(
        {WorkOrderState.IN_PROGRESS, WorkOrderState.PLANNED, WorkOrderState.CANCELLED}
    ),
    WorkOrderState.IN_PROGRESS: frozenset({WorkOrderState.DONE, WorkOrderState.PLANNED}),
    WorkOrderState.DONE: frozenset({WorkOrderState.CLOSED, WorkOrderState.IN_PROGRESS}),
    WorkOrderState.CLOSED: frozenset(),
    WorkOrderState.CANCELLED: frozenset(),
}
"""Steps each state allows; a ready or begun job whose parts are not found waits again.

From done it goes back only where its finish is taken back.
"""


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """A job on one component; frozen, every step makes the next version.

    `planned_on` is the plant-local day of the job, `part_expected_on` when its part arrives,
    `found_mode` what was found when it was done, in the words of `FailureMode`; "" is not said.
    """

    id: str
    number: str
    component_id: str
    kind: WorkOrderKind
    state: WorkOrderState
    title: str
    failure_mode: str
    steps: tuple[str, ...]
    part_id: str | None
    quantity: int
    created_at: datetime
    created_by: str
    decision_id: str
    purchase_order_id: str | None = None
    planned_on: date | None = None
    part_expected_on: date | None = None
    done_at: datetime | None = None
    done_by: str = ""
    outcome: Outcome | None = None
    note: str = ""
    found_mode: str = ""

    def step(self, to: WorkOrderState) -> "WorkOrder":
        """Take the job to its next state.

        Raises
        ------
        StepRefused
            If the job's state does not allow that step.
        """
        if to not in STEPS[self.state]:
            allowed = ", ".join(sorted(s.value for s in STEPS[self.state])) or "none"
            raise StepRefused(
                f"Work order {self.number} is {self.state.value} and can't become {to.value}.",
                f"Steps open to it: {allowed}. Nothing was changed.",
            )
        return replace(self, state=to)
