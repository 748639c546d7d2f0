"""What was known of every supplier on a day: when an order of that day would be usable."""

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from app.backtest.knowledge import Knowledge
from app.backtest.rules.plant_day import VendorSupply
from app.core.calendars import arrival_table
from app.core.lead_time import lead_time_of
from app.core.order_cost import arrival_weights
from app.core.order_time import lead_probabilities

ORDER_DAYS = np.array([0, 1, 3, 7, 14, 30, 60])
"""Order days compared, enough as the decision is taken anew every day (`jit-trigger.md` 3.3)."""

GRID_DAYS = 180
"""Days looked ahead; what arrives later stands on the last of them."""


@dataclass(slots=True)
class VendorDays:
    """Lead times as learned so far, laid out on calendars day by day.

    Attributes
    ----------
    medians_days : dict
        Median lead time by supplier as learned so far, in supplier working days.
    """

    supplier_ids: tuple[str, ...]
    medians_days: dict[str, float] = field(default_factory=dict)
    _learned: dict[str, tuple[int, np.ndarray]] = field(default_factory=dict)

    def on(self, day: date, known: Knowledge) -> tuple[VendorSupply, ...]:
        """Lay out every supplier from that day on."""
        return tuple(self._one(supplier_id, day, known) for supplier_id in self.supplier_ids)

    def _one(self, supplier_id: str, day: date, known: Knowledge) -> VendorSupply:
        """Lay one supplier out."""
        policy, supplier = known.register.policy, known.register.suppliers[supplier_id]
        version, lead = self._lead(supplier_id, known)
        table = arrival_table(
            day, supplier.calendar, policy.calendar, int(ORDER_DAYS[-1]) + 1, lead.size - 1
        )
        weights = arrival_weights(lead, table, policy.receiving_margin_days, ORDER_DAYS, GRID_DAYS)
        return VendorSupply(weights[:, 0].copy(), weights, version)

    def _lead(self, supplier_id: str, known: Knowledge) -> tuple[int, np.ndarray]:
        """Learn the lead time anew where a delivery has come in since."""
        leads = known.leads_days.get(supplier_id, [])
        kept = self._learned.get(supplier_id)
        if kept is not None and kept[0] == len(leads):
            return kept
        supplier = replace(known.register.suppliers[supplier_id], receipts_days=tuple(leads))
        lead = lead_time_of(supplier, known.register.policy.lead_prior)
        self.medians_days[supplier_id] = lead.median_days
        learned = (len(leads), lead_probabilities(lead.distribution))
        self._learned[supplier_id] = learned
        return learned
