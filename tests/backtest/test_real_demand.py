"""Real demand as a plant's past: car parts sold by the month, machines that failed over a year."""

from datetime import date
from pathlib import Path

import pytest

from app.backtest.report import BacktestReport, OrderMade
from app.backtest.run import run_backtest
from tests.backtest.plants import Failed, Happening, Past, Planned, day_of, write
from tests.backtest.real_demand import car_parts, machines

MONTHS, PARTS = 30, 25
MACHINES, YEAR_DAYS = 25, 364
POLICIES = ("run_to_failure", "classic", "no_condition", "kairos")


def recorded(data_folder: Path, name: str) -> Path:
    """A file or folder of the public records, skipped with a reason where it is absent."""
    place = data_folder / name
    if not place.exists():
        pytest.skip(f"no record of real demand in {place}: set KAIROS_DATA to its folder")
    return place


def replayed(
    folder: Path, past: Past, first: date, last: date, policies: tuple[str, ...] = POLICIES
) -> BacktestReport:
    """Write a past and replay it."""
    with write(folder, past) as store:
        return run_backtest(store, first, last, policies=policies)


def test_stock_serves_real_car_part_sales_that_no_stock_does_not(
    data_folder: Path, tmp_path: Path
) -> None:
    file = recorded(data_folder, "carparts/carparts.csv.gz")
    past = Past(
        parts=PARTS, components=1, opening=3, days=MONTHS * 30,
        happenings=car_parts(file, PARTS, MONTHS),
    )  # fmt: skip
    report = replayed(tmp_path / "plant", past, day_of(180), day_of(MONTHS * 30))
    bare, *stocked = report.policies
    assert report.needs > 50
    assert all(outcome.all_needs.short < bare.all_needs.short for outcome in stocked)
    assert all(outcome.mean_stock_value.amount > 0 for outcome in stocked)


@pytest.fixture(scope="module")
def year_of_machines(data_folder: Path) -> list[Happening]:
    """Failures and planned replacements of twenty-five real machines."""
    return machines(recorded(data_folder, "azure_pdm"), MACHINES, YEAR_DAYS)


def test_every_failure_and_planned_job_of_a_real_year_is_a_need(
    year_of_machines: list[Happening], tmp_path: Path
) -> None:
    past = Past(
        parts=4, components=MACHINES, opening=25, days=YEAR_DAYS, happenings=year_of_machines
    )
    report = replayed(tmp_path / "plant", past, day_of(91), day_of(YEAR_DAYS))
    failures = [h for h in year_of_machines if isinstance(h, Failed) and h.day >= 91]
    planned = [h for h in year_of_machines if isinstance(h, Planned) and h.day >= 91]
    assert report.failures == len(failures)
    assert report.needs == len(failures) + len(planned)
    bare, classic, no_condition, kairos = report.policies
    assert no_condition.cost < bare.cost
    assert classic.cost < bare.cost
    assert [line.ordered_on for line in kairos.timeline] == [
        line.ordered_on for line in no_condition.timeline
    ], "without predictions the condition of the machines can't tell"


def test_the_second_half_of_a_real_year_does_not_reach_back(
    year_of_machines: list[Happening], tmp_path: Path
) -> None:
    half = YEAR_DAYS // 2
    first_half = [h for h in year_of_machines if h.day + 14 < half]
    timelines: list[list[OrderMade]] = []
    for name, story in (("whole", year_of_machines), ("half", first_half)):
        past = Past(parts=4, components=MACHINES, opening=12, days=YEAR_DAYS, happenings=story)
        report = replayed(tmp_path / name, past, day_of(60), day_of(half - 20), ("no_condition",))
        timelines.append(list(report.policies[0].timeline))
    assert timelines[0]
    assert timelines[0] == timelines[1]
