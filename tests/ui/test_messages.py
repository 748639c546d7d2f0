"""Errors in plain words, and what a crash says."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import StepRefused
from app.ui.messages import CrashDialog, CrashWatch, NoticeBar


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


@pytest.fixture
def watch(window: QWidget, tmp_path: Path) -> Iterator[CrashWatch]:
    made = CrashWatch(tmp_path / "reports", window)
    made.install()
    yield made
    made.remove()


def test_an_error_says_what_happened_and_what_to_do_and_can_be_copied(window: QWidget) -> None:
    bar = NoticeBar(window)
    bar.show_error(StepRefused("The part is not there.", "Receive it first."))
    assert bar.isVisible()
    assert bar.text == "The part is not there. Receive it first."
    bar.copy()
    assert QApplication.clipboard().text() == bar.text


def test_what_was_done_leaves_by_itself_but_an_error_stays(window: QWidget) -> None:
    bar = NoticeBar(window)
    bar.show_done("Approved.")
    assert bar._timer.isActive()
    bar.show_error(StepRefused("No.", "Yes."))
    assert not bar._timer.isActive()


def test_a_fault_of_any_thread_is_written_down_and_said_in_the_window(
    qtbot: QtBot, watch: CrashWatch, window: QWidget, tmp_path: Path
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a planted fault")

    thread = threading.Thread(target=fail, name="pump hall")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None, timeout=5000)
    dialog = window.findChild(CrashDialog)
    said = " ".join(shown.text() for shown in dialog.findChildren(QLabel))
    assert "is safe" in said
    assert "Traceback" not in said
    (report,) = (tmp_path / "reports").iterdir()
    assert str(report) in said
    text = report.read_text(encoding="utf-8")
    assert "a planted fault" in text
    assert "pump hall" in text
    dialog.copy()
    assert QApplication.clipboard().text() == text
    dialog.accept()


def test_a_fault_of_the_window_goes_the_same_way(
    qtbot: QtBot, watch: CrashWatch, window: QWidget, tmp_path: Path
) -> None:
    fault = ValueError("here")
    sys.excepthook(ValueError, fault, None)
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None, timeout=5000)
    assert len(list((tmp_path / "reports").iterdir())) == 1
    window.findChild(CrashDialog).accept()
