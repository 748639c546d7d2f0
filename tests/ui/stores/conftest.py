"""The page over the office's books, the pump's bearing in front."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.ui.stores_view import StoresView
from app.ui.wording import Wording
from tests.office_books import PUMP_PART
from tests.ui.stores.storekeeper import OTHER, settle


@pytest.fixture
def view(qtbot: QtBot, runtime: Runtime, say: Wording, people_decide: None) -> Iterator[StoresView]:
    """The page with the pump's bearing in front, and a part like it that nobody uses."""
    with runtime.store.begin("x") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.add_part(replace(part, id=OTHER, number=OTHER, bin="B-1"))
    made = StoresView(runtime, say)
    qtbot.addWidget(made)
    made.resize(1184, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_part(PUMP_PART)
    settle(qtbot, made)
    yield made
    made.stop()
