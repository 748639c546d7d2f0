"""How many needs come unannounced follows from the notice that earlier needs gave."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.notice import foreseen_share, unforeseen_by_day

notices = st.lists(st.floats(0.0, 90.0), min_size=1, max_size=30).map(np.array)


def test_needs_without_notice_come_at_their_full_rate():
    assert np.allclose(
        unforeseen_by_day(np.array([0.2]), np.zeros(9), 5), [[0.2, 0.4, 0.6, 0.8, 1.0]]
    )
    assert np.allclose(unforeseen_by_day(np.array([0.2]), np.zeros(0), 2), [[0.2, 0.4]])


@given(notices, st.floats(0.0, 60.0))
def test_more_notice_never_leaves_more_unforeseen(notice, more):
    rate = np.array([0.1])
    plain, longer = (unforeseen_by_day(rate, n, 60) for n in (notice, notice + more))
    assert (longer <= plain + 1e-12).all()
    assert (np.diff(plain) >= -1e-12).all()
    assert (plain <= 0.1 * np.arange(1.0, 61.0) + 1e-12).all()


def test_it_is_the_count_of_a_simulated_plant():
    rng = np.random.default_rng(5)
    notice = rng.choice([0.0, 3.0, 20.0], 4000)
    need = rng.uniform(0.0, 2000.0, 4000)
    found = unforeseen_by_day(np.array([2.0]), notice, 30)[0, -1]
    days = np.arange(100, 1900)
    not_yet = need - notice > days[:, None]
    counted = ((need > days[:, None]) & (need <= days[:, None] + 30) & not_yet).sum(axis=1)
    assert abs(counted.mean() - found) < 0.05 * found


@given(notices, st.integers(2, 40))
def test_the_foreseen_share_is_a_share_and_falls_with_the_notice_asked_for(notice, lead):
    share = foreseen_share(notice, np.array([0.0, 3.0, 10.0, 500.0]), np.eye(lead + 1)[lead])
    assert ((share >= -1e-12) & (share <= 1 + 1e-12)).all()
    assert (np.diff(share) <= 1e-12).all()
    assert share[-1] == 0.0
