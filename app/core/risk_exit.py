"""When supply-risk mode can go: the newest deliveries take what they took before the event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.lead_posterior import LeadPrior
from app.core.lead_time import Supplier, lead_time_of
from app.core.purchasing import Receipt
from app.core.supply_risk import SupplyRisk
from app.core.vendor_score import OverdueShare

LAST_RECEIPTS = 5
"""n: so many deliveries in a row back in the band propose the exit."""

BAND_LEVEL = 0.95
"""Upper end of the pre-event band: 95 % of deliveries came within it. Quick ones are no worry."""


@dataclass(frozen=True, slots=True)
class DeliveryInBand:
    """A delivery since the mode began, against what its vendor took before."""

    receipt: Receipt
    usual_within_days: float

    @property
    def is_in_band(self) -> bool:
        """Whether it took no longer than 95 % of deliveries did before."""
        return self.receipt.lead_days <= self.usual_within_days


@dataclass(frozen=True, slots=True)
class ExitEvidence:
    """What speaks for leaving the mode; a person decides.

    `newest` are the last deliveries since the start, newest first, at most five.
    """

    newest: tuple[DeliveryInBand, ...]
    overdue: OverdueShare
    is_review_due: bool

    @property
    def in_band(self) -> int:
        """How many of them are back in their vendor's band."""
        return sum(delivery.is_in_band for delivery in self.newest)

    @property
    def is_exit_proposed(self) -> bool:
        """Whether five in a row are back and the orders on the way raise no doubt."""
        is_back = self.in_band == LAST_RECEIPTS
        return is_back and not self.overdue.proposes_supply_risk


def usual_within(
    supplier: Supplier, receipts: Sequence[Receipt], pool: LeadPrior, before: date
) -> float:
    """Return the working days within which 95 % of a vendor's deliveries came before a day.

    Parameters
    ----------
    receipts : sequence of Receipt
        All of the vendor's, oldest first; those from the day on are left out.
    """
    known = tuple(r.lead_days for r in receipts if r.teaches_lead_time and r.received_on < before)
    then = replace(supplier, receipts_days=known, stage_days=())
    return lead_time_of(then, pool).distribution.quantile(BAND_LEVEL)


def exit_evidence(
    risk: SupplyRisk,
    vendors: Sequence[tuple[Supplier, Sequence[Receipt]]],
    pool: LeadPrior,
    overdue: OverdueShare,
    today: date,
) -> ExitEvidence:
    """Look at the last deliveries since the mode began, each against its own vendor's past."""
    since: list[DeliveryInBand] = []
    for supplier, receipts in vendors:
        band = usual_within(supplier, receipts, pool, risk.started_on)
        since += [
            DeliveryInBand(receipt, band)
            for receipt in receipts
            if receipt.teaches_lead_time and receipt.received_on >= risk.started_on
        ]
    since.sort(key=lambda delivery: delivery.receipt.received_on, reverse=True)
    is_review_due = risk.is_on and today >= risk.settings.review_on
    return ExitEvidence(tuple(since[:LAST_RECEIPTS]), overdue, is_review_due)
