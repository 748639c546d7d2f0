"""When to order and when to do the job, chosen together from the windows and vendors on record."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.assets import Asset, Component
from app.core.calendars import Shutdown, last_slot_before
from app.core.distribution import DaysDistribution
from app.core.joint_choice import Delivery, JointChoice, JointCosts, WorkDay, joint_choice
from app.core.joint_reasons import joint_reasons, shutdown_reason
from app.core.lead_time import LeadTime
from app.core.moment import Moment
from app.core.need import Need
from app.core.need_count import need_by_day
from app.core.order_cost import arrival_weights
from app.core.order_time import lead_probabilities
from app.core.reasons import Detail, Reason
from app.core.shutdown_work import ShutdownChoice, around_shutdown
from app.core.trigger import DeliveryMode
from app.core.work_window import MaintenanceWindow, WindowKind, parts_ready_by
from app.replenishment.lives import life_by_age
from app.replenishment.sellers import PricedSupply, sellers_of
from app.storage.unit_of_work import UnitOfWork

GRID_DAYS = 365
"""Days looked ahead for windows, arrivals and failures."""
ORDER_DAYS = np.arange(91)
"""Order days compared."""


def window_reasons(
    uow: UnitOfWork,
    component_id: str,
    need: Need,
    moment: Moment,
    waits_days: Sequence[float] = (),
) -> tuple[Reason, ...]:
    """Say which order day and window go together, and what a shutdown ahead means.

    Nothing is said of a machine without windows whose failure lies in no shutdown. `waits_days`
    are those on record, where the order is to wait for its approval.
    """
    currency = uow.plant.policy().currency
    choice = choose_window(uow, component_id, need, moment, waits_days=waits_days)
    around = choose_around_shutdown(uow, component_id, need, moment, waits_days)
    return (
        *(joint_reasons(choice, moment.today, currency) if choice else ()),
        *(_ready_for(uow, component_id, choice, moment) if choice else ()),
        *((shutdown_reason(around, moment.today, currency),) if around else ()),
    )


def _ready_for(
    uow: UnitOfWork, component_id: str, choice: JointChoice, moment: Moment
) -> Iterator[Reason]:
    """Say by when the part must be in where the job is done while the machine is cleaned."""
    windows = uow.windows.of_asset(uow.plant.component(component_id).asset_id)
    margin_days = uow.plant.policy().receiving_margin_days
    job_on = moment.today + timedelta(days=choice.best.work_day)
    in_by = job_on - timedelta(days=margin_days)
    for window, ready_on in parts_ready_by(windows, margin_days, moment.today, GRID_DAYS):
        if ready_on == in_by:
            named: dict[str, Detail] = {"name": window.name, "day": job_on, "in_by": in_by}
            yield Reason("ready_for_cleaning", None, "", named)


def choose_window(
    uow: UnitOfWork,
    component_id: str,
    need: Need,
    moment: Moment,
    *,
    is_part_here: bool = False,
    waits_days: Sequence[float] = (),
) -> JointChoice | None:
    """Reckon every order day, vendor and window of a machine; None without windows or a life.

    With the part on the shelf only the window is left to choose: the first at which a failure
    before the next one is dearer than the life thrown away, as `app.core.replacement` has it.
    """
    component = uow.plant.component(component_id)
    life = need.own_life or need.life
    windows = uow.windows.of_asset(component.asset_id)
    days = work_days_of(windows, component, need, moment)
    if life is None or component.part_id is None or not days:
        return None
    if is_part_here:
        deliveries = [from_shelf(uow)]
    else:
        sellers = sellers_of(uow, component.part_id, need.quantity, moment.today, waits_days)
        deliveries = list(deliveries_of(sellers))
    if not deliveries:
        return None
    asset = uow.plant.asset(component.asset_id)
    cdf = need_by_day(life.fleet(), GRID_DAYS)[0]
    costs = joint_costs(uow, asset, component, need, moment)
    order_days = ORDER_DAYS[:1] if is_part_here else ORDER_DAYS
    return joint_choice(cdf, deliveries, order_days, days, costs)


def choose_around_shutdown(
    uow: UnitOfWork,
    component_id: str,
    need: Need,
    moment: Moment,
    waits_days: Sequence[float] = (),
) -> ShutdownChoice | None:
    """Reckon the job before and in the shutdown that the median failure lies in; else None."""
    component = uow.plant.component(component_id)
    life = need.own_life or need.life
    if life is None or component.part_id is None:
        return None
    policy, today = uow.plant.policy(), moment.today
    shutdown = _shutdown_of(life, policy.calendar.shutdowns, moment)
    if shutdown is None:
        return None
    slot = last_slot_before(shutdown.first, component.job_days, policy.calendar, today)
    if slot is None:
        return None
    asset = uow.plant.asset(component.asset_id)
    sellers = sellers_of(uow, component.part_id, need.quantity, today, waits_days)
    if not sellers:
        return None
    planned = need.shortage_per_day * component.job_days
    return around_shutdown(
        need_by_day(life.fleet(), GRID_DAYS)[0],
        list(deliveries_of(sellers)),
        ORDER_DAYS,
        joint_costs(uow, asset, component, need, moment),
        WorkDay((slot - today).days, planned),
        0.0,
        (shutdown.first - today).days,
        (shutdown.last - today).days,
    )


def _shutdown_of(
    life: DaysDistribution, shutdowns: tuple[Shutdown, ...], moment: Moment
) -> Shutdown | None:
    """Return the shutdown ahead that the median failure lies in, where the machine stands too."""
    median = life.quantile(0.5)
    if not median < GRID_DAYS:
        return None
    day = moment.today + timedelta(days=int(median))
    ahead = (s for s in shutdowns if s.stands_still and moment.today < s.first)
    return next((s for s in ahead if s.first <= day <= s.last), None)


def work_days_of(
    windows: list[MaintenanceWindow], component: Component, need: Need, moment: Moment
) -> list[WorkDay]:
    """List the days that hold the job; while it is cleaned a machine stands anyway."""
    cost: dict[int, float] = {}
    standing = need.shortage_per_day * component.job_days
    for window in windows:
        if window.holds(component.job_days):
            planned = 0.0 if window.kind is WindowKind.SANITATION else standing
            for day in window.days(moment.today, GRID_DAYS):
                cost[day] = min(cost.get(day, planned), planned)
    return [WorkDay(day, cost[day]) for day in sorted(cost)]


def joint_costs(
    uow: UnitOfWork, asset: Asset, component: Component, need: Need, moment: Moment
) -> JointCosts:
    """Put what is on record into the objective.

    A window that slips for want of the part costs the job's standing: it is then done in running
    time.
    """
    mean_life_days = life_by_age(uow, asset, component, moment.today).mean_days()
    price = float(uow.stock.part(component.part_id or "").price.amount) * need.quantity
    planned = need.shortage_per_day * component.job_days
    repair_days = component.job_days if asset.repair_days is None else asset.repair_days
    return JointCosts(
        holding_per_day=need.holding_per_day,
        shortage_per_day=need.shortage_per_day,
        failure=need.shortage_per_day * repair_days,
        slipped_window=planned,
        lost_life_per_day=(planned + price) / mean_life_days,
    )


def from_shelf(uow: UnitOfWork) -> Delivery:
    """Lay out a part that lies here: kitted within the receiving margin, whoever it came from."""
    kitted = min(uow.plant.policy().receiving_margin_days, GRID_DAYS - 1)
    return Delivery("", DeliveryMode.NORMAL, np.eye(GRID_DAYS)[:, kitted : kitted + 1])


def deliveries_of(
    sellers: tuple[PricedSupply, ...], order_days: NDArray[np.int64] = ORDER_DAYS
) -> Iterator[Delivery]:
    """Lay out every vendor's deliveries whose price is known, over the order days."""
    for seller in sellers:
        supply, hurried = seller.supply, seller.supply.expedited
        later = (np.inf, 0.0)
        if hurried is not None and np.isfinite(supply.expedite_cost):
            later = (supply.expedite_cost, hurried.median_days)
            fee = seller.fee + supply.expedite_cost
            yield _delivery(seller, DeliveryMode.EXPEDITED, hurried, fee, (np.inf, 0.0), order_days)
        yield _delivery(seller, DeliveryMode.NORMAL, supply.lead, seller.fee, later, order_days)


def _delivery(
    seller: PricedSupply,
    mode: DeliveryMode,
    lead: LeadTime,
    fee: float,
    later: tuple[float, float],
    order_days: NDArray[np.int64],
) -> Delivery:
    """Lay out one delivery over the order days."""
    supply = seller.supply
    shares = lead_probabilities(lead.distribution)
    weights = arrival_weights(shares, supply.table, supply.margin_days, order_days, GRID_DAYS)
    return Delivery(seller.name, mode, weights, fee, *later)
