"""The policy laboratory: one luck for all, nothing lost, nobody sees ahead, and its output."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from laboratory.clairvoyant import Clairvoyant
from laboratory.comparing import POLICIES, compared, play, rule_in
from laboratory.draws import Draws, draw
from laboratory.parameters import BadSetting, Parameters, with_settings
from laboratory.simulation import Simulation

PROJECT = Path(__file__).resolve().parents[2]
TINY = ["assets=20", "parts=6", "vendors=3", "years=0.5", "warm_up_years=0.4", "life_days=200"]


def tiny(*more: str) -> Parameters:
    return with_settings([*TINY, *more])


def played(name: str, given: Parameters, seed: int = 1) -> Simulation:
    simulation = Simulation(draw(given, seed), lambda sim: rule_in(name, sim))
    simulation.book = simulation.run()
    return simulation


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "benchmarks/policy.py", *arguments]
    path = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        program, cwd=PROJECT, env=path, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def two_seeds():
    return compared(play(tiny(), (0, 1), lambda _: None))


def test_every_policy_is_reported_in_the_agreed_form(two_seeds):
    assert [row["policy"] for row in two_seeds] == list(POLICIES)
    for row in two_seeds:
        assert set(row) == {
            "policy", "seeds", "cost_per_year", "holding", "ordering", "expedite", "turnover",
            "unplanned_hours", "critical_needs", "critical_stockouts", "vs_classic_predictive",
            "vs_no_condition",
        }  # fmt: skip
        assert row["seeds"] == [0, 1]
        for other in ("vs_classic_predictive", "vs_no_condition"):
            assert set(row[other]) == {"cost_diff", "cost_se", "holding_diff", "holding_se"}
    assert json.loads(json.dumps(two_seeds)) == two_seeds


def test_a_policy_does_not_differ_from_itself(two_seeds):
    by_name = {row["policy"]: row for row in two_seeds}
    itself = by_name["classic_predictive"]["vs_classic_predictive"]
    assert itself == {"cost_diff": 0.0, "cost_se": 0.0, "holding_diff": 0.0, "holding_se": 0.0}
    assert by_name["kairos"]["vs_no_condition"]["cost_se"] is not None


def test_the_same_seed_gives_the_same_luck_and_another_seed_another():
    one, again, other = (draw(tiny(), seed) for seed in (4, 4, 5))
    assert np.array_equal(one.lives.worn_out, again.lives.worn_out)
    assert np.array_equal(one.usable, again.usable)
    assert not np.array_equal(one.lives.worn_out, other.lives.worn_out)


def test_policies_that_replace_nothing_meet_the_same_failures():
    given = tiny("lead_factor=0.01")
    first = played("run_to_failure", given).book
    second = played("classic", given).book
    assert first.failures > 0
    assert abs(first.failures - second.failures) <= 0.05 * first.failures


@pytest.mark.parametrize("name", ["classic_predictive", "article_median", "kairos", "clairvoyant"])
def test_no_piece_is_made_or_lost(name):
    simulation = played(name, tiny())
    store, day = simulation.store, simulation.draws.given.days
    coming = np.zeros_like(store.on_hand)
    orders = store.open_orders(day)
    np.add.at(coming, orders.part, orders.pieces)
    assert np.array_equal(store.bought, store.used + store.on_hand + coming)
    assert (store.on_hand >= 0).all()


def books_of(name: str, draws: Draws, days: int) -> list[tuple[list[int], list[int]]]:
    """Pieces bought and used by the end of each day."""
    simulation = Simulation(draws, lambda sim: rule_in(name, sim))
    found = []
    for day in range(days):
        simulation._play(day)
        found.append((simulation.store.bought.tolist(), simulation.store.used.tolist()))
    return found


@pytest.mark.parametrize("name", [name for name in POLICIES if name != "clairvoyant"])
def test_no_rule_looks_ahead(name):
    """Other luck from a day on changes nothing of what was ordered and used before it."""
    from_day = 120
    draws = draw(tiny(), 2)
    other = draw(tiny(), 3)
    changed = {
        field: np.concatenate(
            (getattr(draws, field)[:, :from_day], getattr(other, field)[:, from_day:]), axis=1
        )
        for field in ("error", "lead", "usable", "hurried_usable")
    }
    shocks = np.where(
        draws.started[:, None] + draws.lives.shock > from_day, np.inf, draws.lives.shock
    )
    later = replace(draws, lives=replace(draws.lives, shock=shocks), **changed)
    before = books_of(name, draws, from_day)
    assert books_of(name, later, from_day) == before
    assert sum(before[-1][0]) > 0


def test_in_a_perfect_world_nobody_is_cheaper_than_the_clairvoyant():
    given = tiny("sigma=0.02", "shock_share=0", "false_alarms=0", "order_cost=0")
    best = played("clairvoyant", given).book.cost
    for name in POLICIES:
        assert played(name, given).book.cost >= best


def test_the_clairvoyant_orders_nothing_for_days_past_the_run():
    simulation = Simulation(draw(tiny("years=2"), 1), lambda sim: rule_in("clairvoyant", sim))
    simulation.run()
    left = simulation.store.on_hand.sum() + simulation.store.open_orders(0).pieces.sum()
    soon = simulation.machines.fails_on <= simulation.draws.usable.max()
    assert left <= soon.sum() < simulation.draws.given.slots


def test_bad_arguments_are_refused_in_a_sentence():
    for arguments in (["--seeds", "5-2"], ["--seeds", "one"], ["--seeds", "1", "--set", "sun=1"]):
        answer = run(*arguments)
        assert answer.returncode == 2
        assert answer.stdout == ""
        assert "expected" in answer.stderr or "parameter" in answer.stderr
        assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("bad", ["sigma=-1", "sigma=inf", "assets=2.5", "years", "sigma=nan"])
def test_a_setting_that_cannot_be_is_refused(bad):
    with pytest.raises(BadSetting):
        with_settings([bad])


def test_help_names_every_parameter_with_its_default():
    answer = run("--help")
    assert answer.returncode == 0
    for name in Parameters.__dataclass_fields__:
        assert f"  {name} = " in answer.stdout


def test_one_list_and_nothing_else_is_printed_as_json():
    given = [item for setting in TINY for item in ("--set", setting)]
    answer = run("--seeds", "0-1", *given, "--set", "years=0.1", "--json")
    assert answer.returncode == 0, answer.stderr
    assert [row["policy"] for row in json.loads(answer.stdout)] == list(POLICIES)
    assert "seed 0: kairos" in answer.stderr


def test_a_clairvoyant_is_the_only_rule_that_holds_the_plant():
    simulation = Simulation(draw(tiny(), 1), Clairvoyant)
    assert simulation.rule._machines is simulation.machines
    for name in POLICIES:
        if name != "clairvoyant":
            rule = rule_in(name, simulation)
            assert not any(part is simulation.machines for part in vars(rule).values())
