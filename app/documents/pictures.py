"""From a decision's record to what its pictures show."""

import math
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from app.analysis.bearings import defect_frequencies
from app.analysis.combs import HARMONICS
from app.core.assets import Bearing, Component, MeasurementPoint
from app.core.calendars import HORIZON_DAYS, WorkCalendar, arrival_table
from app.core.health import FailureMode
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.documents.late_terms import late_terms
from app.documents.strip_frame import Arrivals, StripPicture
from app.documents.strip_svg import SHOWN_PROBABILITY
from app.documents.thumbnails_svg import SpectrumPicture, TrendPicture

SHORTEST_HORIZON_DAYS = 14
ROOM_DAYS = 2
"""Days kept free to the right of the last thing shown."""
WIDEST_SHARE = 3.0
"""Later days are shown as long as they leave the deciding ones a third of the axis."""
PEAK_FEATURE = "peak acceleration"
LINE_NAMES = {"outer": "BPFO", "inner": "BPFI", "ball": "2×BSF", "cage": "FTF"}
DEFECT_OF_MODE = {
    FailureMode.OUTER_RACE_WEAR: "outer",
    FailureMode.INNER_RACE_WEAR: "inner",
    FailureMode.BALL_WEAR: "ball",
    FailureMode.CAGE_WEAR: "cage",
}


def strip_picture(
    record: DecisionRecord, plant: WorkCalendar, supplier: WorkCalendar, component: Component
) -> StripPicture | None:
    """Lay a decision out in days from its own today; None where nothing could be dated."""
    decision, today = record.decision, record.today
    life = next((r for r in decision.reasons if r.code == "remaining_life"), None)
    if life is None:
        return None
    quantiles = (_days(life, "p10"), _days(life, "p50"), _days(life, "p90"))
    order_day, article_day, arrive_day, need_day = (
        (day - today).days if day else None
        for day in (
            decision.order_by,
            decision.article_order_by,
            decision.arrive_by,
            decision.need_by,
        )
    )
    arrivals = _arrivals(record, order_day or 0, plant, supplier)
    horizon = _horizon(quantiles, (order_day, arrive_day, need_day), article_day, arrivals)
    return StripPicture(
        today=today,
        horizon_days=horizon,
        plant_closed=_closed(plant, record, horizon),
        supplier_closed=_closed(supplier, record, horizon),
        life_days=quantiles,
        arrivals=arrivals,
        shutdowns=tuple(
            ((s.first - today).days, min((s.last - today).days, horizon), s.name)
            for s in plant.shutdowns
            if s.last >= today and (s.first - today).days <= horizon
        ),
        order_day=order_day,
        article_day=article_day,
        arrive_day=arrive_day,
        need_day=need_day,
        job_days=component.job_days,
        late_probability=decision.late_probability,
    )


def trend_picture(record: DecisionRecord, point: MeasurementPoint | None) -> TrendPicture | None:
    """Return the trend of the peak acceleration towards the limit it fails at."""
    if not record.trend or record.assessment is None:
        return None
    health = record.assessment.health
    limit = point.limit_peak_ms2 if point else None
    if limit is None and health.deciding_feature == PEAK_FEATURE:
        limit = health.limit
    return TrendPicture(PEAK_FEATURE, "m/s2", record.trend, limit)


def spectrum_picture(
    record: DecisionRecord, component: Component, point: MeasurementPoint | None
) -> SpectrumPicture | None:
    """Return the envelope spectrum with the lines of the failure mode named."""
    if not record.spectrum or record.assessment is None:
        return None
    speed_rpm = point.nominal_speed_rpm if point else None
    if component.bearing is None or not speed_rpm:
        return SpectrumPicture("m/s2", record.spectrum)
    lines = _defect_lines(component.bearing, speed_rpm, record.assessment.diagnosis.failure_mode)
    return SpectrumPicture("m/s2", record.spectrum, lines)


def _defect_lines(
    bearing: Bearing, speed_rpm: float, mode: FailureMode
) -> tuple[tuple[str, float], ...]:
    """Return the named defect's line with its harmonics, or all four lines where none is named."""
    lines_hz = defect_frequencies(bearing, speed_rpm).by_defect()
    defect = DEFECT_OF_MODE.get(mode)
    if defect is None:
        return tuple((LINE_NAMES[name], hz) for name, hz in lines_hz.items())
    first = (LINE_NAMES[defect], lines_hz[defect])
    return (first, *((f"{n}×", n * lines_hz[defect]) for n in range(2, HARMONICS + 1)))


def _days(reason: Reason, name: str) -> float | None:
    """Read a number of days; one beyond the horizon is written as words."""
    days = reason.details.get(name)
    return float(days) if isinstance(days, (int, float)) else None


def _arrivals(
    record: DecisionRecord, order_day: int, plant: WorkCalendar, supplier: WorkCalendar
) -> tuple[Arrivals, ...]:
    """Say when the part comes in if ordered on the proposed day, and if ordered today."""
    terms = late_terms(record.decision.reasons)
    if not terms:
        return ()
    proposed = _summed(((t.arrival - record.today).days, t.probability) for t in terms)
    if order_day == 0:
        return (Arrivals(0, proposed),)
    table = arrival_table(record.today, supplier, plant, 1, max(t.lead_days for t in terms))
    at_once = _summed((int(table.arrival_day[0, t.lead_days]), t.probability) for t in terms)
    return (Arrivals(0, at_once), Arrivals(order_day, proposed))


def _summed(days: Iterable[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """Add up what comes in on the same day."""
    by_day: dict[int, float] = defaultdict(float)
    for day, probability in days:
        by_day[day] += probability
    return tuple(sorted(by_day.items()))


def _horizon(
    quantiles: tuple[float | None, ...],
    days: tuple[int | None, ...],
    article_day: int | None,
    arrivals: tuple[Arrivals, ...],
) -> int:
    """Choose how many days the axis covers.

    What decides is always on it: the dates, the arrivals, P10. The median, P90 and the article
    rule's day are, as long as they leave that enough room.
    """
    early, *later = quantiles
    deciding = [d for d in (*days, early) if d is not None]
    deciding += [
        day for a in arrivals for day, probability in a.days if probability >= SHOWN_PROBABILITY
    ]
    needed = max([*deciding, SHORTEST_HORIZON_DAYS - ROOM_DAYS])
    widest = needed * WIDEST_SHARE
    shown = [d for d in (*later, article_day) if d is not None and d <= widest]
    return min(math.ceil(max([needed, *shown])) + ROOM_DAYS, HORIZON_DAYS)


def _closed(calendar: WorkCalendar, record: DecisionRecord, horizon: int) -> tuple[int, ...]:
    """List the days from today on which a calendar is closed."""
    is_open = calendar.open_days(record.today, horizon + 1)
    return tuple(int(day) for day in np.flatnonzero(~is_open))
