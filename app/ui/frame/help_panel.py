"""The help of the place in front, beside what it explains."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QToolButton, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.colours import tokens
from app.ui.elements import frame
from app.ui.frame.help_pages import help_page
from app.ui.icons import icon
from app.ui.target import Place

WIDTH_PX = 340


class HelpPanel(QWidget):
    """Lies over the right edge of the window until it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = QTextBrowser()
        self._text.setAccessibleName(translate("Help", "Help"))
        close = QToolButton()
        close.setIcon(icon("close", tokens.muted))
        close.setToolTip(translate("Help", "Close the help (Esc)"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.hide)
        panel = frame("record")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(4, 4, 4, 4)
        inner.setSpacing(0)
        inner.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        inner.addWidget(self._text)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.hide()

    def show_place(self, place: Place) -> None:
        """Explain a place."""
        self._text.setHtml(help_page(place))

    def open(self, top_px: int, bottom_px: int) -> None:
        """Open between two lines of the window."""
        window = self.window()
        height = window.height() - top_px - bottom_px
        self.setGeometry(window.width() - WIDTH_PX, top_px, WIDTH_PX, height)
        self.show()
        self.raise_()
        self._text.setFocus(Qt.FocusReason.PopupFocusReason)
