"""What the twin page says: state, forecast side by side, what comes, and what happened."""

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.core.alarms import Ending
from app.core.distribution import DaysDistribution
from app.core.health import RulEstimate, RulState
from app.core.ignorance import what_is_missing
from app.core.texts import translate
from app.core.twin import GRID_DAYS, TwinOutlook, output_lost, wear_factor
from app.core.work_orders import WorkOrder
from app.replenishment.twin import Twin
from app.ui.orders.rows_record import Fact
from app.ui.regime_words import regime_words
from app.ui.rows_orders import state_word
from app.ui.twin.reading import PointState, StoryKind, StoryLine, TwinRecord, day_of
from app.ui.what_if.words import Line
from app.ui.wording import NOTHING, Wording

WHOLE_MONEY_FROM = 1000.0


def headline(record: TwinRecord, say: Wording) -> str:
    """Say in one sentence how the component is and how long it will last."""
    assessment = record.asset.assessment
    if assessment is None:
        return translate("Twin", "Not measured yet: what follows is what such machines do.")
    rul, mode = assessment.rul, translate("Words", assessment.diagnosis.failure_mode.value)
    if rul.state is RulState.DEGRADING and rul.distribution is not None:
        text = translate("Twin", "{mode}: likely to fail in {p50} d (P10 {p10}, P90 {p90}).")
        p10, p50, p90 = (_days(rul.distribution, p, say) for p in (0.1, 0.5, 0.9))
        return text.format(mode=mode[:1].upper() + mode[1:], p10=p10, p50=p50, p90=p90)
    missing = what_is_missing(rul.state)
    if missing is not None:
        return " ".join((f"{missing[0]}.", what_happened(rul, say), missing[1])).replace("  ", " ")
    return translate("Twin", "No degradation detected: no path leads to a failure.")


def what_happened(rul: RulEstimate, say: Wording) -> str:
    """Say what changed of a machine whose path is not believed; "" where nothing is known of it."""
    if rul.regime is not None:
        return regime_words(rul.regime, say)
    return rul.explanation if rul.state is RulState.DRIFTED else ""


def basis_words(record: TwinRecord, say: Wording) -> str:
    """Say what everything here rests on: as of when, how many measurements, which model."""
    assessment, now = record.asset.assessment, record.asset.now
    good = sum(state.good for state in record.points)
    parts = [translate("Twin", "As of {when}").format(when=say.instant(now))]
    parts.append(translate("Twin", "n = {n} good measurements").format(n=say.count(good)))
    if assessment is not None and assessment.rul.model != "none":
        parts.append(f"{assessment.rul.model} {assessment.rul.model_version}")
    last = record.asset.last_good_at
    if last is not None:
        text = translate("Twin", "the last {age} ago")
        parts.append(text.format(age=say.age(now - last)))
    if isinstance(record.twin, Twin) and record.twin.is_by_age:
        parts.append(translate("Twin", "forecast by age: what such components last"))
    return " · ".join(parts)


def indicator_lines(state: PointState, say: Wording) -> Iterator[str]:
    """Say each indicator of a point with its limits and their sources."""
    for reading in state.readings:
        shown = NOTHING if reading.value is None else say.number(float(f"{reading.value:.3g}"))
        limits = ", ".join(
            f"{translate('Words', limit.state.value)} {say.number(float(f'{limit.value:.3g}'))} "
            f"({limit.source})"
            for limit in reading.limits
        )
        none = translate("Twin", "no limit")
        yield f"{reading.title}: {shown} {reading.unit}; {limits or none}"


