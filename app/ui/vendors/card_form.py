"""Who a vendor is: its name and what stands of it on the head of an order."""

from uuid import uuid4

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.lead_time import Supplier
from app.core.texts import translate
from app.replenishment.vendor_register import VendorCard, card_of
from app.ui.elements import label
from app.ui.entry_form import EntryForm
from app.ui.wording import Wording

ADDRESS_LINES = 3


class CardForm(EntryForm):
    """Asks for a new vendor, or for another name or address of one."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__("", translate("Vendors", "Keep the vendor"), say.locale, parent)
        self.supplier_id, self.is_new = "", True
        self._rest: tuple[str, ...] = ()
        self.called, self.contact, self.customer = QLineEdit(), QLineEdit(), QLineEdit()
        self.address = tuple(QLineEdit() for _ in range(ADDRESS_LINES))
        self.add_field("name", translate("Vendors", "&Name"), self.called, columns=2)
        self.add_field("customer", translate("Vendors", "Our &customer number"), self.customer)
        for at, field in enumerate(self.address, start=1):
            name = translate("Vendors", "Address, line {n}").format(n=at)
            self.add_field(f"address{at}", name, field)
        self.add_field("contact", translate("Vendors", "C&ontact"), self.contact, columns=2)
        told = translate(
            "Vendors", "What was agreed is typed below its record; its parts are offered in Stores."
        )
        self.add_note(label(told, "small", wraps=True))

    def begin_new(self) -> None:
        """Ask for a vendor the register does not know."""
        self._begin(str(uuid4()), VendorCard(""), is_new=True)
        self.retitle(translate("Vendors", "A new vendor"))

    def begin_change(self, supplier: Supplier) -> None:
        """Ask for what has changed of a vendor."""
        self._begin(supplier.id, card_of(supplier), is_new=False)
        self.retitle(
            translate("Vendors", "Name and address of {vendor}").format(vendor=supplier.name)
        )

    @property
    def typed(self) -> VendorCard:
        """The vendor's card as typed; lines of an address past those shown stay."""
        lines = tuple(field.text() for field in self.address)
        return VendorCard(
            self.text("name"), (*lines, *self._rest), self.text("contact"), self.text("customer")
        )

    def _begin(self, supplier_id: str, card: VendorCard, *, is_new: bool) -> None:
        """Write what stands into the fields and open the form."""
        self.supplier_id, self.is_new = supplier_id, is_new
        self._rest = card.address[ADDRESS_LINES:]
        padded = (*card.address, *("",) * ADDRESS_LINES)
        for field, line in zip(self.address, padded, strict=False):
            field.setText(line)
        self.called.setText(card.name)
        self.contact.setText(card.contact)
        self.customer.setText(card.customer_number)
        self.open("name")
