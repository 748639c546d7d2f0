"""What the three pictures of a what-if show at one moment, on one calendar."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.core.calendars import HORIZON_DAYS
from app.core.what_if import Outlook
from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.what_if.question import Question

LEFT_PX, RIGHT_PX = 56, 14
LEAST_DAYS, MOST_DAYS = 14, HORIZON_DAYS // 2
NEARLY_SURELY_LATE = 0.9
LEAST_LATE = 5e-4
"""Lower end of the axis of P(late): half the smallest risk that can be read."""


@dataclass(frozen=True, slots=True, eq=False)
class WhatIfScene:
    """The plant's outlook and the assumed one, with the words of both order days.

    Attributes
    ----------
    days : int
        Order days shown, from the decision's day on.
    plant_words, assumed_words : str
        The two order days as written at their marks.
    """

    question: Question
    plant: Outlook
    assumed: Outlook
    days: int
    plant_words: str
    assumed_words: str

    def axis(self, width: float) -> CalendarAxis:
        """Calendar of the order days in a picture of a width."""
        right = max(width - RIGHT_PX, LEFT_PX + 2.0)
        return CalendarAxis(self.question.record.today, 0.0, self.days, LEFT_PX, right)

    @property
    def is_same(self) -> bool:
        """Whether nothing is assumed but the plant's own values."""
        return self.assumed is self.plant


def days_shown(question: Question, plant: Outlook) -> int:
    """Order days worth showing: until an order is nearly surely late, also if it came at once."""
    is_late = np.flatnonzero(plant.late_by_day >= NEARLY_SURELY_LATE)
    until = int(is_late[0]) if is_late.size else MOST_DAYS
    lead = ceil(question.plant.lead_median_days)
    if plant.is_dated:
        until = max(until, plant.order_day)
    return min(max(until + lead + 2, LEAST_DAYS), MOST_DAYS)


def late_height(late: ArrayLike) -> NDArray[np.float64]:
    """Place of probabilities on a logarithmic axis: 0 at its lower end, 1 for certainty.

    >>> late_height(np.array([5e-4, 1.0])).tolist()
    [0.0, 1.0]
    """
    logs = np.log(np.clip(np.asarray(late, dtype=float), LEAST_LATE, 1.0) / LEAST_LATE)
    return np.asarray(logs / -np.log(LEAST_LATE))
