"""What the tables of the plant's own predictions say, on the screen and on paper."""

from collections.abc import Callable

from app.core.shares import Share
from app.core.texts import translate
from app.replenishment.own_record import FamilyLine, PastAlarm
from app.ui.colours import tokens
from app.ui.predictions.rows import (
    CoverageRow,
    bias_words,
    drift_words,
    few_words,
    kind_words,
    model_words,
    share_words,
)
from app.ui.predictions.rows_alarms import came_words, claim_words, ending_words, mode_words
from app.ui.table_model import Column, value_column
from app.ui.wording import Wording

MACHINE = 1
"""Column of the alarms that takes what room is left."""


def family_columns(say: Wording) -> list[Column[FamilyLine]]:
    """Say what each column of the families holds."""
    return [
        Column(translate("Predictions", "Machines,\nfaults"), kind_words),
        Column(translate("Predictions", "Model"), lambda line: model_words(line.model)),
        value_column(
            translate("Predictions", "Alarms\nover, n"),
            lambda line: line.counts.precision.n,
            say.count,
        ),
        _share(translate("Predictions", "Came true, %\n(90 % interval)"), _precision, say),
        value_column(
            translate("Predictions", "Missed\nn"),
            lambda line: line.counts.missed,
            say.count,
            colour=lambda line: tokens.alarm if line.counts.missed else None,
        ),
        _share(translate("Predictions", "Announced, %\n(90 % interval)"), _recall, say),
        _share(translate("Predictions", "Inside the 90 %\nclaimed, %"), _inside, say),
        Column(
            translate("Predictions", "Too long\nby factor"),
            lambda line: bias_words(line, say),
            sort_key=lambda line: line.bias or 0.0,
            is_number=True,
            tooltip=lambda line: few_words(line.calibration.inside[0.9], say),
            colour=lambda line: _muted_if_few(line.calibration.inside[0.9]),
        ),
        Column(
            translate("Predictions", "Errors"),
            drift_words,
            sort_key=lambda line: line.drift,
            colour=lambda line: (
                tokens.alarm if line.is_drifted else None if line.is_drift_tested else tokens.muted
            ),
        ),
    ]


def alarm_columns(say: Wording) -> list[Column[PastAlarm]]:
    """Say what each column of the alarms holds."""
    return [
        Column(
            translate("Predictions", "First said"),
            lambda past: say.plain_day(past.alarm.began_at.date()),
            sort_key=lambda past: past.alarm.began_at,
        ),
        Column(
            translate("Predictions", "Machine"),
            lambda past: f"{past.asset.tag}, {past.component.name}",
        ),
        Column(
            translate("Predictions", "First claim, d\nP50 (P5–P95)"),
            lambda past: claim_words(past, say),
            sort_key=lambda past: past.alarm.claims[0].median_days if past.alarm.claims else 0.0,
            is_number=True,
        ),
        Column(
            translate("Predictions", "Then\ncame, d"),
            lambda past: came_words(past, say),
            is_number=True,
        ),
        Column(
            translate("Predictions", "What became of it"),
            ending_words,
            colour=lambda past: tokens.alarm if "▲" in ending_words(past) else None,
        ),
        Column(translate("Predictions", "Found"), mode_words),
    ]


def coverage_columns(say: Wording) -> list[Column[CoverageRow]]:
    """Say what the coverage of the claimed intervals is, on paper."""
    return [
        Column(translate("Predictions", "Median claimed"), lambda row: row.title),
        Column(
            translate("Predictions", "Claimed"),
            lambda row: say.percent(row.claimed),
            is_number=True,
        ),
        Column(
            translate("Predictions", "Ends inside, % (90 % interval)"),
            lambda row: share_words(row.share, say),
            is_number=True,
        ),
        Column(translate("Predictions", "Items"), lambda row: few_words(row.share, say)),
    ]


def _share(title: str, of: Callable[[FamilyLine], Share], say: Wording) -> Column[FamilyLine]:
    """Make a column of a share: greyed where there are too few cases, which the tip counts."""
    return Column(
        title,
        lambda line: share_words(of(line), say),
        sort_key=lambda line: of(line).value or 0.0,
        is_number=True,
        tooltip=lambda line: few_words(of(line), say),
        colour=lambda line: _muted_if_few(of(line)),
    )


def _muted_if_few(share: Share) -> str | None:
    """Grey what says next to nothing yet."""
    return None if share.is_telling else tokens.muted


def _precision(line: FamilyLine) -> Share:
    return line.counts.precision


def _recall(line: FamilyLine) -> Share:
    return line.counts.recall


def _inside(line: FamilyLine) -> Share:
    return line.calibration.inside[0.9]
