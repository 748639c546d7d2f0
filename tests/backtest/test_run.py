"""A plant's past replayed: figures that can be reckoned by hand, refusals, progress, stopping."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.backtest.report import BacktestReport, PolicyOutcome
from app.backtest.run import PLAYED, BacktestStopped, run_backtest
from app.core.errors import NotEnoughHistory
from app.core.trigger import DeliveryMode
from app.storage.store import Store
from tests.backtest.plants import Failed, Happening, Issued, Ordered, Past, Said, day_of, write

STORY: list[Happening] = [
    Failed(20, 0), Ordered(21, 0, 1, 6), Failed(40, 1), Failed(60, 0), Ordered(61, 0, 2, 3),
    Issued(70, 1, 1), Failed(80, 3), Failed(95, 2), Failed(110, 4),
    *(Said(day, 4, 110.0 - day) for day in range(85, 110, 3)),
]  # fmt: skip
"""One piece of each part at first; components 0 to 2 take part 0, the others part 1."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BacktestReport:
    """Eighty days of two parts, after forty to learn from."""
    with write(tmp_path_factory.mktemp("run") / "plant", Past(days=119, happenings=STORY)) as store:
        return run_backtest(store, day_of(40), day_of(119))


def of(report: BacktestReport, policy: str) -> PolicyOutcome:
    """One policy's outcome."""
    return next(outcome for outcome in report.policies if outcome.policy == policy)


def test_every_policy_answers_in_the_order_of_the_table(report: BacktestReport) -> None:
    assert tuple(outcome.policy for outcome in report.policies) == PLAYED
    assert (report.days, report.parts, report.needs, report.failures) == (80, 2, 6, 5)
    assert (report.deliveries, report.predictions) == (2, 9)


def test_without_stock_a_failure_waits_for_the_delivery_that_pays(report: BacktestReport) -> None:
    bare = of(report, "run_to_failure")
    first = next(need for need in bare.short_needs if need.arose_on == day_of(60))
    assert (first.asset, first.is_failure, first.is_critical) == ("P-000", True, True)
    line = next(line for line in bare.timeline if line.ordered_on == day_of(60))
    assert line.mode is DeliveryMode.EXPEDITED
    assert line.why.text() == "1 owed since 2024-03-01: waiting costs more than hurrying"
    assert line.in_on == day_of(61)
    assert first.served_on == day_of(62), "one day in the post, one in goods-in"
    assert first.waited_hours == 48.0


def test_the_plant_is_reckoned_by_its_own_ledger(report: BacktestReport) -> None:
    plant = report.plant
    waited = {(need.arose_on, need.asset): need.waited_hours for need in plant.short_needs}
    assert waited[day_of(60), "P-000"] == 4 * 24.0, "ordered a day later, three days on the way"
    assert waited[day_of(110), "P-004"] == 10 * 24.0, "still waiting on the last evening"
    assert [line.ordered_on for line in plant.timeline] == [day_of(61)]
    assert plant.timeline[0].why.text() == "ordered by H. Brandt, stores"
    assert plant.expedited == 0


def test_figures_add_up(report: BacktestReport) -> None:
    for outcome in (report.plant, *report.policies):
        hours = sum(need.waited_hours for need in outcome.short_needs)
        assert outcome.waiting_hours == hours
        assert outcome.all_needs.short == len(outcome.short_needs)
        assert outcome.waiting_cost.amount == Decimal(2400) * int(hours) / 24
        assert outcome.expedite_spend.amount == 150 * outcome.expedited
        assert outcome.ordering_cost.amount == 60 * outcome.orders
        assert len(outcome.stock_value_by_day) == report.days
        mean = sum(outcome.stock_value_by_day, Decimal(0)) / report.days
        assert outcome.mean_stock_value.amount == pytest.approx(mean, abs=Decimal("0.01"))


def test_no_stock_out_is_reported_with_its_bound(report: BacktestReport) -> None:
    for outcome in report.policies:
        bound = outcome.all_needs.bound
        assert (bound is None) == (outcome.all_needs.short > 0)
        assert bound is None or bound == 3 / report.needs


def test_progress_is_told_and_never_falls(tmp_path: Path) -> None:
    shares: list[float] = []
    with write(tmp_path / "plant", Past(days=119, happenings=STORY)) as store:
        run_backtest(
            store,
            day_of(40),
            day_of(119),
            progress=lambda _, share: shares.append(share or 0.0),
            policies=("classic",),
        )
        assert shares == sorted(shares)
        assert len(shares) == 1 + 6 + 80, "the books, six components, eighty days"
        assert 0.0 <= shares[0] <= shares[-1] < 1.0


@pytest.mark.parametrize("after", [1, 3, 20])
def test_it_stops_when_asked_while_reading_and_while_replaying(tmp_path: Path, after: int) -> None:
    asked: list[None] = []

    def is_cancelled() -> bool:
        asked.append(None)
        return len(asked) >= after

    with (
        write(tmp_path / "plant", Past(days=119, happenings=STORY)) as store,
        pytest.raises(BacktestStopped, match="Nothing was written"),
    ):
        run_backtest(store, day_of(40), day_of(119), is_cancelled=is_cancelled)
    assert len(asked) == after


def test_an_empty_ledger_is_refused_with_what_to_do(store: Store) -> None:
    with pytest.raises(NotEnoughHistory, match="wants at least 60"):
        run_backtest(store)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (day_of(-3), day_of(90), "the books reach from 2024-01-01"),
        (day_of(50), day_of(40), "Choose a first and a later last day"),
        (day_of(50), day_of(130), "the books reach from"),
        (day_of(112), day_of(119), "hold 0 needs"),
    ],
)
def test_days_that_cannot_be_replayed_are_refused_in_plain_words(
    tmp_path: Path, first: date, last: date, said: str
) -> None:
    with (
        write(tmp_path / "plant", Past(days=119, happenings=STORY)) as store,
        pytest.raises(NotEnoughHistory, match=said),
    ):
        run_backtest(store, first, last)
