"""A machine is left by a model where its own alarms miss; chance seldom says so."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.alarms import Alarm, Ending
from app.core.claims import Claim
from app.core.drift import FALSE_FLAG_RATE, is_drifted
from app.core.machine_record import MISS_RATE, has_missed, machine_records, miss_capital

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
MODEL = ("path", "2")


def alarm(
    lasted_days: float, began_days: float = 0.0, ending: Ending = Ending.CAME_TRUE, name: str = "c"
) -> Alarm:
    """An alarm that claimed a median of 40 days, log standard deviation 0.5, 90 %: 17.6 to 91."""
    at = BEGIN + timedelta(days=began_days)
    end = at + timedelta(days=lasted_days)
    failed = end if ending is Ending.CAME_TRUE else None
    return Alarm(name, MODEL, at, (Claim(name, at, 40.0, 0.5),), ending, end, failed)


@pytest.mark.parametrize(
    ("lasted_days", "missed"), [(17.0, True), (18.0, False), (90.0, False), (92.0, True)]
)
def test_an_end_outside_the_ninety_per_cent_interval_is_a_miss(lasted_days, missed) -> None:
    assert has_missed(alarm(lasted_days), 1.0, 1.0) is missed


def test_the_interval_is_the_one_that_is_planned_with() -> None:
    assert has_missed(alarm(17.0), 2.0, 1.0) is False
    assert has_missed(alarm(17.0), 1.0, 2.0) is False
    assert has_missed(alarm(50.0), 2.0, 1.0) is True


def test_another_fault_or_none_is_a_miss_and_a_withdrawn_alarm_tells_nothing() -> None:
    for ending in (Ending.OTHER_FAULT, Ending.NO_FAULT):
        assert has_missed(alarm(10.0, ending=ending), 1.0, 1.0) is True
    assert has_missed(alarm(10.0, ending=Ending.WITHDRAWN), 1.0, 1.0) is None


def test_only_the_machine_itself_and_only_since_its_baseline() -> None:
    alarms = [alarm(5.0, 60.0 * n, name=name) for n in range(3) for name in ("a", "b")]
    asset_of = {"a": "pump", "b": "fan"}
    both = machine_records(alarms, asset_of, {}, {})
    assert [(m.asset_id, m.alarms, m.missed) for m in both] == [("fan", 3, 3), ("pump", 3, 3)]
    assert all(m.is_drifted for m in both)
    since = {"fan": BEGIN + timedelta(days=100)}
    fan, pump = machine_records(alarms, asset_of, since, {})
    assert (fan.alarms, fan.is_drifted, pump.is_drifted) == (1, False, True)
    corrected = machine_records(alarms, asset_of, {}, {(MODEL, "pump"): (8.0, 1.0)})
    assert [m.missed for m in corrected] == [3, 0]


@given(st.lists(st.booleans(), max_size=30))
def test_a_miss_never_raises_belief_nor_a_hit_doubt(missed: list[bool]) -> None:
    now = miss_capital(missed)
    assert miss_capital([*missed, True]) > now > miss_capital([*missed, False])


def test_chance_flags_no_more_machines_than_is_said() -> None:
    rng = np.random.default_rng(7)
    flagged = 0
    for _ in range(2000):
        course = (rng.random(40) < MISS_RATE).tolist()
        flagged += any(is_drifted(miss_capital(course[:n])) for n in range(1, 41))
    assert 0 < flagged / 2000 <= FALSE_FLAG_RATE


def test_a_machine_whose_alarms_mostly_miss_is_soon_left() -> None:
    rng = np.random.default_rng(8)
    took = []
    for _ in range(500):
        course = (rng.random(60) < 0.8).tolist()
        seen = (n for n in range(1, 61) if is_drifted(miss_capital(course[:n])))
        took.append(next(seen, 61))
    assert np.median(took) <= 5
    assert np.mean(np.array(took) <= 60) >= 0.99
