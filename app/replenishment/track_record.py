"""Learning from the books: which predictions came true, and how much notice failures gave.

A day's record holds what was known the evening before. So every review of the day is judged by the
same record, and one kept for an earlier day is never made with what came later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.alarms import Alarm, AlarmBook, Model
from app.core.approval import is_by_rule
from app.core.approval_wait import approval_waits
from app.core.assets import AssetClass
from app.core.claims import Claims
from app.core.health import RulState
from app.core.machine_record import MachineRecord, machine_records
from app.core.moment import Moment
from app.core.track_record import FamilyRecord, TrackRecord, family_records
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind
from app.storage.rows.prediction_rows import Said
from app.storage.unit_of_work import UnitOfWork

LOOK_BACK_DAYS = 3 * 365
"""Days of the record that are read: older predictions say little of how machines run today."""


def track_record(uow: UnitOfWork, today: date) -> TrackRecord:
    """Return what the books teach on a day; read once a transaction, learned once a day."""
    return uow.predictions.learned(today, lambda: _learn(uow, today))


def keep_track_record(uow: UnitOfWork, moment: Moment) -> None:
    """Keep the day's record, so that the day's reviews need not learn it again."""
    uow.predictions.keep(track_record(uow, moment.today))


def _learn(uow: UnitOfWork, today: date) -> TrackRecord:
    """Judge what was known the evening before."""
    books = _read_books(uow, today)
    families = tuple(family_records(books.models, _classes(uow), books.alarms.alarms))
    waits = _approval_waits(uow, today - timedelta(days=LOOK_BACK_DAYS), today)
    machines = _machines(uow, books, families)
    return TrackRecord(today, families, tuple(books.notice_days), waits, machines)


def _machines(
    uow: UnitOfWork, books: "_Books", families: tuple[FamilyRecord, ...]
) -> tuple[MachineRecord, ...]:
    """Judge every model on every machine; what was said before a new baseline does not count."""
    asset_of = {c.id: c.asset_id for c in uow.plant.components()}
    since: dict[str, datetime] = {}
    for point in uow.plant.points():
        if point.baseline_since is not None:
            began = datetime.combine(point.baseline_since, time(), books.zone)
            asset_id = asset_of[point.component_id]
            since[asset_id] = max(began, since.get(asset_id, began))
    corrections = {
        ((family.model, family.version), asset.id): (family.bias, family.spread)
        for family in families
        if family.is_corrected
        for asset in uow.plant.assets()
        if asset.asset_class.value == family.asset_class
    }
    return machine_records(books.alarms.alarms, asset_of, since, corrections)


def past_alarms(uow: UnitOfWork, today: date) -> tuple[Alarm, ...]:
    """Return what became of every alarm, as it was known the evening before a day."""
    return _read_books(uow, today).alarms.alarms


def _read_books(uow: UnitOfWork, today: date) -> "_Books":
    """Go through predictions and finished jobs up to the evening before, as they came."""
    zone = ZoneInfo(uow.plant.policy().time_zone)
    since = today - timedelta(days=LOOK_BACK_DAYS)
    said = uow.predictions.said_before(since, today)
    jobs = uow.work_orders.done_since(datetime.combine(since, time(), zone))
    books = _Books(zone)
    known = [job for job in jobs if job.done_at and _day(job.done_at, zone) < today]
    books.read(said, known)
    return books


def _classes(uow: UnitOfWork) -> dict[str, AssetClass]:
    """Return the class of machine of every component."""
    asset_class = {asset.id: asset.asset_class for asset in uow.plant.assets()}
    return {c.id: asset_class[c.asset_id] for c in uow.plant.components()}


def _approval_waits(uow: UnitOfWork, since: date, today: date) -> tuple[float, ...]:
    """Read how long orders that a person approved waited, of all suppliers: one plant approves."""
    by_hand = {name for name, who in uow.orders.approvers().items() if not is_by_rule(who)}
    receipts = [
        receipt
        for supplier in uow.plant.suppliers()
        for receipt in uow.orders.receipts(supplier.id)
        if receipt.order_id in by_hand and since <= receipt.received_on < today
    ]
    return approval_waits(receipts, uow.plant.policy().calendar)


@dataclass(slots=True)
class _Books:
    """The record as it grows; `first_day` is that of the alarm each component is under."""

    zone: ZoneInfo
    models: dict[Model, Claims] = field(default_factory=dict)
    notice_days: list[float] = field(default_factory=list)
    alarms: AlarmBook = field(default_factory=AlarmBook)
    first_day: dict[str, date] = field(default_factory=dict)

    def read(self, said: Iterable[Said], jobs: Iterable[WorkOrder]) -> None:
        """Take in what was said and done, in the order of time."""
        acts: list[tuple[datetime, Said | WorkOrder]] = [(one.taken_at, one) for one in said]
        acts += [(job.done_at, job) for job in jobs if job.done_at]
        for _at, act in sorted(acts, key=lambda pair: pair[0]):
            if isinstance(act, Said):
                self._say(act)
            else:
                self._finish(act)

    def _say(self, said: Said) -> None:
        """Take in a prediction, or that there is nothing to fear any more."""
        if said.state is RulState.NO_DEGRADATION:
            self.alarms.quiet(said.component_id, said.taken_at)
            self._clear(said.component_id)
            return
        self.alarms.said(said.component_id, said.taken_at, said.model, said.claim)
        self.first_day.setdefault(said.component_id, said.today)
        if said.claim is not None:
            self.models.setdefault(said.model, Claims()).said(said.today, said.claim)

    def _finish(self, job: WorkOrder) -> None:
        """Close what was said of a component by a job: failed, replaced, or not worn at all.

        Where another fault was found, or none, the item stays: what was said tells no life.
        """
        self.alarms.done(job)
        if job.outcome is not Outcome.AS_PREDICTED:
            self._clear(job.component_id)
            return
        is_failure = job.kind is WorkOrderKind.CORRECTIVE
        first_day = self.first_day.pop(job.component_id, None)
        day = _day(job.created_at, self.zone)
        if is_failure:
            notice = 0 if first_day is None else max((day - first_day).days, 0)
            self.notice_days.append(float(notice))
        for claims in self.models.values():
            if is_failure:
                claims.needed(job.component_id, day, job.created_at)
            else:
                claims.replaced(job.component_id)

    def _clear(self, component_id: str) -> None:
        """Let go of an alarm that came to nothing."""
        self.first_day.pop(component_id, None)
        for claims in self.models.values():
            claims.cleared(component_id)


def _day(at: datetime, zone: ZoneInfo) -> date:
    """Return the plant-local day of an instant."""
    return at.astimezone(zone).date()
