"""The live place with a file to open, and work that ends before the test goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.ui.background import Background
from app.ui.recording.live_or_file import LiveOrFile
from app.ui.recording.recording_page import RecordingPage
from app.ui.wording import Wording


@pytest.fixture
def place(qtbot: QtBot, runtime: Runtime, say: Wording, background: Background) -> LiveOrFile:
    shown = LiveOrFile(runtime, say, background)
    qtbot.addWidget(shown)
    shown.resize(1206, 660)
    shown.show()
    return shown


@pytest.fixture
def page(place: LiveOrFile) -> RecordingPage:
    return place.recording


@pytest.fixture
def opened(qtbot: QtBot, place: LiveOrFile, background: Background) -> Callable[[Path], None]:
    """Open a file and wait until it was looked at."""

    def open_file(path: Path) -> None:
        with qtbot.waitSignal(background.idle):
            place.show_file(path)

    return open_file


@pytest.fixture
def analysed(qtbot: QtBot, page: RecordingPage, background: Background) -> Callable[[], None]:
    """Press the form's button and wait for the answer."""

    def press() -> None:
        with qtbot.waitSignal(background.idle):
            page.form.act.click()

    return press
