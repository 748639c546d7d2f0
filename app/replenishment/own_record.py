"""The plant's record of its own predictions, as it can be looked at: alarms, and how they fared."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.alarms import Alarm, AlarmCounts, Ending, Model, counts_of
from app.core.assets import Asset, AssetClass, Component
from app.core.calibration import (
    Calibration,
    CheckedEnd,
    bias_of,
    by_horizon,
    calibration_of,
    checked_ends,
    item_errors,
)
from app.core.drift import REFERENCE_ITEMS, drift_capital, is_drifted
from app.core.machine_record import MachineRecord
from app.core.track_record import FamilyRecord, TrackRecord
from app.replenishment.track_record import past_alarms, track_record
from app.storage.unit_of_work import UnitOfWork

ALL_KINDS = "all"
"""Kind of the line on which all alarms of a model stand."""


@dataclass(frozen=True, slots=True, eq=False)
class PastAlarm:
    """One alarm with the machine it was raised on, the job that ended it, and its claims' ends."""

    alarm: Alarm
    asset: Asset
    component: Component
    job_number: str
    note: str
    ends: tuple[CheckedEnd, ...]

    @property
    def id(self) -> str:
        """What the row is known by: place and beginning."""
        return f"{self.component.id} {self.alarm.began_at.isoformat()} {self.alarm.ending.value}"

    @property
    def is_over(self) -> bool:
        """Whether it is known what became of it."""
        return self.alarm.ending is not Ending.OPEN


@dataclass(frozen=True, slots=True, eq=False)
class FamilyLine:
    """How the predictions of one family fared: a model on a class, or of a failure mode.

    Attributes
    ----------
    kind : str
        Class of machine or failure mode, in the words of their enumerations.
    by_horizon : tuple
        Calibration apart by the median claimed: from, to in days.
    bias : float or None
        Factor by which claims were too long, one claim an item.
    drift : float
        Capital won against "the errors are as they were".
    judged : FamilyRecord or None
        What the daily review makes of it; None for a failure mode, which it does not tell apart.
    machine : MachineRecord or None
        What the daily review makes of the model on one machine; None on any other line.
    """

    model: Model
    kind: str
    counts: AlarmCounts
    calibration: Calibration
    by_horizon: tuple[tuple[float, float, Calibration], ...]
    bias: float | None
    drift: float
    judged: FamilyRecord | None
    machine: MachineRecord | None = None

    @property
    def id(self) -> str:
        """What the row is known by."""
        return " ".join((*self.model, self.kind))

    @property
    def is_drifted(self) -> bool:
        """Whether the errors have changed, or the alarms of a machine keep missing."""
        return is_drifted(self.drift) if self.machine is None else self.machine.is_drifted

    @property
    def is_drift_tested(self) -> bool:
        """Whether there are items enough to compare the newest with."""
        if self.machine is not None:
            return self.machine.alarms > 0
        return self.calibration.items > REFERENCE_ITEMS


@dataclass(frozen=True, slots=True, eq=False)
class OwnRecord:
    """Everything known of the plant's predictions on a day, as of the evening before."""

    today: date
    alarms: tuple[PastAlarm, ...]
    track: TrackRecord

    def by_class(self, alarms: Sequence[PastAlarm]) -> list[FamilyLine]:
        """Judge the alarms given by model and class of machine."""
        return self._lines(alarms, lambda past: past.asset.asset_class.value, is_judged=True)

    def by_mode(self, alarms: Sequence[PastAlarm]) -> list[FamilyLine]:
        """Judge the alarms given by model and by what was found, or predicted."""
        return self._lines(alarms, lambda past: past.alarm.mode, is_judged=False)

    def by_machine(self, alarms: Sequence[PastAlarm]) -> list[FamilyLine]:
        """Judge the alarms given by model and machine."""
        machine_of = {past.asset.tag: past.asset.id for past in alarms}
        return [
            line
            if line.kind == ALL_KINDS
            else replace(line, machine=self.track.on(line.model, machine_of[line.kind]))
            for line in self._lines(alarms, lambda past: past.asset.tag, is_judged=False)
        ]

    def _lines(
        self,
        alarms: Sequence[PastAlarm],
        kind_of: Callable[[PastAlarm], str],
        *,
        is_judged: bool,
    ) -> list[FamilyLine]:
        """Put alarms that belong together on a line: each model whole, then most alarms first."""
        families: dict[tuple[Model, str], list[PastAlarm]] = {}
        for past in alarms:
            families.setdefault((past.alarm.model, kind_of(past)), []).append(past)
        lines = [
            _line(
                model,
                kind,
                members,
                self.track.of(model, AssetClass(kind)) if is_judged else None,
            )
            for (model, kind), members in families.items()
        ]
        lines.sort(key=lambda line: -line.calibration.items - line.counts.precision.n)
        models = dict.fromkeys(line.model for line in lines)
        whole = [
            _line(model, ALL_KINDS, [a for a in alarms if a.alarm.model == model], None)
            for model in models
        ]
        return [*whole, *lines]


def own_record(uow: UnitOfWork, today: date) -> OwnRecord:
    """Read what became of every alarm, as it was known the evening before."""
    track = track_record(uow, today)
    assets = {asset.id: asset for asset in uow.plant.assets()}
    components = {component.id: component for component in uow.plant.components()}
    jobs = {job.id: job for job in uow.work_orders.all()}
    found = []
    for alarm in past_alarms(uow, today):
        component = components[alarm.component_id]
        asset, job = assets[component.asset_id], jobs.get(alarm.job_id)
        bias = track.of(alarm.model, asset.asset_class).bias
        found.append(
            PastAlarm(
                alarm=alarm,
                asset=asset,
                component=component,
                job_number=job.number if job else "",
                note=job.note if job else "",
                ends=tuple(checked_ends([alarm], bias)),
            )
        )
    found.sort(key=lambda past: past.alarm.began_at, reverse=True)
    return OwnRecord(today, tuple(found), track)


def all_counts(alarms: Iterable[PastAlarm]) -> AlarmCounts:
    """Count alarms by what became of them."""
    return counts_of(past.alarm for past in alarms)


def _line(
    model: Model, kind: str, members: Sequence[PastAlarm], judged: FamilyRecord | None
) -> FamilyLine:
    """Judge one family."""
    ends = [end for past in members for end in past.ends]
    return FamilyLine(
        model=model,
        kind=kind,
        counts=all_counts(members),
        calibration=calibration_of(ends),
        by_horizon=tuple(by_horizon(ends)),
        bias=bias_of(ends),
        drift=drift_capital(item_errors(ends)),
        judged=judged,
    )
