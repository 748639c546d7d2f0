"""A job that needs several parts: all ordered in time, none missing when it begins."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from app.core.assets import KitItem
from app.core.distribution import LEVELS, DaysDistribution
from app.core.errors import ScenarioRefused, StepRefused
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.need_line import NeedKind, NeedLine, kit_id
from app.core.offers import Offer
from app.core.planned_tasks import PlannedTask
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.stock import MovementKind, Part, StockMovement
from app.core.trigger import DecisionKind
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.demo_plant.identity import demo_id
from app.documents.render import work_order_html
from app.documents.work_order import work_order_paper
from app.maintenance import jobs
from app.replenishment import orders
from app.replenishment.board import draft_orders, need_lines
from app.replenishment.kit_split import split_of_kit
from app.replenishment.need import trade_of
from app.replenishment.open_lines import predicted_id
from app.replenishment.part_look import DUE
from app.replenishment.part_review import review_part
from app.replenishment.pool import read_books
from app.replenishment.review import review
from app.storage.store import Store
from app.stores import free_on_shelf
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

SEAL, SHIM = "seal", "shim"
SEAL_NEED = kit_id(PUMP_BEARING, SEAL)


@pytest.fixture(autouse=True)
def kit(store: Store) -> None:
    """The pump's bearing is changed with a seal and two shims; four shims lie there."""
    with store.begin("test") as uow:
        bought = uow.stock.part(PUMP_PART)
        for name in (SEAL, SHIM):
            price = Money(Decimal(9), "EUR")
            uow.stock.add_part(Part(name, name, name, price, bought.supplier_id))
        kit = (KitItem(SEAL), KitItem(SHIM, 2))
        uow.plant.save_component(replace(uow.plant.component(PUMP_BEARING), kit=kit))
    put(store, SHIM, 4)


def put(store: Store, part_id: str, pieces: int) -> None:
    with store.begin("test") as uow:
        moved = StockMovement(part_id, part_id, pieces, MovementKind.OPENING, at(-1).now, "t")
        uow.stock.add_movement(moved)


def wearing(store: Store, days: float = 0.0) -> None:
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON, days), at(days, "monitor"))


def orders_of(store: Store, part_id: str) -> list[PurchaseOrder]:
    with store.read() as uow:
        return [o for o in uow.orders.all() if any(line.part_id == part_id for line in o.lines)]


def the_job(store: Store) -> WorkOrder:
    with store.read() as uow:
        (job,) = uow.work_orders.all()
    return job


def arrive(store: Store, part_id: str, days: float = 4.0) -> None:
    (order,) = orders_of(store, part_id)
    if order.state is OrderState.DRAFT:
        orders.approve(store, order.id, at(), f"a{part_id}")
    orders.issue(store, order.id, at(), f"i{part_id}")
    orders.receive(store, order.id, part_id, 1, at(days), f"r{part_id}")


def line(store: Store, need_id: str) -> NeedLine:
    with store.read() as uow:
        return next(one for one in need_lines(uow, at()) if one.id == need_id)


def test_a_wearing_machine_orders_all_that_its_job_lacks(store: Store) -> None:
    wearing(store)
    (bearing,), (seal,) = orders_of(store, PUMP_PART), orders_of(store, SEAL)
    assert bearing.lines[0].quantity == seal.lines[0].quantity == 1
    assert orders_of(store, SHIM) == [], "the shims lie there"
    assert seal.state is OrderState.DRAFT, "a person approves what goes with a part"
    peg = seal.lines[0].peg
    assert peg is not None
    assert (peg.component_id, peg.failure_mode) == (PUMP_BEARING, SEAL_NEED)
    found = line(store, SEAL_NEED)
    assert (found.kind, found.part_id) == (NeedKind.PREDICTED, SEAL)
    assert found.missing == 0
    assert found.cover[0].order_number == seal.number


