"""What is said of one past alarm: on the line, in its record, and as a line of CSV."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from app.core.alarms import Ending
from app.core.texts import translate
from app.replenishment.own_record import PastAlarm
from app.ui.orders.rows_record import Fact
from app.ui.wording import NOTHING, Wording


def ending_words(past: PastAlarm) -> str:
    """Say what became of an alarm, with its mark."""
    return {
        Ending.CAME_TRUE: translate("Predictions", "● came true"),
        Ending.OTHER_FAULT: translate("Predictions", "◇ other fault"),
        Ending.NO_FAULT: translate("Predictions", "○ no fault found"),
        Ending.WITHDRAWN: translate("Predictions", "– withdrawn"),
        Ending.MISSED: translate("Predictions", "▲ failed without warning"),
        Ending.OPEN: translate("Predictions", "… still open"),
    }[past.alarm.ending]


def claim_words(past: PastAlarm, say: Wording) -> str:
    """Write the first claim: median with its 90 % interval, in days."""
    if not past.alarm.claims:
        return NOTHING
    days = past.alarm.claims[0].quantiles_days
    low, median, high = (say.number(round(days[at], 0)) for at in (0, 3, 6))
    return f"{median} ({low}–{high})"


def came_words(past: PastAlarm, say: Wording) -> str:
    """Write the days that followed the first claim; from above where it was replaced before."""
    alarm = past.alarm
    if not alarm.claims or alarm.ended_at is None:
        return NOTHING
    days = (alarm.ended_at - alarm.claims[0].taken_at).total_seconds() / 86400
    shown = say.number(round(days, 0))
    if alarm.failed_at is not None:
        return shown
    return f"> {shown}" if alarm.ending is Ending.CAME_TRUE else NOTHING


def mode_words(past: PastAlarm) -> str:
    """Say what was found, or predicted."""
    return translate("Words", past.alarm.mode) if past.alarm.mode else NOTHING


def alarm_facts(past: PastAlarm, say: Wording) -> tuple[Fact, ...]:
    """Say everything kept of an alarm."""
    alarm = past.alarm
    notice, ended = alarm.notice_days, alarm.ended_at
    return (
        (translate("Predictions", "First said"), _dated(alarm.began_at, say)),
        (
            translate("Predictions", "Over"),
            _dated(ended, say) if ended else NOTHING,
        ),
        (translate("Predictions", "First claim, d"), claim_words(past, say)),
        (translate("Predictions", "Then came, d"), came_words(past, say)),
        (translate("Predictions", "Claims kept"), say.count(len(alarm.claims))),
        (
            translate("Predictions", "Notice, d"),
            NOTHING if notice is None else say.number(round(notice, 1)),
        ),
        (translate("Predictions", "Found"), mode_words(past)),
        (translate("Predictions", "Job"), past.job_number or NOTHING),
    )


def alarms_csv(alarms: Iterable[PastAlarm]) -> str:
    """Write every alarm as CSV: ISO instants, points as decimal signs, days."""
    head = (
        "asset", "component", "class", "model", "version", "began_at", "ended_at", "failed_at",
        "ending", "mode", "job", "claims", "first_p05_days", "first_p50_days", "first_p95_days",
        "notice_days",
    )  # fmt: skip
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    for past in alarms:
        alarm = past.alarm
        days = alarm.claims[0].quantiles_days if alarm.claims else ()
        first = [f"{days[at]:.2f}" for at in (0, 3, 6)] if days else ["", "", ""]
        notice = "" if alarm.notice_days is None else f"{alarm.notice_days:.2f}"
        instants = (alarm.began_at, alarm.ended_at, alarm.failed_at)
        writer.writerow(
            [
                past.asset.tag, past.component.name, past.asset.asset_class.value, *alarm.model,
                *(at.isoformat() if at else "" for at in instants),
                alarm.ending.value, alarm.mode, past.job_number, len(alarm.claims), *first, notice,
            ]
        )  # fmt: skip
    return written.getvalue()


def _dated(at: datetime, say: Wording) -> str:
    """Write an instant of years ago: with its year."""
    return f"{say.plain_day(at.date())}, {say.clock(at)}"
