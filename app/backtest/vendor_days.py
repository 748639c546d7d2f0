"""What was known of every supplier on a day: when an order of that day would be usable."""

import math
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.backtest.knowledge import Knowledge
from app.backtest.rules.plant_day import VendorSupply
from app.core.calendars import arrival_table
from app.core.hurry_ahead import DAYS_WEIGHED
from app.core.lead_pool import fit_pool, is_refit_due
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import lead_time_of
from app.core.order_cost import arrival_weights
from app.core.order_time import ROUNDING, lead_probabilities

ORDER_DAYS = np.array([0, 1, 3, 7, 14, 30, 60])
"""Order days compared, enough as the decision is taken anew every day (`jit-trigger.md` 3.3)."""

GRID_DAYS = 180
"""Days looked ahead; what arrives later stands on the last of them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Learned:
    """A lead time as learned from so many deliveries; `version` is another for another one."""

    deliveries: int
    version: int
    probability: NDArray[np.float64]


@dataclass(slots=True)
class VendorDays:
    """Lead times as learned so far, laid out on calendars day by day.

    Attributes
    ----------
    pool : LeadPrior
        What is believed of a supplier nothing is known of; fitted anew on its schedule.
    medians_days : dict
        Median lead time by supplier as learned so far, in supplier working days.
    """

    supplier_ids: tuple[str, ...]
    pool: LeadPrior
    medians_days: dict[str, float] = field(default_factory=dict)
    _fitted_on: date | None = None
    _versions: int = 0
    _learned: dict[str, _Learned] = field(default_factory=dict)

    def on(self, day: date, known: Knowledge) -> tuple[VendorSupply, ...]:
        """Lay out every supplier from that day on."""
        self._refit(day, known)
        return tuple(self._one(supplier_id, day, known) for supplier_id in self.supplier_ids)

    def _refit(self, day: date, known: Knowledge) -> None:
        """Fit the pool anew on its schedule, to the deliveries that had come in by then."""
        if not is_refit_due(self._fitted_on, day):
            return
        fitted = fit_pool(known.leads_days.values())
        if fitted is not None:
            self.pool, self._fitted_on = fitted, day
            self._learned.clear()

    def _one(self, supplier_id: str, day: date, known: Knowledge) -> VendorSupply:
        """Lay one supplier out."""
        policy, supplier = known.register.policy, known.register.suppliers[supplier_id]
        learned = self._lead(supplier_id, known)
        lead = learned.probability
        longest = max(lead.size - 1, math.ceil(supplier.expedite_median_days or 0.0))
        table = arrival_table(
            day, supplier.calendar, policy.calendar, int(ORDER_DAYS[-1]) + 1, longest
        )
        weights = arrival_weights(lead, table, policy.receiving_margin_days, ORDER_DAYS, GRID_DAYS)
        hurried_on = np.zeros(0, dtype=np.int64)
        if supplier.expedite_median_days is not None:
            hurried = math.ceil(supplier.expedite_median_days - ROUNDING)
            hurried_on = table.arrival_day[:DAYS_WEIGHED, hurried] + policy.receiving_margin_days
        return VendorSupply(weights[:, 0].copy(), weights, hurried_on, learned.version)

    def _lead(self, supplier_id: str, known: Knowledge) -> _Learned:
        """Learn the lead time anew where a delivery has come in since."""
        leads = known.leads_days.get(supplier_id, [])
        kept = self._learned.get(supplier_id)
        if kept is not None and kept.deliveries == len(leads):
            return kept
        supplier = replace(
            known.register.suppliers[supplier_id],
            receipts_days=tuple(leads),
            stage_days=tuple(known.stage_days.get(supplier_id, ())),
        )
        lead = lead_time_of(supplier, self.pool)
        self.medians_days[supplier_id] = lead.median_days
        self._versions += 1
        learned = _Learned(len(leads), self._versions, lead_probabilities(lead.distribution))
        self._learned[supplier_id] = learned
        return learned
