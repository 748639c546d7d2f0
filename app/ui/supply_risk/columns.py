"""The columns of the parts that supply-risk mode touches."""

from app.core.texts import translate
from app.ui.supply_risk.rows_risk import RiskRow
from app.ui.table_model import Column
from app.ui.wording import NOTHING, Wording

EDITED = "✎"
"""Marks a part whose level a person set meanwhile: it is kept."""
DESCRIPTION = 1
"""The column that takes what room is left."""


def risk_columns(say: Wording) -> list[Column[RiskRow]]:
    """Say what each column holds; a level reads "before → after"."""
    return [
        Column(
            translate("Risk", "Part"),
            lambda row: f"{EDITED} {row.part}" if row.is_edited else row.part,
        ),
        Column(translate("Risk", "Description"), lambda row: row.description),
        Column(translate("Risk", "Class"), lambda row: row.criticality.value),
        Column(
            translate("Risk", "Safety, pcs"),
            lambda row: _step(row.before.safety_stock, row.after.safety_stock, say),
            sort_key=lambda row: row.after.safety_stock,
            is_number=True,
        ),
        Column(
            translate("Risk", "Buffer, pcs"),
            lambda row: _step(row.before.buffer_stock, row.after.buffer_stock, say),
            sort_key=lambda row: row.after.buffer_stock,
            is_number=True,
        ),
        Column(
            translate("Risk", "Ordered ahead, d"),
            lambda row: _cover(row, say),
            sort_key=lambda row: row.cover_after_days,
            is_number=True,
            tooltip=lambda _row: translate(
                "Risk", "Supplier working days that orders go ahead of a need"
            ),
        ),
        Column(
            translate("Risk", "More in stock"),
            lambda row: say.money(row.extra_money),
            sort_key=lambda row: row.extra_money.amount,
            is_number=True,
        ),
    ]


def _step(before: int, after: int, say: Wording) -> str:
    """Write a level with and without the mode; once where nothing changes."""
    if before == after:
        return say.count(before)
    return f"{say.count(before)} → {say.count(after)}"


def _cover(row: RiskRow, say: Wording) -> str:
    """Write how far ahead orders go; a dash where no supplier is named."""
    before, after = row.cover_before_days, row.cover_after_days
    if before is None or after is None:
        return NOTHING
    return f"{say.fixed(before, 1)} → {say.fixed(after, 1)}"
