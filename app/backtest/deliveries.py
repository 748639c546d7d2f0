"""When an order of the replay would have come in: the world's side, which no policy sees.

It takes as long as the supplier's delivery that had come in last by then: known on the order day,
so that no later record moves an arrival. Without any it takes what was declared, else the pool's
median.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from app.backtest.records import LeadSeen, PlantHistory
from app.core.calendars import ArrivalTable, arrival_table
from app.core.lead_time import Supplier
from app.core.order_time import ROUNDING
from app.core.policy import SitePolicy


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Arrivals by supplier.

    Attributes
    ----------
    tables : dict
        Goods-in days by supplier; day 0 is `first`.
    """

    policy: SitePolicy
    first: date
    suppliers: dict[str, Supplier]
    tables: dict[str, ArrivalTable]

    def normal_days(self, supplier_id: str, leads_days: list[float]) -> int:
        """Supplier working days of an order sent now, `leads_days` being the deliveries so far."""
        if leads_days:
            return _whole(leads_days[-1])
        declared = self.suppliers[supplier_id].declared_median_days
        return _whole(math.exp(self.policy.lead_prior.mean_log) if declared is None else declared)

    def goods_in(self, supplier_id: str, ordered_on: date, lead_days: int) -> date:
        """Day on which goods come in that take so many supplier working days."""
        table = self.tables[supplier_id]
        order_day = (ordered_on - self.first).days
        return self.first + timedelta(days=int(table.arrival_day[order_day, lead_days]))

    def hurried_days(self, supplier_id: str) -> int | None:
        """Supplier working days of a hurried order, None where the supplier offers none."""
        days = self.suppliers[supplier_id].expedite_median_days
        return None if days is None else _whole(days)


def deliveries_of(history: PlantHistory) -> Deliveries:
    """Lay the suppliers' and the plant's calendars out over the days replayed."""
    register = history.register
    longest = _longest_by_supplier(history)
    order_days = (history.last - history.first).days + 1
    tables = {
        supplier.id: arrival_table(
            history.first,
            supplier.calendar,
            register.plant_calendar,
            order_days,
            longest[supplier.id],
        )
        for supplier in register.suppliers.values()
    }
    return Deliveries(register.policy, history.first, register.suppliers, tables)


def _longest_by_supplier(history: PlantHistory) -> dict[str, int]:
    """Longest lead time that can occur, by supplier."""
    prior = math.exp(history.register.policy.lead_prior.mean_log)
    longest = {
        supplier.id: _whole(
            max(supplier.declared_median_days or prior, supplier.expedite_median_days or 0.0)
        )
        for supplier in history.register.suppliers.values()
    }
    for record in history.records:
        if isinstance(record, LeadSeen):
            longest[record.supplier_id] = max(longest[record.supplier_id], _whole(record.lead_days))
    return longest


def _whole(days: float) -> int:
    """Count parts of a working day whole."""
    return math.ceil(days - ROUNDING)
