"""A reader with a pencil comes to the same date and money from the sentences alone."""

import re
from datetime import date, timedelta

import numpy as np
import pytest

from app.core.assets import Criticality
from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.decision import evaluate_trigger
from app.core.distribution import LEVELS, DaysDistribution
from app.core.flips import smallest_changes
from app.core.lead_time import LeadTime, declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Reason
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_from
from app.core.trigger import DecisionKind, TriggerDecision

TODAY = date(2026, 3, 2)
WEEK = WorkCalendar(MONDAY_TO_FRIDAY)
NUMBER = r"(-?\d+(?:\.\d+)?(?:e-?\d+)?)"
DAY = r"(\d{4}-\d\d-\d\d)"
LIFE = DaysDistribution(45.0 * np.exp(0.44 * (2.0 * LEVELS - 1.0)))
"""From 29 to 70 days, its median 45."""
OTHERS = [("Nordlager", supply_from(TODAY, WEEK, WEEK, declared_lead_time(1.0), 1))]


def decided(
    supply: Supply,
    h: float,
    c: float,
    criticality: Criticality = Criticality.C,
    rule: TriggerRule = TriggerRule.EXPECTED_COST,
    life: DaysDistribution = LIFE,
) -> TriggerDecision:
    need, policy = Need(life, "degrading", criticality, h, c), SitePolicy(rule=rule, calendar=WEEK)
    stock = StockPosition()
    decision = evaluate_trigger(need, supply, stock, policy)
    return decision.explained(*smallest_changes(need, supply, stock, policy, decision, OTHERS))


def supplied(lead: LeadTime, hurried: LeadTime | None = None, fee: float = float("inf")) -> Supply:
    return supply_from(TODAY, WEEK, WEEK, lead, 1, hurried, fee)


def texts(decision: TriggerDecision, code: str) -> list[str]:
    return [reason.text() for reason in decision.reasons if reason.code == code]


def numbers(pattern: str, text: str) -> list[float]:
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in: {text}"
    return [float(group) for group in found.groups()]


def said_costs(decision: TriggerDecision) -> list[tuple[bool, date, list[float]]]:
    """Chosen or not, order day, and [late, held, holding, waited, waiting, fees, cost] as read."""
    rows = []
    for reason in decision.reasons:
        if reason.code in {"alternative", "alternative_chosen"}:
            text = reason.text()
            day = re.search(rf"ordered on {DAY}", text)
            assert day
            figures = numbers(
                rf"probability {NUMBER}; on the shelf {NUMBER} d x h = {NUMBER}, waited for "
                rf"{NUMBER} d = {NUMBER}, fees {NUMBER}: {NUMBER} EUR",
                text,
            )
            chosen = reason.code == "alternative_chosen"
            rows.append((chosen, date.fromisoformat(day[1]), figures))
    return rows


def risk_by_hand(decision: TriggerDecision) -> float:
    """Tolerated risk from the two costs and the floor as they are printed."""
    (h,) = numbers(rf"h = {NUMBER} EUR", texts(decision, "holding")[0])
    (c,) = numbers(rf"c = {NUMBER} EUR", texts(decision, "shortage")[0])
    said = texts(decision, "tolerated_risk")[0]
    risk, ratio, floor = numbers(
        rf"risk {NUMBER} = max\(0.001, min\(h/\(h\+c\) = {NUMBER}, 1 - {NUMBER}\)", said
    )
    assert ratio == pytest.approx(h / (h + c), rel=0.01)
    assert risk == pytest.approx(max(0.001, min(h / (h + c), 1 - floor)), rel=0.01)
    return risk


def test_by_expected_cost_the_date_is_the_last_whose_sum_stays_within_the_risk() -> None:
    decision = decided(supplied(declared_lead_time(5.0, 2.0)), h=2.0, c=100.0)
    assert decision.kind is DecisionKind.WAIT
    risk = risk_by_hand(decision)
    terms = [
        numbers(rf"probability {NUMBER}\).*?: {NUMBER}; product {NUMBER}", text)
        for code in ("late_term", "late_range")
        for text in texts(decision, code)
    ]
    products = [probability * failed for probability, failed, _ in terms]
    (total,) = numbers(rf"late {NUMBER}, the sum", texts(decision, "late_sum")[0])
    assert sum(products) == pytest.approx(total, rel=0.01)
    (after,) = numbers(rf": {NUMBER}, above", texts(decision, "late_next")[0])
    assert total <= risk < after
    day = re.search(rf"Ordered on {DAY}", texts(decision, "late_sum")[0])
    assert day
    assert date.fromisoformat(day[1]) == decision.order_by
    assert texts(decision, "binding_cost"), "and which limit decided is said"


