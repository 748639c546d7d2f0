"""Why this order day together with this window: the best choice and the next ones, in money."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from app.core.joint_choice import Joint, JointChoice
from app.core.reasons import Detail, Reason
from app.core.shutdown_work import ShutdownChoice

SHOWN = 4
"""Choices said beside the best one, each of another window, vendor or delivery."""


def joint_reasons(choice: JointChoice, today: date, currency: str) -> Iterator[Reason]:
    """Say the best choice, then the best of each other window, vendor and delivery.

    Examples
    --------
    >>> import numpy as np
    >>> from app.core.joint_choice import Delivery, JointCosts, WorkDay, joint_choice
    >>> from app.core.trigger import DeliveryMode
    >>> cdf = (np.arange(20) >= 9) * 1.0
    >>> truck = Delivery("V", DeliveryMode.NORMAL, np.eye(20)[:, 3:13])
    >>> choice = joint_choice(cdf, [truck], np.arange(10), [WorkDay(7, 100.0), WorkDay(14, 100.0)],
    ...     JointCosts(1.0, 400.0, 1000.0, 50.0, 2.0))
    >>> [r.code for r in joint_reasons(choice, date(2026, 3, 2), "EUR")]
    ['joint_best', 'joint_other']
    """
    best = choice.best
    yield _said("joint_best", best, today, currency)
    for other in islice(_apart(choice), 1, 1 + SHOWN):
        yield _said("joint_other", other, today, currency)


def shutdown_reason(choice: ShutdownChoice, today: date, currency: str) -> Reason:
    """Say what the job costs before a shutdown, and what it would cost in it."""
    before, inside = choice.pulled_forward, choice.in_shutdown
    details: dict[str, Detail] = {
        "before_on": today + timedelta(days=before.work_day),
        "before": round(before.cost, 2),
        "before_order": today + timedelta(days=before.order_day),
        "inside_on": today + timedelta(days=inside.work_day),
        "inside": round(inside.cost, 2),
        "inside_order": today + timedelta(days=inside.order_day),
        "currency": currency,
    }
    return Reason("shutdown_work", round(choice.saved_in_shutdown, 2), currency, details)


def _apart(choice: JointChoice) -> Iterator[Joint]:
    """Yield the cheapest order day of each window, vendor and delivery, cheapest first."""
    seen: set[tuple[str, str, int]] = set()
    for one in choice.alternatives():
        kind = (one.vendor, one.mode.value, one.work_day)
        if kind not in seen:
            seen.add(kind)
            yield one


def _said(code: str, one: Joint, today: date, currency: str) -> Reason:
    """Say one choice."""
    details: dict[str, Detail] = {
        "order_on": today + timedelta(days=one.order_day),
        "work_on": today + timedelta(days=one.work_day),
        "vendor": one.vendor,
        "mode": one.mode.value,
        "late": one.late,
        "cost": round(one.cost, 2),
        "currency": currency,
    }
    return Reason(code, round(one.cost, 2), currency, details)
