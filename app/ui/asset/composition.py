"""From an asset's record to its pictures: one calendar under both, marks, what is unknown."""

from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from app.core.distribution import DaysDistribution
from app.core.health import HealthState, RulState
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.asset.life_painting import LEFT_PX
from app.ui.asset.life_scene import LifeMark, LifeScene
from app.ui.asset.order_study import OrderStudy, days_ahead
from app.ui.asset.record import AssetRecord
from app.ui.asset.strip_scene import StripScene
from app.ui.asset.words import unknown_text
from app.ui.figures import day_text

RIGHT_PX = 12
LEAST_GUTTER_PX, MOST_GUTTER_SHARE = 232, 0.55
HISTORY_SHARE = 0.7
"""History is at least this share of the future in sight."""
QUIET_HISTORY_DAYS, QUIET_FUTURE_DAYS = 45.0, 30.0
SECONDS_PER_DAY = 86_400.0


def calendar_of(
    record: AssetRecord, study: OrderStudy | None, width: float, now_day: float
) -> CalendarAxis:
    """Choose how far back and ahead the pictures reach; both share days and places.

    The past reaches back to the onset where that leaves room for the future.
    """
    right = max(width - RIGHT_PX, LEFT_PX + 2.0)
    is_dated = study is not None and has_path(record)
    ahead = (
        days_ahead(study, study.arrivals(0))
        if study is not None and is_dated
        else QUIET_FUTURE_DAYS
    )
    past = QUIET_HISTORY_DAYS
    onset = onset_day(record, now_day)
    if is_dated:
        past = max(HISTORY_SHARE * ahead, 1.2 * -onset if onset is not None else 0.0)
    span = right - LEFT_PX
    least = (LEAST_GUTTER_PX - LEFT_PX) / max(span - (LEAST_GUTTER_PX - LEFT_PX), 1.0) * ahead
    most_px = MOST_GUTTER_SHARE * right - LEFT_PX
    most = most_px / max(span - most_px, 1.0) * ahead
    past = min(max(past, least), max(most, least))
    return CalendarAxis(record.today, -past, ahead, LEFT_PX, right)


def life_scene(record: AssetRecord, study: OrderStudy | None, now_day: float) -> LifeScene | None:
    """Put the upper picture together; None where nothing is measured yet."""
    if record.course is None:
        return None
    assessment = record.assessment
    return LifeScene(
        course=record.course,
        calendar=record.policy.calendar,
        now_day=now_day,
        life=_life(record, study) if has_path(record) else None,
        onset_day=onset_day(record, now_day),
        state=assessment.health.state if assessment else HealthState.NO_DATA,
        marks=_marks(record, study) if has_path(record) else (),
        unknown=unknown_text(assessment),
    )


def has_path(record: AssetRecord) -> bool:
    """Whether the machine's own measurements lead to a failure."""
    assessment = record.assessment
    return assessment is not None and assessment.rul.state is RulState.DEGRADING


def day_of_now(record: AssetRecord, zone: ZoneInfo) -> float:
    """Return the present moment in days from the midnight the calendar counts from."""
    midnight = datetime.combine(record.today, datetime.min.time(), zone)
    return (record.now - midnight).total_seconds() / SECONDS_PER_DAY


def onset_day(record: AssetRecord, now_day: float) -> float | None:
    """When degradation began, on the calendar's count."""
    onset_at = record.assessment.rul.onset_at if record.assessment else None
    if onset_at is None:
        return None
    return now_day + (onset_at - record.now).total_seconds() / SECONDS_PER_DAY


def _sent_mark(record: AssetRecord) -> list[LifeMark]:
    """Mark the day the order on its way was sent."""
    order = record.order
    if order is None or order.sent_on is None:
        return []
    day = (order.sent_on - record.today).days + 0.5
    words = translate("Asset", "ordered {day}").format(day=day_text(order.sent_on))
    return [LifeMark(day, day, words, "accent")]


def _planned_job(record: AssetRecord) -> LifeMark | None:
    """Mark the days the open work order is planned for."""
    job = record.job
    if job is None or job.planned_on is None:
        return None
    first = (job.planned_on - record.today).days
    last = first + max(ceil(record.component.job_days), 1)
    words = translate("Asset", "job {number}").format(number=job.number)
    return LifeMark(first, last, words, "text", is_band=True)


def decision_day(record: AssetRecord) -> int:
    """Day the decision was taken on, on the calendar's count: 0, or less when it is old."""
    return (record.decision.today - record.today).days if record.decision else 0


def _life(record: AssetRecord, study: OrderStudy | None) -> DaysDistribution | None:
    """Remaining life counted from today."""
    return study.life.shifted(decision_day(record)) if study is not None else None


def _marks(record: AssetRecord, study: OrderStudy | None) -> tuple[LifeMark, ...]:
    """Order-by date, arrival window and job window of the decision."""
    decision = record.decision
    if decision is None or decision.decision.need_by is None:
        return ()
    marks = _sent_mark(record)
    order_by = decision.decision.order_by
    if order_by is not None and decision.decision.kind is not DecisionKind.COVERED:
        day = (order_by - record.today).days + 0.5
        words = translate("Asset", "order by {day}").format(day=day_text(order_by))
        marks.append(LifeMark(day, day, words, "accent"))
    scene = StripScene(
        decision, record.policy.calendar, study, None, None, record.component.job_days
    )
    window, job, taken = scene.arrival_window, scene.job_window, decision_day(record)
    if window is not None:
        words = translate("Asset", "arrival window")
        marks.append(
            LifeMark(taken + window[0], taken + window[1] + 1, words, "accent", is_band=True)
        )
    planned = _planned_job(record)
    if planned is not None:
        marks.append(planned)
    elif job is not None:
        words = translate("Asset", "job")
        marks.append(LifeMark(taken + job[0], taken + job[1] + 1, words, "text", is_band=True))
    return tuple(marks)
