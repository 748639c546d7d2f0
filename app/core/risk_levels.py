"""Safety and buffer stock while supply is at risk: raised without being touched.

The levels a person set stay what they are; the mode multiplies them as they are read. So each
returns exactly to its own value by itself, and one that a person edits meanwhile is simply kept.
"""

import math
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from app.core.errors import StepRefused
from app.core.order_time import ROUNDING
from app.core.stock import Part


@dataclass(frozen=True, slots=True)
class Levels:
    """Safety and buffer stock of one part, in pieces."""

    safety_stock: int
    buffer_stock: int

    @property
    def pieces(self) -> int:
        """Both together."""
        return self.safety_stock + self.buffer_stock


class EditChoice(Enum):
    """What a person decides of a level that was edited while supply was at risk."""

    KEEP = "keep the edit"
    RETURN = "back to the level before"


@dataclass(frozen=True, slots=True)
class HeldLevels:
    """A part's levels as they stood when the mode was switched on.

    `is_safety_edited` and `is_buffer_edited` are set where a person gave a level meanwhile, also
    the same number as before. `settled_on` is the day from which the mode had faded for it.
    """

    risk_id: str
    part_id: str
    safety_stock: int
    buffer_stock: int
    is_safety_edited: bool = False
    is_buffer_edited: bool = False
    settled_on: date | None = None
    choice: EditChoice | None = None
    chosen_on: date | None = None
    chosen_by: str = ""

    @property
    def before(self) -> Levels:
        """The levels at the moment of switching on."""
        return Levels(self.safety_stock, self.buffer_stock)

    def is_edited(self, now: Levels) -> bool:
        """Whether a person has given either level another value meanwhile."""
        return self.is_safety_edited or self.is_buffer_edited or now != self.before

    def is_to_decide(self, now: Levels) -> bool:
        """Whether an edit waits for somebody to keep it or to take it back."""
        return self.choice is None and self.is_edited(now)

    def decided(self, choice: EditChoice, today: date, by: str) -> "HeldLevels":
        """Return it as decided.

        Raises
        ------
        StepRefused
            If it was decided before.
        """
        if self.choice is not None:
            raise StepRefused(
                f"It was decided on {self.chosen_on} by {self.chosen_by}: {self.choice.value}.",
                "Edit the level itself to change it again.",
            )
        return replace(self, choice=choice, chosen_on=today, chosen_by=by)


def levels_of(part: Part) -> Levels:
    """Return the levels a person set."""
    return Levels(part.safety_stock, part.buffer_stock)


def raised_level(level: int, multiplier: float) -> int:
    """Return a level times a multiplier, a part of a piece counting whole.

    >>> raised_level(3, 1.5), raised_level(0, 2.0), raised_level(2, 1.0)
    (5, 0, 2)
    """
    return math.ceil(level * multiplier - ROUNDING)


def levels_in_force(now: Levels, held: HeldLevels | None, multiplier: float) -> Levels:
    """Return the levels to plan with: raised where they stand as they were, as edited elsewhere.

    Parameters
    ----------
    now : Levels
        As they stand on the part.
    held : HeldLevels or None
        As they stood when the mode began; None for a part the mode does not hold (not critical,
        or new since), whose levels are what a person set.
    multiplier : float
        rho of the part's class today.

    Examples
    --------
    >>> held = HeldLevels("1", "p", safety_stock=2, buffer_stock=1)
    >>> levels_in_force(Levels(2, 1), held, 2.0)
    Levels(safety_stock=4, buffer_stock=2)
    >>> levels_in_force(Levels(3, 1), held, 2.0)          # the safety stock was edited to 3
    Levels(safety_stock=3, buffer_stock=2)
    """
    if held is None:
        return now
    is_safety_kept = held.is_safety_edited or now.safety_stock != held.safety_stock
    is_buffer_kept = held.is_buffer_edited or now.buffer_stock != held.buffer_stock
    return Levels(
        now.safety_stock if is_safety_kept else raised_level(now.safety_stock, multiplier),
        now.buffer_stock if is_buffer_kept else raised_level(now.buffer_stock, multiplier),
    )
