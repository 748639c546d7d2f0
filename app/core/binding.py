"""Which of the limits decides how much risk of being late an order may carry."""

from app.core.hurry_reasons import plain_risk
from app.core.need import Need
from app.core.order_time import RISK_FLOOR, ROUNDING
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Detail, Reason


def binding_reason(need: Need, risk: float, policy: SitePolicy) -> Reason:
    """Say what decides: the article rule, hurrying, the two daily costs, the floor, the least risk.

    Parameters
    ----------
    risk : float
        Tolerated risk, a hurried delivery at hand considered.

    Examples
    --------
    >>> from app.core.assets import Criticality
    >>> binding_reason(Need(None, "degrading", Criticality.C, 1.0, 3.0), 0.05, SitePolicy()).code
    'binding_floor'
    """
    floor = need.service_floor(policy)
    total = need.holding_per_day + need.shortage_per_day
    ratio = need.holding_per_day / total if total > 0 else 1.0
    details: dict[str, Detail] = {"risk": risk, "cost_ratio": ratio, "floor": floor}
    if policy.rule is TriggerRule.ARTICLE:
        return Reason("binding_article", details=details)
    if risk > plain_risk(need, policy) + ROUNDING:
        return Reason("binding_hurry", details=details)
    if min(ratio, 1.0 - floor) < RISK_FLOOR - ROUNDING:
        return Reason("binding_least", details=details)
    return Reason("binding_cost" if ratio <= 1.0 - floor else "binding_floor", details=details)
