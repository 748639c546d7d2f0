"""Which changes of a part can be made now, and in words why the others can't."""

from app.core.texts import translate
from app.replenishment.parts.record import PartRecord
from app.ui.orders.steps import Step


def part_steps(
    record: PartRecord, chosen_supplier_id: str, *, is_read_only: bool
) -> dict[str, Step]:
    """Return every change with what stands against it.

    Parameters
    ----------
    chosen_supplier_id : str
        The vendor chosen among the part's offers, "" for none.
    """
    no_offer = "" if record.offers else translate("Stores", "No vendor has an offer for it.")
    is_own = chosen_supplier_id == record.part.supplier_id
    first = translate("Stores", "It is asked first already.")
    own = translate("Stores", "It is asked first: choose another one before.")
    against = {
        "order": no_offer,
        "keep": "",
        "count": "",
        "offer": "",
        "change": no_offer,
        "prefer": no_offer or (first if is_own else ""),
        "drop": no_offer or (own if is_own else ""),
        "alternate": "",
        "withdraw": _lacking(record.alternates, translate("Stores", "No other part replaces it.")),
        "release": _lacking(record.reservations, translate("Stores", "No piece is kept.")),
    }
    if is_read_only:
        why = translate("Orders", "Another Kairos writes into this plant; here it is read only.")
        against = dict.fromkeys(against, why)
    return {name: Step(name, why) for name, why in against.items()}


def _lacking(found: tuple[object, ...], why: str) -> str:
    """Say why there is nothing to do it with."""
    return "" if found else why
