"""A planning scenario as a JSON file: what `kairos plan` reads (docs/scenario.md)."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.assets import Criticality
from app.core.calendars import EVERY_DAY, Shutdown, WorkCalendar, working_days_between
from app.core.distribution import DaysDistribution
from app.core.errors import ScenarioRefused
from app.core.health import RulState
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.policy import SitePolicy, TriggerRule
from app.exchange.fields import Fields, refused

STATES = {state.value: state for state in RulState}
RULES = {"expected_cost": TriggerRule.EXPECTED_COST, "article": TriggerRule.ARTICLE}
CRITICALITIES = {c.value: c for c in Criticality}


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """Pieces on the way and the day they are due."""

    quantity: int
    due: date


@dataclass(frozen=True, slots=True)
class ScenarioPart:
    """A part with its vendor and stock."""

    number: str
    vendor: str
    price: Money
    minimum_order: int
    on_hand: int
    allocated: int
    on_order: tuple[OpenOrder, ...]


@dataclass(frozen=True, slots=True)
class ScenarioComponent:
    """A component with its remaining life and the part it will want."""

    asset: str
    name: str
    part: str
    criticality: Criticality
    downtime_cost_per_day: Money
    job_days: float
    quantity: int
    life: DaysDistribution | None
    life_state: RulState


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a plan is made from."""

    today: date
    policy: SitePolicy
    vendors: dict[str, Supplier]
    parts: dict[str, ScenarioPart]
    components: tuple[ScenarioComponent, ...]


def read_scenario(path: Path) -> Scenario:
    """Read a scenario file.

    Raises
    ------
    ScenarioRefused
        If the file can't be read, is no JSON, or a field is missing, unknown or impossible.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as failed:
        raise ScenarioRefused(
            f"{path}: {failed.strerror}.", "Check the file's name and that it may be read."
        ) from failed
    except UnicodeDecodeError as failed:
        raise ScenarioRefused(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from failed
    except json.JSONDecodeError as failed:
        raise ScenarioRefused(
            f"{path.name}, line {failed.lineno}, column {failed.colno}: not JSON ({failed.msg}).",
            "Correct the file; nothing was planned.",
        ) from failed
    return parse_scenario(content)


def parse_scenario(content: object) -> Scenario:
    """Turn a scenario's JSON content into core objects, refusing what is not understood."""
    top = Fields(content, "scenario")
    if top.count("schema", 1) != 1:
        raise ScenarioRefused("scenario.schema: only schema 1 is known.", "Use schema 1.")
    today = top.day("today")
    calendars = _calendars(top.inner("calendars"))
    policy = _policy(top.inner("policy"), calendars.get("plant", WorkCalendar()))
    vendors = {
        v.name: v
        for v in top.items("vendors", lambda item, at: _vendor(item, at, calendars), needed=True)
    }
    stock = dict(top.items("stock", _stock))
    parts = {
        p.number: p
        for p in top.items("parts", lambda item, at: _part(item, at, vendors, stock), needed=True)
    }
    for number in stock:
        if number not in parts:
            raise refused("scenario.stock", "a part of the list of parts", number)
    assets = top.items("assets", lambda item, at: _asset(item, at, parts, policy), needed=True)
    top.done()
    components = tuple(component for asset in assets for component in asset)
    return Scenario(today, policy, vendors, parts, components)


def _calendars(fields: Fields) -> dict[str, WorkCalendar]:
    """Read the named calendars; "plant" is the plant's own."""
    return {name: _calendar(fields.inner(name)) for name in fields.names()}


def _calendar(fields: Fields) -> WorkCalendar:
    """Read working weekdays, holidays and shutdowns; what is absent is open."""
    weekdays = fields.raw("working_weekdays")
    country, _, region = fields.text("holidays", "").partition("-")
    if weekdays is not None and not (
        isinstance(weekdays, list) and all(isinstance(d, int) and 0 <= d <= 6 for d in weekdays)
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


def _policy(fields: Fields, plant: WorkCalendar) -> SitePolicy:
    """Read the site's settings; what is absent has the default of the program."""
    default = SitePolicy()
    currency = fields.text("currency", default.currency)
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
        approval_limit=fields.money("approval_limit", f"500.00 {currency}"),
        approval_probability=fields.number(
            "approval_probability", default.approval_probability, most=1.0
        ),
        planning_horizon_days=fields.count(
            "planning_horizon_days", default.planning_horizon_days, least=1
        ),
        receiving_margin_days=fields.count("receiving_margin_days", default.receiving_margin_days),
        carrying_rate_per_year=fields.number(
            "carrying_rate_per_year", default.carrying_rate_per_year
        ),
        service_floor=service_floor,
        article_planning_quantile=fields.number(
            "article_planning_quantile", default.article_planning_quantile, least=0.001, most=0.999
        ),
    )
    fields.done()
    return policy


