"""The form for what was agreed with a vendor."""

from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.texts import translate
from app.replenishment.vendor_terms import VendorTerms
from app.ui.elements import button_row, label, stack, value
from app.ui.typed import typed_number
from app.ui.typed_form import TypedForm
from app.ui.wording import Wording

FIELD_PX = 110


class TermsForm(TypedForm[VendorTerms]):
    """Four fields, empty where nothing was agreed; `saved` goes out when they shall be kept."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(
            ("median_days", "spread_days", "hurried_days", "hurried_fee"),
            save=translate("Vendors", "Keep these terms"),
            restore=translate("Vendors", "As they stand"),
            untouched=translate("Vendors", "Type something else first."),
            parent=parent,
        )
        self._say = say
        self._names = {
            "median_days": label(translate("Vendors", "Lead time, working d"), "small"),
            "spread_days": label(translate("Vendors", "Spread (P84 − P50), working d"), "small"),
            "hurried_days": label(translate("Vendors", "Hurried delivery, working d"), "small"),
            "hurried_fee": value("", "small"),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        """Put names over fields, two beside each other, the buttons below."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for at, (name, field) in enumerate(self.fields.items()):
            row, column = divmod(at, 2)
            shown = self._names[name]
            shown.setBuddy(field)
            field.setMaximumWidth(FIELD_PX)
            grid.addWidget(shown, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
        grid.setColumnStretch(2, 1)
        stack(self, grid, button_row(self.save, self.restore), spacing_px=8)

    def show_terms(self, terms: VendorTerms, currency: str, *, is_new: bool) -> None:
        """Show what was agreed; what is being typed stays while the vendor is the same."""
        name = translate("Vendors", "Fee for hurrying, {unit}").format(unit=currency)
        self._names["hurried_fee"].setText(name)
        for field_name, field in self.fields.items():
            field.setAccessibleName(self._names[field_name].text())
        if is_new or terms != self._shown:
            self._shown = terms
            self._restore()

    @property
    def typed(self) -> VendorTerms:
        """What is typed.

        Raises
        ------
        PlantError
            If a field holds no number.
        """
        read: dict[str, Decimal | None] = {
            name: typed_number(field.text(), self._names[name].text(), self._say.locale)
            for name, field in self.fields.items()
        }
        days = {
            name: None if amount is None else float(amount)
            for name, amount in read.items()
            if name != "hurried_fee"
        }
        return VendorTerms(**days, hurried_fee=read["hurried_fee"])

    def _texts(self, terms: VendorTerms) -> tuple[str, ...]:
        """Write terms as they stand in the fields."""
        days = (terms.median_days, terms.spread_days, terms.hurried_days)
        fee = terms.hurried_fee
        return (
            *("" if d is None else self._say.number(d) for d in days),
            "" if fee is None else self._say.amount(fee),
        )
