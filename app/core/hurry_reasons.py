"""Why a priced hurried delivery lets an order wait a little longer."""

from collections.abc import Iterator
from datetime import timedelta

from app.core.need import Need
from app.core.order_time import ROUNDING, tolerated_risk
from app.core.policy import SitePolicy
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.trigger import OrderDays


def plain_risk(need: Need, policy: SitePolicy) -> float:
    """Tolerated risk of the two daily costs and the floor, before any hurried delivery."""
    floor = need.service_floor(policy)
    return float(tolerated_risk(need.holding_per_day, need.shortage_per_day, floor))


def hurry_reasons(
    need: Need, days: OrderDays, supply: Supply, policy: SitePolicy
) -> Iterator[Reason]:
    """Say the price of hurrying and the risk it makes worth bearing."""
    risk = float(days.risk[0])
    if days.cost is None or supply.expedited is None or risk <= plain_risk(need, policy) + ROUNDING:
        return
    details: dict[str, Detail] = {
        "fee": supply.expedite_cost,
        "currency": policy.currency,
        "hurried": round(supply.expedited.median_days, 2),
        "risk": risk,
        "day": supply.table.today + timedelta(days=int(days.order_day[0])),
    }
    yield Reason("tolerated_risk_hurried", risk, "1", details)
