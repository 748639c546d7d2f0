"""What the monitor told comes out as signals of the GUI thread."""

import threading
from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from app.core.records import PlantEvent
from app.monitoring.outbox import Outbox, StoryTold, TroubleMet
from app.ui.outbox_pump import OutboxPump

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_events_of_another_thread_come_out_here_in_their_order(qtbot: QtBot) -> None:
    outbox, heard, threads = Outbox(), [], set()
    pump = OutboxPump(outbox)
    pump.story.connect(lambda event: (heard.append(event.id), threads.add(threading.get_ident())))

    def tell() -> None:
        for n in range(50):
            outbox.tell(StoryTold(PlantEvent(str(n), NOW, "onset", "", "", "")))

    teller = threading.Thread(target=tell)
    teller.start()
    teller.join()
    pump.start()
    qtbot.waitUntil(lambda: len(heard) == 50, timeout=5000)
    pump.stop()
    assert heard == [str(n) for n in range(50)]
    assert threads == {threading.get_ident()}


def test_trouble_comes_out_as_trouble(qtbot: QtBot) -> None:
    outbox = Outbox()
    pump = OutboxPump(outbox)
    outbox.tell(TroubleMet(NOW, "The gateway does not answer."))
    with qtbot.waitSignal(pump.trouble) as caught:
        pump.drain()
    assert caught.args[0].text == "The gateway does not answer."


def test_nothing_is_said_when_nothing_happened(qtbot: QtBot) -> None:
    pump = OutboxPump(Outbox())
    with qtbot.assertNotEmitted(pump.frames):
        pump.drain()
