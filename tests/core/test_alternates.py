"""Parts that replace each other are planned as one, bought where it is cheapest."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.core.alternates import pooled_position, taken_from_group
from app.core.money import Money
from app.core.stock import Part, StockPosition
from app.core.vendor_choice import Shortage, compare_vendors
from tests.core.sellers import seller, wanted_on

NAMES = "abcd"
SHORT = Shortage(900.0, 0.99)


def part(name: str, price: int = 84, alternates: str = "") -> Part:
    return Part(
        name, name, "Bearing", Money(Decimal(price), "EUR"), alternates=frozenset(alternates)
    )


positions = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(StockPosition, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
)


@given(positions)
def test_a_group_has_what_its_parts_have_whichever_is_asked(have):
    group = "abc"
    found = [
        pooled_position(part(name, alternates=group.replace(name, "")), have) for name in group
    ]
    assert found[0] == found[1] == found[2]
    assert found[0].position == sum(have[n].position for n in group if n in have)
    alone = pooled_position(part("d"), have)
    assert alone == have.get("d", StockPosition())


def test_a_group_is_bought_as_the_part_whose_source_is_cheapest_in_time():
    slow = seller("slow", 80.0, days=20.0)
    near = seller("near", 95.0, days=2.0)
    near = replace(near, terms=replace(near.terms, offer=replace(near.terms.offer, part_id="b")))
    urgent = compare_vendors(wanted_on(6), 1, SHORT, [slow, near])
    assert (urgent[0].part_id, urgent[0].supplier_id) == ("b", "near")
    assert urgent[0].cost_today < urgent[1].cost_today
    assert compare_vendors(wanted_on(60), 1, SHORT, [slow, near])[0].part_id == "p"


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(-2, 5)), st.integers(0, 12))
def test_pieces_are_taken_from_the_group_alone_its_own_first(free, quantity):
    own = part("a", alternates="bc")
    taken = taken_from_group(own, [part("b", 99), part("c", 70), part("d", 1)], free, quantity)
    has = {name: max(free.get(name, 0), 0) for name in NAMES}
    assert sum(taken.values()) == min(quantity, has["a"] + has["b"] + has["c"])
    assert set(taken) <= set("abc")
    assert taken.get("a", 0) == min(quantity, has["a"])
    assert "b" not in taken or taken.get("c", 0) == has["c"]