@pytest.mark.parametrize("fee", [None, 40.0])
def test_each_cost_is_days_times_daily_cost_and_the_chosen_row_is_the_decision(
    fee: float | None,
) -> None:
    hurried = None if fee is None else declared_lead_time(2.0)
    supply = supplied(declared_lead_time(5.0, 2.0), hurried, float("inf") if fee is None else fee)
    decision = decided(supply, h=2.0, c=100.0)
    (h,) = numbers(rf"h = {NUMBER} EUR", texts(decision, "holding")[0])
    (c,) = numbers(rf"c = {NUMBER} EUR", texts(decision, "shortage")[0])
    rows = said_costs(decision)
    for _, _, (_, held, holding, waited, waiting, fees, cost) in rows:
        assert held * h == pytest.approx(holding, rel=0.01)
        assert holding + waiting + fees == pytest.approx(cost, rel=0.01)
        if fee is None:
            assert waited * c == pytest.approx(waiting, rel=0.02, abs=0.01)
        else:
            assert waiting <= waited * c * 1.01, "hurrying can only cut the waiting short"
    (chosen,) = [row for row in rows if row[0]]
    assert chosen[1] == decision.order_by
    assert chosen[2][0] == pytest.approx(decision.late_probability, rel=0.01)


def test_with_a_priced_courier_the_day_is_the_cheapest_within_the_floor() -> None:
    supply = supplied(declared_lead_time(8.0, 4.0), declared_lead_time(2.0), 1.0)
    decision = decided(supply, h=2.0, c=120.0)
    assert texts(decision, "binding_hurry")
    (_, floor) = numbers(
        rf"= {NUMBER}, 1 - {NUMBER}\)\)", texts(decision, "tolerated_risk")[0]
    )  # fmt: skip
    rows = [row for row in said_costs(decision) if "normal" in row_text(decision, row[1])]
    allowed = {day: figures[-1] for _, day, figures in rows if figures[0] <= 1 - floor + 1e-9}
    assert decision.order_by is not None
    assert allowed[decision.order_by] == min(allowed.values())
    said = texts(decision, "tolerated_risk_hurried")[0]
    assert decision.order_by.isoformat() in said
    assert "1 EUR in 2 d" in said


def row_text(decision: TriggerDecision, day: date) -> str:
    return next(
        reason.text()
        for reason in decision.reasons
        if reason.code.startswith("alternative") and day.isoformat() in reason.text()
    )


def test_by_the_article_the_date_is_one_subtraction_and_the_calendar() -> None:
    decision = decided(
        supplied(declared_lead_time(5.0, 2.0)), h=2.0, c=100.0, rule=TriggerRule.ARTICLE
    )
    planned, lead, margin, spread, day = numbers(
        rf"rule: {NUMBER} - {NUMBER} - max\({NUMBER}, {NUMBER}\) = day {NUMBER}",
        texts(decision, "article_rule")[0],
    )
    assert planned - lead - max(margin, spread) == pytest.approx(day, abs=0.02)
    said = TODAY + timedelta(days=int(day))
    moved = texts(decision, "article_moved")
    if moved:
        found = re.search(DAY, moved[0])
        assert found
        said = date.fromisoformat(found[1])
    assert said == decision.order_by
    assert texts(decision, "binding_article")


def flip(decision: TriggerDecision, code: str) -> Reason:
    return next(reason for reason in decision.reasons if reason.code == code)


SOON = DaysDistribution.from_quantiles({0.02: 6.0, 0.2: 9.0, 0.5: 12.0, 0.999: 30.0})


def test_the_cost_that_flips_it_follows_from_the_chance_of_being_late() -> None:
    """h / (h + c) must reach that chance, less the point an order of today is forgiven."""
    supply = supplied(declared_lead_time(3.0, 1.5))
    decision = decided(supply, h=1.0, c=10_000.0, criticality=Criticality.C, life=SOON)
    assert decision.kind is DecisionKind.LATE
    calmer = flip(decision, "flip_cost")
    (per_day, late) = numbers(
        rf"cost {NUMBER} EUR a day \(late with probability {NUMBER}", calmer.text()
    )
    assert 1.0 / (1.0 + per_day) == pytest.approx(late - 0.01, rel=0.02)
    again = decided(supply, h=1.0, c=per_day, criticality=Criticality.C, life=SOON)
    assert again.kind.value == calmer.details["decision"]
    assert "flip_floor" not in {r.code for r in decision.reasons}, "the costs bind, not the floor"


def test_a_floor_that_binds_is_named_with_the_floor_that_would_not() -> None:
    decision = decided(supplied(declared_lead_time(3.0, 1.5)), 100.0, 1.0, life=SOON)
    assert decision.kind is DecisionKind.WAIT or texts(decision, "flip_floor")
    assert texts(decision, "binding_floor")


def test_another_vendor_that_would_let_it_wait_is_named() -> None:
    slow = supplied(declared_lead_time(9.0, 2.0))
    decision = decided(slow, h=1.0, c=10_000.0, life=SOON)
    assert decision.kind is DecisionKind.LATE
    changed = flip(decision, "flip_vendor")
    assert changed.details["vendor"] == "Nordlager"
    assert changed.details["decision"] != "LATE"
