"""A part that no sensor speaks of is looked at all the same, once a day."""

from datetime import timedelta

from app.core.planned_tasks import PlannedTask
from app.monitoring.part_rounds import PartRounds
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, at


def test_work_on_a_date_is_ordered_for_though_no_sensor_speaks(store: Store) -> None:
    due = at().today + timedelta(days=3)
    with store.begin("test") as uow:
        uow.planned_tasks.put(PlannedTask("t", PUMP_BEARING, "Overhaul", PUMP_PART, 1, due))
    rounds = PartRounds(store)
    rounds.begin(at(0, "monitor"))
    turns = 0
    while rounds.look_at_one(at(0, "monitor")):
        turns += 1
    with store.read() as uow:
        (order,) = uow.orders.all()
        assert turns == len(uow.part_reviews.latest_all())
    assert order.lines[0].peg is not None
    rounds.begin(at(0.5, "monitor"))
    assert not rounds.look_at_one(at(0.5, "monitor")), "all were looked at today"
