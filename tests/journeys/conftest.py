"""Journeys print: Qt's application is made once and is the one that windows can use too."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.ui.main_window import MainWindow
from app.ui.wording import Wording
from tests.journeys.hands import Hands
from tests.journeys.small_plant import open_small_plant
from tests.ui.opener import dress, keep_settings_in, window_at_small_size

ACTOR = "Ada Planner"


@pytest.fixture(autouse=True, scope="session")
def _application(qapp: QApplication) -> QApplication:
    return qapp


@pytest.fixture
def small_plant(tmp_path: Path) -> Iterator[Runtime]:
    """The plant of the acceptance stories at 08:00 of day 0, nothing judged yet."""
    runtime = open_small_plant(tmp_path / "plant", ACTOR)
    yield runtime
    runtime.store.close()


@pytest.fixture
def at_the_window(
    qtbot: QtBot, qapp: QApplication, small_plant: Runtime, tmp_path: Path
) -> Iterator[Callable[[], Hands]]:
    """Sit down at the window over that plant."""
    keep_settings_in(tmp_path)
    dress(qapp)
    windows: list[MainWindow] = []

    def sit_down() -> Hands:
        say = Wording(QLocale("en_GB"), ZoneInfo("UTC"))
        window = window_at_small_size(qtbot, small_plant, say)
        window.start()
        windows.append(window)
        return Hands(qtbot, window)

    yield sit_down
    for window in windows:
        window.close()
