"""What the Vendors page does with the register, and the way back."""

from app.bootstrap import Runtime
from app.core.texts import translate
from app.replenishment.vendor_register import VendorCard, add_vendor, keep_card, remove_vendor
from app.ui.page import new_key
from app.ui.stores.commands import Edit


def keep_vendor(runtime: Runtime, supplier_id: str, card: VendorCard, *, is_new: bool) -> Edit:
    """Put a vendor on the register, or keep its changed card.

    Raises
    ------
    PlantError
        If it can't be kept; nothing was changed then.
    """
    store, moment, named = runtime.store, runtime.moment, card.name.strip()
    if is_new:
        add_vendor(store, supplier_id, card, moment(), new_key())
        said = translate(
            "Vendors",
            "{vendor} is on the register: type what was agreed, offer its parts in "
            "Stores. Ctrl+Z takes it off again.",
        )
    else:
        before = keep_card(store, supplier_id, card, moment(), new_key())
        said = translate("Vendors", "{vendor} is kept. Ctrl+Z takes it back.")

    def undo() -> str:
        if is_new:
            remove_vendor(store, supplier_id, moment(), new_key())
            text = translate("Vendors", "{vendor} is off the register again.").format(vendor=named)
        else:
            keep_card(store, supplier_id, before, moment(), new_key())
            text = translate("Vendors", "{vendor} is as it was.").format(vendor=before.name)
        runtime.plant_changed()
        return text

    runtime.plant_changed()
    return Edit(said.format(vendor=named), undo)