def comparison_lines(
    twin: Twin, plant: TwinOutlook, assumed: TwinOutlook, today: date, say: Wording
) -> list[Line]:
    """Put the plant's forecast and the assumed one side by side."""
    both = (plant, assumed)

    def line(name: str, values: tuple[str, str]) -> Line:
        return Line(name, *values)

    def each(write: Callable[[TwinOutlook], str]) -> tuple[str, str]:
        return write(plant), write(assumed)

    percent = say.percent
    return [
        line(translate("Twin", "Life P10, d"), each(lambda o: _days(o.life, 0.1, say))),
        line(translate("Twin", "Life P50, d"), each(lambda o: _days(o.life, 0.5, say))),
        line(translate("Twin", "Life P90, d"), each(lambda o: _days(o.life, 0.9, say))),
        line(
            translate("Twin", "Needed by"),
            each(lambda o: NOTHING if twin.is_by_age else _day(o.need_day, today, say)),
        ),
        line(translate("Twin", "Order by"), each(lambda o: _order_words(twin, o, today, say))),
        line(
            translate("Twin", "Replace on"),
            each(lambda o: _day(_job_day(o), today, say)),
        ),
        line(translate("Twin", "P(late)"), each(lambda o: percent(o.late))),
        line(translate("Twin", "P(fails first)"), each(lambda o: percent(o.failing))),
        line(translate("Twin", "Expected cost"), _money([o.cost for o in both], say)),
        line(translate("Twin", "Output lost"), _money([o.output_lost for o in both], say)),
        line(translate("Twin", "Together"), _money([o.together for o in both], say)),
    ]


def change_words(twin: Twin, plant: TwinOutlook, assumed: TwinOutlook, say: Wording) -> str:
    """Say in one sentence what the conditions change, and by which law."""
    factor = wear_factor(assumed.conditions, twin.basis.usual, twin.basis.load_exponent)
    law = translate("Twin", "Life ~ 1 / (speed × load^{p} × running days), {source}.").format(
        p=say.number(twin.basis.load_exponent), source=_law_source(twin)
    )
    if assumed is plant:
        return law
    lost = output_lost(assumed.conditions, twin.basis.usual)
    text = translate("Twin", "Wear {factor} times as fast, {lost} of the output lost, {money}.")
    more = assumed.together - plant.together
    sign = "+" if more >= 0 else "−"
    money = f"{sign}{_amount(abs(more), say)} {twin.currency}"
    said = text.format(factor=say.fixed(factor, 2), lost=percent_of(lost, say), money=money)
    return f"{said} {law}"


def decision_remark(record: TwinRecord, plant: TwinOutlook, say: Wording) -> str:
    """Say where the newest decision dates the order otherwise, and why that may be."""
    decision, today = record.asset.decision, record.asset.today
    if decision is None or plant.order_day is None or decision.decision.order_by is None:
        return ""
    if decision.decision.order_by == today + timedelta(days=plant.order_day):
        return ""
    text = translate(
        "Twin",
        "The decision of {taken} says {day}: it counts the part's other needs, or is older.",
    )
    return text.format(
        taken=say.short_day(decision.today), day=say.short_day(decision.decision.order_by)
    )


def percent_of(share: float, say: Wording) -> str:
    """Write a share; nothing lost is said as such."""
    return say.percent(share) if share > 0 else translate("Twin", "none")


def coming_facts(record: TwinRecord, say: Wording) -> tuple[Fact, ...]:
    """Say what is ordered, when it comes, and when the machine can be worked on next."""
    order, job, part = record.asset.order, record.asset.job, record.part
    none = translate("Twin", "nothing")
    ordered = none
    if order is not None:
        ordered = f"{order.number} ({state_word(order.state)})"
    today = record.asset.today
    windows = [(day, window) for window in record.windows for day in window.days(today, GRID_DAYS)]
    next_window = NOTHING
    if windows:
        day, window = min(windows, key=lambda pair: pair[0])
        next_window = f"{say.short_day(today + timedelta(days=day))} {window.name}".strip()
    return (
        (translate("Twin", "Part"), part.number if part else NOTHING),
        (translate("Twin", "On the shelf, pcs"), say.count(record.on_hand)),
        (translate("Twin", "On order"), ordered),
        (
            translate("Twin", "Arrives"),
            say.optional_day(order.expected_on if order else None),
        ),
        (
            translate("Twin", "Job"),
            f"{job.number}, {say.optional_day(job.planned_on)}" if job else none,
        ),
        (translate("Twin", "Next window"), next_window),
    )


