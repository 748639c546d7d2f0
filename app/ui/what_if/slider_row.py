"""One assumption: its name, a slider through its scale, and what it stands at."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSlider, QStyle, QStyleOptionSlider, QWidget

from app.core.texts import translate
from app.ui.elements import label, value
from app.ui.ink import pen
from app.ui.what_if.scales import Scale

PAGE_STEPS = 5
"""Steps of Page up and Page down."""


class MarkedSlider(QSlider):
    """A slider with a mark where the plant's own value lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._mark = 0

    def mark(self, position: int) -> None:
        """Set the mark."""
        self._mark = position
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark under the slider's groove."""
        super().paintEvent(event)
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        handle = style.subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        room = self.width() - handle.width()
        x = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self._mark, room)
        painter = QPainter(self)
        painter.setPen(pen("text", width=2))
        middle = x + handle.width() // 2
        painter.drawLine(middle, self.height() - 4, middle, self.height())
        painter.end()


class SliderRow(QWidget):
    """A slider that knows the plant's value; `moved` goes out when a person moves it.

    Parameters
    ----------
    write : callable
        Writes a value; its unit stands in the name.
    """

    moved = Signal()

    def __init__(self, write: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._scale = Scale((0.0,), 0)
        self._name = label("", "small")
        self._shown, self._plant = value("", "where"), value("", "small")
        self.slider = MarkedSlider()
        self.slider.setPageStep(PAGE_STEPS)
        self.slider.valueChanged.connect(self._tell)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        grid.addWidget(self._plant, 2, 0)
        grid.addWidget(self._shown, 2, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    @property
    def value(self) -> float:
        """What is assumed now."""
        return self._scale.values[self.slider.value()]

    @property
    def is_plant(self) -> bool:
        """Whether it stands at the plant's own value."""
        return self.slider.value() == self._scale.plant_at

    def show_scale(self, name: str, scale: Scale, *, keeps: bool) -> None:
        """Take another scale; `keeps` what was assumed, at the value nearest to it."""
        self._name.setText(name)
        self.slider.setAccessibleName(name)
        kept = self.value if keeps and not self.is_plant else None
        self._scale = scale
        at = scale.plant_at if kept is None else scale.nearest(kept)
        with_silence = self.slider.blockSignals(True)
        self.slider.setRange(0, len(scale.values) - 1)
        self.slider.setValue(at)
        self.slider.blockSignals(with_silence)
        self.slider.mark(scale.plant_at)
        plant = translate("WhatIf", "plant {value}").format(value=self._write(scale.plant))
        self._plant.setText(plant)
        self._say()

    def reset(self) -> None:
        """Go back to the plant's value, without a word."""
        with_silence = self.slider.blockSignals(True)
        self.slider.setValue(self._scale.plant_at)
        self.slider.blockSignals(with_silence)
        self.slider.update()
        self._say()

    def _tell(self) -> None:
        """Say the value and let the curves follow."""
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        """Write what is assumed."""
        text = self._write(self.value)
        self._shown.setText(text)
        self.slider.setAccessibleDescription(text)
