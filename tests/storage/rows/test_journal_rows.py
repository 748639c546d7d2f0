from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import StepRefused
from app.core.journal import (
    Act,
    Assumption,
    Course,
    CourseCost,
    Fate,
    JournalEntry,
    Settlement,
)
from app.core.work_window import MaintenanceWindow, WindowKind
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
courses = st.builds(
    Course,
    some.optional_days,
    some.texts,
    some.texts,
    st.integers(0, 100),
    some.cents,
    some.optional_days,
)
costs = st.builds(CourseCost, some.optional_days, some.cents, some.cents, some.cents)
settlements = st.builds(
    Settlement,
    some.days,
    st.builds(Fate, some.days, some.optional_days),
    costs,
    costs,
    st.sampled_from(Assumption),
)
entries = st.builds(
    JournalEntry,
    id=some.ids,
    at=some.instants,
    today=some.days,
    actor=some.texts,
    act=st.sampled_from(Act),
    component_id=st.just("component"),
    subject=some.ids,
    number=some.texts,
    decision_id=st.sampled_from(["", ex.DECISION]),
    reason=some.texts,
    proposed=courses,
    taken=courses,
    holding_per_day=st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-4)),
    shortage_per_day=some.cents,
    currency=st.just("EUR"),
)


@few
@given(entry=entries, settlement=settlements)
def test_an_entry_reads_as_it_was_kept_and_gets_its_outcome_once(store, entry, settlement):
    with store.begin("eva") as uow:
        uow.journal.add(entry)
        assert uow.journal.of_subject(entry.subject) == [entry]
        uow.journal.settle(entry.id, settlement)
    with store.begin("eva") as uow:
        assert uow.journal.of_subject(entry.subject) == [replace(entry, settlement=settlement)]
        with pytest.raises(StepRefused, match="outcome already"):
            uow.journal.settle(entry.id, settlement)


@few
@given(entry=entries)
def test_only_the_newest_act_on_an_order_waits_for_its_outcome(store, entry):
    newer = replace(entry, id=ex.new_id(), act=Act.CANCELLED)
    back = replace(entry, id=ex.new_id(), act=Act.WITHDRAWN)
    with store.begin("eva") as uow:
        uow.journal.add(entry)
        uow.journal.add(newer)
        waiting = [e.id for e in uow.journal.unsettled() if e.subject == entry.subject]
        assert waiting == [newer.id]
        uow.journal.add(back)
        assert not [e for e in uow.journal.unsettled() if e.subject == entry.subject]


windows = st.builds(
    MaintenanceWindow,
    id=some.ids,
    asset_id=st.just("asset"),
    kind=st.sampled_from(WindowKind),
    name=some.texts,
    weekday=st.integers(0, 6),
    begins_at=st.times().map(lambda t: t.replace(microsecond=0)),
    lasts_hours=st.floats(0.5, 168),
)


@few
@given(window=windows)
def test_a_window_reads_as_it_was_last_kept(store, window):
    dated = replace(window, weekday=None, on=date(2026, 3, 9), begins_at=time(6, 30))
    with store.begin("eva") as uow:
        uow.windows.put(window)
        assert window in uow.windows.of_asset("asset")
        uow.windows.put(dated)
    with store.begin("eva") as uow:
        assert dated in uow.windows.of_asset("asset")
        assert window not in uow.windows.of_asset("asset")
        uow.windows.remove(window.id)
        assert uow.windows.of_asset("nowhere") == []
        with pytest.raises(StepRefused, match="There is no window"):
            uow.windows.remove(window.id)
