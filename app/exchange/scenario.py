"""A planning scenario as a JSON file: what `kairos plan` reads (docs/scenario.md)."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.assets import Criticality, KitItem
from app.core.calendars import WorkCalendar
from app.core.distribution import DaysDistribution
from app.core.errors import ScenarioRefused
from app.core.health import RulState, is_believed
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.supply_risk import SupplyRisk, policy_in_force
from app.exchange.fields import Fields, by_name, refused
from app.exchange.scenario_late import LateFigures, read_late_figures
from app.exchange.scenario_parts import ScenarioPart, read_parts
from app.exchange.scenario_risk import read_supply_risk
from app.exchange.scenario_site import read_calendars, read_policy, read_vendor

STATES = {state.value: state for state in RulState}
CRITICALITIES = {c.value: c for c in Criticality}
WITHOUT_LIFE = {RulState.NO_DEGRADATION, RulState.NO_DATA}
"""States that leave no remaining life to state."""
WITH_LIFE = {RulState.DEGRADING, RulState.PRIOR_ONLY}
"""States that are a remaining life; the others may carry one that is not believed."""


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
    late: LateFigures
    kit: tuple[KitItem, ...] = ()

    @property
    def planned_life(self) -> DaysDistribution | None:
        """Life that may date an order: what was measured where it is believed, or the prior."""
        is_prior = self.life_state is RulState.PRIOR_ONLY
        return self.life if is_prior or is_believed(self.life_state) else None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a plan is made from; the policy's floors are those supply-risk mode leaves."""

    today: date
    policy: SitePolicy
    vendors: dict[str, Supplier]
    parts: dict[str, ScenarioPart]
    components: tuple[ScenarioComponent, ...]
    supply_risk: SupplyRisk | None = None


def read_scenario(path: Path) -> Scenario:
    """Read a scenario file.

    Raises
    ------
    ScenarioRefused
        If the file can't be read, is no JSON, or a field is missing, unknown or impossible.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = json.loads(text, object_pairs_hook=_each_name_once)
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
    except (ValueError, RecursionError) as failed:
        raise ScenarioRefused(
            f"{path.name}: a number is too long or brackets are nested too deeply.",
            "Correct the file; nothing was planned.",
        ) from failed
    return parse_scenario(content)


def _each_name_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a JSON object that says one name twice."""
    return by_name("scenario, names within one pair of braces", pairs)


def parse_scenario(content: object) -> Scenario:
    """Turn a scenario's JSON content into core objects, refusing what is not understood."""
    top = Fields(content, "scenario")
    if top.count("schema", 1) != 1:
        raise ScenarioRefused("scenario.schema: only schema 1 is known.", "Use schema 1.")
    today = top.day("today")
    calendars = read_calendars(top.inner("calendars"))
    risk = read_supply_risk(top)
    stated = read_policy(top.inner("policy"), calendars.get("plant", WorkCalendar()))
    policy = policy_in_force(stated, risk, today)
    sellers = top.items(
        "vendors", lambda v, at: read_vendor(v, at, calendars, policy.currency), needed=True
    )
    vendors = by_name("scenario.vendors", ((v.name, v) for v in sellers))
    parts = read_parts(top, vendors, policy.currency)
    assets = top.items("assets", lambda item, at: _asset(item, at, parts, policy), needed=True)
    top.done()
    components = tuple(component for asset in assets for component in asset)
    return Scenario(today, policy, vendors, parts, components, risk)


def _asset(
    item: object, place: str, parts: dict[str, ScenarioPart], policy: SitePolicy
) -> list[ScenarioComponent]:
    """Read an asset's components; its criticality and downtime cost are theirs."""
    fields = Fields(item, place)
    tag = fields.text("tag")
    criticality = fields.choice("criticality", CRITICALITIES)
    cost = fields.money("downtime_cost_per_day", policy.currency, f"0.00 {policy.currency}")
    late = read_late_figures(fields, policy.currency)
    components = fields.items(
        "components",
        lambda c, at: _component(c, at, tag, criticality, cost, late, parts),
        needed=True,
    )
    fields.done()
    return components


def _component(
    item: object,
    place: str,
    tag: str,
    criticality: Criticality,
    cost: Money,
    late: LateFigures,
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
        late=late,
        kit=tuple(fields.items("kit", lambda i, at: _kit_item(i, at, parts))),
    )
    _check_kit(component, place)
    if life is not None and state in WITHOUT_LIFE:
        raise refused(f"{place}.state", "another state beside rul_days", state.value)
    if life is None and state in WITH_LIFE:
        raise refused(f"{place}.rul_days", f'quantiles, as the state is "{state.value}"', None)
    fields.done()
    return component


def _kit_item(item: object, place: str, parts: dict[str, ScenarioPart]) -> KitItem:
    """Read a part that the job needs beside the component's own."""
    fields = Fields(item, place)
    found = KitItem(
        fields.choice("part", {name: name for name in parts}), fields.count("quantity", 1, least=1)
    )
    fields.done()
    return found


def _check_kit(component: ScenarioComponent, place: str) -> None:
    """Refuse a kit that names a part twice, or the component's own."""
    known = {component.part}
    for n, item in enumerate(component.kit, start=1):
        if item.part_id in known:
            expected = "each part once, beside the component's own"
            raise refused(f"{place}.kit[{n}].part", expected, item.part_id)
        known.add(item.part_id)


def _life(value: object, place: str) -> DaysDistribution | None:
    """Read remaining life: one sure number of days, or quantiles by level."""
    if value is None:
        return None
    if not isinstance(value, dict):
        parent, _, name = place.rpartition(".")
        days = Fields({name: value}, parent).number(name, most=36_500)
        return DaysDistribution.certain(days)
    fields = Fields(value, place)
    quantiles = by_name(
        f"{place}, levels",
        [(_level(name, place), fields.number(name, most=36_500)) for name in fields.names()],
    )
    try:
        return DaysDistribution.from_quantiles(quantiles)
    except ValueError as wrong:
        raise ScenarioRefused(f"{place}: {wrong}.", "Correct the quantiles.") from wrong


def _level(name: str, place: str) -> float:
    """Read a probability level that stands as a name."""
    try:
        return float(name)
    except ValueError:
        raise refused(place, 'levels like "0.5" as names', name) from None
