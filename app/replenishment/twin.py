"""What a machine's twin starts from: its life, what brings its part, when its job can be done."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from app.core.assets import Asset, Component
from app.core.errors import PlantError
from app.core.health import Assessment, RulState
from app.core.joint_choice import Delivery, WorkDay
from app.core.late_need import Derating, derating_of
from app.core.moment import Moment
from app.core.need import Need
from app.core.order_time import tolerated_risk
from app.core.policy import SitePolicy
from app.core.twin import (
    BALL_LOAD_EXPONENT,
    GRID_DAYS,
    PLAIN_LOAD_EXPONENT,
    Buying,
    Conditions,
    TwinBasis,
)
from app.replenishment.approval_supply import is_dated_to_wait, supply_with_wait
from app.replenishment.late_playbook import on_order
from app.replenishment.need import Case, case_for
from app.replenishment.planned_life import age_life
from app.replenishment.sellers import sellers_of
from app.replenishment.work_days import (
    deliveries_of,
    from_shelf,
    joint_costs,
    work_days_of,
)
from app.storage.unit_of_work import UnitOfWork
from app.stores import free_on_shelf

ALL_ORDER_DAYS = np.arange(GRID_DAYS)
"""Order days laid out: the trigger may propose any of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Twin:
    """A component's basis, with what it rests on.

    Attributes
    ----------
    state : RulState
        Knowledge the life rests on.
    is_by_age : bool
        Whether it is what such components last at this age, not what was measured on this one.
    part_source : str
        "shelf", "order" or "sellers": what brings the part.
    order_number : str
        Of the order on its way, "" for none.
    derating : Derating or None
        As entered for the machine.
    """

    basis: TwinBasis
    state: RulState
    is_by_age: bool
    part_source: str
    order_number: str
    derating: Derating | None
    currency: str


@dataclass(frozen=True, slots=True)
class NoTwin:
    """Why nothing can be forecast, and what would change that."""

    why: str
    remedy: str


def read_twin(
    uow: UnitOfWork, component_id: str, assessment: Assessment | None, moment: Moment
) -> Twin | NoTwin:
    """Read what a component's forecast starts from, counted from now."""
    component = uow.plant.component(component_id)
    asset = uow.plant.asset(component.asset_id)
    try:
        case = case_for(uow, component_id, assessment, moment)
        if case is None:
            return NoTwin(
                "No spare part is entered for this component.",
                "Name its part; then order and job can be forecast.",
            )
        return _twin_of(uow, asset, component, case, moment)
    except PlantError as missing:
        return NoTwin(missing.what, missing.remedy)


def _twin_of(
    uow: UnitOfWork, asset: Asset, component: Component, case: Case, moment: Moment
) -> Twin | NoTwin:
    """Put a component's basis together."""
    need, policy = case.need, case.trade.policy
    life = need.own_life or need.life
    is_measured = life is not None and need.knowledge is RulState.DEGRADING
    life = life or age_life(uow, asset, component, moment.today)
    source, number, deliveries = _deliveries(uow, component, need, moment.today)
    if not deliveries:
        return NoTwin(
            "No vendor with a price in the site's currency sells this part.",
            "Enter an offer for it; then its arrival can be forecast.",
        )
    columns = min(delivery.weights.shape[1] for delivery in deliveries)
    standing = need.shortage_per_day * component.job_days
    basis = TwinBasis(
        life=life,
        deliveries=deliveries,
        order_days=ALL_ORDER_DAYS[:columns],
        work_days=_work_days(uow, component, need, policy, moment),
        any_day_cost=standing,
        costs=joint_costs(uow, asset, component, need, moment),
        usual=Conditions(running_days=running_days(policy, moment.today)),
        load_exponent=BALL_LOAD_EXPONENT if component.bearing else PLAIN_LOAD_EXPONENT,
        risk=_risk(need, policy),
        buying=_buying(uow, component, case) if source == "sellers" else None,
    )
    return Twin(
        basis,
        need.knowledge,
        not is_measured,
        source,
        number,
        derating_of(asset),
        policy.currency,
    )


def running_days(policy: SitePolicy, today: date) -> float:
    """Days a week on which the plant works: of the calendar's plain week, shutdowns left out.

    >>> running_days(SitePolicy(), date(2026, 3, 2))
    7.0
    """
    closed = [s for s in policy.calendar.shutdowns if s.last >= today]
    first = max([today, *(s.last + timedelta(days=1) for s in closed)])
    return float(max(policy.calendar.open_days(first, 7).sum(), 1))


def _deliveries(
    uow: UnitOfWork, component: Component, need: Need, today: date
) -> tuple[str, str, tuple[Delivery, ...]]:
    """Say what brings the part: the shelf, an order on its way, or whoever sells it."""
    part_id = component.part_id or ""
    if free_on_shelf(uow, part_id, component.id) >= need.quantity:
        return "shelf", "", (from_shelf(uow),)
    coming = next(iter(on_order(uow, component, part_id, today)), None)
    if coming is not None:
        weights = np.asarray(coming.weights[:GRID_DAYS]).reshape(-1, 1)
        return "order", coming.vendor, (Delivery(coming.vendor, coming.mode, weights),)
    sellers = sellers_of(uow, part_id, need.quantity, today)
    return "sellers", "", tuple(deliveries_of(sellers, ALL_ORDER_DAYS))


def _work_days(
    uow: UnitOfWork, component: Component, need: Need, policy: SitePolicy, moment: Moment
) -> tuple[WorkDay, ...]:
    """List the windows that hold the job, else every open day; waiting for the failure is last."""
    windows = uow.windows.of_asset(component.asset_id)
    days = work_days_of(windows, component, need, moment)
    if not days:
        standing = need.shortage_per_day * component.job_days
        is_open = policy.calendar.open_days(moment.today, GRID_DAYS)
        days = [WorkDay(int(day), standing) for day in np.flatnonzero(is_open)]
    return (*days, WorkDay(GRID_DAYS, 0.0))


def _buying(uow: UnitOfWork, component: Component, case: Case) -> Buying:
    """Return what the order is dated by, the wait for its approval with it where it is to wait."""
    latest = uow.decisions.latest(component.id)
    is_waiting = latest is not None and is_dated_to_wait(latest.decision)
    trade = case.trade
    supply = supply_with_wait(uow, None, trade) if is_waiting else trade.supply
    return Buying(case.need, supply, trade.policy)


def _risk(need: Need, policy: SitePolicy) -> float:
    """Return the tolerated probability of being late."""
    floor = need.service_floor(policy)
    return float(tolerated_risk(need.holding_per_day, need.shortage_per_day, floor))
