"""File names that tell time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.snapshots.names import NameRule, instant_of, rule_for
from app.core.errors import FileRefused
from tests.acquisition.plants import START


@given(st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_stamp_at_the_beginning_is_the_instant(stamp: datetime):
    name = f"{stamp:%Y%m%dT%H%M%SZ} P-201 DE.csv"
    assert rule_for([name]) is NameRule.STAMP
    expected = stamp.replace(microsecond=0, tzinfo=UTC)
    assert instant_of(name, NameRule.STAMP, 0, None, 3600) == expected


@given(number=st.integers(0, 99_999), prefix=st.sampled_from(["acc_", "P-201_", "2026 x", ""]))
def test_the_last_number_times_the_interval_is_the_instant(number: int, prefix: str):
    name = f"{prefix}{number:05}.csv"
    found = instant_of(name, NameRule.NUMBER, 3, START, 3600)
    assert found == START + timedelta(hours=number)


def test_without_numbers_the_order_counts():
    assert rule_for(["a.csv", "b1.csv"]) is NameRule.ORDER
    assert instant_of("b1.csv", NameRule.ORDER, 1, START, 60) == START + timedelta(minutes=1)


def test_a_number_in_the_suffix_is_none():
    assert rule_for(["a.mp3"]) is NameRule.ORDER


@pytest.mark.parametrize(
    ("name", "rule", "start"),
    [
        ("20261399T000000Z.csv", NameRule.STAMP, START),
        ("acc_1.csv", NameRule.STAMP, START),
        ("acc.csv", NameRule.NUMBER, START),
        ("acc_1.csv", NameRule.NUMBER, None),
        ("acc_20260302080000000000.csv", NameRule.NUMBER, START),
        ("acc_" + "9" * 200 + ".csv", NameRule.NUMBER, START),
        ("acc_" + "9" * 400 + ".csv", NameRule.NUMBER, START),
    ],
)
def test_a_name_that_tells_no_instant_is_refused(name: str, rule: NameRule, start):
    with pytest.raises(FileRefused):
        instant_of(name, rule, 0, start, 3600.0)
