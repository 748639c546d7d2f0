"""What one card of the Today page says, as plain values."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.core.health import HealthState
from app.ui.target import Target


class Tone(Enum):
    """How loud a card is; calm is grey."""

    CALM = "calm"
    WATCH = "watch"
    ALARM = "alarm"
    DANGER = "danger"


TONE_OF_STATE = {
    HealthState.WATCH: Tone.WATCH,
    HealthState.ALARM: Tone.ALARM,
    HealthState.DANGER: Tone.DANGER,
}
"""Tone of a card about a component's health."""


@dataclass(frozen=True, slots=True)
class Card:
    """One sentence with one number, a countdown and one action.

    Attributes
    ----------
    key : str
        Stays the same while the card is about the same matter, so that the keyboard's place
        survives a refresh.
    where : str
        Asset and component, or the record's number.
    number, unit : str
        The one number and what it counts.
    when : str
        Date or countdown beside the number, empty for none.
    urgency : date or None
        What the column is sorted by, the earliest first.
    """

    key: str
    where: str
    sentence: str
    number: str
    unit: str
    action: str
    target: Target
    when: str = ""
    tone: Tone = Tone.CALM
    state: HealthState | None = None
    urgency: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One column: a question, its cards, and what stands there when there are none.

    `list_target` is where all of them stand as a list; the count leads there.
    """

    text: str
    cards: tuple[Card, ...]
    nothing: str
    next_step: str = ""
    next_target: Target | None = None
    list_target: Target | None = None


def by_urgency(cards: list[Card]) -> tuple[Card, ...]:
    """Order cards, the most urgent first; those without a date come last."""
    return tuple(sorted(cards, key=lambda card: (card.urgency or date.max, card.where)))