def story_lines(record: TwinRecord, say: Wording, zone: ZoneInfo) -> list[StoryLine]:
    """List what happened to the component, the newest first."""
    del say
    lines = [_job_line(job, zone) for job in record.jobs]
    fitted = record.asset.component.installed_on
    if fitted is not None:
        text = translate("Twin", "{name} fitted").format(name=record.asset.component.name)
        lines.append(StoryLine(f"fitted {fitted}", fitted, StoryKind.FITTED, text, ""))
    for order in record.orders:
        day = order.sent_on or day_of(order.created_at, zone)
        text = f"{order.number}: {state_word(order.state)}"
        lines.append(StoryLine(order.id, day, StoryKind.ORDER, text, order.id))
    for alarm in record.alarms:
        mode = translate("Words", alarm.mode) if alarm.mode else ""
        if alarm.ending is not Ending.MISSED:
            name = f"alarm {alarm.began_at.isoformat()}"
            ending = translate("Words", alarm.ending.value)
            text = translate("Twin", "alarm began ({ending})").format(
                ending=f"{mode}, {ending}" if mode else ending
            )
            lines.append(StoryLine(name, day_of(alarm.began_at, zone), StoryKind.ALARM, text, ""))
    return sorted(lines, key=lambda line: line.day, reverse=True)


def _job_line(job: WorkOrder, zone: ZoneInfo) -> StoryLine:
    """Say what a job found, or that it is still to be done."""
    day = day_of(job.done_at or job.created_at, zone)
    if job.planned_on is not None and job.done_at is None:
        day = job.planned_on
    outcome = translate("Words", job.outcome.value) if job.outcome else state_word(job.state)
    text = f"{job.number}: {job.title}, {outcome}"
    return StoryLine(job.id, day, StoryKind.JOB, text, job.id)


def _order_words(twin: Twin, outlook: TwinOutlook, today: date, say: Wording) -> str:
    """Say when to order; that the part is here or coming where it is."""
    if twin.part_source == "shelf":
        return translate("Twin", "on the shelf")
    if twin.part_source == "order":
        return twin.order_number
    return _day(outlook.order_day, today, say)


def _job_day(outlook: TwinOutlook) -> int | None:
    """Day of the job; None where waiting for the failure is cheapest within the year."""
    return outlook.choice.work_day if outlook.choice.work_day < GRID_DAYS else None


def _law_source(twin: Twin) -> str:
    """Say where the law comes from."""
    if twin.basis.load_exponent == 1.0:
        return translate("Twin", "no law on record: in proportion")
    return translate("Twin", "ISO 281")


def _day(day: int | None, today: date, say: Wording) -> str:
    """Write a day counted from today; beyond the year nothing is dated."""
    if day is None or day >= GRID_DAYS:
        return translate("Twin", "> {n} d").format(n=say.count(GRID_DAYS))
    return say.short_day(today + timedelta(days=day))


def _days(life: DaysDistribution, level: float, say: Wording) -> str:
    """Write a quantile in days."""
    days = life.quantile(level)
    if not math.isfinite(days):
        return translate("Twin", "beyond")
    return say.number(round(days, 0 if days >= 10 else 1))


def _money(amounts: list[float], say: Wording) -> tuple[str, str]:
    """Write two amounts without their currency."""
    plant, assumed = (_amount(amount, say) for amount in amounts)
    return plant, assumed


def _amount(money: float, say: Wording) -> str:
    """Write money: cents where they say something."""
    return say.fixed(money, 0 if abs(money) >= WHOLE_MONEY_FROM else 2)