def test_each_part_of_the_kit_keeps_the_floor_of_the_whole(store: Store) -> None:
    wearing(store)
    with store.read() as uow:
        for part_id, to_come in ((PUMP_PART, 2), (SEAL, 2), (SHIM, 3)):
            books = read_books(uow, part_id, at())
            need = books.ranked[0].item.need
            assert need.kit_parts == 3
            whole = books.trade.policy.service_floor[need.criticality]
            each = need.service_floor(books.trade.policy)
            assert each == pytest.approx(whole ** (1 / to_come)), "the shims lie ready"
            assert each > whole
        (review_kept,) = uow.part_reviews.of_order(orders_of(store, SEAL)[0].id)
        said = {r.code: r for r in review_kept.reasons[SEAL_NEED]}
        recorded = uow.decisions.latest(PUMP_BEARING)
    assert said["kit_floor"].text().startswith("The job needs 3 parts together: this one must be")
    assert recorded is not None
    assert "kit_floor" in {r.code for r in recorded.decision.reasons}


def test_the_split_is_made_for_the_vendor_that_is_taken(store: Store) -> None:
    with store.begin("test") as uow:
        uow.plant.add_supplier(Supplier("near", "near", declared_median_days=1.0))
        near = Offer(PUMP_PART, "near", Money(Decimal(90), "EUR"))
        uow.offers.save(uow.stock.part(PUMP_PART), near)
    life = DaysDistribution.certain(4.0)
    with store.read() as uow:
        books = read_books(uow, PUMP_PART, at(), {PUMP_BEARING: judged(life)})
        component = uow.plant.component(PUMP_BEARING)
        need = books.cases[PUMP_BEARING].need
        asked_first = split_of_kit(uow, component, need, None, trade_of(uow, PUMP_PART, at().today))
    assert books.trade.supplier.id == "near"
    assert asked_first is not None
    taken = books.splits[predicted_id(PUMP_BEARING)].plan.lines[0]
    assert taken.part_id == PUMP_PART
    assert taken.probability == pytest.approx(1.0)
    assert asked_first.plan.lines[0].probability < 0.9


def far_off(store: Store) -> None:
    """The bearing will last 60 days longer; nothing lies on the shelf."""
    life = judged(SOON).rul.distribution
    assert life is not None
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(life.shifted(60.0)), at(0, "monitor"))


def test_a_cheap_part_is_made_surer_so_that_a_dear_one_need_not_come_early(store: Store) -> None:
    with store.begin("test") as uow:
        dear = replace(uow.stock.part(SEAL), price=Money(Decimal(9000), "EUR"))
        uow.stock.save_part(dear)
    far_off(store)
    with store.read() as uow:
        needs = {p: read_books(uow, p, at()).ranked[0].item.need for p in (PUMP_PART, SEAL)}
        policy = read_books(uow, SEAL, at()).trade.policy
        split = read_books(uow, SEAL, at()).splits[SEAL_NEED]
    share = {p: need.service_floor(policy) for p, need in needs.items()}
    assert share[PUMP_PART] > share[SEAL]
    whole = policy.service_floor[needs[SEAL].criticality]
    assert share[PUMP_PART] * share[SEAL] == pytest.approx(whole)
    assert SHIM not in split.shares, "the shims lie there"
    days = {line.part_id: line.order_in_days for line in split.plan.lines}
    assert days[SHIM] is None


def test_why_says_the_split_on_the_component_and_on_each_part(store: Store) -> None:
    far_off(store)
    with store.read() as uow:
        recorded = uow.decisions.latest(PUMP_BEARING)
        kept = uow.part_reviews.latest(SEAL)
        shown = [line for line in need_lines(uow, at()) if line.id == SEAL_NEED]
    assert recorded is not None
    assert kept is not None
    assert shown
    for reasons in (recorded.decision.reasons, kept.reasons[SEAL_NEED]):
        codes = [reason.code for reason in reasons]
        assert codes.count("kit_part") == 2
        assert codes.count("kit_ready") == 1
        said = next(r for r in reasons if r.code == "kit_together")
        assert "3 parts" in said.text()


def slow(store: Store, days: float) -> None:
    """The seal comes from somebody who takes so many days."""
    with store.begin("test") as uow:
        uow.plant.add_supplier(
            Supplier("slow", "Slow", declared_median_days=days, declared_spread_days=1.0)
        )
        uow.stock.save_part(replace(uow.stock.part(SEAL), supplier_id="slow"))


