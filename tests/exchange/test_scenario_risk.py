"""Supply-risk mode in a scenario: seen in the plan, refused where it can't be."""

import copy
from datetime import date
from typing import Any

import pytest

from app.core.errors import ScenarioRefused
from app.exchange.plan import plan_scenario
from app.exchange.scenario import parse_scenario

SCENARIO: dict[str, Any] = {
    "today": "2026-03-02",
    "vendors": [{"name": "V1", "lead_days": 5, "spread_days": 2}],
    "parts": [{"number": n, "vendor": "V1", "price": "50.00 EUR"} for n in ("P-1", "P-2")],
    "assets": [
        {
            "tag": tag,
            "criticality": criticality,
            "downtime_cost_per_day": "20.00 EUR",
            "components": [
                {"name": "bearing", "part": tag, "rul_days": {"0.001": 60, "0.999": 100}}
            ],
        }
        for tag, criticality in (("P-1", "A"), ("P-2", "C"))
    ],
}
STRIKE = {"reason": "port strike", "started": "2026-03-01", "multiplier": {"A": 3}}


def order_days(**risk: object) -> list[date]:
    scenario = copy.deepcopy(SCENARIO)
    if risk:
        scenario["supply_risk"] = STRIKE | risk
    rows = plan_scenario(parse_scenario(scenario))
    return [date.fromisoformat(str(row["order_by"])) for row in rows]


def test_raised_classes_are_ordered_earlier_and_others_as_before() -> None:
    usual, risky = order_days(), order_days(reason="strike")
    assert risky[0] < usual[0]
    assert risky[1] == usual[1]


def test_a_part_has_the_class_of_its_most_critical_machine() -> None:
    scenario = copy.deepcopy(SCENARIO)
    for asset in scenario["assets"]:
        asset["components"][0]["part"] = "P-1"
    rows = plan_scenario(parse_scenario(scenario | {"supply_risk": STRIKE}))
    said = [[r["code"] for r in row["reasons"]] for row in rows]  # type: ignore[attr-defined]
    assert all("supply_risk" in codes for codes in said)


def test_the_reasons_say_that_the_mode_is_on() -> None:
    rows = plan_scenario(parse_scenario(SCENARIO | {"supply_risk": STRIKE}))
    said = [[r["code"] for r in row["reasons"]] for row in rows]  # type: ignore[attr-defined]
    assert "supply_risk" in said[0]
    assert "supply_risk" not in said[1]


def test_it_fades_and_is_over() -> None:
    usual, full = order_days(), order_days(reason="strike")
    fading = order_days(ended="2026-03-01", half_life_days=5)
    assert full[0] <= fading[0] <= usual[0]
    assert order_days(ended="2026-03-01", half_life_days=0) == usual
    assert order_days(started="2026-03-03") == usual, "not begun yet"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"multiplier": {"A": 1}}, "supply_risk: No class has a multiplier above 1"),
        ({"multiplier": {"A": 0.5}}, "multiplier.A: expected a number from 1 to 10"),
        ({"multiplier": {"D": 2}}, 'unknown "D"'),
        ({"ended": "2026-02-01"}, "ended: expected a day not before 2026-03-01"),
        ({"half_life_days": -1}, "half_life_days: expected a number from 0"),
        ({"reason": ""}, "reason: expected a text"),
    ],
)
def test_a_mode_that_can_not_be_is_refused_by_its_place(changes, words) -> None:
    with pytest.raises(ScenarioRefused, match=words):
        parse_scenario(SCENARIO | {"supply_risk": STRIKE | changes})
