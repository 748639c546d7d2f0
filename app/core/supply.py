"""How a supplier's parts reach the plant: lead times and calendars laid out from today on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.approval_wait import waiting_for_approval
from app.core.calendars import HORIZON_DAYS, ArrivalTable, WorkCalendar, arrival_table
from app.core.lead_time import (
    LeadTime,
    Supplier,
    expedite_cost_of,
    expedited_lead_time,
    lead_time_of,
    widened,
)
from app.core.order_time import lead_probabilities
from app.core.policy import SitePolicy


@dataclass(frozen=True, slots=True)
class Supply:
    """How a supplier's parts reach the plant, seen from `today`.

    Built by `supply_of`; shared by every need this supplier serves. `expedite_cost` is what a
    hurried delivery costs beside the price, in money of the site; infinite where it is not known,
    and then nobody counts on it.
    """

    lead: LeadTime
    table: ArrivalTable
    supplier: WorkCalendar
    plant: WorkCalendar
    margin_days: int
    expedited: LeadTime | None = None
    expedite_cost: float = math.inf


def supply_from(
    today: date,
    supplier: WorkCalendar,
    plant: WorkCalendar,
    lead: LeadTime,
    margin_days: int,
    expedited: LeadTime | None = None,
    expedite_cost: float = math.inf,
) -> Supply:
    """Lay a supplier's lead time and both calendars out from today on."""
    longest = max(lead_probabilities(mode.distribution).size for mode in (lead, expedited) if mode)
    table = arrival_table(today, supplier, plant, HORIZON_DAYS, longest)
    return Supply(lead, table, supplier, plant, margin_days, expedited, expedite_cost)


def supply_of(
    supplier: Supplier,
    policy: SitePolicy,
    today: date,
    *,
    lead_multiplier: float = 1.0,
    approval_waits: Sequence[float] = (),
) -> Supply:
    """Lay a supplier out by what is known of it and by the site's calendar and margin.

    Parameters
    ----------
    lead_multiplier : float
        From supply-risk mode for the part's criticality (`supply_risk.multiplier_of`), 1 without.
    approval_waits : sequence of float
        Days orders waited for an approval (`approval_wait.approval_waits`), for an order that is
        to wait for one as well.
    """
    hurried = expedited_lead_time(supplier)
    lead = widened(lead_time_of(supplier, policy.lead_prior), lead_multiplier)
    return supply_from(
        today,
        supplier.calendar,
        policy.calendar,
        waiting_for_approval(lead, approval_waits),
        policy.receiving_margin_days,
        waiting_for_approval(hurried, approval_waits) if hurried else None,
        expedite_cost_of(supplier),
    )
