"""Another calendar: looked at without writing, kept with what it moves, taken back whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.assets import KitItem
from app.core.calendars import EVERY_DAY, MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.errors import ScenarioRefused
from app.core.lead_time import Supplier
from app.core.purchasing import PurchaseOrder
from app.core.work_orders import WorkOrder
from app.core.work_window import MaintenanceWindow
from app.register.windows import keep_window
from app.replenishment import orders
from app.replenishment.board import need_lines
from app.replenishment.calendar_change import (
    PLANT,
    CalendarPreview,
    keep_calendar,
    preview_calendar,
    take_calendar_back,
)
from app.replenishment.replan import replan
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, filled_store, judged


class Stopped(Exception):
    """Somebody asked to stop."""


def quiet(_done: int, _of: int) -> None:
    """Nobody looks at the progress."""


def on(n: int) -> date:
    return at(n).today


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled_store(tmp_path / "plant") as made:
        with made.begin("monitor") as uow:
            review(uow, PUMP_BEARING, judged(SOON), at(0, "monitor"))
        yield made


def the_order(store: Store) -> PurchaseOrder:
    with store.read() as uow:
        (order,) = uow.orders.all()
    return order


def the_job(store: Store) -> WorkOrder:
    with store.read() as uow:
        (job,) = uow.work_orders.all()
    return job


def calendar_of(store: Store) -> WorkCalendar:
    with store.read() as uow:
        return uow.plant.policy().calendar


def with_shutdown(store: Store, first: int, last: int, name: str = "yearly") -> WorkCalendar:
    stands = calendar_of(store)
    return replace(stands, shutdowns=(*stands.shutdowns, Shutdown(on(first), on(last), name)))


def issued(store: Store) -> PurchaseOrder:
    order = the_order(store)
    if order.approved_at is None:
        orders.approve(store, order.id, at(), "a")
    return orders.issue(store, order.id, at(), "i")


def previewed(store: Store, calendar: WorkCalendar, of: str = PLANT) -> CalendarPreview:
    return preview_calendar(store, of, calendar, at(), quiet)


def test_a_preview_writes_nothing_and_says_what_then_happens(store: Store) -> None:
    issued(store)
    order, job, stands = the_order(store), the_job(store), calendar_of(store)
    assert order.expected_on is not None
    days = (order.expected_on - on(0)).days
    wished = with_shutdown(store, days, days + 10)
    seen = previewed(store, wished)
    assert (the_order(store), the_job(store), calendar_of(store)) == (order, job, stands)
    assert [(m.name, m.before) for m in seen.orders] == [(order.number, order.expected_on)]
    assert seen.orders[0].after > on(days + 10)
    assert [m.name for m in seen.jobs] == [job.number]
    change = keep_calendar(store, PLANT, wished, at(), "k")
    assert (change.orders, change.jobs) == (seen.orders, seen.jobs)
    assert the_order(store).expected_on == seen.orders[0].after
    assert the_job(store).planned_on == seen.jobs[0].after
    assert the_job(store).part_expected_on == seen.orders[0].after


def test_the_needs_previewed_are_those_the_board_then_shows(store: Store) -> None:
    with store.read() as uow:
        cancelled = uow.orders.all()
    for order in cancelled:
        orders.cancel(store, order.id, at(), f"c{order.id}", "to look at the need alone")
    with store.begin("monitor") as uow:
        later = judged(SOON.shifted(20.0), 0.01)
        review(uow, PUMP_BEARING, later, at(0.01, "monitor"))
    wished = with_shutdown(store, 22, 35)
    seen = {m.before.id: m.after for m in previewed(store, wished).needs}
    assert seen
    keep_calendar(store, PLANT, wished, at(), "k")
    with store.read() as uow:
        unread = {line.id: line for line in need_lines(uow, at())}
    replan(store, None, at(), quiet)
    with store.read() as uow:
        shown = {line.id: line for line in need_lines(uow, at())}
    for name, line in seen.items():
        for lines in (unread, shown):
            assert (lines[name].need_by, lines[name].order_by) == (line.need_by, line.order_by)


def test_taking_it_back_brings_every_day_back(store: Store) -> None:
    issued(store)
    order, job, stands = the_order(store), the_job(store), calendar_of(store)
    assert order.expected_on is not None
    days = (order.expected_on - on(0)).days
    change = keep_calendar(store, PLANT, with_shutdown(store, days, days + 5), at(), "k")
    assert the_order(store).expected_on != order.expected_on
    take_calendar_back(store, change, at(), "back")
    assert calendar_of(store) == stands
    assert the_order(store).expected_on == order.expected_on
    now = the_job(store)
    assert (now.planned_on, now.part_expected_on) == (job.planned_on, job.part_expected_on)
    with pytest.raises(ScenarioRefused, match="changed again"):
        take_calendar_back(store, change, at(), "twice")


def test_a_job_in_a_window_of_its_machine_stays_in_it(store: Store) -> None:
    job = the_job(store)
    assert job.planned_on is not None
    with store.read() as uow:
        asset_id = uow.plant.component(PUMP_BEARING).asset_id
    window = MaintenanceWindow("w", asset_id, name="declared", on=job.planned_on, lasts_hours=48.0)
    keep_window(store, window, at(), "w")
    days = (job.planned_on - on(0)).days
    seen = previewed(store, with_shutdown(store, days, days))
    assert job.number not in {m.name for m in seen.jobs if m.before == m.after}
    moved = [m for m in seen.jobs if m.after != job.planned_on]
    assert all(m.after > on(days) for m in moved), "only the late part can move it"


def test_a_job_moves_with_its_kit(tmp_path: Path) -> None:
    with filled_store(tmp_path / "kit") as store:
        with store.begin("test") as uow:
            uow.plant.add_supplier(
                Supplier("slow", "Slow", declared_median_days=12.0, declared_spread_days=1.0)
            )
            bearing = uow.stock.part(PUMP_PART)
            seal = replace(bearing, id="seal", number="seal", supplier_id="slow")
            uow.stock.add_part(seal)
            component = replace(uow.plant.component(PUMP_BEARING), kit=(KitItem("seal"),))
            uow.plant.save_component(component)
        with store.begin("monitor") as uow:
            review(uow, PUMP_BEARING, judged(SOON), at(0, "monitor"))
            (order,) = (o for o in uow.orders.all() if o.lines[0].part_id == "seal")
        assert order.expected_on is not None
        days = (order.expected_on - on(0)).days
        seen = previewed(store, with_shutdown(store, days, days + 6))
        job = the_job(store)
        assert [(m.name, m.before) for m in seen.jobs] == [(job.number, job.planned_on)]
        comes = next(m.after for m in seen.orders if m.id == order.id)
        assert seen.jobs[0].after > comes
        keep_calendar(store, PLANT, with_shutdown(store, days, days + 6), at(), "k")
        replan(store, None, at(), quiet)
        assert the_job(store).planned_on == seen.jobs[0].after


def test_a_vendor_that_closes_comes_later(store: Store) -> None:
    order = issued(store)
    assert order.expected_on is not None
    with store.read() as uow:
        stands = uow.plant.supplier(order.supplier_id).calendar
    closed = replace(stands, shutdowns=(*stands.shutdowns, Shutdown(on(1), on(14), "fair")))
    seen = previewed(store, closed, order.supplier_id)
    assert [m.name for m in seen.orders] == [order.number]
    keep_calendar(store, order.supplier_id, closed, at(), "k")
    assert the_order(store).expected_on == seen.orders[0].after > on(14)


@pytest.mark.parametrize(
    ("shutdowns", "said"),
    [
        (((1, 5), (5, 9)), "overlap"),
        (((1, 800),), "at most 366 days"),
    ],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    store: Store, shutdowns: tuple[tuple[int, int], ...], said: str
) -> None:
    stands = calendar_of(store)
    wished = WorkCalendar(shutdowns=tuple(Shutdown(on(a), on(b)) for a, b in shutdowns))
    for door in (
        lambda: previewed(store, wished),
        lambda: keep_calendar(store, PLANT, wished, at(), "k"),
    ):
        with pytest.raises(ScenarioRefused, match=said):
            door()
    assert calendar_of(store) == stands


def test_goods_in_days_are_kept_and_move_arrivals(store: Store) -> None:
    order = issued(store)
    assert order.expected_on is not None
    other = frozenset({(order.expected_on.weekday() + 1) % 5})
    keep_calendar(store, PLANT, WorkCalendar(MONDAY_TO_FRIDAY, goods_in_weekdays=other), at(), "k")
    assert calendar_of(store).goods_in_weekdays == other
    moved = the_order(store).expected_on
    assert moved is not None
    assert moved.weekday() in other
    with pytest.raises(ScenarioRefused, match="working weekdays alone"):
        WorkCalendar(MONDAY_TO_FRIDAY, goods_in_weekdays=EVERY_DAY)


def test_the_record_of_changes_says_the_calendar_before_and_after(store: Store) -> None:
    keep_calendar(store, PLANT, with_shutdown(store, 40, 45, "Whitsun"), at(), "k")
    with store.read() as uow:
        row = uow.audit.about("site")[-1]
    assert (row.action, row.actor) == ("change calendar", at().actor)
    assert "Whitsun" in row.after
    assert "Whitsun" not in row.before


def test_a_stopped_review_leaves_the_board_true(store: Store) -> None:
    keep_calendar(store, PLANT, with_shutdown(store, 9, 20), at(), "k")

    def stop(done: int, _of: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        replan(store, None, at(), stop)
    with store.read() as uow:
        stopped = need_lines(uow, at())
    replan(store, None, at(), quiet)
    with store.read() as uow:
        whole = need_lines(uow, at())
    assert [(n.id, n.need_by, n.order_by) for n in stopped] == [
        (n.id, n.need_by, n.order_by) for n in whole
    ]


def test_a_review_of_some_parts_leaves_the_others_alone(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    assert replan(store, [PUMP_PART, "unknown"], at(), lambda n, of: seen.append((n, of))) == 1
    assert seen == [(0, 1)]
