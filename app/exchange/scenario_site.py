"""The site of a planning scenario: its calendars, its policy and its vendors."""

from dataclasses import replace

from app.core.assets import Criticality
from app.core.calendars import (
    EVERY_DAY,
    HORIZON_DAYS,
    Shutdown,
    WorkCalendar,
)
from app.core.lead_time import LEAST_LEAD_DAYS, MOST_LEAD_DAYS, Supplier
from app.core.policy import SitePolicy, TriggerRule
from app.exchange.fields import Fields, refused
from app.exchange.scenario_receipts import read_receipts

RULES = {"expected_cost": TriggerRule.EXPECTED_COST, "article": TriggerRule.ARTICLE}


def read_calendars(fields: Fields) -> dict[str, WorkCalendar]:
    """Read the named calendars; "plant" is the plant's own."""
    return {name: _calendar(fields.inner(name)) for name in fields.names()}


def _calendar(fields: Fields) -> WorkCalendar:
    """Read working weekdays, holidays and shutdowns; what is absent is open."""
    weekdays = fields.raw("working_weekdays")
    country, _, region = fields.text("holidays", "").partition("-")
    if weekdays is not None and not (
        isinstance(weekdays, list) and all(type(d) is int and 0 <= d <= 6 for d in weekdays)
    ):
        raise refused(f"{fields.place}.working_weekdays", "numbers 0 (Monday) to 6", weekdays)
    calendar = WorkCalendar(
        working_weekdays=EVERY_DAY if weekdays is None else frozenset(weekdays),
        holiday_country=country,
        holiday_region=region,
        shutdowns=tuple(fields.items("shutdowns", _shutdown)),
    )
    fields.done()
    return calendar


def _shutdown(item: object, place: str) -> Shutdown:
    """Read one closed range."""
    fields = Fields(item, place)
    shutdown = Shutdown(fields.day("first"), fields.day("last"), fields.text("name", "shutdown"))
    fields.done()
    return shutdown


def read_policy(fields: Fields, plant: WorkCalendar) -> SitePolicy:
    """Read the site's settings; what is absent has the default of the program."""
    default = SitePolicy()
    currency = _currency(fields, default.currency)
    floors = fields.inner("service_floor")
    service_floor = {
        c: floors.number(c.value, default.service_floor[c], least=0.5, most=1.0)
        for c in Criticality
    }
    floors.done()
    policy = SitePolicy(
        currency=currency,
        calendar=plant,
        rule=fields.choice("rule", RULES, "expected_cost"),
        approval_limit=fields.money("approval_limit", currency, f"500.00 {currency}"),
        approval_probability=fields.number(
            "approval_probability", default.approval_probability, most=1.0
        ),
        planning_horizon_days=fields.count(
            "planning_horizon_days", default.planning_horizon_days, least=1, most=HORIZON_DAYS
        ),
        receiving_margin_days=fields.count(
            "receiving_margin_days", default.receiving_margin_days, most=365
        ),
        carrying_rate_per_year=fields.number(
            "carrying_rate_per_year", default.carrying_rate_per_year, most=10.0
        ),
        order_cost=fields.money("order_cost", currency, f"{default.order_cost} {currency}").amount,
        service_floor=service_floor,
        article_planning_quantile=fields.number(
            "article_planning_quantile", default.article_planning_quantile, least=0.001, most=0.999
        ),
    )
    fields.done()
    return policy


def _currency(fields: Fields, default: str) -> str:
    """Read the site's currency."""
    currency = fields.text("currency", default)
    if not (
        len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
    ):
        raise refused(f"{fields.place}.currency", 'three capital letters like "EUR"', currency)
    return currency


def read_vendor(
    item: object, place: str, calendars: dict[str, WorkCalendar], currency: str
) -> Supplier:
    """Read a vendor: a declared lead time, receipts, or both."""
    fields = Fields(item, place)
    name = fields.text("name")
    calendar = WorkCalendar()
    if (named := fields.text("calendar", "")) != "":
        if named not in calendars:
            raise refused(f"{place}.calendar", "a name from calendars", named)
        calendar = calendars[named]
    median = fields.raw("lead_days")
    spread = fields.raw("spread_days")
    receipts_days, stage_days = read_receipts(fields, calendar)
    expedite = fields.raw("expedite_lead_days")
    vendor = Supplier(
        id=name,
        name=name,
        calendar=calendar,
        declared_median_days=_days(median, place, "lead_days", LEAST_LEAD_DAYS),
        declared_spread_days=_days(spread, place, "spread_days"),
        receipts_days=receipts_days,
        stage_days=stage_days,
        expedite_median_days=_days(expedite, place, "expedite_lead_days", LEAST_LEAD_DAYS),
    )
    if fields.has("expedite_cost"):
        fee = fields.money("expedite_cost", currency)
        vendor = replace(vendor, expedite_cost=fee.amount)
    fields.done()
    return vendor


def _days(value: object, place: str, name: str, least: float = 0.0) -> float | None:
    """Read an optional number of days."""
    if value is None:
        return None
    return Fields({name: value}, place).number(name, least=least, most=MOST_LEAD_DAYS)
