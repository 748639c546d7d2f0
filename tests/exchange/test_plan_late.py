"""A scenario's late needs list their ways out; figures that belong together come together."""

import copy
import json
from typing import Any

import pytest

from app.core.errors import ScenarioRefused
from app.exchange.plan import plan_scenario
from app.exchange.scenario import parse_scenario

FIGURES = {
    "derated_life_factor": 1.5,
    "derated_output_lost": 0.2,
    "repair_days": 2,
    "staged_repair_days": 0.5,
    "standby_cost_per_day": "300.00 EUR",
}
LATE: dict[str, Any] = {
    "today": "2026-03-02",
    "vendors": [
        {"name": "V1", "lead_days": 8, "expedite_lead_days": 3, "expedite_cost": "150.00 EUR"},
        {"name": "V2", "lead_days": 4},
    ],
    "parts": [
        {
            "number": "BRG-6309",
            "vendor": "V1",
            "price": "50.00 EUR",
            "offers": [{"vendor": "V2", "price": "65.00 EUR"}],
        }
    ],
    "assets": [
        {
            "tag": "P-101",
            "criticality": "A",
            "downtime_cost_per_day": "4000.00 EUR",
            "components": [{"name": "bearing", "part": "BRG-6309", "rul_days": 3}],
            **FIGURES,
        },
        {
            "tag": "F-9",
            "criticality": "C",
            "downtime_cost_per_day": "50.00 EUR",
            "components": [{"name": "bearing", "part": "BRG-6309", "rul_days": 200}],
        },
    ],
}


def planned(content: dict[str, Any]) -> list[dict[str, Any]]:
    rows = plan_scenario(parse_scenario(copy.deepcopy(content)))
    return json.loads(json.dumps(rows))  # type: ignore[no-any-return]


def said(row: dict[str, Any], code: str) -> list[str]:
    return [reason["text"] for reason in row["reasons"] if reason["code"] == code]


def test_every_way_out_of_a_late_need_is_listed_cheapest_first() -> None:
    late, calm = planned(LATE)
    assert late["decision"] == "LATE"
    costs = [r["value"] for r in late["reasons"] if r["code"] == "way_out"]
    assert costs == sorted(costs)
    texts = " ".join(said(late, "way_out"))
    for way in (
        "normal delivery, V1", "expedited delivery, V1", "other vendor, V2",
        "part from another machine, F-9", "run derated", "run to failure, crew staged",
    ):  # fmt: skip
        assert way in texts
    assert not [r for r in late["reasons"] if r["code"].startswith("left_out")]
    assert calm["decision"] != "LATE"
    assert not said(calm, "way_out")


def test_what_is_not_stated_is_named() -> None:
    content = copy.deepcopy(LATE)
    for name in FIGURES:
        del content["assets"][0][name]
    del content["assets"][1]["components"][0]["rul_days"]
    late, _ = planned(content)
    codes = {reason["code"] for reason in late["reasons"]}
    assert {"left_out_no_derating", "left_out_no_crew", "left_out_life_of_taken"} <= codes


def test_another_vendor_that_would_change_the_decision_is_named() -> None:
    content = copy.deepcopy(LATE)
    content["assets"][0]["components"][0]["rul_days"] = 7
    late, _ = planned(content)
    assert (late["decision"], late["supplier"]) == ("WAIT", "V2"), "near enough to wait for"
    assert "from V1" in said(late, "flip_vendor")[0]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("derated_life_factor", 0.5, "1 to 100"),
        ("derated_output_lost", 2, "0 to 1"),
        ("staged_repair_days", -1, "0 to 365"),
        ("standby_cost_per_day", "300", "money like"),
        ("repair_days", "two", "0 to 365"),
    ],
)
def test_a_figure_that_can_not_be_is_refused_by_name(name: str, value: object, says: str) -> None:
    content = copy.deepcopy(LATE)
    content["assets"][0][name] = value
    with pytest.raises(ScenarioRefused, match=says):
        parse_scenario(content)


@pytest.mark.parametrize("name", [n for n in FIGURES if n != "repair_days"])
def test_half_a_pair_of_figures_is_refused(name: str) -> None:
    content = copy.deepcopy(LATE)
    del content["assets"][0][name]
    with pytest.raises(ScenarioRefused, match=name):
        parse_scenario(content)
