"""The sum behind the probability that an order comes too late, term by term."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS
from app.core.decision_reasons import lead_quantiles
from app.core.distribution import cumulative
from app.core.lead_time import LeadTime
from app.core.order_time import lead_probabilities
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.trigger import DecisionKind, DeliveryMode, OrderDays

PRINTED_SHARE = 0.004
"""Lead times less likely than this share a printed line with their neighbours."""


def reasons_for_late(
    kind: DecisionKind,
    mode: DeliveryMode,
    best: int,
    days: OrderDays,
    supply: Supply,
    policy: SitePolicy,
) -> tuple[Reason, ...]:
    """Show the sum behind the probability of being late, term by term."""
    if best >= HORIZON_DAYS - 1:
        return (Reason("beyond_horizon", float(HORIZON_DAYS), "d", {"days": HORIZON_DAYS}),)
    today, order_day = supply.table.today, max(best, 0)
    lead, late = supply.lead, days.late
    hurried: tuple[Reason, ...] = ()
    if mode is DeliveryMode.EXPEDITED and supply.expedited and days.late_expedited is not None:
        lead, late = supply.expedited, days.late_expedited
        hurried = (Reason("lead_expedited", lead.median_days, "working d", lead_quantiles(lead)),)
    probability = float(late[0, order_day])
    day = today + timedelta(days=order_day)
    terms = tuple(_late_terms(order_day, days, supply, lead))
    summed = Reason("late_sum", probability, "1", {"day": day, "probability": probability})
    closed = tuple(_supplier_closed(order_day, lead, supply))
    if kind is DecisionKind.WAIT:
        by_article = policy.rule is TriggerRule.ARTICLE
        until = _wait_until(order_day, late, day, by_article=by_article)
        return (*closed, *terms, summed, *until)
    passed = (Reason("best_day_passed"),) if best < 0 else ()
    details: dict[str, Detail] = {"mode": mode.value, "probability": probability}
    return (
        *hurried,
        *closed,
        *terms,
        summed,
        *passed,
        Reason("late_today", probability, "1", details),
    )


def _wait_until(
    order_day: int, late: NDArray[np.float64], day: date, *, by_article: bool
) -> Iterator[Reason]:
    """Say what one day later would mean, and the date."""
    after = float(late[0, order_day + 1])
    code = "late_after" if by_article else "late_next"
    yield Reason(code, after, "1", {"day": day + timedelta(days=1), "probability": after})
    yield Reason("order_by", float(order_day), "d", {"day": day, "days": order_day})


def _supplier_closed(order_day: int, lead: LeadTime, supply: Supply) -> Iterator[Reason]:
    """Say on how many days the supplier is closed between order and usual arrival."""
    first = supply.table.today + timedelta(days=order_day)
    length = min(int(np.ceil(lead.median_days)), supply.table.arrival_day.shape[1] - 1)
    span = int(supply.table.arrival_day[order_day, length]) - order_day + 1
    closed = int((~supply.supplier.open_days(first, span)).sum())
    if closed:
        last = first + timedelta(days=span - 1)
        details: dict[str, Detail] = {"first": first, "last": last, "closed": closed}
        yield Reason("supplier_calendar", float(closed), "d", details)


def _late_terms(
    order_day: int, days: OrderDays, supply: Supply, lead: LeadTime
) -> Iterator[Reason]:
    """Yield one reason a lead time: its probability times what has failed before arrival.

    Unlikely lead times next to each other are printed as one range, so that a long tail stays
    readable and the products still add up to the sum.
    """
    today, life = supply.table.today, days.life.fleet()[:1]
    shares = lead_probabilities(lead.distribution)
    arrival_days = supply.table.arrival_day[order_day, : shares.size] + supply.margin_days
    failed_before = cumulative(life, arrival_days.astype(float), closed=False)[0]
    for lengths in _ranges(shares):
        usable, failed = arrival_days[lengths], failed_before[lengths]
        share, product = float(shares[lengths].sum()), float(shares[lengths] @ failed)
        details: dict[str, Detail] = {
            "shortest": int(lengths[0]),
            "lead": int(lengths[-1]),
            "probability": share,
            "arrival": today + timedelta(days=int(usable[-1]) - supply.margin_days),
            "usable": today + timedelta(days=int(usable[-1])),
            "failed": product / share,
            "product": product,
        }
        code = "late_term" if lengths.size == 1 else "late_range"
        yield Reason(code, product, "1", details)


def _ranges(shares: NDArray[np.float64]) -> Iterator[NDArray[np.intp]]:
    """Group lead times: each likely one alone, unlikely neighbours until they weigh enough."""
    group: list[int] = []
    for length in np.flatnonzero(shares):
        is_likely = shares[length] >= PRINTED_SHARE
        if group and (is_likely or shares[group].sum() >= PRINTED_SHARE):
            yield np.array(group)
            group = []
        group.append(int(length))
        if is_likely:
            yield np.array(group)
            group = []
    if group:
        yield np.array(group)
