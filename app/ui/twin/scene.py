"""From a twin's record and an outlook to the pictures: one calendar under both."""

import math
from zoneinfo import ZoneInfo

from app.core.health import HealthState, RulState
from app.core.ignorance import what_is_missing
from app.core.texts import translate
from app.core.twin import GRID_DAYS, TwinOutlook
from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.asset.composition import day_of_now, onset_day
from app.ui.asset.life_painting import LEFT_PX
from app.ui.asset.life_scene import LifeMark, LifeScene
from app.ui.asset.order_study import quantile_day
from app.ui.figures import day_text
from app.ui.twin.reading import TwinRecord, day_of

RIGHT_PX = 12
QUIET_AHEAD_DAYS, LEAST_AHEAD_DAYS, MOST_AHEAD_DAYS = 45.0, 21.0, 200.0
LEAST_PAST_DAYS, MOST_PAST_DAYS = 30.0, 365.0
PAST_SHARE = 0.8
MOST_WINDOWS = 2


def axis_of(
    record: TwinRecord, plant: TwinOutlook | None, width: float, zone: ZoneInfo
) -> CalendarAxis:
    """Choose how far back and ahead the pictures reach, from the plant's own forecast alone.

    So the calendar stands still while conditions are tried.
    """
    ahead = QUIET_AHEAD_DAYS
    if plant is not None and has_path(record):
        p90, p50 = (plant.life.quantile(p) for p in (0.9, 0.5))
        late = p90 if math.isfinite(p90) else 2.0 * p50 if math.isfinite(p50) else 60.0
        ahead = min(max(1.6 * late, LEAST_AHEAD_DAYS), MOST_AHEAD_DAYS)
    now_day = day_of_now(record.asset, zone)
    onset = onset_day(record.asset, now_day)
    course = record.asset.course
    measured = -float(course.days[0]) if course is not None and course.days.size else 0.0
    past = max(PAST_SHARE * ahead, 1.2 * -onset if onset is not None else 0.0, LEAST_PAST_DAYS)
    past = min(past, max(measured * 1.05, LEAST_PAST_DAYS), MOST_PAST_DAYS)
    right = max(width - RIGHT_PX, LEFT_PX + 2.0)
    return CalendarAxis(record.asset.today, -past, ahead, LEFT_PX, right)


def has_path(record: TwinRecord) -> bool:
    """Whether the machine's own measurements lead to a failure."""
    assessment = record.asset.assessment
    return assessment is not None and assessment.rul.state is RulState.DEGRADING


def twin_scene(
    record: TwinRecord, outlook: TwinOutlook | None, axis: CalendarAxis, zone: ZoneInfo
) -> LifeScene | None:
    """Put the picture together; None where nothing was measured yet."""
    course = record.asset.course
    if course is None:
        return None
    assessment = record.asset.assessment
    now_day = day_of_now(record.asset, zone)
    return LifeScene(
        course=course,
        calendar=record.asset.policy.calendar,
        now_day=now_day,
        life=outlook.life.shifted(now_day) if outlook and has_path(record) else None,
        onset_day=onset_day(record.asset, now_day),
        state=assessment.health.state if assessment else HealthState.NO_DATA,
        marks=tuple(_marks(record, outlook, axis, zone)),
        unknown=_unknown(record),
    )


def _marks(
    record: TwinRecord, outlook: TwinOutlook | None, axis: CalendarAxis, zone: ZoneInfo
) -> list[LifeMark]:
    """Mark past jobs and parts fitted, the arrival, the job, and the next windows."""
    today = record.asset.today
    marks = []
    for job in record.jobs:
        if job.done_at is not None:
            day = (day_of(job.done_at, zone) - today).days + 0.5
            marks.append(LifeMark(day, day, job.number, "muted"))
    fitted = record.asset.component.installed_on
    if fitted is not None:
        day = (fitted - today).days + 0.5
        marks.append(LifeMark(day, day, translate("Twin", "fitted"), "muted"))
    for order in record.orders:
        if order.sent_on is not None:
            day = (order.sent_on - today).days + 0.5
            words = translate("Asset", "ordered {day}").format(day=day_text(order.sent_on))
            marks.append(LifeMark(day, day, words, "accent"))
    if outlook is not None and has_path(record):
        marks += _plan_marks(outlook)
    marks += _window_marks(record)
    return [mark for mark in marks if axis.first <= mark.first <= axis.last]


def _plan_marks(outlook: TwinOutlook) -> list[LifeMark]:
    """Mark when the part comes, P10 to P90, and the day of the job."""
    arrival, choice = outlook.arrival, outlook.choice
    marks = []
    if choice.vendor:
        first, last = (quantile_day(arrival / max(arrival.sum(), 1e-9), p) for p in (0.1, 0.9))
        words = translate("Twin", "part usable P10–P90")
        marks.append(LifeMark(float(first), float(last) + 1.0, words, "accent", is_band=True))
    if choice.work_day < GRID_DAYS:
        words = translate("Twin", "replace")
        day = float(choice.work_day)
        marks.append(LifeMark(day, day + 1.0, words, "text", is_band=True))
    return marks


def _window_marks(record: TwinRecord) -> list[LifeMark]:
    """Mark the next windows of the machine."""
    today = record.asset.today
    days = sorted(
        (day, window.name) for window in record.windows for day in window.days(today, GRID_DAYS)
    )
    return [
        LifeMark(
            float(day), float(day) + 1.0, name or translate("Twin", "window"), "muted", is_band=True
        )
        for day, name in days[:MOST_WINDOWS]
    ]


def _unknown(record: TwinRecord) -> tuple[str, str]:
    """Say why there is no fan, and what would make it known."""
    assessment = record.asset.assessment
    if assessment is None:
        return (
            translate("Twin", "Not measured yet"),
            translate("Twin", "Bring in a good measurement of one of its points."),
        )
    missing = what_is_missing(assessment.rul.state)
    return missing or (
        translate("Twin", "No degradation detected"),
        translate("Twin", "The numbers beside are by age: what such components last."),
    )
