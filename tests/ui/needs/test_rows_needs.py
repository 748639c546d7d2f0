"""What a row of the needs board says, without a window."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import Runtime
from app.core.money import Money
from app.core.need_line import Cover, NeedKind, NeedLine
from app.core.trigger import DecisionKind, DeliveryMode
from app.ui.needs.columns import ORDER_BY, QUANTITY, need_columns
from app.ui.needs.need_filter import Due, NeedFilter
from app.ui.needs.plan_orders import shares_in_words, shares_of
from app.ui.needs.rows_needs import NeedRow, cover_words, need_rows, reason_phrase
from app.ui.register import Register
from app.ui.wording import Wording
from tests.ui.needs.needs_by_hand import PARTS, TODAY, day, need


@pytest.fixture
def register(runtime: Runtime) -> Register:
    with runtime.store.read() as uow:
        return Register.read(uow)


def ids(rows: list[NeedRow]) -> list[str]:
    return [row.id for row in rows]


def test_the_earliest_order_day_comes_first_and_what_is_covered_last(register: Register) -> None:
    lines = [need("covered", order_by=1, missing=0), need("later", order_by=9), need("undated",
             order_by=None), need("past", order_by=-2)]  # fmt: skip
    assert ids(need_rows(lines, register, TODAY)) == ["past", "later", "undated", "covered"]


def test_a_day_that_is_over_bears_the_late_mark_and_colour(
    register: Register, say: Wording
) -> None:
    past, coming = need_rows(
        [need("past", order_by=-2), need("coming", order_by=2)], register, TODAY
    )
    column = need_columns(say, 90)[ORDER_BY]
    assert column.text(past).startswith("▲ Sat, 5 Sept")
    assert column.colour is not None
    assert column.colour(past) is not None
    assert column.text(coming).startswith("Wed, 9 Sept")
    assert column.colour(coming) is None


def test_cover_is_said_with_its_order_and_its_day(say: Wording) -> None:
    in_time = Cover(1, "o", "PO-2026-0042", day(64))
    assert cover_words(Cover(2), say) == "2 on shelf"
    assert cover_words(in_time, say) == "1 of PO-2026-0042, due Tue, 10 Nov"
    assert cover_words(replace(in_time, is_in_time=False), say).endswith("▲ due Tue, 10 Nov")
    assert cover_words(replace(in_time, due=None), say) == "1 of PO-2026-0042, no date"


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        (need("n"), "today is the day to order"),
        (need("n", decision=DecisionKind.LATE), "late even if ordered today"),
        (replace(need("n"), mode=DeliveryMode.EXPEDITED), "only expedited it is in time"),
        (need("n", decision=DecisionKind.WAIT, order_by=9), "there is still time"),
        (need("n", decision=DecisionKind.WAIT, order_by=None), "nothing dates an order yet"),
        (replace(need("n", missing=0), cover=(Cover(1),)), "covered by the shelf"),
        (
            replace(need("n", missing=0), cover=(Cover(1, "o", "PO-2026-0042", TODAY),)),
            "covered by PO-2026-0042",
        ),
        (
            replace(need("n"), cover=(Cover(1, "o", "PO-2026-0042", TODAY, is_in_time=False),)),
            "PO-2026-0042 comes too late",
        ),
        (need("n", missing=0, decision=DecisionKind.COVERED), "nothing to order"),
    ],
)
def test_the_reason_is_one_phrase(line: NeedLine, phrase: str) -> None:
    assert reason_phrase(line) == phrase


def test_due_today_is_what_the_engine_asks_for_or_whose_day_has_come(register: Register) -> None:
    lines = [
        need("late", order_by=9, decision=DecisionKind.LATE),
        need("past", order_by=-2, decision=DecisionKind.WAIT),
        need("today", order_by=0),
        need("week", order_by=7, decision=DecisionKind.WAIT),
        need("month", order_by=30, decision=DecisionKind.WAIT),
        need("covered", order_by=0, missing=0),
    ]
    rows = need_rows(lines, register, TODAY)
    kept = {due: set(ids(NeedFilter(due).keep(rows, TODAY))) for due in Due}
    assert kept[Due.TODAY] == {"late", "past", "today"}
    assert kept[Due.WEEK] == {*kept[Due.TODAY], "week"}
    assert kept[Due.ANY] == set(ids(rows))


def test_the_filter_knows_kind_supplier_criticality_and_words(register: Register) -> None:
    demand = need("demand", "6216-C3", tag="", kind=NeedKind.UNPREDICTED)
    pump, drum = need("pump"), need("drum", "6212-2RS", tag="V-105")
    rows = need_rows([pump, demand, drum], register, TODAY)

    def kept(wanted: NeedFilter) -> set[str]:
        return set(ids(wanted.keep(rows, TODAY)))

    assert kept(NeedFilter(kind=NeedKind.UNPREDICTED)) == {"demand"}
    assert kept(NeedFilter(supplier_id=drum.supplier_id)) == {"drum"}
    assert kept(NeedFilter(text="P-101 predicted")) == {"pump"}
    assert kept(NeedFilter(text="6216")) == {"demand"}
    critical = {row.id for row in rows if row.is_critical}
    assert kept(NeedFilter(only_critical=True)) == critical
    assert "demand" not in critical


def test_each_supplier_gets_one_order_and_a_part_its_minimum_once(register: Register) -> None:
    lines = [need("a"), need("b"), need("c", "6309-2Z-C3", tag="M-102"),
             need("d", "6212-2RS", tag="V-105"), need("e", missing=0)]  # fmt: skip
    shares = shares_of(need_rows(lines, register, TODAY))
    pump, motor, drum = (PARTS[n] for n in ("6309-2RS-C3", "6309-2Z-C3", "6212-2RS"))
    assert pump.supplier_id == motor.supplier_id != drum.supplier_id
    wanted = {
        register.suppliers[pump.supplier_id or ""].name: (
            2,
            pump.price * max(2, pump.minimum_order) + motor.price * motor.minimum_order,
        ),
        register.suppliers[drum.supplier_id or ""].name: (1, drum.price * drum.minimum_order),
    }
    assert {share.supplier: (share.parts, share.total) for share in shares} == wanted


def test_two_currencies_are_two_orders_and_never_added(register: Register) -> None:
    rows = need_rows([need("a"), need("b", "6309-2Z-C3", tag="M-102")], register, TODAY)
    euros = next(row for row in rows if row.id == "a")
    dollars = next(row for row in rows if row.id == "b")
    shares = shares_of([euros, replace(dollars, price=Money(Decimal(70), "USD"))])
    assert [str(share.total) for share in shares] == ["84.00 EUR", "70.00 USD"]
    assert {share.supplier for share in shares} == {euros.supplier}


def test_many_suppliers_are_counted_not_named(register: Register, say: Wording) -> None:
    share = shares_of(need_rows([need("a")], register, TODAY))[0]
    many = tuple(replace(share, supplier=f"S{n}") for n in range(5))
    assert shares_in_words(many, say).endswith("and 3 more")
    assert "S4" in shares_in_words(many, say, 5)


@given(st.lists(st.tuples(st.integers(-5, 40) | st.none(), st.integers(0, 3)), max_size=30))
def test_what_drafting_says_never_counts_a_covered_need(
    needs: list[tuple[int | None, int]],
) -> None:
    row = NeedRow(
        line=need("n"), tag="", where="", part="", description="", supplier="S",
        is_critical=False, is_past=False, today=TODAY, price=Money(Decimal(2), "EUR"),
        minimum_order=1,
        reason="", said="",
    )  # fmt: skip
    rows = [
        replace(row, line=replace(row.line, id=str(n), missing=missing,
                                  order_by=None if at is None else TODAY + timedelta(days=at)))
        for n, (at, missing) in enumerate(needs)
    ]  # fmt: skip
    pieces = sum(missing for _at, missing in needs)
    total = sum((share.total.amount for share in shares_of(rows)), Decimal(0))
    assert total == 2 * pieces


def test_what_is_ordered_but_comes_too_late_is_no_cover_and_stands_first(
    register: Register, say: Wording
) -> None:
    cover = (Cover(1, "o", "PO-2026-0042", day(3), is_in_time=False),)
    late = replace(need("late", missing=0, order_by=5, decision=DecisionKind.LATE), cover=cover)
    first, second = need_rows([need("due", order_by=9), late], register, TODAY)
    assert first.id == "late"
    assert first.reason == "PO-2026-0042 comes too late"
    column = need_columns(say, 90)[QUANTITY]
    assert column.text(first).endswith("too late")
    assert column.text(second).endswith("1 missing")
