"""What was agreed with a vendor, typed by a person: lead time, spread, hurried delivery, fee."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.core.errors import ScenarioRefused
from app.core.lead_time import Supplier
from app.core.moment import Moment
from app.core.money import CENT
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

MOST_FEE = Decimal(1_000_000)
"""A larger fee is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class VendorTerms:
    """What was agreed; each None where nobody agreed on it.

    Days are the supplier's working days, the spread is P84 - P50, the fee is what a hurried
    delivery costs beside the price, in money of the site.
    """

    median_days: float | None
    spread_days: float | None
    hurried_days: float | None
    hurried_fee: Decimal | None


def terms_of(supplier: Supplier) -> VendorTerms:
    """Read what was agreed with a supplier."""
    return VendorTerms(
        supplier.declared_median_days,
        supplier.declared_spread_days,
        supplier.expedite_median_days,
        supplier.expedite_cost,
    )


def agree_terms(
    store: Store, supplier_id: str, terms: VendorTerms, moment: Moment, key: str
) -> VendorTerms:
    """Keep what was agreed with a supplier; returns what stood there before.

    Receipts stay what they are: what was agreed is only what is believed before them.

    Raises
    ------
    ScenarioRefused
        If a number can't be, or stands without the one it belongs to; nothing is changed then.
    """
    before: list[VendorTerms] = []

    def command(uow: UnitOfWork) -> str:
        supplier = uow.plant.supplier(supplier_id)
        _refuse_impossible(supplier, terms)
        before.append(terms_of(supplier))
        uow.plant.save_supplier(
            replace(
                supplier,
                declared_median_days=terms.median_days,
                declared_spread_days=terms.spread_days,
                expedite_median_days=terms.hurried_days,
                expedite_cost=terms.hurried_fee,
            )
        )
        uow.audit.append(
            moment.now, "agree terms", supplier.name, _worded(before[0]), _worded(terms)
        )
        return supplier.id

    store.once(key, moment.actor, command)
    return before[0] if before else terms


def _refuse_impossible(supplier: Supplier, terms: VendorTerms) -> None:
    """Refuse what says nothing by itself; days themselves are judged by the supplier."""
    if terms.spread_days is not None and terms.median_days is None:
        raise ScenarioRefused(
            f"{supplier.name}: a spread of {terms.spread_days:g} days stands without a lead time.",
            "Type the lead time too, or take the spread away.",
        )
    fee = terms.hurried_fee
    if fee is None:
        return
    if terms.hurried_days is None:
        raise ScenarioRefused(
            f"{supplier.name}: a fee of {fee} stands without the days of a hurried delivery.",
            "Type how many days a hurried delivery takes, or take the fee away.",
        )
    if not 0 <= fee <= MOST_FEE or fee != fee.quantize(CENT):
        raise ScenarioRefused(
            f"{supplier.name}: expected a fee from 0 to {MOST_FEE} with at most two decimals, "
            f"found {fee}.",
            "Correct the fee; 0 says that hurrying costs nothing.",
        )


def _worded(terms: VendorTerms) -> str:
    """Write terms for the record of changes."""
    named = {
        "lead": terms.median_days,
        "spread": terms.spread_days,
        "hurried": terms.hurried_days,
        "fee": terms.hurried_fee,
    }
    return ", ".join(f"{name} {amount:g}" for name, amount in named.items() if amount is not None)
