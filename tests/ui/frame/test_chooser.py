"""The line with a list of what fits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.ui.frame.chooser import Choice, Chooser

FRUIT = ("apple", "apricot", "banana")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_what_fits_is_listed_and_enter_does_it(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    chooser = Chooser(window)

    def fitting(text: str) -> list[Choice]:
        return [
            Choice(name, "", "", lambda n=name: done.append(n)) for name in FRUIT if text in name
        ]

    chooser.open("Fruit", "No such fruit.", fitting)
    line = chooser.findChild(QLineEdit)
    qtbot.keyClicks(line, "ap")
    assert [choice.name for choice in chooser.choices] == ["apple", "apricot"]
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert done == ["apricot"]
    assert not chooser.isVisible()


def test_where_nothing_fits_it_says_so(qtbot: QtBot, window: QWidget) -> None:
    chooser = Chooser(window)
    chooser.open("Fruit", "No such fruit.", lambda _text: [])
    assert not chooser.findChild(QTableView).isVisible()
    assert chooser._nothing.isVisible()
    qtbot.keyClick(chooser.findChild(QLineEdit), Qt.Key.Key_Return)
    assert chooser.isVisible()


def test_all_that_fits_is_in_sight_when_it_is_opened_again(window: QWidget) -> None:
    chooser = Chooser(window)
    for names in (FRUIT[:1], FRUIT):
        choices = [Choice(name, "", "", lambda: None) for name in names]
        chooser.open("Fruit", "", lambda _text, c=choices: c)
        table = chooser.findChild(QTableView)
        assert table.geometry().bottom() <= chooser.height()
        assert not table.verticalScrollBar().isVisible()
        chooser.leave()
