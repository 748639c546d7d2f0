"""The plant's own books read as a history: every record with the day it was known from."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.backtest.past_jobs import local_day, records_of_jobs
from app.backtest.past_orders import records_of_orders
from app.backtest.past_tasks import records_of_tasks
from app.backtest.records import (
    Adjusted,
    LeadSeen,
    Moved,
    PastNeed,
    PlantHistory,
    Predicted,
    Record,
    Register,
)
from app.backtest.vendor_days import GRID_DAYS
from app.core.errors import NotEnoughHistory
from app.core.lead_posterior import LeadPrior
from app.core.lead_stages import stages_of
from app.core.policy import SitePolicy
from app.core.stock import MovementKind
from app.storage.measurement_store import MeasurementStore
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

LEAST_DAYS = 60
"""Days of record below which nothing can be learned and judged."""

Shares = Callable[[float], None]

MOST_LEARNING_DAYS = 180
"""Longest time to learn from where no first day is named."""


def read_history(
    store: Store, first: date | None = None, last: date | None = None, said: Shares | None = None
) -> PlantHistory:
    """Read the books; without a first day the replay begins after a time to learn from.

    Parameters
    ----------
    said : callable, optional
        Told the share of the predictions read so far; may raise to stop.

    Raises
    ------
    NotEnoughHistory
        If the ledger is empty or short, or the days asked for lie outside of the record.
    """
    with store.read() as uow:
        register = _register(uow)
        zone = ZoneInfo(register.policy.time_zone)
        ledger = _ledger(uow, register, zone)
        jobs, orders, audit = uow.work_orders.all(), uow.orders.all(), uow.audit.rows()
        tasks = uow.planned_tasks.active()
        leads = _leads(uow, register)
    predictions = _predictions(store.measurements, register, zone, said)
    of_jobs = records_of_jobs(jobs, ledger, audit, zone)
    numbers = frozenset(job.number for job in jobs)
    happened = [record.day for record in (*leads, *predictions)]
    happened += [local_day(at, zone) for job in jobs for at in (job.created_at, job.done_at) if at]
    first, last = _days([moved.day for moved in ledger], happened, first, last)
    timed: list[Record] = [*leads, *predictions, *of_jobs]
    timed += records_of_orders(orders, ledger, audit, zone, first)
    ahead = last + timedelta(days=GRID_DAYS)
    timed += records_of_tasks(tasks, register, jobs, audit, zone, ahead)
    timed += _stock_records(ledger, numbers, first)
    return PlantHistory(
        register=register,
        first=first,
        last=last,
        opening=_opening(ledger, first),
        records=tuple(sorted(timed, key=lambda record: record.day)),
        ledger=tuple(ledger),
        orders=tuple(orders),
        met_on=_met_on(ledger, {job.number: job.id for job in jobs}),
    )


def learning_time(days: int) -> int:
    """Days of a record that are learned from before it is judged: a quarter, half a year at most.

    >>> learning_time(100), learning_time(730)
    (25, 180)
    """
    return min(days // 4, MOST_LEARNING_DAYS)


def _register(uow: UnitOfWork) -> Register:
    """Read what has one version only, without what later receipts taught of lead times."""
    return Register(
        assets={asset.id: asset for asset in uow.plant.assets()},
        components={component.id: component for component in uow.plant.components()},
        parts={part.id: part for part in uow.stock.parts()},
        suppliers={
            s.id: replace(s, receipts_days=(), stage_days=()) for s in uow.plant.suppliers()
        },
        policy=_unlearned(uow.plant.policy()),
        offers=uow.offers.of_all(uow.stock.parts()),
    )


def _unlearned(policy: SitePolicy) -> SitePolicy:
    """Take out of the settings what receipts of all days have taught."""
    if policy.lead_prior_fitted_on is None:
        return policy
    return replace(policy, lead_prior=LeadPrior(), lead_prior_fitted_on=None)


def _ledger(uow: UnitOfWork, register: Register, zone: ZoneInfo) -> list[Moved]:
    """Read every movement with its plant-local day, oldest first."""
    moved = [
        Moved(local_day(m.at, zone), m.id, m.part_id, m.quantity, m.kind, m.reference)
        for part_id in register.parts
        for m in uow.stock.movements(part_id)
    ]
    return sorted(moved, key=lambda movement: movement.day)


def _days(
    moved: list[date], happened: list[date], first: date | None, last: date | None
) -> tuple[date, date]:
    """Choose the days replayed, from the first movement to whatever happened last."""
    if not moved:
        raise NotEnoughHistory(
            "The back-test replays stock movements, and the ledger has none.",
            "Book the opening stock and what happened since, then run it again.",
        )
    begin, end = moved[0], max([*moved, *happened])
    days = (end - begin).days + 1
    if days < LEAST_DAYS:
        raise NotEnoughHistory(
            f"The books hold {days} days, from {begin} to {end}; the back-test wants at least "
            f"{LEAST_DAYS}.",
            "Run it again later, or enter past movements and jobs.",
        )
    first = first or begin + timedelta(days=learning_time(days))
    last = last or end
    if not begin <= first < last <= end:
        raise NotEnoughHistory(
            f"The back-test was asked for {first} to {last}; the books reach from {begin} to "
            f"{end}.",
            "Choose a first and a later last day within them.",
        )
    return first, last


def _opening(ledger: Iterable[Moved], first: date) -> dict[str, int]:
    """Count the shelf before the first day; a count of that day itself opens it."""
    pieces: dict[str, int] = {}
    for moved in ledger:
        is_count = moved.day == first and moved.kind is MovementKind.OPENING
        if moved.day < first or is_count:
            pieces[moved.part_id] = pieces.get(moved.part_id, 0) + moved.quantity
    return pieces


def _met_on(ledger: Iterable[Moved], job_ids: dict[str, str]) -> dict[str, date]:
    """Days on which the plant issued what each need wanted, the last piece counting."""
    days: dict[str, date] = {}
    for moved in ledger:
        if moved.kind is MovementKind.ISSUE:
            days[moved.id] = moved.day
            if moved.reference in job_ids:
                days[job_ids[moved.reference]] = moved.day
    return days


def _stock_records(ledger: list[Moved], job_numbers: frozenset[str], first: date) -> list[Record]:
    """Needs met without a job, and what came or went beside orders and needs."""
    records: list[Record] = []
    for moved in ledger:
        if moved.kind is MovementKind.ISSUE and moved.reference not in job_numbers:
            records.append(PastNeed(moved.day, moved.id, moved.part_id, "", -moved.quantity, False))
        is_late_count = moved.kind is MovementKind.OPENING and moved.day > first
        if is_late_count or moved.kind in {MovementKind.RETURN, MovementKind.CORRECTION}:
            records.append(Adjusted(moved.day, moved.part_id, moved.quantity))
    return records


def _leads(uow: UnitOfWork, register: Register) -> list[Record]:
    """Read the lead times of all suppliers, each known from the day of its receipt."""
    return [
        LeadSeen(
            receipt.received_on,
            supplier.id,
            receipt.lead_days,
            stages_of(receipt, supplier.calendar),
        )
        for supplier in register.suppliers.values()
        for receipt in uow.orders.receipts(supplier.id)
        if receipt.teaches_lead_time
    ]


def _predictions(
    kept: MeasurementStore, register: Register, zone: ZoneInfo, said: Shares | None
) -> list[Record]:
    """Read the last assessment of every component and day."""
    records: list[Record] = []
    with_part = [c for c in register.components.values() if c.part_id is not None]
    for count, component in enumerate(with_part):
        if said is not None:
            said(count / len(with_part))
        newest: dict[date, str] = {}
        for assessment_id, taken_at in kept.assessment_instants(component.id):
            newest[local_day(taken_at, zone)] = assessment_id
        records += [
            Predicted(local_day(a.taken_at, zone), component.id, a.taken_at, a.rul)
            for a in kept.assessments_by_id(list(newest.values()))
        ]
    return records
