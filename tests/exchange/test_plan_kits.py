"""Kits, levels, packs and vendors of a scenario: all of them decided."""

import copy
from typing import Any

import pytest

from app.core.errors import ScenarioRefused
from app.exchange.plan import plan_scenario, plan_text
from app.exchange.scenario import parse_scenario

SCENARIO: dict[str, Any] = {
    "today": "2026-03-02",
    "vendors": [
        {"name": "V1", "lead_days": 5},
        {"name": "V2", "lead_days": 20},
    ],
    "parts": [
        {"number": "bearing", "vendor": "V1", "price": "50.00 EUR"},
        {
            "number": "seal",
            "vendor": "V2",
            "price": "4.00 EUR",
            "offers": [{"vendor": "V2", "pack_size": 5}],
        },
    ],
    "assets": [
        {
            "tag": "P-101",
            "criticality": "A",
            "downtime_cost_per_day": "43200.00 EUR",
            "components": [
                {
                    "name": "DE bearing",
                    "part": "bearing",
                    "rul_days": 18,
                    "kit": [{"part": "seal", "quantity": 2}],
                }
            ],
        }
    ],
}


def planned(content: dict[str, Any]) -> list[dict[str, Any]]:
    return plan_scenario(parse_scenario(content))


def test_each_part_of_a_kit_has_its_own_date_and_vendor() -> None:
    (row,) = planned(SCENARIO)
    (seal,) = row["kit"]
    assert (row["decision"], row["supplier"]) == ("WAIT", "V1")
    assert (seal["part"], seal["decision"], seal["supplier"]) == ("seal", "LATE", "V2")
    assert seal["quantity"] == 5, "2 are wanted, the vendor sells them by 5"
    assert row["need_by"] == seal["need_by"], "the job has one day"
    assert any(r["code"] == "kit_floor" for r in row["reasons"])
    assert "with seal" in plan_text([row])


def test_a_component_without_a_kit_says_none() -> None:
    content = copy.deepcopy(SCENARIO)
    del content["assets"][0]["components"][0]["kit"]
    (row,) = planned(content)
    assert "kit" not in row


@pytest.mark.parametrize(
    ("kit", "says"),
    [
        ([{"part": "bearing"}], "beside the component's own, found 'bearing'"),
        ([{"part": "seal"}, {"part": "seal"}], r"kit\[2\].part: expected each part once"),
        ([{"part": "shim"}], r"kit\[1\].part"),
        ([{"part": "seal", "quantity": 0}], "a whole number from 1"),
    ],
)
def test_a_kit_that_cannot_be_is_refused(kit: list[dict[str, Any]], says: str) -> None:
    content = copy.deepcopy(SCENARIO)
    content["assets"][0]["components"][0]["kit"] = kit
    with pytest.raises(ScenarioRefused, match=says):
        parse_scenario(content)


def test_what_a_level_lacks_is_ordered_after_the_machines() -> None:
    content = copy.deepcopy(SCENARIO)
    content["parts"][1]["buffer_stock"] = 9
    row, level = planned(content)
    assert (level["asset"], level["component"], level["part"]) == (None, None, "seal")
    assert level["decision"] == "ORDER"
    assert (row["kit"][0]["quantity"] + level["quantity"]) % 5 == 0
    assert row["kit"][0]["quantity"] + level["quantity"] >= 2 + 9
    assert "seal, level kept" in plan_text([row, level])


def test_the_vendor_that_is_cheapest_in_expectation_is_asked() -> None:
    content = copy.deepcopy(SCENARIO)
    content["assets"][0]["components"][0]["rul_days"] = 4
    content["parts"][0]["offers"] = [{"vendor": "V3", "price": "60.00 EUR"}]
    content["vendors"].append({"name": "V3", "lead_days": 1})
    (row,) = planned(content)
    assert (row["supplier"], row["decision"]) == ("V3", "WAIT")
    assert any(r["code"] == "vendor_chosen" for r in row["reasons"])
