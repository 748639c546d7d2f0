"""Two small forms: a scalar point that is added, and a value typed in from a gauge or a log."""

from datetime import datetime
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.assets import MeasurementPoint, PointRole
from app.core.measurements import Reading
from app.core.quantities import USUAL, quantity_named
from app.core.texts import translate
from app.ui.entry_form import EntryForm
from app.ui.wording import Wording


class ScalarForm(EntryForm):
    """Asks for a scalar point: name, quantity, unit, what it tells."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        title = translate("Points", "A temperature, current, pressure, or any other single value")
        super().__init__(title, translate("Points", "Add the point"), say.locale, parent)
        self.name, self.unit, self.quantity = QLineEdit(), QLineEdit(), QComboBox()
        self.quantity.setEditable(True)
        self.quantity.setProperty("holdsValue", True)
        self.quantity.addItems([one.name for one in USUAL])
        self.quantity.currentTextChanged.connect(self._propose_unit)
        self.role = QComboBox()
        for role in PointRole:
            self.role.addItem(translate("Words", role.value), role)
        self.add_field("name", translate("Points", "&Name"), self.name)
        self.add_field("quantity", translate("Points", "&Quantity"), self.quantity)
        self.add_field("unit", translate("Points", "&Unit"), self.unit)
        self.add_field("role", translate("Points", "&Tells"), self.role)
        self._propose_unit(self.quantity.currentText())

    def point(self, component_id: str) -> MeasurementPoint:
        """Make the point of a component as it is filled in."""
        quantity = self.quantity.currentText().strip()
        return MeasurementPoint(
            str(uuid4()),
            component_id,
            self.name.text().strip(),
            self.unit.text().strip(),
            quantity=quantity,
            role=self.role.currentData(),
            badness=quantity_named(quantity).badness,
        )

    def _propose_unit(self, quantity: str) -> None:
        """Write the usual unit of a quantity that has one."""
        usual = quantity_named(quantity)
        if usual.unit:
            self.unit.setText(usual.unit)


class ReadingForm(EntryForm):
    """Asks for one value of a scalar point, read now."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        act = translate("Points", "Enter the value")
        super().__init__("", act, say.locale, parent)
        self.field = QLineEdit()
        self.add_field("value", translate("Points", "&Value"), self.field)

    def ask_for(self, point: MeasurementPoint) -> None:
        """Open for a point."""
        self.retitle(translate("Points", "{name}, read now").format(name=point.name))
        self.rename("value", translate("Points", "&Value, {unit}").format(unit=point.unit))
        self.field.clear()
        self.open("value")

    def reading(self, point: MeasurementPoint, now: datetime) -> Reading | None:
        """Return the value typed; None where nothing was."""
        typed = self.number("value")
        return None if typed is None else Reading(point.id, now, float(typed), point.unit)
