"""Who sells a part, and what buying a job's pieces there costs above the usual vendor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.late_need import fee_above
from app.core.offers import Offer
from app.core.supply import Supply
from app.replenishment.supply_risk import criticality_of_part, risk_in_force
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PricedSupply:
    """A vendor laid out from today; `fee` is money above the usual vendor's for the same job."""

    name: str
    supply: Supply
    fee: float
    is_usual: bool


def sellers_of(
    uow: UnitOfWork,
    part_id: str,
    quantity: int,
    today: date,
    waits_days: Sequence[float] = (),
    usual: Offer | None = None,
) -> tuple[PricedSupply, ...]:
    """Lay out every vendor with an offer in the site's currency, the usual one first.

    Parameters
    ----------
    waits_days : sequence of float
        Waits on record, where the order is to wait for its approval.
    usual : Offer or None
        What fees are counted against; the part's own first offer unless it stands in for another.
    """
    part, in_force = uow.stock.part(part_id), risk_in_force(uow, today)
    criticality = criticality_of_part(uow, part_id) if in_force.is_felt else None
    offers = [o for o in uow.offers.of(part) if o.price.currency == in_force.policy.currency]
    found = []
    for offer in offers:
        supplier = uow.plant.supplier(offer.supplier_id)
        fee = fee_above(offer, usual or offers[0], quantity)
        is_usual = usual is None and offer.supplier_id == part.supplier_id
        supply = in_force.supply_of(supplier, criticality, waits_days)
        found.append(PricedSupply(supplier.name, supply, fee, is_usual))
    return tuple(found)
