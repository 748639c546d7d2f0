"""What changed of a machine, in the reader's language and units."""

from dataclasses import replace

from app.core.regime import RegimeChange, regime_reason
from app.ui.figures import unit_text
from app.ui.wording import Wording


def regime_words(change: RegimeChange, say: Wording) -> str:
    """Say what changed, since when and on what figures."""
    shown = replace(change, unit=unit_text(change.unit))
    return regime_reason(shown).text(say.number, say.short_day)
