"""No record of a later day can change what a policy did before, nor what came of it until then."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.backtest import purchase
from app.backtest.knowledge import Knowledge
from app.backtest.report import BacktestReport, PolicyOutcome
from app.backtest.run import run_backtest
from app.core.lead_time import Supplier
from app.storage.store import Store
from tests.backtest.plants import (
    FAR_EAST,
    Counted,
    Failed,
    Happening,
    Issued,
    Ordered,
    Planned,
    Said,
    Tasked,
    day_of,
    tell,
)

DAYS, FIRST = 110, 30
POLICIES: tuple[str, ...] = ("run_to_failure", "classic", "article_median", "kairos")

days = st.integers(1, DAYS - 1)
components = st.integers(0, 5)
parts = st.integers(0, 1)
happenings = st.one_of(
    st.builds(Failed, days, components, st.none() | st.integers(1, 20)),
    st.builds(Issued, days, parts, st.integers(1, 2)),
    st.builds(
        Ordered, days, parts, st.integers(1, 3), st.none() | st.integers(1, 25),
        st.sampled_from(["80.00", "100.00", "120.00"]),
    ),
    st.builds(Said, days, components, st.integers(1, 60).map(float), st.sampled_from([6, 13])),
    st.builds(Counted, days, parts, st.sampled_from([-1, 1, 2])),
    st.builds(Planned, days, components, st.integers(0, 40), st.booleans()),
    st.builds(Tasked, days, components, st.integers(1, 60)),
)  # fmt: skip
enough = [Failed(day, component) for component, day in enumerate((20, 32, 47, 58, 71, 90))]
"""Needs without which a back-test would refuse."""


@st.composite
def two_futures(
    draw: st.DrawFn,
) -> tuple[int, list[Happening], list[Happening]]:
    """A day, and two stories that are the same until its evening and may differ after it."""
    cut = draw(st.integers(FIRST, DAYS - 10))
    story = draw(st.lists(happenings, max_size=14, unique_by=place))
    later = draw(st.lists(happenings, max_size=8, unique_by=place))
    shift = draw(st.integers(1, 9))
    past = [h for h in story if known_from(h) <= cut]
    future = [h for h in story if known_from(h) > cut]
    moved = [replace(h, day=h.day + shift) for h in future if h.day + shift < DAYS]
    added = [h for h in later if known_from(h) > cut]
    ended = [otherwise_after(h, cut, draw(st.integers(1, 30))) for h in past]
    return cut, story, list({place(h): h for h in [*added, *moved, *ended]}.values())


def place(happening: Happening) -> tuple[object, ...]:
    """What a plant can do only once: the same kind of thing, of the same thing, on a day."""
    ahead = happening.ahead if isinstance(happening, Planned) else 0
    if isinstance(happening, Issued | Ordered | Counted):
        return type(happening), happening.day, happening.part
    return type(happening), happening.day, happening.component, ahead


def known_from(happening: Happening) -> int:
    """First day on which the books tell of it."""
    ahead = happening.ahead if isinstance(happening, Planned) else 0
    return max(happening.day - ahead, 0)


def otherwise_after(happening: Happening, cut: int, days_more: int) -> Happening:
    """Let what is still under way on the cut day end otherwise, later than that day."""
    if isinstance(happening, Ordered):
        lead = happening.lead_days
        if lead is None or happening.day + lead > cut:
            return replace(happening, lead_days=cut - happening.day + days_more)
    if isinstance(happening, Planned) and happening.day > cut:
        return replace(happening, is_cancelled=not happening.is_cancelled)
    return happening


def played(template: Path, story: Sequence[Happening]) -> BacktestReport:
    """Write a story into a copy of the plant and replay it."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(template, Path(folder) / "plant"))
        with Store.open(copied, owner="test") as store:
            tell(store, replace(FAR_EAST, days=DAYS, happenings=[*enough, *story]))
            return run_backtest(store, day_of(FIRST), day_of(DAYS), policies=POLICIES)


def until(outcome: PolicyOutcome, cut: int) -> tuple[object, ...]:
    """What a policy had ordered and had on its shelf by the evening of a day."""
    lines = [
        replace(line, in_on=line.in_on if line.in_on and line.in_on <= day_of(cut) else None)
        for line in outcome.timeline
        if line.ordered_on <= day_of(cut)
    ]
    return outcome.policy, lines, outcome.stock_value_by_day[: cut - FIRST + 1]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(two_futures())
def test_what_comes_later_changes_nothing_that_was_done_before(
    registered: Path, futures: tuple[int, list[Happening], list[Happening]]
) -> None:
    cut, story, other = futures
    one, two = played(registered, story), played(registered, other)
    for before, after in zip(one.policies, two.policies, strict=True):
        assert until(before, cut) == until(after, cut)


def test_a_vendor_chosen_by_deliveries_still_to_come_would_be_found(
    registered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = 90
    slow, quick = ([Ordered(day, 0, 1, lead) for day in (91, 93)] for lead in (15, 1))
    assert played_until(registered, slow, cut) == played_until(registered, quick, cut)
    later = {"slow": (15.0,) * 9, "quick": (1.0,) * 9}
    seen = []
    for leads in later.values():

        def looks_ahead(
            supplier: Supplier, known: Knowledge, leads: tuple[float, ...] = leads
        ) -> Supplier:
            del known
            is_usual = supplier.id != "rival"
            return replace(supplier, receipts_days=leads) if is_usual else supplier

        monkeypatch.setattr(purchase, "learned", looks_ahead)
        seen.append(played_until(registered, slow, cut))
    assert seen[0] != seen[1], "the property above would not see such a leak"


def played_until(template: Path, story: Sequence[Happening], cut: int) -> list[tuple[object, ...]]:
    """What every policy had done by a day."""
    return [until(outcome, cut) for outcome in played(template, story).policies]
