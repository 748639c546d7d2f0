"""A picture of one scene on a card: what every such picture does beside painting its own."""

from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.plots import paint_card

Scene = TypeVar("Scene")


class CardPicture(QWidget, Generic[Scene]):
    """The card and the scene on it; a kind of picture has its sizes and paints its scene."""

    reads_well_px = (620, 220)
    least_px = (230, 150)
    """Smallest size in which nothing overlaps."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Size that reads well."""
        return QSize(*self.reads_well_px)

    def minimumSizeHint(self) -> QSize:
        """Smallest size in which nothing overlaps."""
        return QSize(*self.least_px)

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    def show_scene(self, scene: Scene, words: str) -> None:
        """Show another scene; `words` say it to a screen reader."""
        self._scene = scene
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, then the scene."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()))
        if self._scene is not None:
            self.paint_scene(painter, self._scene)
        painter.end()

    def paint_scene(self, painter: QPainter, scene: Scene) -> None:
        """Paint one scene; each kind paints its own."""
        raise NotImplementedError
