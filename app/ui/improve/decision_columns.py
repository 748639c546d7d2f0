"""What each column of the decision journal says."""

from app.core.texts import translate
from app.replenishment.journal import JournalRow
from app.ui.colours import tokens
from app.ui.improve.rows_decisions import act_word, outcome_word, regret_words
from app.ui.table_model import Column
from app.ui.wording import Wording

BY, REASON = 4, 5
"""Who decided gives way in a narrow window; the reason takes what room is left."""


def decision_columns(say: Wording, currency: str) -> list[Column[JournalRow]]:
    """Say what each column holds."""
    cost = translate("Improve", "Extra cost\n{money}").format(money=currency)
    return [
        Column(
            translate("Improve", "When"),
            lambda row: say.short_day(row.entry.today),
            sort_key=lambda row: row.entry.at,
        ),
        Column(translate("Improve", "Number"), lambda row: row.entry.number),
        Column(
            translate("Improve", "For"),
            lambda row: row.asset_tag,
            tooltip=lambda row: f"{row.asset_tag}, {row.component}",
        ),
        Column(translate("Improve", "Done"), lambda row: act_word(row.entry.act)),
        Column(translate("Improve", "By"), lambda row: row.entry.actor),
        Column(translate("Improve", "Reason"), lambda row: row.entry.reason),
        Column(translate("Improve", "Outcome"), lambda row: outcome_word(row, say)),
        Column(
            cost,
            lambda row: regret_words(row, say),
            sort_key=lambda row: row.regret.amount if row.regret else None,
            is_number=True,
            colour=lambda row: tokens.alarm if row.regret and row.regret.amount > 0 else None,
        ),
    ]
