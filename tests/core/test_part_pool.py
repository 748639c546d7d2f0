"""The pieces of a part serve its needs in their order; T_(k) dates the k-th of them."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.distribution import LEVELS, DaysDistribution
from app.core.need import Need
from app.core.need_line import NeedKind
from app.core.part_pool import PartPool, PoolNeed, rank_needs
from app.core.policy import SitePolicy

POLICY = SitePolicy()


def machine(name: str, days: float, quantity: int = 1, **own: int) -> PoolNeed:
    life = DaysDistribution(np.linspace(0.6 * days, 1.4 * days, LEVELS.size))
    need = Need(life, "degrading", Criticality.B, 0.06, 5000.0, quantity=quantity)
    return PoolNeed(name, NeedKind.PREDICTED, need, **own)


def test_a_machine_alone_keeps_its_own_life_to_the_last_digit() -> None:
    alone = machine("a", 30.0)
    (ranked,) = rank_needs(PartPool([alone], on_hand=0), POLICY)
    assert ranked.life is alone.need.life
    assert ranked.need_as_ranked(PartPool([alone], 0)) is alone.need


def test_the_first_of_two_like_machines_is_wanted_before_either_ones_own_time() -> None:
    pool = PartPool([machine("a", 30.0), machine("b", 30.0)], on_hand=0)
    first, second = rank_needs(pool, POLICY)
    assert first.life is not None
    assert second.life is not None
    own = pool.needs[0].need.life
    assert own is not None
    assert first.life.quantile(0.5) < own.quantile(0.5) < second.life.quantile(0.5)
    assert first.need_as_ranked(pool).shared_with == 1


def test_an_own_order_stays_with_its_need_and_leaves_the_others_alone() -> None:
    served, open_need = machine("a", 20.0, ordered=1), machine("b", 30.0)
    ranked = {r.item.id: r for r in rank_needs(PartPool([served, open_need], 1), POLICY)}
    assert ranked["a"].missing == 0
    assert ranked["a"].taken == 0
    assert ranked["b"].missing == 0
    assert ranked["b"].life is open_need.need.life


def test_a_need_with_an_order_counts_on_no_free_piece_that_another_takes() -> None:
    served, open_need = machine("a", 20.0, ordered=1), machine("b", 30.0)
    one_left = {r.item.id: r for r in rank_needs(PartPool([served, open_need], 1), POLICY)}
    assert one_left["b"].taken == 1
    assert one_left["a"].position.position == 0
    two_left = {r.item.id: r for r in rank_needs(PartPool([served, open_need], 2), POLICY)}
    assert two_left["b"].taken == 1
    assert two_left["a"].position.position == 1


def test_two_needs_with_orders_do_not_count_on_the_same_free_piece() -> None:
    pool = PartPool([machine("a", 20.0, ordered=1), machine("b", 30.0, ordered=1)], on_hand=1)
    counted = {r.item.id: r.position.position for r in rank_needs(pool, POLICY)}
    assert counted == {"a": 1, "b": 0}


def test_a_need_half_ordered_is_wanted_on_its_own_day() -> None:
    late, soon = machine("late", 90.0, ordered=1), machine("soon", 20.0)
    late = replace(late, need=replace(late.need, quantity=2))
    ranked = {r.item.id: r for r in rank_needs(PartPool([late, soon], on_hand=1), POLICY)}
    assert (ranked["late"].missing, ranked["soon"].missing) == (0, 1)
    assert ranked["late"].need_as_ranked(PartPool([late, soon], on_hand=1)) is late.need
    assert ranked["soon"].life is soon.need.life


def test_a_receipt_after_the_need_is_no_cover() -> None:
    need = machine("a", 20.0)
    by = int(need.planning_day(POLICY))
    for day, missing in ((by, 0), (by + 1, 1)):
        (ranked,) = rank_needs(PartPool([need], 0, arrivals=[(day, 1)]), POLICY)
        assert ranked.missing == missing


def test_pieces_put_aside_serve_their_need_alone() -> None:
    pool = PartPool([machine("a", 30.0, reserved=1), machine("b", 10.0)], 1, set_aside=1)
    ranked = {r.item.id: r for r in rank_needs(pool, POLICY)}
    assert ranked["a"].position.position == 1
    assert ranked["b"].position.position == 0
    assert ranked["b"].missing == 1


def test_work_on_a_date_counts_on_its_day_and_not_before() -> None:
    planned = PoolNeed(
        "t", NeedKind.PLANNED, replace(machine("t", 50.0).need, life=DaysDistribution.certain(50)),
        on_day=50,
    )  # fmt: skip
    pool = PartPool([machine("a", 30.0), planned], on_hand=0)
    first, second = rank_needs(pool, POLICY)
    assert (first.item.id, second.item.id) == ("a", "t")
    assert second.life is not None
    assert second.life.quantile(0.5) <= 51


@given(on_hand=st.integers(0, 12), kept=st.integers(0, 6), wanted=st.integers(1, 8))
def test_planned_work_never_takes_what_is_kept_on_purpose_and_failures_may(
    on_hand, kept, wanted
) -> None:
    failing = machine("t", 50.0, wanted)
    life = DaysDistribution.certain(50)
    planned = replace(
        failing, kind=NeedKind.PLANNED, need=replace(failing.need, life=life), on_day=50
    )
    (on_date,) = rank_needs(PartPool([planned], on_hand, kept=kept), POLICY)
    assert on_hand - on_date.taken >= min(on_hand, kept)
    assert on_date.taken == min(wanted, max(on_hand - kept, 0))
    (failure,) = rank_needs(PartPool([failing], on_hand, kept=kept), POLICY)
    assert failure.taken == min(wanted, on_hand)


@settings(max_examples=60, deadline=None)
@given(
    lives=st.lists(st.tuples(st.floats(5, 200), st.integers(1, 3)), min_size=1, max_size=6),
    on_hand=st.integers(0, 8),
    arrivals=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 3)), max_size=3),
)
def test_no_piece_serves_two_needs_and_none_is_invented(lives, on_hand, arrivals) -> None:
    needs = [machine(str(n), days, quantity) for n, (days, quantity) in enumerate(lives)]
    pool = PartPool(needs, on_hand, arrivals=arrivals)
    ranked = rank_needs(pool, POLICY)
    assert sum(r.taken for r in ranked) <= on_hand + pool.free_on_order()
    for r in ranked:
        assert r.taken + r.missing == r.item.open_pieces
    assert [r.rank for r in ranked] == list(np.cumsum([r.item.open_pieces for r in ranked]))
    medians = [r.life.quantile(0.5) for r in ranked if r.life]
    ordered = [m for m in medians if np.isfinite(m)]
    assert len(needs) == 1 or ordered == sorted(ordered)


@settings(max_examples=40, deadline=None)
@given(
    lives=st.lists(st.floats(5, 200), min_size=1, max_size=5),
    extra=st.integers(0, 4),
)
def test_another_piece_on_the_shelf_never_leaves_more_missing(lives, extra) -> None:
    needs = [machine(str(n), days) for n, days in enumerate(lives)]
    before = sum(r.missing for r in rank_needs(PartPool(needs, extra), POLICY))
    after = sum(r.missing for r in rank_needs(PartPool(needs, extra + 1), POLICY))
    assert after <= before


@settings(max_examples=60, deadline=None)
@given(
    lives=st.lists(st.tuples(st.floats(5, 200), st.integers(0, 2)), min_size=2, max_size=6),
    on_hand=st.integers(0, 6),
    arrivals=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 3)), max_size=2),
)
def test_no_piece_is_counted_on_twice_whoever_has_an_order(lives, on_hand, arrivals) -> None:
    needs = [machine(str(n), days, 2, ordered=own) for n, (days, own) in enumerate(lives)]
    pool = PartPool(needs, on_hand, arrivals=arrivals)
    ranked = rank_needs(pool, POLICY)
    assert all(r.position.position >= r.taken for r in ranked)
    counted = sum(
        r.taken + (min(r.position.position - r.taken, r.item.ordered) if r.item.ordered else 0)
        for r in ranked
    )
    assert counted <= on_hand + pool.free_on_order()
