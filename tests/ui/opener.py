"""How the tests dress the application and open its window, and at what size."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.ui.main_window import MainWindow
from app.ui.theme import use_theme
from app.ui.translation import use_language
from app.ui.wording import Wording

SMALL = (1366, 768)
"""The smallest screen that is served."""
Opener = Callable[[], MainWindow]


def keep_settings_in(folder: Path) -> None:
    """Remember what a person sets in a folder of the test's own."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings")
    )


def dress(qapp: QApplication) -> None:
    """Speak English and be light."""
    QLocale.setDefault(QLocale("en_GB"))
    use_language(qapp, "en_GB")
    use_theme(qapp, "light")


def window_at_small_size(qtbot: QtBot, runtime: Runtime, say: Wording) -> MainWindow:
    """Show the window on a plant, in front, at the smallest size that is served."""
    window = MainWindow(runtime, say)
    qtbot.addWidget(window)
    window.resize(*SMALL)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window
