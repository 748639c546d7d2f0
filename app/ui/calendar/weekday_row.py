"""Seven buttons, one a weekday."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.wording import Wording

DAYS_A_WEEK = 7
DAY_PX = 38


class WeekdayRow(QWidget):
    """`changed` goes out when a person presses one."""

    changed = Signal()

    def __init__(self, say: Wording, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.days: list[QPushButton] = []
        for n in range(DAYS_A_WEEK):
            short = say.locale.dayName(n + 1, say.locale.FormatType.ShortFormat)
            day = QPushButton(short[:3], checkable=True)
            day.setProperty("role", "filter")
            day.setProperty("holdsValue", True)
            day.setFixedWidth(DAY_PX)
            day.setStyleSheet("padding: 3px 0;")
            day.setAccessibleName(f"{name}: {say.locale.dayName(n + 1)}")
            day.clicked.connect(lambda _checked=False: self.changed.emit())
            self.days.append(day)
            row.addWidget(day)
        row.addStretch(1)

    @property
    def chosen(self) -> frozenset[int]:
        """Weekdays pressed in, Monday is 0."""
        return frozenset(n for n, day in enumerate(self.days) if day.isChecked())

    def show_days(self, days: frozenset[int]) -> None:
        """Press some weekdays in."""
        for n, day in enumerate(self.days):
            day.setChecked(n in days)
