"""What a storekeeper does on the page: presses, types, takes back, and looks at the books."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.stock import Part
from app.replenishment.parts.listing import PartStanding
from app.ui.stores_view import StoresView
from tests.office_books import PUMP_PART

OTHER = "6309 like"
"""A part that nobody uses."""


def settle(qtbot: QtBot, view: StoresView) -> None:
    qtbot.waitUntil(lambda: not view.work.is_busy, timeout=20_000)


def part(runtime: Runtime, part_id: str = PUMP_PART) -> Part:
    with runtime.store.read() as uow:
        return uow.stock.part(part_id)


def row(view: StoresView, part_id: str = PUMP_PART) -> PartStanding:
    return next(r for r in view.list.rows if r.id == part_id)


def said(view: StoresView) -> str:
    shown = view.panel.findChildren(QLabel)
    return " | ".join(one.text() for one in shown if not one.isHidden())


def press(qtbot: QtBot, view: StoresView, words: str) -> None:
    """Press the one visible button that says some words, and wait for what comes of it."""
    found = [
        b for b in view.panel.findChildren(QAbstractButton)
        if b.isVisibleTo(view.panel) and b.text() == words
    ]  # fmt: skip
    assert len(found) == 1, (words, len(found))
    assert found[0].isEnabled(), found[0].toolTip()
    found[0].click()
    settle(qtbot, view)


def fill(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, text)


def enter(qtbot: QtBot, view: StoresView, field: QLineEdit) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, view)


def undo(qtbot: QtBot, view: StoresView) -> None:
    action = view.changes.undo
    assert action.shortcut().toString() == "Ctrl+Z"
    assert action.isEnabled()
    action.trigger()
    settle(qtbot, view)


def drafts(runtime: Runtime) -> list[PurchaseOrder]:
    with runtime.store.read() as uow:
        return [o for o in uow.orders.all() if o.state is OrderState.DRAFT]
