"""The outbox is bounded: newest frame a point, events counted when lost."""

from datetime import UTC, datetime

from app.core.measurements import SourcePhase, SourceStatus
from app.monitoring.outbox import MOST_EVENTS, Outbox, TroubleMet

NOW = datetime(2026, 9, 7, tzinfo=UTC)


def test_events_come_out_once_and_in_order() -> None:
    outbox = Outbox()
    told = [TroubleMet(NOW, f"{n}") for n in range(5)]
    for event in told:
        outbox.tell(event)
    assert outbox.take_events() == told
    assert outbox.take_events() == []


def test_a_box_nobody_empties_loses_the_oldest_and_says_how_many() -> None:
    outbox = Outbox()
    for n in range(MOST_EVENTS + 7):
        outbox.tell(TroubleMet(NOW, f"{n}"))
    kept = outbox.take_events()
    assert len(kept) == MOST_EVENTS
    assert kept[0] == TroubleMet(NOW, "7")
    assert outbox.overflow == 7


def test_the_newest_state_of_each_source_stands() -> None:
    outbox = Outbox()
    for phase in (SourcePhase.CONNECTING, SourcePhase.ONLINE):
        outbox.report(SourceStatus("gateway", phase, NOW))
    assert outbox.statuses()["gateway"].phase is SourcePhase.ONLINE
