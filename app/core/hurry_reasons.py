"""Why a priced hurried delivery lets an order wait a little longer."""

from collections.abc import Iterator
from datetime import timedelta

from app.core.need import Need
from app.core.order_time import ROUNDING, tolerated_risk
from app.core.policy import SitePolicy
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.trigger import OrderDays


def hurry_order_reason(
    number: str,
    supply: Supply,
    hurry_days: int,
    later_day: int,
    now: tuple[float, float],
    later: tuple[float, float],
    currency: str,
    *,
    is_due: bool,
) -> Reason:
    """Say whether an order on its way is to be hurried today.

    Parameters
    ----------
    hurry_days : int
        Days until a hurried piece can be used.
    later_day : int
        The cheapest later day, counted from today.
    now, later : tuple of float
        Fee, and what waiting and failing cost, hurried today and on that day; expected money.
    """
    details: dict[str, Detail] = {
        "number": number,
        "fee": supply.expedite_cost,
        "currency": currency,
        "days": hurry_days,
        "now": round(float(sum(now)), 2),
        "fee_now": round(float(now[0]), 2),
        "lost_now": round(float(now[1]), 2),
        "day": supply.table.today + timedelta(days=later_day),
        "later": round(float(sum(later)), 2),
        "fee_later": round(float(later[0]), 2),
        "lost_later": round(float(later[1]), 2),
    }
    code = "hurry_due" if is_due else "hurry_not_due"
    return Reason(code, round(float(sum(now)), 2), currency, details)


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
