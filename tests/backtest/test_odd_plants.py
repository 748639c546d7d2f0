"""Plants with gaps in their books are replayed all the same, and what was left out is said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.backtest.report import BacktestReport, PolicyOutcome
from app.backtest.run import run_backtest
from app.core.assets import Component
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.stock import MovementKind, Part, StockMovement
from app.storage.store import Store
from tests.backtest.plants import (
    ACTOR,
    Failed,
    Past,
    day_of,
    instant,
    named,
    tell,
    write,
    write_register,
)

FAILURES = [Failed(30, 0), Failed(50, 1), Failed(62, 2), Failed(70, 0), Failed(85, 3)]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Store]:
    """A registered plant to which nothing has happened yet."""
    with write_register(tmp_path / "plant", Past()) as store:
        yield store


def issued(store: Store, part_id: str, days: list[int], pieces: int) -> None:
    """Open a part's shelf and issue pieces over the counter."""
    with store.begin(ACTOR) as uow:
        for number, day in enumerate([0, *days]):
            kind = MovementKind.ISSUE if number else MovementKind.OPENING
            quantity = -pieces if number else pieces * len(days)
            uow.stock.add_movement(
                StockMovement(
                    named(part_id, day), part_id, quantity, kind, instant(day), ACTOR, "counter"
                )
            )


def replayed(store: Store) -> BacktestReport:
    """Replay from the fortieth to the hundredth day."""
    return run_backtest(store, day_of(40), day_of(100))


def of(report: BacktestReport, policy: str) -> PolicyOutcome:
    """One policy's outcome."""
    return next(outcome for outcome in report.policies if outcome.policy == policy)


def test_a_part_without_a_supplier_is_left_out_and_named(bare: Store) -> None:
    with bare.begin(ACTOR) as uow:
        uow.stock.add_part(Part("orphan", "ORPHAN", "", Money(Decimal(9), "EUR")))
    issued(bare, "orphan", [45, 55], 1)
    tell(bare, Past(days=100, happenings=FAILURES))
    report = replayed(bare)
    assert report.needs == 4
    assert "1 parts name no supplier" in " ".join(limit.text() for limit in report.limits)


def test_a_part_that_no_machine_takes_waits_at_no_machines_cost(bare: Store) -> None:
    with bare.begin(ACTOR) as uow:
        uow.stock.add_part(Part("loose", "LOOSE", "", Money(Decimal(9), "EUR"), "vendor-0"))
    issued(bare, "loose", [41, 60, 80], 3)
    tell(bare, Past(days=100, happenings=FAILURES))
    report = replayed(bare)
    outcome = of(report, "run_to_failure")
    assert report.needs == 4 + 3
    assert not [need for need in outcome.short_needs if need.part == "LOOSE" and need.asset]


def test_a_part_that_costs_nothing_is_ordered_like_any_other(bare: Store) -> None:
    with bare.begin(ACTOR) as uow:
        uow.stock.add_part(Part("free", "FREE", "", Money(Decimal(0), "EUR"), "vendor-0"))
        uow.plant.add_component(Component("extra", "asset-0", "seal", "free"))
    issued(bare, "free", [10, 41, 60, 80], 1)
    tell(bare, Past(days=100, happenings=FAILURES))
    report = replayed(bare)
    for outcome in report.policies:
        assert outcome.all_needs.needs == 7
    assert [line for line in of(report, "classic").timeline if line.part == "FREE"]


def test_a_job_of_several_pieces_waits_until_all_are_there(bare: Store) -> None:
    with bare.begin(ACTOR) as uow:
        uow.plant.save_component(replace(uow.plant.component("component-0"), quantity_per_job=3))
    issued(bare, "part-1", [44, 45], 2)
    tell(bare, Past(days=100, happenings=FAILURES))
    report = replayed(bare)
    short = [n for n in of(report, "run_to_failure").short_needs if n.part == "PART-1"]
    assert all(need.waited_hours > 0 for need in short)


def test_machines_that_cost_nothing_standing_are_never_hurried_for(tmp_path: Path) -> None:
    past = Past(days=100, happenings=FAILURES, downtime=Decimal(0))
    with write(tmp_path / "plant", past) as store:
        report = replayed(store)
    assert {outcome.expedited for outcome in report.policies} == {0}
    assert {outcome.waiting_cost.amount for outcome in report.policies} == {Decimal(0)}


def test_goods_come_in_on_open_days_only(tmp_path: Path) -> None:
    week = WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=(Shutdown(day_of(64), day_of(76)),))
    policy = SitePolicy(time_zone="Etc/UTC", calendar=week)
    past = Past(days=100, happenings=FAILURES, policy=policy, hurried=False)
    with write(tmp_path / "plant", past) as store:
        report = replayed(store)
    came: list[date] = [
        line.in_on for o in report.policies for line in o.timeline if line.in_on is not None
    ]
    assert came
    assert all(week.is_open(day) for day in came)


def test_a_supplier_nobody_buys_from_plays_no_part(bare: Store) -> None:
    with bare.begin(ACTOR) as uow:
        uow.plant.add_supplier(Supplier("idle", "Idle"))
    tell(bare, Past(days=100, happenings=FAILURES))
    assert replayed(bare).needs == 4
