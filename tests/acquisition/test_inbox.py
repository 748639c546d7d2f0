"""The bounded queue and the account of every sample."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.inbox import Inbox, SampleLedger, is_live_frame, samples_of
from app.core.measurements import Reading, Waveform
from tests.acquisition.peers import SAMPLE_RATE_HZ, noise
from tests.acquisition.plants import START, hours


def frame(point: str = "P", hour: float = 0, samples: int = 8) -> Waveform:
    return Waveform(point, hours(hour), SAMPLE_RATE_HZ, noise(1, samples), is_scheduled=False)


def kept(point: str = "P", hour: float = 0, samples: int = 8) -> Waveform:
    return Waveform(point, hours(hour), SAMPLE_RATE_HZ, noise(1, samples))


measurements = st.one_of(
    st.builds(frame, st.sampled_from("ABCDEF"), samples=st.integers(1, 20)),
    st.builds(kept, st.sampled_from("ABCDEF"), samples=st.integers(1, 20)),
    st.just(Reading("T", START, 20.0, "degC")),
)


@given(st.lists(st.one_of(measurements, st.none()), max_size=80), st.integers(1, 6))
def test_every_sample_taken_in_is_stored_decimated_or_dropped(steps, capacity: int):
    ledger = SampleLedger()
    inbox = Inbox(ledger, capacity)
    scheduled_in, scheduled_out = 0, 0

    def take() -> None:
        nonlocal scheduled_out
        taken = inbox.take(0)
        if taken is None:
            return
        scheduled_out += not is_live_frame(taken)
        count = ledger.decimated if is_live_frame(taken) else ledger.stored
        count(samples_of(taken))

    for measurement in steps:
        if measurement is None:
            take()
            continue
        ledger.took_in(samples_of(measurement))
        scheduled_in += not is_live_frame(measurement)
        while not inbox.put(measurement, 0):
            take()
        counts = ledger.counts()
        gone = counts.stored + counts.decimated + counts.dropped
        assert counts.taken_in == gone + inbox.waiting_samples
        assert len(inbox) <= capacity
    while len(inbox):
        take()
    assert ledger.counts().is_balanced
    assert scheduled_out == scheduled_in


def test_what_goes_in_first_comes_out_first():
    inbox = Inbox(SampleLedger())
    for hour in range(3):
        inbox.put(kept(hour=hour), 0)
    assert [inbox.take(0).taken_at for _ in range(3)] == [hours(0), hours(1), hours(2)]


def test_what_waits_can_be_taken_together_and_makes_room():
    inbox = Inbox(SampleLedger(), capacity=3)
    for hour in range(3):
        inbox.put(kept(hour=hour), 0)
    assert [m.taken_at for m in inbox.take_waiting(2)] == [hours(0), hours(1)]
    assert inbox.put(kept(hour=3), 0)
    assert [m.taken_at for m in inbox.take_waiting(5)] == [hours(2), hours(3)]
    assert inbox.take_waiting(5) == []


def test_a_later_live_frame_replaces_the_one_that_waits():
    ledger = SampleLedger()
    inbox = Inbox(ledger)
    inbox.put(frame(hour=0), 0)
    inbox.put(frame(hour=1), 0)
    assert len(inbox) == 1
    assert inbox.take(0).taken_at == hours(1)
    assert ledger.counts().decimated == 8


def test_a_full_inbox_drops_the_oldest_live_frame_and_no_scheduled_one():
    ledger = SampleLedger()
    inbox = Inbox(ledger, 3)
    for measurement in (kept("A"), frame("B"), frame("C")):
        inbox.put(measurement, 0)
    assert inbox.put(kept("D"), 0)
    assert [inbox.take(0).point_id for _ in range(3)] == ["A", "C", "D"]
    assert ledger.counts().dropped == 8


def test_a_live_frame_finding_only_scheduled_ones_is_dropped_itself():
    ledger = SampleLedger()
    inbox = Inbox(ledger, 1)
    inbox.put(kept(), 0)
    assert inbox.put(frame(samples=5), 0)
    assert ledger.counts().dropped == 5


def test_a_scheduled_one_waits_for_room():
    inbox = Inbox(SampleLedger(), 1)
    inbox.put(kept("A"), 0)
    assert not inbox.put(kept("B"), 0.01)
    taker = threading.Timer(0.05, inbox.take, [0])
    taker.start()
    assert inbox.put(kept("B"), 20)
    taker.join()
    assert inbox.take(0).point_id == "B"


def test_closing_ends_a_wait_on_either_side():
    full = Inbox(SampleLedger(), 1)
    full.put(kept(), 0)
    closer = threading.Timer(0.05, full.close)
    closer.start()
    assert not full.put(kept(), 20)
    closer.join()
    assert full.take(0) is not None
    assert full.take(20) is None


@pytest.mark.parametrize("threads", [4])
def test_many_sources_and_one_monitor_lose_nothing(threads: int):
    ledger = SampleLedger()
    inbox = Inbox(ledger, 8)
    each = 200

    def deliver(point: str) -> None:
        for number in range(each):
            measurement = kept(point) if number % 4 == 0 else frame(point)
            ledger.took_in(samples_of(measurement))
            while not inbox.put(measurement, 1):
                pass

    sources = [threading.Thread(target=deliver, args=(str(n),)) for n in range(threads)]
    for source in sources:
        source.start()
    stored = 0
    while any(source.is_alive() for source in sources) or len(inbox):
        taken = inbox.take(0.02)
        if taken is None:
            continue
        if is_live_frame(taken):
            ledger.decimated(samples_of(taken))
        else:
            stored += 1
            ledger.stored(samples_of(taken))
    assert stored == threads * each // 4
    assert ledger.counts().is_balanced
    assert ledger.counts().taken_in == threads * each * 8
