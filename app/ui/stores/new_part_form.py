"""A new part for the register: what it is called, what it costs, who sells it, where it lies."""

from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.stock import Part
from app.core.texts import translate
from app.ui.elements import label
from app.ui.entry_form import EntryForm
from app.ui.wording import Wording


class NewPartForm(EntryForm):
    """Asks for the least that the board needs to know of a part."""

    def __init__(self, say: Wording, currency: str, parent: QWidget | None = None) -> None:
        title = translate("Stores", "A new part")
        super().__init__(title, translate("Stores", "Add the part"), say.locale, parent)
        self._currency = currency
        self.called, self.what, self.price = QLineEdit(), QLineEdit(), QLineEdit()
        self.bin, self.vendor = QLineEdit(), QComboBox()
        self.vendor.setProperty("holdsValue", True)
        price = translate("Stores", "&Price a piece, {unit}").format(unit=currency)
        self.add_field("number", translate("Stores", "&Number"), self.called)
        self.add_field("what", translate("Stores", "&Description"), self.what, columns=2)
        self.add_field("price", price, self.price)
        self.add_field("vendor", translate("Stores", "&Vendor asked first"), self.vendor)
        self.add_field("bin", translate("Stores", "B&in"), self.bin)
        told = translate(
            "Stores", "Its stock is counted in afterwards; kits name it on the Assets page."
        )
        self.add_note(label(told, "small", wraps=True))

    def begin(self, suppliers: list[Supplier]) -> None:
        """Ask for a part."""
        for field in (self.called, self.what, self.price, self.bin):
            field.clear()
        self.vendor.clear()
        self.vendor.addItem(translate("Stores", "nobody yet"), None)
        for supplier in suppliers:
            self.vendor.addItem(supplier.name, supplier.id)
        self.open("number")

    @property
    def typed(self) -> Part:
        """The part as typed, with an id of its own.

        Raises
        ------
        PlantError
            If its price can't be read.
        """
        return Part(
            id=str(uuid4()),
            number=self.text("number"),
            description=self.text("what"),
            price=Money(self.amount("price"), self._currency),
            supplier_id=self.vendor.currentData(),
            bin=self.text("bin"),
        )
