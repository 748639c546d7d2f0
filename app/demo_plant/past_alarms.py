"""What the demo plant's machines were said to last in the years before, and what became of it.

The brewery has measured for three years. Each bearing in service now was fitted where its last
alarm came true; what is told after that are alarms that came to nothing, or other faults.
"""

from dataclasses import dataclass
from datetime import date

from app.core.health import FailureMode
from app.core.work_orders import Outcome, WorkOrderKind

OUTER, INNER = FailureMode.OUTER_RACE_WEAR, FailureMode.INNER_RACE_WEAR
BALL, CAGE = FailureMode.BALL_WEAR, FailureMode.CAGE_WEAR
FAILED, REPLACED = WorkOrderKind.CORRECTIVE, WorkOrderKind.PREVENTIVE


@dataclass(frozen=True, slots=True)
class PastItem:
    """One alarm, or one failure without any.

    Attributes
    ----------
    ended_on : date
        Of the job, or of the quiet where there was none.
    warned_days : int
        Days from the first sign to that end; 0 is a failure without warning.
    left_days : float
        Days the item had left then; 0 where it had failed.
    error : float
        How many claimed standard deviations the first claim was too long.
    outcome : Outcome or None
        None where the alarm went quiet by itself.
    found : FailureMode or None
        What the job found; None where there was no job.
    """

    tag: str
    mode: FailureMode
    ended_on: date
    warned_days: int
    left_days: float
    error: float
    kind: WorkOrderKind = REPLACED
    outcome: Outcome | None = Outcome.AS_PREDICTED
    found: FailureMode | None = None
    note: str = ""


def demo_past_items() -> tuple[PastItem, ...]:
    """List what the office has on record, oldest first."""
    return tuple(sorted((*_came_true(), *_came_to_nothing()), key=lambda item: item.ended_on))


def _came_true() -> tuple[PastItem, ...]:
    """Parts that were found worn, in time or after they had failed."""
    return (
        PastItem("M-102", OUTER, date(2023, 12, 4), 46, 7.0, 1.1),
        PastItem("M-102", OUTER, date(2024, 7, 22), 38, 0.0, -1.7, FAILED,
                 note="Seized on Sunday night; glycol pump 1 took over."),
        PastItem("M-102", INNER, date(2025, 4, 7), 61, 12.0, 0.3),
        PastItem("F-103", OUTER, date(2023, 11, 13), 52, 9.0, -0.8),
        PastItem("F-103", CAGE, date(2024, 5, 6), 0, 0.0, 0.0, FAILED,
                 note="Cage broke within a shift. Nothing had been seen."),
        PastItem("F-103", OUTER, date(2024, 11, 25), 44, 6.0, 1.9),
        PastItem("C-104", INNER, date(2024, 1, 15), 70, 15.0, -2.0),
        PastItem("C-104", OUTER, date(2024, 6, 10), 40, 0.0, 0.5, FAILED),
        PastItem("C-104", BALL, date(2024, 12, 16), 55, 10.0, 1.6),
        PastItem("C-104", OUTER, date(2025, 6, 30), 63, 14.0, -1.2),
        PastItem("V-105", OUTER, date(2024, 3, 11), 80, 16.0, 0.9),
        PastItem("G-106", INNER, date(2023, 12, 18), 35, 5.0, -1.1),
        PastItem("G-106", OUTER, date(2024, 6, 24), 48, 9.0, -0.2),
        PastItem("G-106", OUTER, date(2025, 1, 13), 50, 8.0, 1.4,
                 note="Spall of 6 mm on the outer race, as the envelope said."),
    )  # fmt: skip


def _came_to_nothing() -> tuple[PastItem, ...]:
    """Alarms after which nothing worn was found, or something else."""
    return (
        PastItem("P-101", OUTER, date(2024, 9, 9), 18, 40.0, 0.0, outcome=None),
        PastItem("V-105", BALL, date(2024, 10, 21), 26, 60.0, 0.0,
                 outcome=Outcome.NO_FAULT_FOUND, found=FailureMode.NONE,
                 note="Bearing opened and clean; a loose guard had rattled."),
        PastItem("F-103", OUTER, date(2025, 8, 18), 31, 45.0, 0.0,
                 outcome=Outcome.OTHER_FAULT, found=FailureMode.UNBALANCE,
                 note="Yeast on the impeller. Washed and balanced; the bearing stayed."),
        PastItem("M-102", OUTER, date(2026, 2, 16), 14, 50.0, 0.0, outcome=None),
        PastItem("G-106", OUTER, date(2026, 5, 11), 28, 55.0, 0.0,
                 outcome=Outcome.OTHER_FAULT, found=FailureMode.UNDETERMINED,
                 note="Coupling insert worn; replaced."),
    )  # fmt: skip
