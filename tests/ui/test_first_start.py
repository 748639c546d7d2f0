"""Who sits here is asked once."""

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.ui import first_start
from app.ui.first_start import NameDialog, actor_of, remember_actor, remembered_actor


def test_nobody_begins_without_a_name(qtbot: QtBot) -> None:
    dialog = NameDialog()
    qtbot.addWidget(dialog)
    begin = dialog.findChild(QPushButton)
    assert not begin.isEnabled()
    dialog.findChild(QLineEdit).setText("  ")
    assert not begin.isEnabled()
    dialog.findChild(QLineEdit).setText(" Ada Planner ")
    assert begin.isEnabled()
    assert dialog.name == "Ada Planner"


def test_the_name_typed_at_the_first_start_is_kept(qtbot: QtBot) -> None:
    settings = QSettings("Kairos", "first start")

    def type_name() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, NameDialog):
            QTimer.singleShot(10, type_name)
            return
        line = dialog.findChild(QLineEdit)
        qtbot.keyClicks(line, "Ada Planner")
        qtbot.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_name)
    assert actor_of(settings) == "Ada Planner"
    assert remembered_actor(settings) == "Ada Planner"
    assert actor_of(settings) == "Ada Planner"


def test_a_name_can_be_changed(qtbot: QtBot) -> None:
    settings = QSettings("Kairos", "changed name")
    remember_actor(settings, "Ada")
    remember_actor(settings, "Grace")
    assert first_start.actor_of(settings) == "Grace"
