"""The rail of places on the left: an icon and a word each, collapsible to the icons."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.colours import tokens
from app.ui.icons import icon
from app.ui.target import Place

WIDE_PX, SLIM_PX = 112, 48


def place_names() -> dict[Place, str]:
    """Return the word of each place on the rail, from top to bottom."""
    return {
        Place.TODAY: translate("Places", "Today"),
        Place.LIVE: translate("Places", "Live"),
        Place.ASSETS: translate("Places", "Assets"),
        Place.NEEDS: translate("Places", "Needs"),
        Place.ORDERS: translate("Places", "Orders"),
        Place.STORES: translate("Places", "Stores"),
        Place.VENDORS: translate("Places", "Vendors"),
        Place.IMPROVE: translate("Places", "Improve"),
        Place.SETTINGS: translate("Places", "Settings"),
    }


class Rail(QFrame):
    """One button a place; Ctrl+1, Ctrl+2, ... do the same."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self._buttons: dict[Place, QToolButton] = {}
        self.is_slim = False
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 0, 8)
        column.setSpacing(4)
        for n, (place, word) in enumerate(place_names().items(), start=1):
            button = self._place_button(place, word, n)
            column.addWidget(button)
        column.addStretch(1)
        self._fold = QToolButton()
        self._fold.clicked.connect(lambda: self.set_slim(slim=not self.is_slim))
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_slim(slim=False)

    def show_place(self, place: Place) -> None:
        """Mark the place that is open; none for a page that has no button."""
        for own, button in self._buttons.items():
            button.setChecked(own is place)

    def set_slim(self, *, slim: bool) -> None:
        """Show icons only, or icons with their words."""
        self.is_slim = slim
        self.setFixedWidth(SLIM_PX if slim else WIDE_PX)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if slim
            else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        )
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        self._fold.setIcon(icon("expand" if slim else "collapse", tokens.muted))
        words = translate("Places", "Widen the rail") if slim else translate("Places", "Slim rail")
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)

    def recolour(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        for place, button in self._buttons.items():
            button.setIcon(icon(place.value, tokens.muted, tokens.accent))
        self.set_slim(slim=self.is_slim)

    def _choose(self, place: Place) -> None:
        """Go to a place; its button stays down also when it is pressed twice."""
        self.show_place(place)
        self.chosen.emit(place)

    def _place_button(self, place: Place, word: str, n: int) -> QToolButton:
        """Make the button of one place."""
        button = QToolButton(checkable=True)
        button.setProperty("role", "place")
        button.setText(word)
        button.setIcon(icon(place.value, tokens.muted, tokens.accent))
        button.setIconSize(QSize(22, 22))
        button.setToolTip(translate("Places", "{place} (Ctrl+{n})").format(place=word, n=n))
        button.setAccessibleName(word)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False: self._choose(place))
        self._buttons[place] = button
        return button
