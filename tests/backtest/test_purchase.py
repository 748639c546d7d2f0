"""The replay buys as the daily review does: vendors, price breaks, levels, work on dates."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.backtest.report import BacktestReport, PolicyOutcome
from app.backtest.run import run_backtest
from app.core.policy import SitePolicy
from app.core.trigger import DeliveryMode
from tests.backtest.plants import Failed, Happening, Past, Tasked, day_of, write

FAILED: list[Happening] = [Failed(day, n % 6) for n, day in enumerate(range(10, 115, 9))]

DEAR_TO_HOLD = SitePolicy(time_zone="Etc/UTC", carrying_rate_per_year=9.0, order_cost=Decimal(0))
"""Nobody buys more than is wanted now."""


def replayed(folder: Path, happenings: list[Happening] = FAILED, **past: object) -> BacktestReport:
    plant = Past(days=119, happenings=happenings, **past)  # type: ignore[arg-type]
    with write(folder / "plant", plant) as store:
        return run_backtest(store, day_of(40), day_of(119), policies=("classic", "kairos"))


def of(report: BacktestReport, policy: str) -> PolicyOutcome:
    return next(outcome for outcome in report.policies if outcome.policy == policy)


def test_the_products_rule_buys_where_it_is_cheapest(tmp_path: Path) -> None:
    report = replayed(tmp_path, rival_price="40.00")
    ordinary = [line for line in of(report, "kairos").timeline if line.mode is DeliveryMode.NORMAL]
    assert ordinary
    assert {line.supplier for line in ordinary} == {"Rival"}
    assert {line.supplier for line in of(report, "classic").timeline} == {"Vendor 0"}


def test_it_buys_in_packs_and_pays_the_price_of_so_many(tmp_path: Path) -> None:
    report = replayed(tmp_path, rival_price="40.00")
    for line in of(report, "kairos").timeline:
        if line.supplier == "Rival":
            assert line.quantity % 2 == 0
            each = line.value.amount / line.quantity
            assert each == (32 if line.quantity >= 6 else 40)


def test_a_dearer_vendor_that_is_slower_is_not_asked(tmp_path: Path) -> None:
    report = replayed(tmp_path, rival_price="400.00", lead_days=1.0)
    assert {line.supplier for line in of(report, "kairos").timeline} == {"Vendor 0"}


def test_a_level_is_kept_by_the_product_alone(tmp_path: Path) -> None:
    few, many = (replayed(tmp_path / str(n), level=n, policy=DEAR_TO_HOLD) for n in (0, 5))
    assert of(many, "kairos").last_stock_value > of(few, "kairos").last_stock_value
    assert of(many, "classic").timeline == of(few, "classic").timeline


@pytest.mark.parametrize("ahead", [30, 50])
def test_work_on_a_date_is_bought_for_from_the_day_it_was_planned(
    tmp_path: Path, ahead: int
) -> None:
    tasks: list[Happening] = [Tasked(60, component, ahead) for component in range(6)]
    without, planned = (
        replayed(tmp_path / name, [*FAILED, *more], policy=DEAR_TO_HOLD)
        for name, more in (("a", []), ("b", tasks))
    )
    before = [line for line in of(without, "kairos").timeline if line.ordered_on < day_of(60)]
    same = [line for line in of(planned, "kairos").timeline if line.ordered_on < day_of(60)]
    assert before == same
    pieces = [sum(x.quantity for x in of(r, "kairos").timeline) for r in (without, planned)]
    assert pieces[1] > pieces[0]
