"""The scenario's door: what is documented is read, what is not understood is refused by name."""

import contextlib
import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import PlantError, ScenarioRefused
from app.exchange.plan import plan_scenario, plan_text
from app.exchange.scenario import parse_scenario, read_scenario

DOCS = Path(__file__).resolve().parents[2] / "docs" / "scenario.md"


def documented() -> dict[str, Any]:
    """The example of the documentation."""
    text = DOCS.read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    example: dict[str, Any] = json.loads(found.group(1))
    return example


def test_the_documented_example_is_pulled_forward_to_day_8() -> None:
    (row,) = plan_scenario(parse_scenario(documented()))
    assert (row["decision"], row["order_by"]) == ("WAIT", "2026-03-10")
    assert (row["arrive_by"], row["need_by"]) == ("2026-03-15", "2026-03-16")


def test_the_answer_has_the_documented_fields() -> None:
    (row,) = plan_scenario(parse_scenario(documented()))
    answer = DOCS.read_text(encoding="utf-8").split("## The answer")[1].split("## Example")[0]
    named = set(re.findall(r"`([a-z_]+)`", answer)) - {"code", "text", "value", "unit"}
    assert set(row) <= named
    assert named - set(row) <= {"kairos", "kit"}, "a kit only where the component has one"
    reasons = row["reasons"]
    assert isinstance(reasons, list)
    assert set(reasons[0]) == {"code", "text", "value", "unit"}


def test_every_documented_policy_field_is_understood() -> None:
    scenario = documented()
    scenario["policy"] = {
        "rule": "article",
        "currency": "EUR",
        "approval_limit": "100.00 EUR",
        "approval_probability": 0.8,
        "planning_horizon_days": 30,
        "receiving_margin_days": 2,
        "carrying_rate_per_year": 0.2,
        "order_cost": "45.00 EUR",
        "service_floor": {"A": 0.99, "B": 0.95, "C": 0.9},
        "article_planning_quantile": 0.5,
    }
    documentation = DOCS.read_text(encoding="utf-8")
    assert all(f"`{name}`" in documentation for name in scenario["policy"])
    (row,) = plan_scenario(parse_scenario(scenario))
    assert row["decision"] == "WAIT"


def test_stock_is_given_to_the_need_that_comes_first() -> None:
    scenario = documented()
    scenario["calendars"] = {}
    late = {"name": "a", "part": "BRG-6309", "rul_days": 60}
    early = {"name": "b", "part": "BRG-6309", "rul_days": 20}
    scenario["assets"][0]["components"] = [late, early]
    scenario["stock"][0]["on_hand"] = 1
    rows = plan_scenario(parse_scenario(scenario))
    assert [row["decision"] for row in rows] == ["WAIT", "COVERED"]


def test_an_order_due_after_the_need_is_no_cover() -> None:
    scenario = documented()
    scenario["calendars"] = {}
    for due, decision in (
        ("2026-03-19", "COVERED"),
        ("2026-03-21", "WAIT"),
        ("2026-03-01", "WAIT"),
    ):
        scenario["stock"][0]["on_order"] = [{"quantity": 1, "due": due}]
        assert plan_scenario(parse_scenario(scenario))[0]["decision"] == decision


def test_a_component_without_degradation_waits_without_a_date() -> None:
    scenario = documented()
    del scenario["assets"][0]["components"][0]["rul_days"]
    (row,) = plan_scenario(parse_scenario(scenario))
    assert (row["decision"], row["order_by"], row["p_late"]) == ("WAIT", None, None)
    assert "no order date" in plan_text([row])


def test_receipts_may_be_dates_or_days() -> None:
    scenario = documented()
    scenario["vendors"][0]["receipts"] = [5, {"ordered": "2026-02-02", "received": "2026-02-09"}]
    (row,) = plan_scenario(parse_scenario(scenario))
    lead = next(r for r in row["reasons"] if r["code"] == "lead_time")  # type: ignore[attr-defined]
    assert "2 receipts, learned" in lead["text"]


