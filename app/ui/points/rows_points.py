"""What each measurement point of a machine is judged by, as plain rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from app.analysis.assessment import Measured, point_condition
from app.analysis.false_alarms import PROVEN_CORRELATION, FalseAlarmRate
from app.analysis.health import PointCondition, health_of
from app.analysis.history import in_service_since
from app.analysis.limits import limits_on
from app.core.assets import Component, MeasurementPoint, PointRole
from app.core.health import Health, HealthState
from app.core.machine_record import MachineRecord
from app.core.regime import RegimeChange
from app.core.texts import translate
from app.core.track_reasons import machine_left
from app.core.zones import Zones
from app.register.zones import zones_for
from app.replenishment.track_record import track_record
from app.storage.store import Store
from app.ui.figures import level_text, unit_text
from app.ui.points.operating_words import operating_text
from app.ui.regime_words import regime_words
from app.ui.wording import Wording

MOST_SAID = 50
"""Judgements of a component that are looked through for the newest of one of its points."""
MOST_MEASURED = 2000
"""Measurements looked back on: most of a year at one every four hours."""


@dataclass(frozen=True, slots=True, eq=False)
class PointRow:
    """One point as it is judged now.

    `health` and `condition` are None of a point that tells the operating state of the others.
    `regime` is what changed of it, `machines` are the records of predictions that miss here.
    """

    point: MeasurementPoint
    component: Component
    zones: Zones
    health: Health | None
    condition: PointCondition | None
    rate: FalseAlarmRate
    newest: Measured | None
    regime: RegimeChange | None = None
    machines: tuple[MachineRecord, ...] = ()

    @property
    def id(self) -> str:
        """Known by its point."""
        return self.point.id


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of a point: its level now, its baseline, its limits."""

    id: str
    unit: str
    now: float
    baseline: float | None
    limits: tuple[tuple[HealthState, float], ...]
    sources: str
    state: HealthState
    is_deciding: bool

    def limit(self, state: HealthState) -> str:
        """Limits from which a state begins, in words; a dash where there is none."""
        found = [level_text(value) for of, value in self.limits if of is state]
        return " / ".join(found) or level_text(None)


def point_rows(store: Store, asset_id: str, now: datetime, today: date) -> list[PointRow]:
    """Judge every point of a machine."""
    with store.read() as uow:
        asset, policy = uow.plant.asset(asset_id), uow.plant.policy()
        components = {c.id: c for c in uow.plant.components() if c.asset_id == asset_id}
        points = [p for p in uow.plant.points() if p.component_id in components]
        zones = {p.id: zones_for(uow, p, asset.asset_class) for p in points}
        fitted = {c: uow.work_orders.last_replacement(c) for c in components}
        track = track_record(uow, today)
        off = tuple(m for m in track.machines if m.is_drifted and m.asset_id == asset_id)
    rate = FalseAlarmRate(policy.false_onset_years)
    rows = []
    for point in points:
        component, table = components[point.component_id], zones[point.id]
        measured = measured_at(store, point)
        newest = measured[-1] if measured else None
        condition = health = regime = None
        if point.role is PointRole.CONDITION:
            since = fitted[component.id] or in_service_since(component)
            condition = point_condition(
                measured, component, point, table, now, since=since, rate=rate
            )
            health = health_of(condition, point, now)
            regime = _regime_said(store, point)
        rows.append(PointRow(point, component, table, health, condition, rate, newest, regime, off))
    return rows


def _regime_said(store: Store, point: MeasurementPoint) -> RegimeChange | None:
    """What was last said to have changed of a point, unless a new baseline was taken since."""
    said = store.measurements.assessments(point.component_id, MOST_SAID)
    newest = next((one for one in reversed(said) if one.point_id == point.id), None)
    change = newest.rul.regime if newest is not None else None
    since = point.baseline_since
    return None if change is None or (since is not None and since >= change.day) else change


def measured_at(store: Store, point: MeasurementPoint) -> Sequence[Measured]:
    """What was measured at a point, oldest first."""
    if point.is_scalar:
        return store.measurements.readings(point.id, MOST_MEASURED)
    return store.measurements.features(point.id, MOST_MEASURED)