def _vendor(item: object, place: str, calendars: dict[str, WorkCalendar]) -> Supplier:
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
    receipts = fields.items("receipts", lambda r, at: _receipt(r, at, calendar))
    expedite = fields.raw("expedite_lead_days")
    vendor = Supplier(
        id=name,
        name=name,
        calendar=calendar,
        declared_median_days=_days(median, f"{place}.lead_days"),
        declared_spread_days=_days(spread, f"{place}.spread_days"),
        receipts_days=tuple(receipts),
        expedite_median_days=_days(expedite, f"{place}.expedite_lead_days"),
    )
    fields.done()
    return vendor


def _days(value: object, place: str) -> float | None:
    """Read an optional number of days."""
    return None if value is None else Fields({"days": value}, place).number("days", most=730)


def _receipt(item: object, place: str, calendar: WorkCalendar) -> float:
    """Read a receipt: days as a number, or the dates of order and arrival."""
    if not isinstance(item, dict):
        return Fields({"days": item}, place).number("days", most=730)
    fields = Fields(item, place)
    ordered, received = fields.day("ordered"), fields.day("received")
    fields.done()
    if received < ordered:
        raise refused(f"{place}.received", f"a day not before {ordered}", received.isoformat())
    return float(working_days_between(calendar, ordered, received))


def _stock(item: object, place: str) -> tuple[str, tuple[int, int, tuple[OpenOrder, ...]]]:
    """Read the stock of one part."""
    fields = Fields(item, place)
    entry = (
        fields.text("part"),
        (
            fields.count("on_hand", 0),
            fields.count("allocated", 0),
            tuple(fields.items("on_order", _open_order)),
        ),
    )
    fields.done()
    return entry


def _open_order(item: object, place: str) -> OpenOrder:
    """Read pieces on the way."""
    fields = Fields(item, place)
    order = OpenOrder(fields.count("quantity", least=1), fields.day("due"))
    fields.done()
    return order


def _part(
    item: object,
    place: str,
    vendors: dict[str, Supplier],
    stock: dict[str, tuple[int, int, tuple[OpenOrder, ...]]],
) -> ScenarioPart:
    """Read a part and put its stock beside it."""
    fields = Fields(item, place)
    number = fields.text("number")
    on_hand, allocated, on_order = stock.get(number, (0, 0, ()))
    part = ScenarioPart(
        number=number,
        vendor=fields.choice("vendor", {name: name for name in vendors}),
        price=fields.money("price"),
        minimum_order=fields.count("minimum_order", 1, least=1),
        on_hand=on_hand,
        allocated=allocated,
        on_order=on_order,
    )
    fields.done()
    return part


def _asset(
    item: object, place: str, parts: dict[str, ScenarioPart], policy: SitePolicy
) -> list[ScenarioComponent]:
    """Read an asset's components; its criticality and downtime cost are theirs."""
    fields = Fields(item, place)
    tag = fields.text("tag")
    criticality = fields.choice("criticality", CRITICALITIES)
    cost = fields.money("downtime_cost_per_day", f"0.00 {policy.currency}")
    components = fields.items(
        "components", lambda c, at: _component(c, at, tag, criticality, cost, parts), needed=True
    )
    fields.done()
    return components


def _component(
    item: object,
    place: str,
    tag: str,
    criticality: Criticality,
    cost: Money,
    parts: dict[str, ScenarioPart],
) -> ScenarioComponent:
    """Read one component and its remaining life."""
    fields = Fields(item, place)
    life = _life(fields.raw("rul_days"), f"{place}.rul_days")
    state = fields.choice("state", STATES, "degrading" if life else "no degradation detected")
    component = ScenarioComponent(
        asset=tag,
        name=fields.text("name"),
        part=fields.choice("part", {name: name for name in parts}),
        criticality=criticality,
        downtime_cost_per_day=cost,
        job_days=fields.number("job_days", 1.0, least=0.01, most=365),
        quantity=fields.count("quantity", 1, least=1),
        life=life,
        life_state=state,
    )
    if life is None and state in {RulState.DEGRADING, RulState.PRIOR_ONLY}:
        raise refused(f"{place}.rul_days", f'quantiles, as the state is "{state.value}"', None)
    fields.done()
    return component


def _life(value: object, place: str) -> DaysDistribution | None:
    """Read remaining life: one sure number of days, or quantiles by level."""
    if value is None:
        return None
    if not isinstance(value, dict):
        days = Fields({"days": value}, place).number("days", most=36_500)
        return DaysDistribution.certain(days)
    fields = Fields(value, place)
    quantiles = {}
    for name in fields.names():
        try:
            level = float(name)
        except ValueError:
            raise refused(place, 'levels like "0.5" as names', name) from None
        quantiles[level] = fields.number(name, most=36_500)
    try:
        return DaysDistribution.from_quantiles(quantiles)
    except ValueError as wrong:
        raise ScenarioRefused(f"{place}: {wrong}.", "Correct the quantiles.") from wrong
