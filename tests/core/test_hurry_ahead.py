"""A foreseen need is hurried for on the last day that saves it, not while its piece may come."""

import numpy as np
import pytest

from app.core.hurry_ahead import is_hurry_due

DAYS = np.arange(60)


def due(need_day, arrives=None, *, c=1000.0, c_f=0.0, c_e=300.0, l_e=3) -> bool:
    need = (need_day <= DAYS)[None] * 1.0
    arrived = np.zeros((1, 60)) if arrives is None else arrives[None]
    answer = is_hurry_due(
        need, need, arrived, np.array([c]), np.array([c_f]), np.array([c_e]), np.array([l_e])
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