def indicator_rows(row: PointRow) -> list[IndicatorRow]:
    """List the indicators of a point, the deciding one first."""
    condition = row.condition
    if condition is None or row.health is None:
        return []
    passed, baseline = condition.passed, condition.baseline
    rows = []
    for column, indicator in enumerate(condition.history.indicators):
        limits = limits_on(condition.limits, column)
        level, quiet = float(condition.now[column]), None
        if np.isnan(level) or not limits:
            continue
        if baseline is not None and not np.isnan(baseline.level[column]):
            quiet = indicator.value(float(baseline.level[column]))
        states = [limit.state for limit in passed if limit.column == column]
        rows.append(
            IndicatorRow(
                indicator.name,
                unit_text(indicator.unit),
                indicator.value(level),
                quiet,
                tuple((limit.state, condition.value_of(limit)) for limit in limits),
                "; ".join(dict.fromkeys(translate("Words", one.source) for one in limits)),
                max(states, key=lambda one: one.severity, default=HealthState.NORMAL),
                indicator.name == row.health.deciding_feature,
            )
        )
    return sorted(rows, key=lambda one: not one.is_deciding)


def point_facts(row: PointRow, say: Wording) -> list[tuple[str, str]]:
    """Say what a point is judged on: baseline, operating state, zones, false onsets."""
    if row.health is None:
        return [(translate("Points", "Tells"), _role_text(row.point))]
    facts = [
        (translate("Points", "Decides"), _deciding_text(row)),
        (translate("Points", "Baseline"), _baseline_text(row, say)),
        (translate("Points", "Speed and load"), operating_text(row.condition, say)),
        (translate("Points", "False onsets"), _rate_text(row, say)),
    ]
    if row.regime is not None or row.machines:
        facts.insert(0, (translate("Points", "Regime"), _regime_text(row, say)))
    if not row.point.is_scalar:
        facts.append((translate("Points", "Zones"), _zones_text(row.zones)))
    return facts


def _regime_text(row: PointRow, say: Wording) -> str:
    """Say what changed, and whether a person called it wear."""
    said = [machine_left(one).text(say.number, say.short_day) for one in row.machines]
    if row.regime is not None:
        said.insert(0, regime_words(row.regime, say))
    if row.regime is not None and row.regime.is_wear(row.point.wear_since):
        said.append(translate("Points", "Called wear: its path is believed again."))
    return " ".join(said)


def _role_text(point: MeasurementPoint) -> str:
    """Say what a point of the operating state is for."""
    what = translate("Words", point.role.value)
    text = translate("Points", "The machine's {what}: its other points are judged in that state.")
    return text.format(what=what)


def _deciding_text(row: PointRow) -> str:
    """Name the deciding indicator with its limit and whose limit that is."""
    health = row.health
    if health is None or health.limit is None:
        return translate("Points", "No good measurement yet: enter a value, or check the source.")
    text = translate("Points", "{feature}: {value} {unit}, limit {limit} {unit} ({source})")
    return text.format(
        feature=translate("Words", health.deciding_feature),
        value=level_text(health.value),
        unit=unit_text(health.unit),
        limit=level_text(health.limit),
        source=translate("Words", health.limit_source),
    ).replace("  ", " ")


def _baseline_text(row: PointRow, say: Wording) -> str:
    """Say what the baseline was learned from, or how much is lacking."""
    condition = row.condition
    if condition is None:
        return translate("Points", "None yet.")
    if condition.baseline is None:
        text = translate("Points", "Being learned: n = {count} good measurements, not settled yet.")
        return text.format(count=say.count(len(condition.history)))
    baseline = condition.baseline
    text = translate("Points", "{first} to {last}, n = {count} settled measurements")
    return text.format(
        first=say.instant(condition.history.at(baseline.first)),
        last=say.instant(condition.history.at(baseline.stop - 1)),
        count=say.count(baseline.stop - baseline.first),
    )


def _rate_text(row: PointRow, say: Wording) -> str:
    """Say how often limits above the own baseline are passed by chance, and what that rests on."""
    stated = translate("Points", "At most one in {years} years of this point").format(
        years=say.number(row.rate.years)
    )
    baseline = row.condition.baseline if row.condition else None
    if baseline is None:
        return stated + translate("Points", ", once it has a baseline.")
    text = translate(
        "Points",
        ": limits at least {sigmas} standard deviations above the baseline, neighbouring "
        "measurements reckoned to correlate by {correlation}.",
    )
    said = stated + text.format(
        sigmas=say.fixed(baseline.sigmas, 1), correlation=say.fixed(baseline.correlation, 1)
    )
    if baseline.correlation > PROVEN_CORRELATION:
        said += translate("Points", " Counted to hold up to 0.5; more may come here.")
    return said


def _zones_text(zones: Zones) -> str:
    """Name the table with edition and source, and claim nothing."""
    edition = f" ({zones.edition})" if zones.edition else ""
    text = translate("Points", "{name}{edition}. {source} No claim of conformity.")
    return text.format(name=zones.name, edition=edition, source=zones.source)
