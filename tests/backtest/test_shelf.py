"""A policy's own store: pieces are neither lost nor made, and the dearest need is served first."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.backtest.records import PastNeed
from app.backtest.shelf import SentOrder, Shelf

DAY = date(2025, 1, 1)


def need(number: int, pieces: int = 1, day: date = DAY) -> PastNeed:
    return PastNeed(day, f"need-{number}", "part", f"component-{number}", pieces, is_failure=True)


def sent(pieces: int, goods_in: int, usable: int) -> SentOrder:
    on = DAY + timedelta(days=goods_in)
    return SentOrder("part", pieces, DAY, False, on, DAY + timedelta(days=usable))


@given(
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 10), st.integers(0, 3)), max_size=5),
    st.lists(st.tuples(st.integers(0, 10), st.integers(1, 3)), max_size=8),
    st.lists(st.tuples(st.integers(0, 10), st.integers(-3, 3)), max_size=3),
)
def test_pieces_are_neither_lost_nor_made(
    opening: int,
    orders: list[tuple[int, int, int]],
    needs: list[tuple[int, int]],
    counts: list[tuple[int, int]],
) -> None:
    shelf = Shelf.opened({"part": opening}, ["part"])
    for pieces, goods_in, margin in orders:
        shelf.send(sent(pieces, goods_in, goods_in + margin))
    counted = 0
    for number in range(15):
        day = DAY + timedelta(days=number)
        shelf.take_in(day)
        for on, pieces in counts:
            if on == number:
                before = shelf.usable["part"]
                shelf.adjust("part", pieces)
                counted += shelf.usable["part"] - before
        for at, (on, pieces) in enumerate(needs):
            if on == number:
                shelf.want(need(at, pieces, day))
        shelf.serve(day, lambda _: 1.0)
        assert shelf.usable["part"] >= 0
        assert not (shelf.usable["part"] and shelf.waiting)
    got = sum(n.quantity for w, _ in shelf.served for n in [w.need])
    got += sum(w.need.quantity - w.missing for w in shelf.waiting)
    came = sum(pieces for pieces, _, _ in orders)
    assert shelf.arrived["part"] == opening + came + counted - got
    assert shelf.usable == shelf.arrived


def test_the_dearest_need_is_served_first_and_the_older_among_equals() -> None:
    shelf = Shelf.opened({"part": 1}, ["part"])
    for number in (1, 2, 3):
        shelf.want(need(number))
    costs = {"need-1": 10.0, "need-2": 50.0, "need-3": 50.0}
    met = shelf.serve(DAY, lambda wanted: costs[wanted.id])
    assert [wanted.id for wanted in met] == ["need-2"]
    assert [waiting.need.id for waiting in shelf.waiting] == ["need-1", "need-3"]


def test_goods_can_be_used_when_their_check_is_over_but_cost_money_from_goods_in() -> None:
    shelf = Shelf.opened({}, ["part"])
    shelf.send(sent(2, goods_in=3, usable=4))
    shelf.take_in(DAY + timedelta(days=3))
    assert (shelf.usable["part"], shelf.arrived["part"], len(shelf.orders)) == (0, 2, 1)
    shelf.take_in(DAY + timedelta(days=4))
    assert (shelf.usable["part"], shelf.arrived["part"], shelf.orders) == (2, 2, [])


def test_a_need_that_turns_out_to_be_none_gives_back_what_it_took() -> None:
    shelf = Shelf.opened({"part": 1}, ["part"])
    shelf.want(need(1))
    shelf.want(need(2, pieces=2))
    shelf.serve(DAY, lambda wanted: float(wanted.quantity))
    assert shelf.waiting[0].missing + shelf.waiting[1].missing == 2
    shelf.drop("need-2")
    assert shelf.usable["part"] == 1
    shelf.serve(DAY, lambda _: 1.0)
    shelf.drop("need-1")
    assert (shelf.usable["part"], shelf.served, shelf.waiting) == (1, [], [])


def test_what_the_plant_had_under_way_comes_when_the_books_say_so() -> None:
    shelf = Shelf.opened({}, ["part"])
    shelf.send(SentOrder("part", 3, DAY, order_id="PO-1"))
    shelf.take_in(DAY + timedelta(days=30))
    assert shelf.arrived["part"] == 0
    shelf.come_in("PO-1", "part", 2, DAY + timedelta(days=31), DAY + timedelta(days=30))
    assert sum(order.pieces for order in shelf.orders) == 3
    shelf.give_up("PO-1")
    shelf.take_in(DAY + timedelta(days=31))
    assert (shelf.usable["part"], shelf.orders) == (2, [])