def test_a_slow_part_of_the_kit_moves_the_day_of_the_job(store: Store) -> None:
    slow(store, 20.0)
    wearing(store)
    (seal,), job = orders_of(store, SEAL), the_job(store)
    assert seal.expected_on is not None
    assert job.part_expected_on is not None
    assert job.part_expected_on < seal.expected_on < the_day(job)
    with store.read() as uow:
        assert "job waits for its kit" in {row.action for row in uow.audit.about(job.number)}
    orders.approve(store, seal.id, at(1), "a")
    issued = orders.issue(store, seal.id, at(1), "i")
    assert issued.expected_on is not None
    assert the_day(the_job(store)) > issued.expected_on
    (bearing,) = orders_of(store, PUMP_PART)
    if bearing.state is OrderState.DRAFT:
        orders.approve(store, bearing.id, at(1), "ab")
    orders.issue(store, bearing.id, at(1), "ib")
    assert the_day(the_job(store)) > issued.expected_on, "its own part brings it no earlier"


def the_day(job: WorkOrder) -> date:
    assert job.planned_on is not None
    return job.planned_on


def test_a_part_of_the_kit_that_comes_too_late_has_its_ways_out(store: Store) -> None:
    slow(store, 40.0)
    wearing(store)
    found = line(store, SEAL_NEED)
    assert found.decision is DecisionKind.LATE
    with store.read() as uow:
        kept = uow.part_reviews.latest(SEAL)
    assert kept is not None
    codes = {reason.code for reason in kept.reasons[SEAL_NEED]}
    assert "way_out" in codes
    assert "left_out_no_derating" in codes


def test_the_seal_is_not_ordered_later_than_its_floor_allows(store: Store) -> None:
    far_off(store)
    assert orders_of(store, SEAL) == []
    waiting = line(store, SEAL_NEED)
    assert waiting.decision is DecisionKind.WAIT
    assert waiting.order_by is not None
    assert waiting.late_probability is not None
    with store.read() as uow:
        books = read_books(uow, SEAL, at())
        allowed = 1.0 - books.ranked[0].item.need.service_floor(books.trade.policy)
    assert waiting.late_probability <= allowed
    days = (waiting.order_by - at().today).days
    with store.begin("monitor") as uow:
        review_part(uow, SEAL, at(days, "monitor"))
    assert len(orders_of(store, SEAL)) == 1


def test_the_paper_of_the_job_lists_its_kit_and_where_it_comes_from(store: Store) -> None:
    wearing(store)
    with store.read() as uow:
        paper = work_order_paper(uow, the_job(store), uow.plant.policy())
    (bearing,), (seal,) = orders_of(store, PUMP_PART), orders_of(store, SEAL)
    assert [(p.number, p.quantity, p.on_hand, p.order_number) for p in paper.parts] == [
        ("6309-2RS-C3", 1, 0, bearing.number),
        (SEAL, 1, 0, seal.number),
        (SHIM, 2, 4, ""),
    ]
    html = work_order_html(paper)
    assert all(f"<b>{part.number}</b>" in html for part in paper.parts)


def test_a_second_review_orders_nothing_twice(store: Store) -> None:
    wearing(store)
    with store.read() as uow:
        before = uow.orders.all()
    wearing(store, 0.1)
    wearing(store, 1.0)
    with store.begin("monitor") as uow:
        review_part(uow, SEAL, at(1.0, "monitor"))
    draft_orders(store, [SEAL_NEED], at(1.0), "by hand")
    with store.read() as uow:
        assert [o.id for o in uow.orders.all()] == [o.id for o in before]


def test_a_job_without_the_seal_is_not_ready_and_says_so(store: Store) -> None:
    wearing(store)
    job = the_job(store)
    arrive(store, PUMP_PART)
    assert jobs.plan(store, job.id, at(4.1), "p").state is WorkOrderState.PLANNED
    with pytest.raises(StepRefused, match="needs 1 x seal, which is not on the shelf"):
        jobs.make_ready(store, job.id, at(4.2), "m")
    arrive(store, SEAL, 5.0)
    assert the_job(store).state is WorkOrderState.READY
    with store.read() as uow:
        assert [free_on_shelf(uow, p, "other") for p in (PUMP_PART, SEAL, SHIM)] == [0, 0, 2]


