"""What the asset page says in words: states, evidence, and what would make more known."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from app.core.health import Assessment, FailureMode, RulState
from app.core.ignorance import what_is_missing
from app.core.remedies import recommended_check
from app.core.rul_choice import why_this_family
from app.core.texts import translate
from app.ui.asset.record import AssetRecord
from app.ui.figures import day_text, level_text, share_text
from app.ui.wording import Wording


def age_text(age: timedelta | None) -> str:
    """Write the age of the newest good measurement."""
    if age is None:
        return translate("Asset", "never measured")
    return Wording(QLocale(), ZoneInfo("UTC")).age(age)


def last_good_text(record: AssetRecord) -> str:
    """Say when the machine was last measured well."""
    if record.last_good_at is None:
        return translate("Asset", "No good measurement yet")
    text = translate("Asset", "Last good measurement {age} ago")
    return text.format(age=age_text(record.now - record.last_good_at))


def decided_text(record: AssetRecord) -> str:
    """Say that a decision is as old as the data behind it."""
    if record.decision is None:
        return ""
    day = day_text(record.decision.today, record.today)
    return translate("Asset", "Decided {day}, no data since").format(day=day)


def diagnosis_text(assessment: Assessment | None) -> str:
    """Name the failure mode found, or say that none was."""
    if assessment is None:
        return translate("Asset", "Not assessed yet")
    diagnosis = assessment.diagnosis
    mode = translate("Words", diagnosis.failure_mode.value)
    if diagnosis.failure_mode is FailureMode.NONE:
        return translate("Asset", "No fault found")
    if diagnosis.failure_mode is FailureMode.UNDETERMINED:
        return translate("Asset", "Fault undetermined")
    text = translate("Asset", "{mode}, {share} sure")
    return text.format(mode=mode[:1].upper() + mode[1:], share=share_text(diagnosis.confidence))


def check_text(assessment: Assessment | None) -> str:
    """Say what a technician checks."""
    check = recommended_check(assessment.diagnosis.failure_mode) if assessment else ""
    return translate("Asset", "To check: {check}").format(check=check) if check else ""


def other_lines(assessment: Assessment | None) -> list[str]:
    """Say which further faults were weighed, each with what becomes of it."""
    text = translate("Asset", "Also weighed: {mode}, {share} sure; {note}")
    others = assessment.diagnosis.others if assessment else ()
    return [
        text.format(
            mode=translate("Words", other.failure_mode.value),
            share=share_text(other.confidence),
            note=translate("Assessments", other.note),
        )
        for other in others
    ]


def evidence_lines(assessment: Assessment | None) -> list[str]:
    """Say what the judgement rests on, the strongest first."""
    if assessment is None:
        return [translate("Asset", "The first scheduled measurement will be assessed.")]
    health = assessment.health
    lines = [symptom.text for symptom in assessment.diagnosis.symptoms]
    if health.limit is not None:
        text = translate("Asset", "{feature}: {value} {unit}, limit {limit} ({source})")
        lines.append(
            text.format(
                feature=translate("Words", health.deciding_feature),
                value=level_text(health.value),
                unit=health.unit,
                limit=level_text(health.limit),
                source=translate("Words", health.limit_source),
            )
        )
    lines.append(why_this_family(assessment.rul))
    if assessment.rul.explanation:
        lines.append(assessment.rul.explanation)
    missing = what_is_missing(assessment.rul.state)
    return lines if missing is None else [*lines, ". ".join(missing)]


def unknown_text(assessment: Assessment | None) -> tuple[str, str]:
    """Say why there is no path to the failure, and what would make it known."""
    state = assessment.rul.state if assessment else RulState.NO_DATA
    if state is RulState.NO_DEGRADATION:
        return (
            translate("Asset", "No degradation detected"),
            translate("Asset", "A lasting rise above the own baseline would begin a path."),
        )
    return what_is_missing(state) or ("", "")


def model_text(assessment: Assessment | None) -> str:
    """Name the model behind the remaining life, with its number of measurements."""
    if assessment is None or assessment.rul.distribution is None:
        return ""
    rul = assessment.rul
    text = translate("Asset", "Model: {model} {version}, n = {count} measurements")
    return text.format(
        model=translate("Words", rul.model), version=rul.model_version, count=rul.evidence_points
    )
