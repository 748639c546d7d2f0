"""A foreseen need is hurried for on the last day that saves it, not while its piece may come."""

import numpy as np
import pytest

from app.core.hurry_ahead import is_hurry_due

DAYS = np.arange(60)


def due(need_day, arrives=None, *, c=1000.0, c_f=0.0, c_e=300.0, l_e=3) -> bool:
    need = (need_day <= DAYS)[None] * 1.0
    arrived = np.zeros((1, 60)) if arrives is None else arrives[None]
    hurried_on = DAYS[None, :21] + l_e
    answer = is_hurry_due(
        need, need, arrived, np.array([c]), np.array([c_f]), np.array([c_e]), hurried_on
    )
    return bool(answer[0])


@pytest.mark.parametrize(("need_day", "hurry"), [(2, True), (3, True), (4, False), (20, False)])
def test_a_sure_need_is_hurried_for_on_the_last_day_that_saves_it(need_day, hurry):
    assert due(need_day) is hurry


def test_a_piece_that_comes_in_time_is_not_hurried_for():
    assert not due(3, (DAYS >= 2) * 1.0)


def test_a_piece_that_comes_too_late_is():
    assert due(3, (DAYS >= 40) * 1.0)


def test_a_machine_that_costs_little_waits_for_the_piece_under_way():
    in_five_days = (DAYS >= 8) * 1.0
    assert due(3, in_five_days, c=1000.0)
    assert not due(3, in_five_days, c=10.0)
    assert due(3, in_five_days, c=10.0, c_f=5000.0)


def test_what_cannot_be_hurried_is_not():
    assert not due(3, c_e=np.inf)


def test_a_piece_hurried_too_late_for_the_window_is_not_hurried_for_the_failure_it_cannot_prevent():
    """The window of day 3 is the last before the failure of day 6; a piece takes 4 days."""
    missed = (DAYS >= 3)[None] * 1.0
    need = (DAYS >= 6)[None] * 1.0
    coming = (DAYS >= 7)[None] * 1.0
    money = np.array([100.0]), np.array([5000.0]), np.array([900.0])
    in_time = is_hurry_due(need, missed, coming, *money, DAYS[None, :21] + 3)
    too_late = is_hurry_due(need, missed, coming, *money, DAYS[None, :21] + 4)
    assert (bool(in_time[0]), bool(too_late[0])) == (True, False)


def test_a_weekend_ahead_brings_the_last_day_to_hurry_forward():
    """Hurried today it comes on day 3; from tomorrow on not before day 6."""
    need = (DAYS >= 4)[None] * 1.0
    money = np.array([1000.0]), np.array([0.0]), np.array([300.0])
    none = np.zeros((1, 60))
    steady = DAYS[None, :21] + 3
    weekend = np.concatenate(([[3, 6, 6]], DAYS[None, 3:21] + 3), axis=1)
    assert not is_hurry_due(need, need, none, *money, steady)[0]
    assert is_hurry_due(need, need, none, *money, weekend)[0]
