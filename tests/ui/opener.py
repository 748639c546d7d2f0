"""How the tests open the window, and at what size."""

from collections.abc import Callable

from app.ui.main_window import MainWindow

SMALL = (1366, 768)
"""The smallest screen that is served."""
Opener = Callable[[], MainWindow]
