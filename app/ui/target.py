"""Where a click leads: a place of the window, a record there, and what to do with it."""

from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """The places of the window."""

    TODAY = "today"
    LIVE = "live"
    ASSETS = "assets"
    NEEDS = "needs"
    ORDERS = "orders"
    STORES = "stores"
    VENDORS = "vendors"
    IMPROVE = "improve"
    SETTINGS = "settings"
    SUPPLY_RISK = "supply_risk"
    WHY = "why"
    WHAT_IF = "what_if"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Target:
    """A place, the record to show there ("" for the place itself) and the step in mind.

    `step` names the button that gets the keyboard: "approve", "issue", "receive", "start", ...;
    on the Needs page it says by when needs are due ("today", "week", "any"), on Improve it names
    the section: "backtest", "decisions", "predictions" or "learn".
    """

    place: Place
    record_id: str = ""
    step: str = ""