def change(path: list[str | int], value: object) -> dict[str, Any]:
    scenario = documented()
    at: Any = scenario
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return scenario


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["today"], None, '"today" is missing'),
        (["today"], "2.3.2026", "expected a date"),
        (["colour"], "red", 'unknown "colour"'),
        (["vendors", 0, "colour"], "red", r'vendors\[1\]: unknown "colour"'),
        (["vendors", 0, "lead_days"], "five", "expected a number"),
        (["vendors", 0, "lead_days"], float("nan"), "expected a number"),
        (["parts", 0, "price"], "50", "expected money"),
        (["parts", 0, "price"], "-1.00 EUR", "0 or more"),
        (["parts", 0, "price"], "0.00 EUR", "above 0"),
        (["parts", 0, "price"], "² EUR", "expected money"),
        (["parts", 0, "shelf_life_days"], 0, r"parts\[1\].shelf_life_days: .* from 1"),
        (["parts", 0, "safety_stock"], -1, "safety_stock: expected a whole number"),
        (["parts", 0, "storage_cost_per_year"], "1.00 USD", "storage_cost_per_year: .* in EUR"),
        (["parts", 0, "alternates"], ["OTHER"], "alternates: expected a part .* 'OTHER'"),
        (["parts", 0, "alternates"], ["BRG-6309"], "found the part itself"),
        (["parts", 0, "offers"], [{"vendor": "V9"}], r"offers\[1\].vendor: .* one of V1"),
        (["parts", 0, "offers"], [{"vendor": "V1"}] * 2, "every name once, found 'V1'"),
        (["parts", 0, "offers"], [{"vendor": "V1", "price": "9.00 EUR"}], 'unknown "price"'),
        (["parts", 0, "offers"], [{"vendor": "V1", "pack_size": 0}], "pack_size: .* from 1"),
        (["policy", "order_cost"], "1.00 USD", "policy.order_cost: .* in EUR"),
        (["parts", 0, "price"], "8000.00 JPY", r"parts\[1\].price: expected money in EUR"),
        (["assets", 0, "downtime_cost_per_day"], "1.00 USD", "downtime_cost_per_day: .* in EUR"),
        (["policy", "approval_limit"], "1.00 USD", "policy.approval_limit: .* in EUR"),
        (["policy", "currency"], "euro", "three capital letters"),
        (["policy", "receiving_margin_days"], 10**9, "0 to 365"),
        (["today"], "9999-12-20", "2000-01-01 to 2200-01-01"),
        (["today"], "1999-12-31", "2000-01-01 to 2200-01-01"),
        (["vendors", 0, "lead_days"], 0, r"vendors\[1\].lead_days: .* from 0.01 to 730"),
        (["vendors", 0, "expedite_cost"], "150", "expedite_cost: expected money like"),
        (["vendors", 0, "expedite_lead_days"], 0, "expedite_lead_days: .* from 0.01 to 730"),
        (["stock", 0, "on_hand"], 10**400, "on_hand: expected a whole number"),
        (["assets", 0, "components", 0, "rul_days"], 10**400, "expected a number"),
        (["assets", 0, "components", 0, "rul_days"], {"nan": 3}, "between 0 and 1"),
        (["assets", 0, "components", 0, "rul_days"], {"0.5": 3, "0.50": 9}, "every name once"),
        (["assets", 0, "components", 0, "state"], "no data", "beside rul_days"),
        (["assets", 0, "components", 0, "state"], "no degradation detected", "beside rul_days"),
        (["parts", 0, "vendor"], "V9", "one of V1"),
        (["assets", 0, "criticality"], "Z", "one of A, B, C"),
        (["assets", 0, "components", 0, "rul_days"], {"0.5": 10, "0.9": 5}, "must not fall"),
        (["assets", 0, "components", 0, "rul_days"], {"half": 10}, "levels"),
        (["assets", 0, "components", 0, "rul_days"], {}, "quantile"),
        (["assets", 0, "components"], None, '"components" is missing'),
        (["calendars", "plant", "holidays"], "XX", "not known"),
        (["calendars", "plant", "working_weekdays"], [7], "0 .Monday. to 6"),
        (["calendars", "plant", "working_weekdays"], [], "working weekday"),
        (["stock", 0, "part"], "nothing", "list of parts"),
        (["schema"], 2, "schema 1"),
        (["policy", "service_floor"], {"A": 2}, "0.5 to 1"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(
    path: list[str | int], value: object, says: str
) -> None:
    with pytest.raises(ScenarioRefused, match=says):
        plan_scenario(parse_scenario(change(path, value)))


@pytest.mark.parametrize("state", ["drifted", "out of range", "not enough data"])
@pytest.mark.parametrize("days", [None, 18])
def test_a_life_that_is_not_believed_may_be_stated_or_left_out(state: str, days: object) -> None:
    content = change(["assets", 0, "components", 0, "state"], state)
    content["assets"][0]["components"][0]["rul_days"] = days
    (row,) = plan_scenario(parse_scenario(content))
    reasons = row["reasons"]
    assert isinstance(reasons, list)
    assert any(reason["code"].startswith("collect_") for reason in reasons)
    assert (row["decision"], row["order_by"]) == ("WAIT", None)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(json_values, st.data())
def test_any_value_in_any_place_is_planned_or_refused_in_words(
    value: object, draw: st.DataObject
) -> None:
    scenario = copy.deepcopy(documented())
    top = draw.draw(st.sampled_from(sorted(scenario)))
    scenario[top] = value
    with contextlib.suppress(PlantError):
        assert isinstance(plan_scenario(parse_scenario(scenario)), list)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{", "not JSON"), (b"\xff\xfe\x00", "UTF-8"), (b"[]", "an object")],
)
def test_a_file_that_is_no_scenario_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "scenario.json"
    file.write_bytes(content)
    with pytest.raises(ScenarioRefused, match=says):
        read_scenario(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioRefused, match="No such file"):
        read_scenario(tmp_path / "nothing.json")


@pytest.mark.parametrize(
    ("rows", "place", "name"),
    [("vendors", "scenario.vendors", "V1"), ("parts", "scenario.parts", "BRG-6309"),
     ("stock", "scenario.stock", "BRG-6309")],
)  # fmt: skip
def test_what_stands_twice_is_refused_by_name_not_overwritten(
    rows: str, place: str, name: str
) -> None:
    scenario = documented()
    scenario[rows] = scenario[rows] * 2
    with pytest.raises(ScenarioRefused, match=f"{place}: expected every name once, found '{name}'"):
        parse_scenario(scenario)


def test_a_name_said_twice_in_one_object_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "scenario.json"
    file.write_text('{"today": "2026-03-02", "today": "2026-03-03"}', encoding="utf-8")
    with pytest.raises(ScenarioRefused, match="every name once, found 'today'"):
        read_scenario(file)


@pytest.mark.parametrize("content", ["[" * 100_000, "9" * 5_000])
def test_a_file_nested_too_deeply_or_with_endless_numbers_is_refused(
    tmp_path: Path, content: str
) -> None:
    file = tmp_path / "scenario.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ScenarioRefused, match="nested too deeply"):
        read_scenario(file)


@pytest.mark.parametrize("today", ["2000-01-01", "2200-01-01"])
def test_the_first_and_the_last_day_can_be_planned_from(today: str) -> None:
    scenario = documented()
    scenario["today"] = today
    scenario["vendors"][0] |= {"lead_days": 730, "spread_days": 730}
    assert len(plan_scenario(parse_scenario(scenario))) == 1


def test_a_plan_in_another_currency_holds_in_it_alone() -> None:
    scenario = documented()
    scenario["policy"] = {"currency": "JPY"}
    scenario["parts"][0]["price"] = "8000.00 JPY"
    scenario["assets"][0]["downtime_cost_per_day"] = "5000000.00 JPY"
    parsed = parse_scenario(scenario)
    assert parsed.policy.approval_limit.currency == "JPY"
    assert plan_scenario(parsed)[0]["decision"] == "WAIT"


def test_one_quantile_is_not_read_as_certainty() -> None:
    scenario = documented()
    scenario["calendars"] = {}
    scenario["assets"][0]["components"][0]["rul_days"] = {"0.9": 30}
    (row,) = plan_scenario(parse_scenario(scenario))
    assert row["decision"] == "LATE"


def test_a_scenario_without_machines_says_so() -> None:
    scenario = documented()
    scenario["assets"] = []
    rows = plan_scenario(parse_scenario(scenario))
    assert rows == []
    assert "lists no component" in plan_text(rows)


def hurried(fee: str | None) -> dict[str, Any]:
    """One machine whose standing still costs little, and a vendor that can hurry."""
    vendor: dict[str, Any] = {
        "name": "V",
        "lead_days": 8,
        "spread_days": 4,
        "expedite_lead_days": 2,
    }
    life = {"0.05": 20, "0.5": 40, "0.95": 70, "0.999": 90}
    component = {"name": "bearing", "part": "P", "rul_days": life}
    asset = {"tag": "F-1", "criticality": "C", "downtime_cost_per_day": "60.00 EUR"}
    return {
        "today": "2026-03-02",
        "vendors": [vendor | ({"expedite_cost": fee} if fee else {})],
        "parts": [{"number": "P", "vendor": "V", "price": "900.00 EUR"}],
        "policy": {"service_floor": {"A": 0.99, "B": 0.95, "C": 0.8}},
        "assets": [asset | {"components": [component]}],
    }


def test_a_cheap_hurried_delivery_lets_the_order_wait_and_says_what_each_day_costs() -> None:
    (plain,) = plan_scenario(parse_scenario(hurried(None)))
    (priced,) = plan_scenario(parse_scenario(hurried("1.00 EUR")))
    (dear,) = plan_scenario(parse_scenario(hurried("100000.00 EUR")))
    assert str(plain["order_by"]) < str(priced["order_by"])
    assert plain["order_by"] == dear["order_by"]
    codes = {reason["code"]: reason["text"] for reason in priced["reasons"]}
    assert "1 EUR in 2 d" in codes["tolerated_risk_hurried"]
    assert priced["order_by"] in codes["tolerated_risk_hurried"]
    assert "tolerated_risk_hurried" not in {reason["code"] for reason in dear["reasons"]}
