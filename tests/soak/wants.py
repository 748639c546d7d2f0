"""What wants parts beside wear: work on dates, reservations, levels, hands, supply at risk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.core.assets import Criticality
from app.core.planned_tasks import PlannedTask
from app.core.reservations import ReservationKind
from app.core.supply_risk import RiskSettings
from app.replenishment import by_hand, deliveries, supply_risk
from app.replenishment.board import draft_orders, need_lines
from app.replenishment.job_for_need import propose_job
from app.replenishment.part_review import review_part
from app.storage.unit_of_work import UnitOfWork
from app.stores import release, reserve
from tests.soak import plant
from tests.soak.books import OPEN_JOB, OPEN_ORDER
from tests.soak.reviewed import check_line, check_same_day
from tests.soak.served import check_served
from tests.soak.steps import Draw
from tests.soak.world import World, expect


def plan_task(world: World, draw: Draw) -> None:
    """Work is planned on a date, once or again and again; or a task is given up."""
    component_id = draw.among(tuple(plant.USED_IN)) or plant.PUMP
    task = PlannedTask(
        id=f"task of {component_id}",
        component_id=component_id,
        name="overhaul",
        part_id=draw.among(plant.PARTS) or plant.SHARED,
        quantity=1 + int(draw.how * 37) % 3,
        due_on=world.moment("").today + timedelta(days=int(60 * draw.how)),
        every_days=90 if draw.how < 0.3 else None,
        is_active=draw.how < 0.9,
    )
    _write(world, draw, lambda uow: uow.planned_tasks.put(task))


def set_levels(world: World, draw: Draw) -> None:
    """Pieces of a part are to be kept on the shelf."""
    part_id = draw.among(plant.PARTS) or plant.SHARED
    safety, buffer = int(draw.how * 3), int(draw.how * 29) % 3

    def write(uow: UnitOfWork) -> None:
        part = uow.stock.part(part_id)
        uow.stock.save_part(replace(part, safety_stock=safety, buffer_stock=buffer))

    _write(world, draw, write)


def _write(world: World, draw: Draw, change: Callable[[UnitOfWork], None]) -> None:
    """Keep a change, also under a mishap."""

    def act(_key: str) -> None:
        with world.store.begin(draw.actor) as uow:
            change(uow)

    is_done = world.carry_out(act, draw.mishap, draw.at_statement, has_key=False)
    expect(is_done, "a setting was refused")


def look_at_part(world: World, draw: Draw) -> None:
    """A part is reviewed for its shelf and its dates, twice on one day."""
    part_id = draw.among(plant.PARTS) or plant.SHARED

    def look() -> None:
        with world.store.begin("monitor") as uow:
            review_part(uow, part_id, world.moment("monitor"))

    before = world.eyes.read()
    is_done = world.carry_out(lambda _key: look(), draw.mishap, draw.at_statement, has_key=False)
    expect(is_done, "a review of a part was refused")
    _check_new_lines(world, before)
    check_served(world, {part_id})
    check_same_day(world, look, thrice=False)


def draft_from_board(world: World, draw: Draw) -> None:
    """A person drafts orders for some of the needs on the board, one a supplier."""
    with world.store.read() as uow:
        lines = need_lines(uow, world.moment(""))
    chosen = [line.id for n, line in enumerate(lines) if (draw.how * 7919 * (n + 1)) % 1 < 0.6]
    before = world.eyes.read()
    is_done = world.carry_out(
        lambda key: draft_orders(world.store, chosen, world.moment(draw.actor), key),
        draw.mishap,
        draw.at_statement,
    )
    expect(is_done, f"drafting was refused: {world.refusal} for {chosen}")
    _check_new_lines(world, before)


def _check_new_lines(world: World, before: object) -> None:
    """What was drafted is wanted."""
    after = world.eyes.read()
    known = {order.id for order in before.orders}
    for order in after.orders:
        if order.id not in known:
            for line in after.lines_of[order.id]:
                check_line(before, after, order, line)


def keep_pieces(world: World, draw: Draw) -> None:
    """Pieces are reserved for a job: put aside, or asked for."""
    job = draw.among([job for job in world.eyes.read().jobs if job.state in OPEN_JOB])
    if job is not None:
        kind = ReservationKind.HARD if draw.how < 0.6 else ReservationKind.SOFT
        pieces = 1 + int(draw.how * 23) % 2
        world.carry_out(
            lambda key: reserve(world.store, job.id, pieces, kind, world.moment(draw.actor), key),
            draw.mishap,
            draw.at_statement,
        )


def let_go(world: World, draw: Draw) -> None:
    """A reservation is given back."""
    with world.store.read() as uow:
        kept = [one for part in uow.stock.parts() for one in uow.reservations.open_of(part.id)]
    one = draw.among(sorted(kept, key=lambda r: (r.made_at, r.purpose, r.quantity)))
    if one is not None:
        world.carry_out(
            lambda key: release(world.store, one.id, world.moment(draw.actor), key),
            draw.mishap,
            draw.at_statement,
        )


def switch_risk(world: World, draw: Draw) -> None:
    """Supply-risk mode is switched on or off."""
    raised = {Criticality.A: 1.5 + draw.how, Criticality.B: 1.2}
    review = world.moment("").today + timedelta(days=30)
    settings = RiskSettings("strike", review, raised, 10.0 if draw.how < 0.5 else 0.0)

    def act(key: str) -> None:
        if draw.which < 0.6:
            supply_risk.switch_on(world.store, settings, world.moment(draw.actor), key)
        else:
            supply_risk.switch_off(world.store, "over", world.moment(draw.actor), key)

    world.carry_out(act, draw.mishap, draw.at_statement)


def note_stage(world: World, draw: Draw) -> None:
    """A supplier confirms, ships, or the goods stand at the gate."""
    order = draw.among([o for o in world.eyes.read().orders if o.state in OPEN_ORDER])
    if order is None:
        return
    note = (deliveries.note_promise, deliveries.note_shipped, deliveries.note_arrived)[
        int(draw.how * 3)
    ]
    day = world.moment("").today + timedelta(days=int(draw.how * 31) % 7 - 3)
    world.carry_out(
        lambda key: note(world.store, order.id, day, world.moment(draw.actor), key),
        draw.mishap,
        draw.at_statement,
    )


def ask_for_job(world: World, draw: Draw) -> None:
    """A person proposes the job on a component."""
    component_id = draw.among(tuple(plant.USED_IN)) or plant.PUMP
    world.carry_out(
        lambda key: propose_job(world.store, component_id, world.moment(draw.actor), key),
        draw.mishap,
        draw.at_statement,
    )


def order_by_hand(world: World, draw: Draw) -> None:
    """A person drafts an order that no need asks for, or changes a draft's quantity."""
    drafts = [order for order in world.eyes.read().orders if order.state == "DRAFT"]
    order = draw.among(drafts)
    part_id = draw.among(plant.PARTS) or plant.SHARED
    pieces = 1 + int(draw.how * 6)

    def act(key: str) -> None:
        moment = world.moment(draw.actor)
        if order is None or draw.how < 0.5:
            by_hand.draft(world.store, {part_id: pieces}, None, moment, key)
        else:
            of_order = world.eyes.read().lines_of[order.id][0].part_id
            by_hand.change_quantity(world.store, order.id, of_order, pieces, moment, key)

    world.carry_out(act, draw.mishap, draw.at_statement)
