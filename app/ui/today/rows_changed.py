"""What changed? One card a component that is not as it should be."""

from datetime import datetime

from app.core.health import Assessment, HealthState, RulState
from app.core.regime import RegimeChange, RegimeShift
from app.core.texts import three_figures, translate
from app.ui.figures import unit_text
from app.ui.register import Register
from app.ui.target import Place, Target
from app.ui.today.card import TONE_OF_STATE, Card, Question, Tone
from app.ui.wording import Wording


def changed(
    assessments: dict[str, Assessment | None], register: Register, say: Wording, now: datetime
) -> Question:
    """Ask what changed; `assessments` holds the newest by component id."""
    measured = {c: a for c, a in assessments.items() if a is not None}
    abnormal = [
        (component_id, assessment)
        for component_id, assessment in measured.items()
        if assessment.health.state is not HealthState.NORMAL or assessment.rul.regime is not None
    ]
    abnormal.sort(key=lambda item: -_urgency(item[1]))
    cards = [_card(c, assessment, register, say, now) for c, assessment in abnormal]
    unmeasured = [register.asset_of(c).tag for c in assessments if c not in measured]
    if measured and unmeasured:
        cards.append(_unmeasured_card(unmeasured))
    nothing = (
        translate("Today", "Every machine runs as it should.")
        if measured
        else translate("Today", "Nothing is measured yet. The first values come by themselves.")
    )
    return Question(
        translate("Today", "What changed?"),
        tuple(cards),
        nothing,
        translate("Today", "See the live signals"),
        Target(Place.LIVE),
        list_target=Target(Place.ASSETS),
    )


def _urgency(assessment: Assessment) -> float:
    """Order of the cards; a blind spot comes before what is only watched."""
    state = assessment.health.state
    return 1.5 if state is HealthState.NO_DATA else float(state.severity)


def _unmeasured_card(tags: list[str]) -> Card:
    """Say which machines have not been measured at all."""
    return Card(
        key="changed:unmeasured",
        where=", ".join(tags),
        sentence=translate("Today", "Not measured yet."),
        number=str(len(tags)),
        unit=translate("Today", "machines"),
        action=translate("Today", "Open"),
        target=Target(Place.LIVE),
    )


def _card(
    component_id: str, assessment: Assessment, register: Register, say: Wording, now: datetime
) -> Card:
    """Say how one component is, with the number that tells most."""
    asset, state = register.asset_of(component_id), assessment.health.state
    sentence, number, unit, when = _said(assessment, say, now)
    return Card(
        key=f"changed:{component_id}",
        where=register.where(component_id),
        sentence=sentence,
        number=number,
        unit=unit,
        when=when,
        action=translate("Today", "Open"),
        target=Target(Place.ASSETS, asset.id),
        tone=TONE_OF_STATE.get(state, Tone.CALM),
        state=state,
    )


def _said(assessment: Assessment, say: Wording, now: datetime) -> tuple[str, str, str, str]:
    """Choose sentence, number, unit and time for what is known."""
    since = say.age(now - assessment.taken_at)
    if assessment.health.state is HealthState.NO_DATA:
        text = translate("Today", "No measurement that can be used.")
        return text, since, translate("Today", "without data"), ""
    mode = translate("Words", assessment.diagnosis.failure_mode.value)
    rul = assessment.rul
    if rul.regime is not None:
        return _changed_regime(rul.regime, say)
    if rul.state is RulState.DEGRADING and rul.distribution is not None:
        sentence = translate("Today", "{mode}: likely to fail within").format(mode=_capital(mode))
        p10, p50 = rul.distribution.quantile(0.1), rul.distribution.quantile(0.5)
        spread = translate("Today", "P50; P10 is {p10} d").format(p10=say.fixed(p10, 0))
        return sentence, say.fixed(p50, 0), translate("Today", "d"), spread
    return _level(assessment, mode, say, since)


def _changed_regime(change: RegimeChange, say: Wording) -> tuple[str, str, str, str]:
    """Say that a machine is not as its baseline knows it, so that its path is not believed."""
    sentence = {
        RegimeShift.SPEED: translate("Today", "Runs at a speed its baseline never met."),
        RegimeShift.LOAD: translate("Today", "Runs at a load its baseline never met."),
        RegimeShift.LEVEL: translate("Today", "Stepped to a new level and stays: not believed."),
    }[change.shift]
    since = translate("Today", "since {day}").format(day=say.short_day(change.day))
    if change.now is None:
        sentence = translate("Today", "Its speed or load is measured no longer.")
        return sentence, say.count(change.readings), translate("Today", "readings"), since
    return sentence, say.number(three_figures(change.now)), unit_text(change.unit), since


def _level(
    assessment: Assessment, mode: str, say: Wording, since: str
) -> tuple[str, str, str, str]:
    """Say a level above its limit that does not wear towards a failure."""
    health = assessment.health
    limit = (
        translate("Today", "limit {limit}").format(limit=say.number(three_figures(health.limit)))
        if health.limit is not None
        else translate("Today", "{age} ago").format(age=since)
    )
    sentence = _why_undated(assessment.rul.state).format(mode=_capital(mode))
    return sentence, say.number(three_figures(health.value)), health.unit, limit


def _why_undated(state: RulState) -> str:
    """Say why a level above its limit dates no failure: no wear, or a prediction not believed."""
    if state is RulState.DRIFTED:
        return translate("Today", "{mode}: such predictions did not come true, so none dates it.")
    return translate("Today", "{mode}: no wear found that would date a failure.")


def _capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]
