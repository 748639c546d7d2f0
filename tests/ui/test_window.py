"""Opening the window, and everything it stops when it is closed."""

import threading

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.errors import DatabaseDamaged
from app.ui import window as window_module
from app.ui.first_start import remember_actor
from app.ui.main_window import MainWindow
from app.ui.window import EXPECTED_FAILURE, open_plant_window, run_window


def close_when_open() -> None:
    """Close the window as soon as it is there, as a person does."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow) and widget.isVisible():
            widget.close()
            return
    QTimer.singleShot(50, close_when_open)


def test_the_window_opens_and_closing_it_stops_what_it_started(
    qtbot: QtBot, runtime: Runtime
) -> None:
    before = set(threading.enumerate())
    QTimer.singleShot(0, close_when_open)
    assert run_window(runtime) == 0
    left = {thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()}
    assert left == set()


def test_a_plant_that_cannot_be_opened_is_said_in_words(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = QSettings()
    remember_actor(settings, "Ada Planner")
    said: list[str] = []

    def refuse(_address: object, _actor: str) -> Runtime:
        raise DatabaseDamaged("The books are torn.", "Restore last night's backup.")

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, read_and_close)
            return
        said.extend((box.text(), box.informativeText()))
        box.accept()

    monkeypatch.setattr(window_module, "open_plant", refuse)
    QTimer.singleShot(0, read_and_close)
    assert open_plant_window("somewhere") == EXPECTED_FAILURE
    assert said == ["The books are torn.", "Restore last night's backup."]
