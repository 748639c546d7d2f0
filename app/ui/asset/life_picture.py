"""History, now and future in one picture: a quantity rises, and its fan meets the limit."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.asset.life_painting import LifePainting
from app.ui.asset.life_scene import LifeScene
from app.ui.plots import paint_card


class LifePicture(QWidget):
    """Health history over plant time, continued by the fan of remaining life.

    Signals
    -------
    resized()
        The calendar has another width to fill.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: LifeScene | None = None
        self._axis: CalendarAxis | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Size that reads well."""
        return QSize(900, 300)

    def minimumSizeHint(self) -> QSize:
        """Smallest size in which nothing overlaps."""
        return QSize(560, 200)

    @property
    def scene(self) -> LifeScene | None:
        """What is shown."""
        return self._scene

    def show_scene(self, scene: LifeScene, axis: CalendarAxis) -> None:
        """Show another scene on a calendar."""
        self._scene, self._axis = scene, axis
        self.setAccessibleName(scene.course.title)
        words = [mark.words for mark in scene.marks] or list(scene.unknown)
        self.setAccessibleDescription(", ".join(words))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a calendar of the new width."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, then the picture from back to front."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()))
        if self._scene is not None and self._axis is not None:
            LifePainting(self._scene, self._axis, QRectF(self.rect())).paint(painter)
        painter.end()
