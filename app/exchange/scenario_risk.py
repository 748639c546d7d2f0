"""Supply-risk mode in a scenario, so that what it does to a plan can be seen without a window."""

from app.core.assets import Criticality
from app.core.errors import ScenarioRefused, StepRefused
from app.core.supply_risk import (
    MOST_HALF_LIFE_DAYS,
    MOST_MULTIPLIER,
    RiskSettings,
    SupplyRisk,
)
from app.exchange.fields import Fields, refused


def read_supply_risk(top: Fields) -> SupplyRisk | None:
    """Read the mode; an absent one is off."""
    if not top.has("supply_risk"):
        return None
    fields = top.inner("supply_risk")
    reason, started = fields.text("reason"), fields.day("started")
    factors = fields.inner("multiplier")
    multiplier = {
        c: factors.number(c.value, 1.0, least=1.0, most=MOST_MULTIPLIER) for c in Criticality
    }
    factors.done()
    half_life = fields.number("half_life_days", 14.0, most=MOST_HALF_LIFE_DAYS)
    ended = fields.day("ended") if fields.has("ended") else None
    fields.done()
    if ended is not None and ended < started:
        raise refused(f"{fields.place}.ended", f"a day not before {started}", ended.isoformat())
    try:
        settings = RiskSettings(reason, started, multiplier, half_life)
    except StepRefused as wrong:
        raise ScenarioRefused(f"{fields.place}: {wrong.what}", wrong.remedy) from wrong
    return SupplyRisk("scenario", settings, started, "scenario", ended)
