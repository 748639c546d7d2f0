"""How often a part is wanted without anybody having foreseen it, read from the ledger."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.core.intermittent import NO_DEMAND, DemandForecast, demand_forecast
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import WorkOrderKind
from app.storage.unit_of_work import UnitOfWork

PERIOD_DAYS = 30
LEAST_PERIODS = 6
"""Half a year: with less on record nothing is said of a rate."""


def unpredicted_demand(uow: UnitOfWork, part_id: str, today: date) -> DemandForecast:
    """Pieces a period of `PERIOD_DAYS` that will be issued though nothing foresees it.

    What went to preventive jobs had been foreseen. None where the ledger is too short to tell.
    """
    movements = uow.stock.movements(part_id)
    if not movements:
        return NO_DEMAND
    foreseen = {
        job.number
        for name in _part_ids_of_jobs(uow, part_id)
        for job in uow.work_orders.of_part(name)
        if job.kind is WorkOrderKind.PREVENTIVE
    }
    zone = ZoneInfo(uow.plant.policy().time_zone)
    periods = demand_by_period(movements, foreseen, zone, today)
    return demand_forecast(periods) if len(periods) >= LEAST_PERIODS else NO_DEMAND


def _part_ids_of_jobs(uow: UnitOfWork, part_id: str) -> set[str]:
    """Name the part itself, and the own parts of components whose jobs want it beside."""
    beside = uow.plant.components_with_kit_part(part_id)
    return {part_id} | {c.part_id for c in beside if c.part_id is not None}


def demand_by_period(
    movements: Iterable[StockMovement], foreseen: set[str], zone: ZoneInfo, today: date
) -> list[float]:
    """Unforeseen pieces in each 30 days up to yesterday, oldest first; a part period is left out.

    Returned pieces count against the period they came back in.
    """
    dated = [(m.at.astimezone(zone).date(), m) for m in movements]
    known_days = (today - min(day for day, _m in dated)).days
    count = known_days // PERIOD_DAYS
    first = today - timedelta(days=count * PERIOD_DAYS)
    periods = [0.0] * count
    for day, movement in dated:
        is_use = movement.kind in {MovementKind.ISSUE, MovementKind.RETURN}
        if is_use and movement.reference not in foreseen and first <= day < today:
            periods[(day - first).days // PERIOD_DAYS] -= movement.quantity
    return [max(pieces, 0.0) for pieces in periods]
