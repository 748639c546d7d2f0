"""What else could be done with a decision, each with its money and its chance of being late."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from app.core.calendars import HORIZON_DAYS
from app.core.need import Need
from app.core.need_count import need_by_day
from app.core.order_cost import arrival_weights, cost_by_order_day, late_by_order_day
from app.core.order_time import lead_probabilities
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.trigger import DeliveryMode, OrderDays

BESIDE = (-7, -1, 0, 1, 7)
"""Order days shown, counted from the chosen one; what would lie before today is today."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Order on a day, by a delivery, from a vendor, in a quantity: expected days and money.

    Attributes
    ----------
    vendor : str
        Empty for the usual one.
    held_days, waited_days : float
        Expected days on the shelf, and days the machine stands for want of the part.
    holding, waiting, fees : float
        Money; waiting is less than waited days x c where waiting would be cut short by hurrying.
    """

    day: date
    mode: DeliveryMode
    quantity: int
    late: float
    held_days: float
    waited_days: float
    holding: float
    waiting: float
    fees: float = 0.0
    vendor: str = ""
    is_chosen: bool = False

    @property
    def cost(self) -> float:
        """Expected money."""
        return self.holding + self.waiting + self.fees


def order_alternatives(
    need: Need, days: OrderDays, supply: Supply, best: int, mode: DeliveryMode, quantity: int
) -> tuple[Alternative, ...]:
    """Cost the days around the chosen one, and a hurried delivery today where it has a price.

    h E[(T - A)+] + E kappa((A - T)+), `jit-trigger.md` section 3.3. A life that reaches past the
    two years looked at counts as those two years.

    Parameters
    ----------
    best : int
        Chosen order day; today where it has passed.
    mode : DeliveryMode
        Delivery chosen.
    """
    chosen = max(best, 0)
    shown = sorted({max(chosen + n, 0) for n in BESIDE if chosen + n < HORIZON_DAYS})
    normal = _costed(need, days, supply, DeliveryMode.NORMAL, shown)
    is_priced = supply.expedited is not None and np.isfinite(supply.expedite_cost)
    hurried = _costed(need, days, supply, DeliveryMode.EXPEDITED, [0]) if is_priced else []
    day = supply.table.today + timedelta(days=chosen)
    return tuple(
        replace(one, quantity=quantity, is_chosen=(one.day, one.mode) == (day, mode))
        for one in (*normal, *hurried)
    )


def _costed(
    need: Need, days: OrderDays, supply: Supply, mode: DeliveryMode, order_days: list[int]
) -> list[Alternative]:
    """Cost some order days with one delivery."""
    is_hurried = mode is DeliveryMode.EXPEDITED
    lead = supply.expedited if is_hurried and supply.expedited else supply.lead
    cap = (np.inf, 0.0)
    if not is_hurried and supply.expedited is not None:
        cap = (supply.expedite_cost, supply.expedited.median_days)
    shares = lead_probabilities(lead.distribution)
    last = int(supply.table.arrival_day[order_days[-1], shares.size - 1]) + supply.margin_days
    grid = max(last + 1, HORIZON_DAYS)
    weights = arrival_weights(shares, supply.table, supply.margin_days, np.array(order_days), grid)
    cdf = need_by_day(days.life.fleet(), grid)
    one, none, c = np.ones(1), np.zeros(1), np.array([need.shortage_per_day])
    held = cost_by_order_day(cdf, weights, one, none)[0]
    waited = cost_by_order_day(cdf, weights, none, one)[0]
    waiting = cost_by_order_day(cdf, weights, none, c, *cap)[0]
    late = late_by_order_day(cdf, weights)[0]
    return [
        Alternative(
            day=supply.table.today + timedelta(days=day),
            mode=mode,
            quantity=need.quantity,
            late=float(late[n]),
            held_days=float(held[n]),
            waited_days=float(waited[n]),
            holding=need.holding_per_day * float(held[n]),
            waiting=float(waiting[n]),
            fees=supply.expedite_cost if is_hurried else 0.0,
        )
        for n, day in enumerate(order_days)
    ]


def alternative_reasons(alternatives: tuple[Alternative, ...], currency: str) -> Iterator[Reason]:
    """Say each alternative with the shares of its cost, so that it can be added up by hand."""
    for one in alternatives:
        details: dict[str, Detail] = {
            "day": one.day,
            "mode": one.mode.value,
            "vendor": one.vendor,
            "quantity": one.quantity,
            "late": one.late,
            "held": round(one.held_days, 4),
            "waited": round(one.waited_days, 6),
            "holding": round(one.holding, 4),
            "waiting": round(one.waiting, 4),
            "fees": round(one.fees, 2),
            "cost": round(one.cost, 4),
            "currency": currency,
        }
        code = "alternative_chosen" if one.is_chosen else "alternative"
        yield Reason(code, round(one.cost, 4), currency, details)
