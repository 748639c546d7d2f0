"""The books read as a history: what opened the shelf, what was under way, what was known when."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.backtest.history import read_history
from app.backtest.knowledge import Knowledge
from app.backtest.records import (
    Adjusted,
    CameIn,
    LeadSeen,
    PastNeed,
    PlantHistory,
    Predicted,
    PriceSeen,
    UnderWay,
)
from tests.backtest.plants import Counted, Failed, Issued, Ordered, Past, Said, day_of, write

FIRST = 40
STORY = [
    Failed(10, 0), Ordered(12, 0, 3, 5, "90.00"), Counted(20, 1, 1), Ordered(36, 0, 2, 9, "95.00"),
    Said(30, 1, 50.0, 6), Said(30, 1, 48.0, 13), Issued(50, 0, 1), Counted(60, 1, -1),
    Ordered(70, 1, 1, None), Failed(75, 1),
]  # fmt: skip


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> PlantHistory:
    """A hundred days of two parts, replayed from day 40."""
    with write(tmp_path_factory.mktemp("history") / "plant", Past(days=100, happenings=STORY)) as s:
        return read_history(s, day_of(FIRST), day_of(100))


def test_the_shelf_opens_with_what_had_come_and_gone_before(history: PlantHistory) -> None:
    assert history.opening == {"part-0": 1 - 1 + 3, "part-1": 1 + 1}


def test_orders_sent_before_the_first_day_are_under_way_until_the_books_say_they_came(
    history: PlantHistory,
) -> None:
    (coming,) = [r for r in history.records if isinstance(r, UnderWay)]
    (came,) = [r for r in history.records if isinstance(r, CameIn)]
    assert (coming.day, coming.part_id, coming.quantity) == (day_of(36), "part-0", 2)
    assert (came.day, came.order_id, came.quantity) == (day_of(45), coming.order_id, 2)


def test_every_record_is_dated_by_when_it_was_known(history: PlantHistory) -> None:
    def days(kind: type) -> list[date]:
        return [record.day for record in history.records if isinstance(record, kind)]

    assert days(PastNeed) == [day_of(10), day_of(50), day_of(75)]
    assert days(LeadSeen) == [day_of(17), day_of(45)]
    assert days(PriceSeen) == [day_of(12), day_of(36), day_of(70)]
    assert days(Adjusted) == [day_of(20), day_of(60), day_of(100)]
    assert [record.day for record in history.records] == sorted(r.day for r in history.records)


def test_of_the_assessments_of_a_day_the_last_one_counts(history: PlantHistory) -> None:
    (said,) = [record for record in history.records if isinstance(record, Predicted)]
    assert said.taken_at.hour == 13
    assert said.rul.distribution is not None
    assert said.rul.distribution.quantile(0.5) == pytest.approx(48.0)


def test_prices_are_those_of_the_orders_so_far(history: PlantHistory) -> None:
    known = Knowledge(history.register, day_of(0), day_of(0))
    prices = []
    for number in (0, 12, 35, 36):
        known.learn(day_of(number), [r for r in history.records if r.day == day_of(number)])
        prices.append(str(known.price("part-0")))
    assert prices == ["100.00 EUR", "90.00 EUR", "90.00 EUR", "95.00 EUR"]


def test_a_prediction_ends_with_the_need_it_was_about(history: PlantHistory) -> None:
    known = Knowledge(history.register, day_of(0), day_of(0))
    known.learn(day_of(74), [r for r in history.records if r.day <= day_of(74)])
    assert list(known.predictions) == ["component-1"]
    known.learn(day_of(75), [r for r in history.records if r.day == day_of(75)])
    assert known.predictions == {}
    assert known.claims.notice_days == [0.0, 45.0]


def test_nothing_of_a_later_day_can_be_handed_out(history: PlantHistory) -> None:
    known = Knowledge(history.register, day_of(0), day_of(0))
    record = replace(history.records[0], day=day_of(0) + timedelta(days=1))
    with pytest.raises(ValueError, match="handed out"):
        known.learn(day_of(0), [record])


def test_without_a_first_day_a_quarter_of_the_record_is_learned_from(tmp_path: Path) -> None:
    with write(tmp_path / "plant", Past(days=99, happenings=STORY)) as store:
        found = read_history(store)
    assert (found.first, found.last) == (day_of(25), day_of(99))
