"""The life an order is planned with: what was measured where it is believed, else that by age."""

from dataclasses import dataclass, replace
from datetime import date

from app.analysis.rul_age import LifeAtAge
from app.analysis.rul_evidence import RulEvidence
from app.core.assets import Asset, Component
from app.core.claims import SPEAKING
from app.core.component_life import LifeBasis
from app.core.distribution import DaysDistribution
from app.core.health import Assessment, RulEstimate, RulState
from app.core.moment import Moment
from app.core.regime import RegimeChange
from app.core.track_record import CheckedClaim, TrackRecord
from app.replenishment.lives import life_by_age
from app.storage.unit_of_work import UnitOfWork

SECONDS_PER_DAY = 86_400.0
PATH_STATES = frozenset({RulState.NOT_ENOUGH_DATA, RulState.OUT_OF_RANGE, RulState.DRIFTED})
"""What was measured is there, but not believed: age alone is planned on instead."""


@dataclass(frozen=True, slots=True)
class PlannedLife:
    """A remaining life, counted from now, and what it rests on.

    Attributes
    ----------
    checked : CheckedClaim or None
        The prediction beside the record of its kind, where the measurements predict.
    alert_precision : float
        Share of such alarms that come true, by the record of those that are over.
    by_age : LifeBasis or None
        What it rests on where the age alone is planned on.
    regime : RegimeChange or None
        What changed of the machine, where that is why its path is not believed.
    """

    life: DaysDistribution | None
    state: RulState
    checked: CheckedClaim | None = None
    alert_precision: float = 0.0
    by_age: LifeBasis | None = None
    regime: RegimeChange | None = None


def planned_life(
    uow: UnitOfWork,
    asset: Asset,
    component: Component,
    assessment: Assessment | None,
    track: TrackRecord,
    moment: Moment,
) -> PlannedLife:
    """Say what a component's life is planned to be.

    A prediction is corrected by what became of earlier ones of its kind; where these were of no
    use, the component is planned as one without condition data.
    """
    if assessment is None:
        return PlannedLife(None, RulState.NO_DATA)
    checked = _checked(asset, assessment, track, moment)
    state, rul = state_by_record(assessment, checked), assessment.rul
    if state in PATH_STATES:
        by_age = age_life(uow, asset, component, moment.today)
        basis = life_by_age(uow, asset, component, moment.today).basis
        precision = _precision(rul, checked)
        return PlannedLife(by_age, state, checked, precision, basis, rul.regime)
    if checked is not None:
        return PlannedLife(checked.life, state, checked, checked.precision)
    life = rul.distribution
    if life is not None:
        age_days = (moment.now - rul.as_of).total_seconds() / SECONDS_PER_DAY
        life = life.shifted(-max(age_days, 0.0))
    return PlannedLife(life, state, alert_precision=rul.alert_precision)


def as_planned(
    asset: Asset, assessment: Assessment, track: TrackRecord, moment: Moment
) -> Assessment:
    """Return a judgement for the reader, with the life that is planned with in place of the claim.

    What is not relied on keeps its claim, in the state of predictions that don't come true.
    """
    checked = _checked(asset, assessment, track, moment)
    if checked is None:
        return assessment
    state = state_by_record(assessment, checked)
    rul = replace(
        assessment.rul,
        state=state,
        distribution=checked.corrected,
        alert_precision=checked.precision,
    )
    return replace(assessment, rul=rul)


def state_by_record(assessment: Assessment, checked: CheckedClaim | None) -> RulState:
    """Return what kind of knowledge the life is, once the record has been asked."""
    is_relied_on = checked is None or checked.is_relied_on
    return assessment.rul.state if is_relied_on else RulState.DRIFTED


def age_life(uow: UnitOfWork, asset: Asset, component: Component, today: date) -> DaysDistribution:
    """Return what such components last, given the age reached; new where nobody knows the age."""
    fitted = component.installed_on
    age_days = max((today - fitted).days, 0) if fitted else 0
    life = life_by_age(uow, asset, component, today)
    return LifeAtAge().predict(RulEvidence((), float(age_days), life))


def _checked(
    asset: Asset, assessment: Assessment, track: TrackRecord, moment: Moment
) -> CheckedClaim | None:
    """Put a prediction beside the record of its kind; None where nothing is predicted."""
    rul = assessment.rul
    if rul.state not in SPEAKING or rul.distribution is None:
        return None
    age_days = (moment.now - rul.as_of).total_seconds() / SECONDS_PER_DAY
    model = (rul.model, rul.model_version)
    record, machine = track.of(model, asset.asset_class), track.on(model, asset.id)
    age_days = max(age_days, 0.0)
    return CheckedClaim(record, rul.distribution, age_days, rul.alert_precision, machine)


def _precision(rul: RulEstimate, checked: CheckedClaim | None) -> float:
    """Return the share of such alarms that come true: the record's where there is a prediction."""
    return rul.alert_precision if checked is None else checked.precision
