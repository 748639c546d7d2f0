"""The sliders of a what-if: lead time, costs, service; each begins at the plant's value."""

from dataclasses import fields

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.texts import translate
from app.core.what_if import Assumptions
from app.ui.elements import button, frame, label
from app.ui.what_if.scales import scales_of
from app.ui.what_if.slider_row import SliderRow
from app.ui.wording import Wording


class AssumptionsPanel(QWidget):
    """One row a field of `Assumptions`.

    `moved` goes out whenever one changes, `back_asked` when all of them shall go back.
    """

    moved = Signal()
    back_asked = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {
            "lead_median_days": SliderRow(lambda days: say.number(round(days, 2))),
            "lead_spread_days": SliderRow(lambda days: say.number(round(days, 2))),
            "holding_per_day": SliderRow(lambda money: say.number(float(f"{money:.3g}"))),
            "shortage_per_day": SliderRow(lambda money: say.number(float(f"{money:.3g}"))),
            "service_floor": SliderRow(lambda share: say.number(round(share * 100, 2))),
        }
        self.reset = button(translate("WhatIf", "As the plant has it"), self.back_asked.emit)
        card = frame("record")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(label(translate("WhatIf", "What if …"), "question"))
        for row in self.rows.values():
            row.moved.connect(self._tell)
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.reset)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setFocusProxy(self.rows["lead_median_days"].slider)

    @property
    def assumed(self) -> Assumptions:
        """What is assumed now."""
        return Assumptions(**{f.name: self.rows[f.name].value for f in fields(Assumptions)})

    @property
    def is_plant(self) -> bool:
        """Whether every slider stands at the plant's value."""
        return all(row.is_plant for row in self.rows.values())

    def show_plant(self, plant: Assumptions, currency: str, *, keeps: bool) -> None:
        """Take the plant's values; what was moved stays moved where `keeps` says so."""
        names = _names(currency)
        for name, scale in scales_of(plant).items():
            self.rows[name].show_scale(names[name], scale, keeps=keeps)
        self.reset.setEnabled(not self.is_plant)

    def go_back(self) -> None:
        """Put every slider back to the plant's value."""
        for row in self.rows.values():
            row.reset()
        self._tell()

    def _tell(self) -> None:
        """Say that something is assumed."""
        self.reset.setEnabled(not self.is_plant)
        self.moved.emit()


def _names(currency: str) -> dict[str, str]:
    """Name each assumption with its unit."""
    names = {
        "lead_median_days": translate("WhatIf", "Lead time, working d"),
        "lead_spread_days": translate("WhatIf", "Its spread V, working d"),
        "holding_per_day": translate("WhatIf", "Holding, {unit}/d"),
        "shortage_per_day": translate("WhatIf", "Standing still, {unit}/d"),
        "service_floor": translate("WhatIf", "Service floor, %"),
    }
    return {name: text.format(unit=currency) for name, text in names.items()}
