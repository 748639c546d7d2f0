"""A part is replaced in the first window where waiting for the next one is dearer."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.distribution import DaysDistribution
from app.core.joint_choice import Delivery, JointCosts, WorkDay, joint_choice
from app.core.need_count import need_by_day
from app.core.replacement import (
    NEVER,
    best_window,
    cost_rate,
    missed_by_day,
    need_with_window,
)
from app.core.trigger import DeliveryMode

WINDOWS = np.arange(0, 84, 7)
DAYS = int(WINDOWS[-1]) + 1
Z = np.linspace(-3.09, 3.09, 103)


def failing(median: float, log_sd: float) -> np.ndarray:
    return need_by_day(median * np.exp(log_sd * Z)[None], DAYS)


def window_of(cdf: np.ndarray, failure_extra: float, rate: float) -> int:
    found = best_window(cdf, WINDOWS, np.array([failure_extra]), np.array([rate]))
    return int(found[0])


@pytest.mark.parametrize(("fails_on", "window"), [(6.5, 0), (7.5, 1), (18.0, 2), (21.0, 3)])
def test_a_sure_failure_is_met_in_the_last_window_before_it(fails_on, window):
    cdf = need_by_day(DaysDistribution.certain(fails_on).fleet(), DAYS)
    assert window_of(cdf, 5000.0, 1.0) == window


def test_a_failure_past_all_windows_is_left_for_later():
    assert window_of(need_by_day(np.full((1, 103), 500.0), DAYS), 5000.0, 1.0) == NEVER


def test_the_rule_is_the_written_out_comparison():
    cdf = failing(40.0, 0.35)[0]
    before = [0.0, *cdf]
    due = [
        (before[following] - before[here]) / (1.0 - before[here]) * 3000.0 > 1.5 * 7
        for here, following in pairwise(WINDOWS)
    ]
    assert window_of(cdf[None], 3000.0, 1.5) == due.index(True)


@given(
    st.floats(5.0, 120.0),
    st.floats(0.05, 1.0),
    st.floats(10.0, 1e5),
    st.floats(0.05, 5.0),
    st.floats(1.0, 20.0),
)
def test_dearer_failures_are_never_met_later_and_dearer_life_never_earlier(m, s, c_f, g, more):
    cdf = failing(m, s)
    late = len(WINDOWS)
    plain, dearer, thrifty = (
        late if at == NEVER else at
        for at in (
            window_of(cdf, c_f, g),
            window_of(cdf, c_f * more, g),
            window_of(cdf, c_f, g * more),
        )
    )
    assert dearer <= plain <= thrifty


def test_a_job_wants_its_part_by_its_window_at_the_latest():
    cdf = failing(40.0, 0.35)
    wanted = need_with_window(cdf, WINDOWS, np.array([3]))[0]
    assert np.array_equal(wanted[:21], cdf[0, :21])
    assert (wanted[21:] == 1.0).all()
    assert np.array_equal(need_with_window(cdf, WINDOWS, np.array([NEVER])), cdf)


def test_a_piece_between_two_windows_saves_nothing_before_the_second():
    cdf = failing(40.0, 0.35)
    before = np.concatenate(([0.0], cdf[0]))
    missed = missed_by_day(cdf, WINDOWS, np.array([3]))[0]
    assert (missed[:21] == 0.0).all()
    assert np.allclose(missed[21:28], before[28] - before[21])
    assert np.allclose(missed[28:35], before[35] - before[21])
    assert (missed_by_day(cdf, WINDOWS, np.array([NEVER])) == 0.0).all()


def test_the_cost_rate_is_what_a_life_costs_over_its_days():
    rate = cost_rate(np.array([100.0]), np.array([740.0]), np.array([60.0]), np.array([900.0]))
    assert rate.tolist() == [1.0]


@given(
    scale=st.floats(15.0, 150.0),
    shape=st.floats(1.3, 6.0),
    between=st.integers(5, 14),
    planned=st.floats(10.0, 500.0),
    extra=st.floats(10.0, 20_000.0),
    rate=st.floats(0.05, 20.0),
)
def test_the_joint_choice_of_the_review_is_the_one_step_rule_where_the_part_lies_there(
    scale, shape, between, planned, extra, rate
):
    """Both end a rising hazard at the same window, but for life that is lost before the next one.

    The one-step rule throws away whole days up to the next window, the joint choice only those the
    machine lives to see: it may say a window at which a little less would do.
    """
    days = np.arange(1.0, 366.0)
    failing = 1.0 - np.exp(-((days / scale) ** shape))
    windows = np.arange(3, 364, between)
    windows = windows[failing[windows] < 1.0 - 1e-6]
    assume(windows.size > 1)
    lies_there = np.eye(days.size)[:, [0]]
    found = joint_choice(
        failing,
        [Delivery("shelf", DeliveryMode.NORMAL, lies_there)],
        np.array([0]),
        [WorkDay(int(day), planned) for day in windows],
        JointCosts(0.0, 0.0, planned + extra, 0.0, rate),
    )
    chosen = int(np.flatnonzero(windows == found.best.work_day)[0])
    by_step = int(best_window(failing[None], windows, np.array([extra]), np.array([rate]))[0])
    failed = failing[windows - 1]
    seen = np.diff(failed) * extra > rate * between * (1.0 - failed[1:])
    earliest = int(seen.argmax()) if seen.any() else windows.size - 1
    latest = windows.size - 1 if by_step == NEVER else by_step
    assert earliest <= chosen <= latest
