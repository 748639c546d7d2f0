"""Whose shelf serves which need: every piece once, the part's own before what is lent."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.borrowing import Borrowed
from app.core.distribution import DaysDistribution
from app.core.need import Need
from app.core.need_line import NeedKind
from app.core.part_pool import PartPool, PoolNeed, rank_needs
from app.core.policy import SitePolicy

wants = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 60)), min_size=1, max_size=5)


def need(name: str, pieces: int, day: int) -> PoolNeed:
    life = DaysDistribution.certain(float(day))
    machine = Need(life, "degrading", Criticality.A, 0.06, 43200.0, quantity=pieces)
    return PoolNeed(name, NeedKind.PREDICTED, machine)


@given(wants, st.integers(0, 6), st.integers(0, 3), st.integers(0, 3))
def test_every_piece_serves_one_need_and_lent_ones_come_last(
    wanted: list[tuple[int, int]], own: int, first: int, second: int
) -> None:
    needs = [need(f"n{i}", pieces, day) for i, (pieces, day) in enumerate(wanted)]
    borrowed = Borrowed({"x": first, "y": second})
    used: Counter[str] = Counter()
    for ranked in rank_needs(PartPool(needs, own + first + second), SitePolicy()):
        covers = borrowed.covers(ranked)
        assert sum(cover.quantity for cover in covers) == ranked.on_shelf
        assert len(borrowed.reasons(ranked)) == sum(bool(c.part_number) for c in covers)
        for cover in covers:
            used[cover.part_number] += cover.quantity
    total = sum(pieces for pieces, _day in wanted)
    assert used[""] == min(total, own)
    assert used["x"] == min(total - used[""], first)
    assert used["y"] == min(total - used[""] - used["x"], second)


def test_what_is_put_aside_for_a_job_serves_it_first() -> None:
    item = need("n", 2, 9)
    ready = PoolNeed("n", item.kind, item.need, reserved=2)
    (ranked,) = rank_needs(PartPool([ready], on_hand=2, set_aside=2), SitePolicy())
    covers = Borrowed({}, {"n": {"x": 1}}).covers(ranked)
    assert [(cover.part_number, cover.quantity) for cover in covers] == [("x", 1), ("", 1)]


@given(wants, st.integers(0, 4), st.integers(0, 3), st.integers(1, 3))
def test_pieces_put_aside_serve_whom_they_were_put_aside_for_whoever_borrows_before(
    wanted: list[tuple[int, int]], own: int, lent: int, aside: int
) -> None:
    needs = [need(f"n{i}", pieces, day) for i, (pieces, day) in enumerate(wanted)]
    ready = PoolNeed("ready", NeedKind.PREDICTED, need("r", aside, 61).need, reserved=aside)
    pool = PartPool([*needs, ready], on_hand=own + lent + aside, set_aside=aside)
    borrowed = Borrowed({"x": lent})
    served = {r.item.id: borrowed.covers(r) for r in rank_needs(pool, SitePolicy())}
    assert [(c.part_number, c.quantity) for c in served["ready"]] == [("", aside)]
    used = Counter[str]()
    for covers in served.values():
        for cover in covers:
            used[cover.part_number] += cover.quantity
    assert used[""] <= own + aside
    assert used["x"] <= lent
