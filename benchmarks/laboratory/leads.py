"""What a plant has learned of its vendors by a day, from its own receipts only."""

import numpy as np
from laboratory.draws import LONGEST_LEAD, ORDER_SPAN, RECEIVING_DAYS, Draws

from app.backtest.rules.plant_day import Counts, Reals, VendorSupply
from app.core.calendars import ArrivalTable
from app.core.distribution import DaysDistribution
from app.core.hurry_ahead import DAYS_WEIGHED
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import Supplier, lead_time_of
from app.core.order_cost import arrival_weights
from app.core.order_time import lead_probabilities

ORDER_DAYS = np.array([0, 1, 3, 7, 14, 30, 60])
FARTHEST_SHARE = 0.995
LONGEST_GRID = 400
"""The day grid of a vendor ends two months after this share of orders of today is usable."""


class Leads:
    """Lead times learned from receipts, laid out on the calendar of a day."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._receipts = [list(receipts) for receipts in draws.earlier_receipts]
        logs = [np.log(receipts) for receipts in self._receipts]
        spread = float(np.mean([np.var(log) for log in logs]))
        self._pool = LeadPrior(float(np.mean([log.mean() for log in logs])), 1.0, 3.0, 3 * spread)
        self._hurried = {
            int(vendor): int(days)
            for vendor, days in zip(draws.terms.part_vendor, draws.hurried, strict=True)
        }
        self._version = [0] * len(self._receipts)
        self._probability = [self._learn(vendor) for vendor in range(len(self._receipts))]

    def receive(self, part: Counts, placed: Counts) -> None:
        """Learn from what came in today."""
        vendor = self._draws.terms.part_vendor[part]
        for row, lead in zip(vendor, self._draws.lead[part, placed], strict=True):
            self._receipts[row].append(float(lead))
        for row in np.unique(vendor):
            self._version[row] += 1
            self._probability[row] = self._learn(int(row))

    def supply(self, day: int) -> tuple[VendorSupply, ...]:
        """Lay out when orders of today and of the coming weeks are usable."""
        arrival = self._draws.table.arrival_day[day : day + ORDER_SPAN] - day
        table = ArrivalTable(self._draws.table.today, arrival, arrival[:, 0])
        return tuple(self._vendor(vendor, table) for vendor in range(len(self._receipts)))

    def _vendor(self, vendor: int, table: ArrivalTable) -> VendorSupply:
        """Lay out one vendor on a grid that ends two months after nearly all has come."""
        probability = self._probability[vendor]
        far = int(np.searchsorted(np.cumsum(probability), FARTHEST_SHARE))
        last = int(table.arrival_day[0, far]) + RECEIVING_DAYS + ORDER_SPAN
        days = min(last, LONGEST_GRID)
        weights = arrival_weights(probability, table, RECEIVING_DAYS, ORDER_DAYS, days)
        hurried_on = table.arrival_day[:DAYS_WEIGHED, self._hurried[vendor]]
        return VendorSupply(
            weights[:, 0], weights, hurried_on + RECEIVING_DAYS, self._version[vendor]
        )

    def _learn(self, vendor: int) -> Reals:
        """Predictive probability of each lead time, as the product learns it."""
        known = Supplier("v", "V", receipts_days=tuple(self._receipts[vendor]))
        return lead_probabilities(_within(lead_time_of(known, self._pool).distribution))


def _within(lead: DaysDistribution) -> DaysDistribution:
    """Count what takes longer than the longest lead time at the longest."""
    return DaysDistribution(np.minimum(lead.days, float(LONGEST_LEAD)))
