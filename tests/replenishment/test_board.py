"""The needs board: every need once, and one action that drafts an order a supplier."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.core.calendars import Shutdown
from app.core.distribution import DaysDistribution
from app.core.errors import StepRefused
from app.core.money import Money
from app.core.need_line import NeedKind
from app.core.planned_tasks import PlannedTask
from app.core.purchasing import OrderState
from app.core.trigger import DecisionKind
from app.demo_plant.identity import demo_id
from app.replenishment.board import draft_orders, need_lines
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, at, judged

MOTOR_BEARING = demo_id("component", "M-102")
FAR = DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0})


@pytest.fixture
def waiting(store: Store) -> Store:
    """Two machines wearing, each far from failure, and an overhaul on a date."""
    with store.begin("test") as uow:
        motor = uow.plant.component(MOTOR_BEARING)
        uow.plant.save_component(replace(motor, part_id=PUMP_PART))
        due = at().today + timedelta(days=80)
        uow.planned_tasks.put(PlannedTask("t", PUMP_BEARING, "Overhaul", PUMP_PART, 2, due))
        for component_id in (PUMP_BEARING, MOTOR_BEARING):
            review(uow, component_id, judged(FAR, component_id=component_id), at(0, "monitor"))
    return store


def lines_of(store: Store, days: float = 0.0):
    with store.read() as uow:
        return need_lines(uow, at(days))


def test_every_need_stands_once_with_its_rank_and_what_is_missing(waiting: Store) -> None:
    lines = [n for n in lines_of(waiting) if n.part_id == PUMP_PART]
    assert sorted((n.kind, n.quantity) for n in lines if n.kind is NeedKind.PLANNED) == [
        (NeedKind.PLANNED, 2)
    ]
    assert {n.component_id for n in lines if n.kind is NeedKind.PREDICTED} == {
        PUMP_BEARING,
        MOTOR_BEARING,
    }
    assert max(n.rank for n in lines) == 4
    assert all(n.decision is DecisionKind.WAIT and n.order_by for n in lines)


def test_one_action_drafts_one_order_a_supplier_pegged_to_its_needs(waiting: Store) -> None:
    lines = [n for n in lines_of(waiting) if n.part_id == PUMP_PART]
    (order,) = draft_orders(waiting, [n.id for n in lines], at(actor="A. Lorenz"), "k")
    assert order.state is OrderState.DRAFT
    assert order.created_by == "A. Lorenz"
    assert len(order.lines) == 3
    assert sum(ln.quantity for ln in order.lines) == 4
    assert all(ln.peg for ln in order.lines)
    after = [n for n in lines_of(waiting) if n.part_id == PUMP_PART]
    assert {n.decision for n in after} == {DecisionKind.COVERED}
    assert all(n.cover[0].order_number == order.number for n in after)


def test_what_a_draft_covers_is_not_drafted_twice(waiting: Store) -> None:
    ids = [n.id for n in lines_of(waiting)]
    first = draft_orders(waiting, ids, at(), "k")
    assert draft_orders(waiting, ids, at(), "k") == first
    assert draft_orders(waiting, ids, at(), "another key") == ()
    with waiting.read() as uow:
        assert len(uow.orders.all()) == 1
        assert len(uow.work_orders.all()) == 2


def test_parts_of_one_supplier_in_two_currencies_are_two_orders(waiting: Store) -> None:
    with waiting.begin("test") as uow:
        motor = uow.plant.component(MOTOR_BEARING)
        part = uow.stock.part(PUMP_PART)
        dollars = replace(part, id="usd", number="usd", price=Money(Decimal(90), "USD"))
        uow.stock.add_part(dollars)
        uow.plant.save_component(replace(motor, part_id="usd"))
        review(uow, MOTOR_BEARING, judged(FAR, component_id=MOTOR_BEARING), at(0, "monitor"))
    drafted = draft_orders(waiting, [n.id for n in lines_of(waiting)], at(), "k")
    assert {order.total.currency for order in drafted} == {"EUR", "USD"}


def test_a_need_that_is_gone_is_refused_and_nothing_is_drafted(waiting: Store) -> None:
    ids = [n.id for n in lines_of(waiting)]
    with pytest.raises(StepRefused, match="any more"):
        draft_orders(waiting, [*ids, "nonsense"], at(), "k")
    with waiting.read() as uow:
        assert uow.orders.all() == []


def test_a_kept_review_holds_only_as_long_as_the_books_say_the_same(waiting: Store) -> None:
    before = {n.id: n.order_by for n in lines_of(waiting)}
    with waiting.begin("test") as uow:
        task = uow.planned_tasks.get("t")
        uow.planned_tasks.put(replace(task, due_on=at().today + timedelta(days=40)))
    after = {n.id: n.order_by for n in lines_of(waiting)}
    assert before.keys() != after.keys()


def test_a_kept_review_does_not_outlive_a_change_of_calendar_or_lead_time(waiting: Store) -> None:
    before = {n.id: n.order_by for n in lines_of(waiting)}
    with waiting.begin("test") as uow:
        house = uow.plant.supplier(uow.stock.part(PUMP_PART).supplier_id or "")
        shut = Shutdown(at().today + timedelta(days=20), at().today + timedelta(days=58))
        closed = replace(house.calendar, shutdowns=(shut,))
        uow.plant.save_supplier(replace(house, calendar=closed))
    assert {n.id: n.order_by for n in lines_of(waiting)} != before
