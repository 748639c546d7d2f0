"""Whatever a transaction keeps of what it read, it decides as one that reads everything afresh."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.rows.read_once import BooksConnection
from tests.soak.schedule import Turn, play, schedule_of, stage
from tests.soak.world import Mishap, World

NAMES = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{64}")
"""Ids and digests, which no two runs share."""


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_schedule_leaves_the_books_it_leaves_when_all_is_read_afresh(seed: int) -> None:
    turns = _whole(schedule_of(seed))
    with stage() as world:
        kept = _books_after(world, turns)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BooksConnection, "once", lambda _books, _key, read: read())
            afresh = _books_after(world, turns)
    assert kept == afresh


def _whole(turns: Sequence[Turn]) -> list[Turn]:
    """Let no command break: the statement it breaks at would be another one."""
    broken = {Mishap.TORN, Mishap.KILLED}
    return [
        replace(turn, draw=replace(turn.draw, mishap=Mishap.NONE))
        if turn.draw.mishap in broken
        else turn
        for turn in turns
    ]


def _books_after(world: World, turns: Sequence[Turn]) -> list[str]:
    """Write everything down that is kept after a schedule, with every reason that was given."""
    assert play(world, turns) == ""
    with world.store.read() as uow:
        said = [*uow.decisions.latest_all(), *uow.part_reviews.latest_all()]
        said += [uow.audit.rows(), uow.events.all()]
    books = world.eyes.read()
    said += [(order, books.lines_of[order.id]) for order in books.orders]
    said += [books.jobs, books.movements, books.receipts, books.kept, books.tasks, books.counts]
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], f"<{len(numbers)}>")

    return [NAMES.sub(number, repr(one)) for one in said]
