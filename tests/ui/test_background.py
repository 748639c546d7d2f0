"""Long work beside the window."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import PlantError
from app.ui import background as background_module
from app.ui.background import Background, Cancelled, Progress


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot, background: Background) -> None:
    answers: list[tuple[int, int]] = []
    background.run(
        "count",
        lambda _progress: threading.get_ident(),
        lambda worker: answers.append((worker, threading.get_ident())),
        lambda error: pytest.fail(str(error)),
    )
    with qtbot.waitSignal(background.idle, timeout=5000):
        pass
    (worker, here) = answers[0]
    assert here == threading.get_ident()
    assert worker != here


def test_an_error_is_answered_and_the_next_job_still_runs(
    qtbot: QtBot, background: Background
) -> None:
    heard: list[str] = []

    def refuse(_progress: Progress) -> None:
        raise PlantError("The disk is full.")

    background.run("a", refuse, lambda _: None, lambda error: heard.append(str(error)))
    background.run("b", lambda _progress: "done", heard.append, lambda _: None)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=5000)
    assert heard == ["The disk is full.", "done"]


def test_work_stops_at_its_next_step_when_a_person_says_so(
    qtbot: QtBot, background: Background
) -> None:
    heard: list[BaseException] = []
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            progress.say("counting", 0.5)
            begun.set()

    progress = background.run("endless", endless, lambda _: None, heard.append)
    assert begun.wait(5)
    assert progress.now == ("counting", 0.5)
    progress.cancel()
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert isinstance(heard[0], Cancelled)


@pytest.mark.timeout(30)
def test_stopping_waits_for_its_own_work_and_not_for_another_page_s(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_module, "STOP_WAIT_S", None)
    other, may_end, begun = Background(), threading.Event(), threading.Event()

    def wait_for_leave(_progress: Progress) -> None:
        begun.set()
        may_end.wait()

    other.run("waiting", wait_for_leave, lambda _: None, lambda _: None)
    background.run("short", lambda _progress: None, lambda _: None, lambda _: None)
    assert begun.wait(5)
    background.stop()
    assert not may_end.is_set()
    may_end.set()
    other.stop()
