"""The plant's record of its own predictions on paper."""

from collections.abc import Sequence
from html import escape

from app.core.shares import LEAST_TELLING
from app.core.texts import translate
from app.replenishment.own_record import FamilyLine, PastAlarm, all_counts
from app.ui.paper_table import paper_html, table_html
from app.ui.predictions import columns
from app.ui.predictions.rows import (
    coverage_rows,
    kind_words,
    model_words,
    summary_words,
    verdict_words,
)
from app.ui.wording import Wording


def record_html(
    title: str,
    lines: Sequence[FamilyLine],
    alarms: Sequence[PastAlarm],
    say: Wording,
    as_of: str,
) -> str:
    """Return the record as HTML for `app.printing`."""
    heading = escape(translate("Predictions", "Our predictions"))
    summary = escape(summary_words(all_counts(alarms), say))
    head = f"<h1>{heading}</h1><p>{escape(as_of)}</p><p>{summary}</p>"
    families = table_html(translate("Predictions", "By family"), columns.family_columns(say), lines)
    each = "".join(_family(line, say) for line in lines)
    table = table_html(translate("Predictions", "Alarms"), columns.alarm_columns(say), alarms)
    return paper_html(title, head + families + each + table)


def _family(line: FamilyLine, say: Wording) -> str:
    """Say how one family's intervals fared, where there are items enough, and what follows."""
    name = f"{kind_words(line)}, {model_words(line.model)}"
    is_telling = line.calibration.items >= LEAST_TELLING
    rows = [row for row in coverage_rows(line, say) if row.share.n] if is_telling else []
    covered = table_html(name, columns.coverage_columns(say), rows)
    head = covered or f'<p class="head">{escape(name)}</p>'
    return f"{head}<p>{escape(verdict_words(line, say))}</p>"
