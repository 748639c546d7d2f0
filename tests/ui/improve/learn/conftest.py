"""The page "Learn from history" on a real plant, its file dialogs answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.ui.background import Background
from app.ui.improve.learn.learn_page import LearnPage
from app.ui.wording import Wording
from tests.ui.improve.learn.tables import messy_rows, write_csv


@pytest.fixture
def page(qtbot: QtBot, runtime: Runtime, say: Wording, background: Background) -> LearnPage:
    made = LearnPage(runtime, say, background)
    qtbot.addWidget(made)
    made.resize(1220, 640)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answer the next file dialogs with a file."""

    def answer(path: Path) -> None:
        for asked in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, asked, lambda *_args, **_kw: (str(path), ""))

    return answer


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "bearings.csv", messy_rows())