def test_finishing_takes_the_whole_kit_and_nothing_goes_below_zero(store: Store) -> None:
    wearing(store)
    job = the_job(store)
    jobs.plan(store, job.id, at(0.1), "p")
    arrive(store, SEAL)
    arrive(store, PUMP_PART)
    jobs.start(store, job.id, at(5.0), "s")
    for _ in range(2):
        jobs.finish(store, job.id, at(5.1), "f", Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert [uow.stock.on_hand(p) for p in (PUMP_PART, SEAL, SHIM)] == [0, 0, 2]
        assert uow.reservations.open_for_job(job.id) == []
        assert read_books(uow, SEAL, at(5.2)).pool.set_aside == 0
    with store.begin("monitor") as uow:
        review_part(uow, SEAL, at(6.0, "monitor"))
    assert len(orders_of(store, SEAL)) == 1


def test_a_cancelled_job_gives_its_kit_back(store: Store) -> None:
    put(store, SEAL, 1)
    put(store, PUMP_PART, 1)
    wearing(store)
    job = the_job(store)
    assert jobs.plan(store, job.id, at(0.1), "p").state is WorkOrderState.READY
    with store.read() as uow:
        assert free_on_shelf(uow, SEAL, "other") == 0
        assert free_on_shelf(uow, SEAL, PUMP_BEARING) == 1
    jobs.cancel(store, job.id, at(0.2), "c", "wrong machine")
    with store.read() as uow:
        assert free_on_shelf(uow, SEAL, "other") == 1


@pytest.mark.parametrize(
    "items",
    [(KitItem(PUMP_PART),), (KitItem(SEAL), KitItem(SEAL)), (KitItem(SEAL, 0),)],
)
def test_a_kit_that_can_not_be_is_refused(store: Store, items: tuple[KitItem, ...]) -> None:
    with store.read() as uow:
        component = uow.plant.component(PUMP_BEARING)
    with pytest.raises(ScenarioRefused):
        replace(component, kit=items)
    with pytest.raises(ScenarioRefused, match="own part"):
        replace(component, part_id=None)


def test_what_is_aside_for_a_begun_job_is_promised_to_nobody_else(store: Store) -> None:
    put(store, PUMP_PART, 1)
    put(store, SEAL, 1)
    wearing(store)
    job = the_job(store)
    jobs.plan(store, job.id, at(), "p")
    jobs.start(store, job.id, at(), "s")
    other = replace(
        job, id="o", number="WO-2", component_id=demo_id("component", "M-102"), part_id=SEAL,
        quantity=2, planned_on=at().today, state=WorkOrderState.PLANNED, purchase_order_id=None,
    )  # fmt: skip
    with store.begin("test") as uow:
        uow.work_orders.add(other)
        assert free_on_shelf(uow, SEAL, PUMP_BEARING) == 1
        assert free_on_shelf(uow, SEAL, other.component_id) == 0
    jobs.finish(store, job.id, at(1.0), "f", Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert uow.stock.on_hand(SEAL) == 0


@pytest.mark.parametrize("in_days", range(3, 12))
def test_work_that_ordering_the_kit_makes_due_is_on_the_same_order(
    store: Store, in_days: int
) -> None:
    """The date's last piece is the third of all, wanted once the machine fails, maybe far off."""
    with store.begin("test") as uow:
        day = at(in_days).today
        uow.planned_tasks.put(PlannedTask("t", PUMP_BEARING, "Overhaul", SEAL, 2, day, None))
    wide = DaysDistribution(np.geomspace(4.0, 400.0, LEVELS.size))
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(wide), at(0, "monitor"))
    placed = orders_of(store, SEAL)
    found = line(store, f"planned:t:{day.isoformat()}")
    assert found.decision not in DUE or not found.missing
    with store.begin("monitor") as uow:
        review_part(uow, SEAL, at(0, "monitor"))
    assert orders_of(store, SEAL) == placed
    assert len(placed) == 1
