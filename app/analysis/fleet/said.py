"""What is said of a table of history and of what was learned from it: codes, worded when shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.core.texts import plain_number, translate

Detail = str | float | int

TEXTS: dict[str, str] = {
    "text_cells": "cells that hold text: {n}, first '{first}' on line {line}",
    "read_as_gaps": "read as not measured",
    "no_numbers": "no numbers to learn from",
    "left_out": "left out",
    "newest_first": "units listed newest first: {n}",
    "turned_round": "turned round",
    "rows_twice": "rows that stand there twice: {n}, first line {line}",
    "taken_once": "taken once",
    "not_in_order": "units whose rows are not in the order of their time: {n}",
    "sorted": "put in order",
    "other_units": "cells in {others}: {n}, first line {line}",
    "converted": "converted to {unit}",
    "same_readings": "units {first} and {second} hold the same readings",
    "second_left_out": "the second is left out",
    "thinned": "{rows} rows, more than {most} can be held",
    "every_nth": "of each unit every {n}th reading is used, with its first, its last and its "
    "failure",
    "failures_unknown": "failures of units without readings: {n}, first {unit}",
    "failures_unread": "failures with no reading before them: {n}, first {unit} at {time}",
    "not_learned_from": "nothing can be learned from them",
    "lives_split": "units that failed and went on: {n}",
    "own_lives": "each of their lives counts as a unit, its age from the failure before",
    "constant": "never changes",
    "half_empty": "{share} % of its cells are empty",
    "used_with_gaps": "used where it is there; a unit that lacks it may get no number",
    "like_names": "units {first} and {second} differ only in how they are written",
    "two_units": "taken as two units; write them alike if they are one",
    "time_leap": "unit {unit}: {gap} between two readings, its others are {usual} apart",
    "taken_as_is": "taken as it stands; look whether the time is a slip of the pen",
    "no_unit": "rows that name no unit: {n}, first line {line}",
    "no_time": "rows that hold no time: {n}, first '{first}' on line {line}",
    "rows_left_out": "these rows are refused",
    "unit_refused": "{why}",
    "unit_left_out": "unit {unit} is refused",
    "few_failures": "units that ran to failure: {n}",
    "wide_intervals": "learned from; with fewer than {enough} the intervals are wide",
    "runners": "units that still run: {n}",
    "lasted_longer": "counted as having lasted longer than was seen",
    "title_rows": "rows above the names of the columns: {n}",
    "limit_horizon": "Remaining life beyond {horizon} {unit} is not told apart: it is given as "
    '"not within the horizon".',
    "limit_age_alone": "It goes by age alone: on units held out, nothing that was measured told "
    "remaining life better than age does. Like units of one age get one answer, however they wear.",
    "limit_age": "Age counts from a unit's first reading. A unit that ran before that seems "
    "younger than it is.",
    "limit_like": "It holds for units like those of the training, run as they were. A unit run or "
    'read unlike any of them is marked "out of range".',
    "limit_average": "Intervals are calibrated on average over the readings of units held out; of "
    "a single unit's readings they may hold fewer.",
    "limit_smallest": "{failed} failures show no probability below {least} %: smaller ones are a "
    "straight line to nothing at zero.",
    "limit_runners": "{running} units were still running. They count as having lasted longer than "
    "was seen; this assumes that they were not taken out because they were wearing.",
}
"""Source text of everything said, by its code; `{names}` are filled from the details."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or half of one, as a code with its numbers and words."""

    code: str
    details: Mapping[str, Detail] = field(default_factory=dict)

    def text(self, number: Callable[[float], str] = plain_number) -> str:
        """Word it in the reader's language.

        >>> Said("newest_first", {"n": 3}).text()
        'units listed newest first: 3'
        """
        worded = {
            name: detail if isinstance(detail, str) else number(detail)
            for name, detail in self.details.items()
        }
        return translate("History", TEXTS[self.code]).format(**worded)

    def __str__(self) -> str:
        """Word it for a file."""
        return self.text()
