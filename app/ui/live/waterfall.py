"""The last spectra under each other: bytes in a bounded ring, one colour table, fixed levels."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, qRgb
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.texts import translate
from app.ui.colours import TABLE_PX
from app.ui.figures import tick_text
from app.ui.ink import ink, pen, type_of
from app.ui.live.viridis import viridis_table
from app.ui.plots import LEFT_PX, RIGHT_PX, paint_card
from app.ui.scale import highest_by_column

ROWS, COLUMNS = 200, 512
DECADES = 4.0
"""The table spans so many decades below `top`; it never follows a frame."""


class Waterfall(QWidget):
    """Spectra of one point, the newest on top, on the x axis of the spectrum above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes: NDArray[np.uint8] = np.zeros((ROWS, COLUMNS), np.uint8)
        self._filled = 0
        self._top, self._unit = 10.0, ""
        self._table = [qRgb(*colour) for colour in viridis_table().tolist()]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(translate("Live", "Waterfall"))

    def sizeHint(self) -> QSize:
        """Size that reads well."""
        return QSize(420, 120)

    def minimumSizeHint(self) -> QSize:
        """Smallest size that still shows bands."""
        return QSize(220, 60)

    @property
    def rows(self) -> int:
        """Spectra held, at most `ROWS`."""
        return self._filled

    def begin(self, top: float, unit: str) -> None:
        """Start empty with levels from `top` down: another point, unit or range."""
        self._bytes[:] = 0
        self._filled = 0
        self._top, self._unit = top, unit
        self.update()

    def add(self, values: NDArray[np.floating]) -> None:
        """Put a spectrum, shape (k,), over the others; the oldest falls out."""
        drawn = highest_by_column(values, COLUMNS)
        decades = np.log10(np.maximum(drawn, 1e-12) / self._top) / DECADES + 1
        self._bytes[1:] = self._bytes[:-1]
        self._bytes[0] = np.clip(decades * 255, 0, 255)
        self._filled = min(self._filled + 1, ROWS)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Scale the bytes to the widget; paint the key of the levels beside."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), ink("canvas"))
        paint_card(painter, QRectF(self.rect()))
        width = max(self.width() - LEFT_PX - RIGHT_PX, 1)
        area = QRectF(LEFT_PX, 8, width, max(self.height() - 16, 1))
        painter.fillRect(area, ink("closed"))
        if self._filled:
            shown = QRectF(area)
            shown.setHeight(area.height() * self._filled / ROWS)
            painter.drawImage(shown, self._image())
        self._paint_key(painter, area)
        painter.end()

    def _image(self) -> QImage:
        """View the bytes as a picture, without a copy."""
        filled = self._bytes[: self._filled]
        picture = QImage(filled.data, COLUMNS, self._filled, COLUMNS, QImage.Format.Format_Indexed8)
        picture.setColorTable(self._table)
        return picture

    def _paint_key(self, painter: QPainter, area: QRectF) -> None:
        """Paint the colour table with its two ends."""
        key = QImage(bytes(range(255, -1, -1)), 1, 256, 1, QImage.Format.Format_Indexed8)
        key.setColorTable(self._table)
        bar = QRectF(LEFT_PX - 11, area.top(), 5, area.height())
        painter.drawImage(bar, key)
        painter.setPen(pen("muted"))
        painter.setFont(type_of(TABLE_PX))
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(2, area.top(), LEFT_PX - 16, 16), right, tick_text(self._top))
        low = tick_text(self._top * 10**-DECADES)
        painter.drawText(QRectF(2, area.bottom() - 15, LEFT_PX - 16, 16), right, low)
