"""The demand benchmark reads tables of the form, looks at nothing ahead, and scales as it says."""

import gzip
import json

import numpy as np
import pytest

from benchmarks import demand

MONTHS = [f"{2000 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]


def table(folder, name, rows, header=("part", *MONTHS)):
    folder.mkdir(exist_ok=True)
    lines = [",".join(header), *(",".join([part, *map(str, cells)]) for part, cells in rows)]
    with gzip.open(folder / f"{name}.csv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def test_every_method_is_reported_by_class_and_over_all(tmp_path, capsys):
    rng = np.random.default_rng(1)
    rows = [(f"P{i}", (rng.random(36) < 0.3).astype(int)) for i in range(5)]
    table(tmp_path / "parts", "demand", [*rows, ("steady", [2, 3] * 18)])
    table(tmp_path / "else", "weather", [("x", [1])], header=("place", "2000-01"))
    assert demand.main(["--data", str(tmp_path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {line["set"] for line in report} == {"parts"}
    assert {line["demand_class"] for line in report} == {"intermittent", "smooth", "all"}
    over_all = [line for line in report if line["demand_class"] == "all"]
    assert [line["method"] for line in over_all] == list(demand.METHODS)
    assert all(line["parts"] == 6 for line in over_all)


def test_a_folder_without_such_a_table_is_said_to_have_none(tmp_path, capsys):
    assert demand.main(["--data", str(tmp_path)]) == 1
    assert "No table of demand" in capsys.readouterr().err


def test_the_scaled_error_of_nothing_is_demand_over_its_earlier_changes():
    part = np.array([0.0, 1.0] * 12 + [3.0] * 12)
    found = {j.method: j for j in demand.judged("s", [part]) if j.demand_class == "all"}
    assert found["zero"].scaled == pytest.approx(3.0)
    assert found["zero"].bias == pytest.approx(-3.0)
    assert found["zero"].dry == 1.0


def test_no_forecast_sees_its_own_period(monkeypatch):
    seen = []
    monkeypatch.setattr(demand, "METHODS", {"zero": lambda h: seen.append(list(h)) or 0.0})
    part = np.arange(36.0) % 3
    demand.judged("s", [part])
    assert seen == [part[:origin].tolist() for origin in range(24, 36)]


def test_a_part_that_never_changed_before_has_no_scale():
    part = np.array([0.0] * 24 + [1.0] * 12)
    found = [j for j in demand.judged("s", [part, part]) if j.method == "rate"]
    assert {(j.parts, j.parts_scaled) for j in found} == {(2, 0)}
    assert "| - |" in demand.table(found)


def test_what_is_known_after_the_last_gap_counts():
    assert demand.known(["1", "", "2", "0.5", "", ""]).tolist() == [2.0, 0.5]


def test_the_shelf_holds_the_service_point_of_poisson_demand():
    assert [demand.shelf_level(mean) for mean in (0.0, 0.05, 1.0, 3.0)] == [0, 0, 3, 6]
