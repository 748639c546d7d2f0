"""A plan decides as the daily review does: the same scenario in the books, reviewed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.assets import Asset, AssetClass, Component
from app.core.health import Assessment, Diagnosis, FailureMode, RulEstimate, RulState
from app.core.moment import Moment
from app.core.purchasing import PurchaseOrder
from app.core.stock import MovementKind, StockMovement
from app.core.trigger import DecisionKind
from app.exchange.plan import plan_scenario
from app.exchange.scenario import Scenario, ScenarioComponent, parse_scenario
from app.replenishment.part_look import look_at
from app.replenishment.pool import read_books
from app.replenishment.review import review
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.soak.beliefs import ALARM

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
MOMENT = Moment(NOW, NOW.date(), "monitor")
PARTS = ("bearing", "seal", "twin")


@st.composite
def offers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The usual vendor's packs and breaks, and another vendor or none."""
    own: dict[str, Any] = {"vendor": "usual", "pack_size": draw(st.sampled_from([1, 1, 3]))}
    if draw(st.booleans()):
        own["price_breaks"] = [{"least": 4, "price": "35.00 EUR"}]
    other = {"vendor": "other", "price": draw(st.sampled_from(["41.00 EUR", "70.00 EUR"]))}
    return [own, *([other] if draw(st.booleans()) else [])]


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Parts of one or two vendors each, up to three machines, a kit on the first or none.

    The twin may replace the bearing, at a price of its own.
    """
    price = {"bearing": "40.00 EUR", "seal": "40.00 EUR"}
    price["twin"] = draw(st.sampled_from(["33.00 EUR", "40.00 EUR", "90.00 EUR"]))
    parts = [
        {
            "number": number,
            "vendor": "other" if number == "twin" and draw(st.booleans()) else "usual",
            "price": price[number],
            "minimum_order": draw(st.sampled_from([1, 1, 2, 4])),
            "safety_stock": draw(st.sampled_from([0, 0, 1])),
            "buffer_stock": draw(st.sampled_from([0, 2])),
            **(
                {"alternates": ["bearing"] if draw(st.booleans()) else []}
                if number == "twin"
                else {"offers": draw(offers())}
            ),
        }
        for number in PARTS
    ]
    assets = [
        {
            "tag": f"M-{n}",
            "criticality": draw(st.sampled_from("ABC")),
            "downtime_cost_per_day": draw(st.sampled_from(["5.00 EUR", "900.00 EUR"])),
            "components": [
                {
                    "name": "spare",
                    "part": "bearing",
                    "quantity": draw(st.integers(1, 2)),
                    "rul_days": _life(draw),
                    **({"kit": [{"part": "seal", "quantity": 2}]} if draw(st.booleans()) else {}),
                }
            ],
        }
        for n in range(draw(st.integers(1, 3)))
    ]
    vendors = [
        {"name": "usual", "lead_days": draw(st.sampled_from([3, 12])), "spread_days": 1},
        {"name": "other", "lead_days": draw(st.sampled_from([2, 8])), "spread_days": 2},
    ]
    most = {"bearing": 3, "seal": 3, "twin": 1}
    stock = [{"part": number, "on_hand": draw(st.integers(0, most[number]))} for number in PARTS]
    return {
        "today": NOW.date().isoformat(),
        "vendors": vendors,
        "parts": parts,
        "stock": stock,
        "assets": assets,
    }


def _life(draw: st.DrawFn) -> dict[str, float]:
    """A remaining life from days to months."""
    middle = draw(st.sampled_from([6.0, 15.0, 40.0, 150.0]))
    return {"0.02": middle * 0.5, "0.5": middle, "0.98": middle * 1.8}


@contextmanager
def books_of(scenario: Scenario) -> Iterator[tuple[Store, dict[str, Assessment]]]:
    """The scenario entered into the books of a plant, and what is believed of its machines."""
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "plant", owner="test")
        try:
            with store.begin("test") as uow:
                believed = _entered(uow, scenario)
            yield store, believed
        finally:
            store.close()


def _entered(uow: UnitOfWork, scenario: Scenario) -> dict[str, Assessment]:
    """Enter a scenario into the books."""
    uow.plant.save_policy(scenario.policy)
    for vendor in scenario.vendors.values():
        uow.plant.add_supplier(vendor)
    for number, part in scenario.parts.items():
        uow.stock.add_part(part.part)
        for offer in part.offers:
            uow.offers.save(part.part, offer)
        if part.on_hand:
            opening = StockMovement(number, number, part.on_hand, MovementKind.OPENING, NOW, "t")
            uow.stock.add_movement(opening)
    believed = {}
    for n, component in enumerate(scenario.components):
        uow.plant.add_asset(_asset(component))
        entered = Component(
            id=str(n),
            asset_id=component.asset,
            name=component.name,
            part_id=component.part,
            quantity_per_job=component.quantity,
            job_days=component.job_days,
            kit=component.kit,
        )
        uow.plant.add_component(entered)
        believed[str(n)] = _believed(str(n), component)
    return believed


def _asset(component: ScenarioComponent) -> Asset:
    return Asset(
        id=component.asset,
        tag=component.asset,
        name="",
        asset_class=AssetClass.PUMP,
        criticality=component.criticality,
        downtime_cost_per_day=component.downtime_cost_per_day.amount,
    )


def _believed(name: str, component: ScenarioComponent) -> Assessment:
    life = RulEstimate(
        RulState.DEGRADING, component.life, "test", "1", NOW, 200, alert_precision=0.95
    )
    return Assessment(name, name, "", NOW, ALARM, Diagnosis(FailureMode.OUTER_RACE_WEAR, 0.9), life)


def said_by_plan(scenario: Scenario) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows of the plan by component, "shelf" for a level, and part."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    rows: list[dict[str, Any]] = plan_scenario(scenario)
    for n, row in enumerate(rows):
        name = "shelf" if row["asset"] is None else str(n)
        for one in (row, *row.get("kit", ())):
            found[name, one["part"]] = one
    return found


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_what_the_plan_dates_the_first_look_of_a_review_dates(content: dict[str, Any]) -> None:
    """But for later needs that the surplus of an order before them serves: that is not drafted."""
    scenario = parse_scenario(content)
    planned = said_by_plan(scenario)
    with books_of(scenario) as (store, believed), store.begin("monitor") as uow:
        for part_id in PARTS:
            books = read_books(uow, part_id, MOMENT, believed)
            served_before = 0
            for one in look_at(uow, books, MOMENT).decided:
                name = one.ranked.item.id.removeprefix("predicted:").removeprefix("kit:")
                row = planned[name.partition(":")[0], part_id]
                trade = books.trade_for(one.ranked.item.id)
                bought = trade.supplier.id, trade.goods.number
                assert (row["supplier"], row["order_part"]) == bought
                if served_before:
                    continue
                said = row["decision"], row["order_by"], row["need_by"]
                decision = one.decision
                assert said == (
                    decision.kind.value,
                    _iso(decision.order_by),
                    _iso(decision.need_by),
                )
                is_its_own = row["order_part"] == part_id
                over = max(int(row["quantity"]) - one.ranked.missing, 0)
                served_before = over if is_its_own else 0


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_the_order_of_today_is_the_one_the_review_drafts(content: dict[str, Any]) -> None:
    for asset in content["assets"][1:]:
        asset["components"][0]["rul_days"] = {"0.001": 400.0, "0.999": 700.0}
    scenario = parse_scenario(content)
    planned = said_by_plan(scenario)
    with books_of(scenario) as (store, believed), store.begin("monitor") as uow:
        for name, assessment in list(believed.items())[::-1]:
            review(uow, name, assessment, MOMENT)
        ordered = [
            (order.supplier_id, line.part_id, _pieces(order, line.part_id))
            for order in uow.orders.all()
            for line in order.lines
            if line.peg is not None
        ]
    due = {DecisionKind.ORDER.value, DecisionKind.LATE.value}
    wanted = [
        (row["supplier"], row["order_part"], row["quantity"])
        for (name, _part), row in planned.items()
        if row["decision"] in due and name == "0"
    ]
    if wanted and not _has_level(scenario):
        assert sorted(ordered) == sorted(wanted)


def _pieces(order: PurchaseOrder, part_id: str) -> int:
    return sum(line.quantity for line in order.lines if line.part_id == part_id)


def _has_level(scenario: Scenario) -> bool:
    """Whether a level is kept: what it lacks stands on the first line of the review's order."""
    return any(p.part.safety_stock + p.part.buffer_stock for p in scenario.parts.values())
