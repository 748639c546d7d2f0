from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.errors import StepRefused
from app.core.need_line import Cover, NeedKind, NeedLine
from app.core.part_review import PartReview
from app.core.planned_tasks import PlannedTask
from app.core.reasons import Reason
from app.core.reservations import Reservation, ReservationKind
from app.core.trigger import DecisionKind, DeliveryMode
from tests.storage import examples as ex

TASK = PlannedTask(
    "task",
    "component",
    "Change the seal",
    "part",
    2,
    ex.TODAY,
    more_dates=(ex.TODAY + timedelta(90),),
)
RESERVED = Reservation(
    "r1", "part", 2, ReservationKind.HARD, ex.TODAY, "overhaul", ex.NOW, "S. Wulff"
)
LINE = NeedLine(
    "planned:task",
    NeedKind.PLANNED,
    "part",
    "supplier",
    2,
    DecisionKind.ORDER,
    2,
    asset_id="asset",
    component_id="component",
    need_by=ex.TODAY,
    late_probability=0.02,
    probability=1.0,
    mode=DeliveryMode.EXPEDITED,
    cover=(Cover(1), Cover(1, "o", "PO-2026-0001", ex.TODAY, is_in_time=False)),
    missing=1,
)


def part_review(order_id: str = "", **changes: object) -> PartReview:
    review = PartReview(
        "part", ex.TODAY, ex.NOW, 3, 1, 2, 0.4, (LINE,), {LINE.id: (Reason("covered"),)}, order_id
    )
    return replace(review, **changes)


def test_a_task_reads_as_it_was_kept_and_ends_with_its_last_date(store):
    with store.begin("eva") as uow:
        uow.planned_tasks.put(TASK)
        assert uow.planned_tasks.active_of_part("part") == [TASK]
        uow.planned_tasks.put(replace(TASK, is_active=False))
        assert uow.planned_tasks.active() == []
        assert uow.planned_tasks.get("task").is_active is False
        with pytest.raises(StepRefused, match="no planned task"):
            uow.planned_tasks.get("another")


def test_a_released_reservation_no_longer_holds(store):
    with store.begin("eva") as uow:
        uow.reservations.add(RESERVED)
        assert uow.reservations.open_of("part") == [RESERVED]
        uow.reservations.save(RESERVED.released(ex.NOW))
        assert uow.reservations.open_of("part") == []
        assert uow.reservations.get("r1").released_at == ex.NOW


@pytest.mark.parametrize("pieces", [0, -1])
def test_a_reservation_or_a_task_of_no_pieces_is_refused(pieces):
    with pytest.raises(StepRefused, match="at least 1"):
        replace(RESERVED, quantity=pieces)
    with pytest.raises(StepRefused, match="at least 1"):
        replace(TASK, quantity=pieces)
    with pytest.raises(StepRefused, match="1 day or more"):
        replace(TASK, every_days=pieces)


def test_only_the_newest_review_of_a_part_is_kept_and_those_that_ordered(store):
    order = ex.order("PO-2026-0001")
    with store.begin("eva") as uow:
        uow.orders.add(order, ex.TODAY)
        uow.part_reviews.add(part_review())
        uow.part_reviews.add(part_review(order.id, on_hand=4))
        newest = part_review(on_hand=5, today=ex.TODAY + timedelta(days=1))
        uow.part_reviews.add(newest)
        assert uow.part_reviews.latest("part") == newest
        assert uow.part_reviews.latest_all() == [newest]
        (kept,) = uow.part_reviews.of_order(order.id)
        assert kept.on_hand == 4
