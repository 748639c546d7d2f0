"""The form that is filled in before supply-risk mode is switched on."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.assets import Criticality
from app.core.supply_risk import MOST_HALF_LIFE_DAYS, MOST_MULTIPLIER, RiskSettings
from app.core.texts import translate
from app.ui.day_box import DayBox
from app.ui.elements import button, button_row, label
from app.ui.wording import Wording

REVIEW_AFTER_DAYS = 28
USUAL = {Criticality.A: 2.0}
"""Proposed multipliers: the critical parts' levels twice; the other classes are left alone."""
USUAL_HALF_LIFE_DAYS = 14.0


class SettingsForm(QWidget):
    """Reason, review date, multiplier a class, half-life.

    `preview_asked` and `on_asked` go out for the two buttons, `changed` with every change.
    """

    preview_asked = Signal()
    on_asked = Signal()
    changed = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = QLineEdit(
            placeholderText=translate("Risk", "Why is supply at risk? Port strike, shortage …")
        )
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.review = DayBox(say, translate("Risk", "Review on"))
        self.multipliers = {c: _factor_box(say, USUAL.get(c, 1.0)) for c in Criticality}
        self.half_life = QDoubleSpinBox(decimals=0, maximum=MOST_HALF_LIFE_DAYS)
        self.half_life.setLocale(say.locale)
        self.half_life.setValue(USUAL_HALF_LIFE_DAYS)
        self.preview = button(translate("Risk", "Preview"), self.preview_asked.emit)
        self.on = button(translate("Risk", "Switch on"), self.on_asked.emit, "primary")
        self.reason.textChanged.connect(self.changed)
        self.reason.returnPressed.connect(self.preview_asked)
        self.review.dateChanged.connect(self.changed)
        for box in (*self.multipliers.values(), self.half_life):
            box.valueChanged.connect(self.changed)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the fields below each other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        rows: list[tuple[str, QWidget]] = [(translate("Risk", "Review on"), self.review)]
        name = translate("Risk", "Multiplier, class {letter}")
        rows += [(name.format(letter=c.value), box) for c, box in self.multipliers.items()]
        rows.append((translate("Risk", "Half-life after leaving, d"), self.half_life))
        for row, (text, field) in enumerate(rows):
            head = label(text, wraps=True)
            head.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(head, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(0, 1)
        foot = button_row(self.preview, self.on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.reason)
        column.addLayout(grid)
        column.addWidget(
            label(
                translate(
                    "Risk",
                    "The spread of lead times and the stock levels of parts of a class are "
                    "multiplied, its tolerated risk divided. 1 leaves a class alone.",
                ),
                "small",
                wraps=True,
            )
        )
        column.addLayout(foot)

    def begin(self, today: date) -> None:
        """Begin anew: no reason, and a review date proposed."""
        self.reason.clear()
        self.review.show_day(today + timedelta(days=REVIEW_AFTER_DAYS))

    def settings(self, *, without_reason: str = "") -> RiskSettings:
        """What is filled in; `without_reason` stands in for a reason not given yet.

        Raises
        ------
        StepRefused
            If the mode can't be switched on so.
        """
        return RiskSettings(
            reason=self.reason.text().strip() or without_reason,
            review_on=self.review.chosen,
            multiplier={c: box.value() for c, box in self.multipliers.items()},
            half_life_days=self.half_life.value(),
        )


def _factor_box(say: Wording, factor: float) -> QDoubleSpinBox:
    """Make a box for a multiplier."""
    box = QDoubleSpinBox(decimals=2, minimum=1.0, maximum=MOST_MULTIPLIER, singleStep=0.25)
    box.setLocale(say.locale)
    box.setPrefix("× ")
    box.setValue(factor)
    return box
