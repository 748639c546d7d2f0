"""How one need of the board stands: stock, arrival, and what can be done when it is late."""

from app.core.distribution import DaysDistribution
from app.core.need_line import NeedKind, NeedLine
from app.core.trigger import DecisionKind
from app.replenishment.board import draft_orders, need_lines, planned_orders
from app.replenishment.need_standing import NeedStanding, standing_of
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged


def standing(store: Store, life: DaysDistribution) -> tuple[NeedLine, NeedStanding]:
    """The pump's need after a review."""
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(life), at())
    with store.read() as uow:
        line = next(n for n in need_lines(uow, at()) if n.component_id == PUMP_BEARING)
        return line, standing_of(uow, line, at())


def test_a_need_that_waits_says_when_its_order_would_come_in(store: Store) -> None:
    line, found = standing(store, SOON.shifted(60.0))
    assert line.missing == 1
    assert found.position.position == 0
    assert found.decision is not None
    assert found.arrival is not None
    assert found.decision.kind is DecisionKind.WAIT
    assert found.arrival.ordered_on == line.order_by
    assert found.arrival.ordered_on < found.arrival.in_on <= found.arrival.late_in_on


def test_a_need_on_order_counts_the_pieces_ordered_for_it(store: Store) -> None:
    line, found = standing(store, SOON)
    assert (line.missing, found.ordered) == (0, 1)
    assert found.arrival is None, "nothing more is ordered"


def test_a_late_need_names_its_ways_out(store: Store) -> None:
    line, found = standing(store, DaysDistribution.certain(2.0))
    assert line.decision is DecisionKind.LATE
    assert found.decision is not None
    ways = [reason for reason in found.decision.reasons if reason.code == "way_out"]
    assert ways
    costs = [reason.value or 0.0 for reason in ways]
    assert costs == sorted(costs), "the cheapest first"


def test_a_need_that_is_gone_has_no_decision(store: Store) -> None:
    gone = NeedLine("job:gone", NeedKind.JOB, PUMP_PART, "", 1, DecisionKind.WAIT, 1)
    with store.read() as uow:
        assert standing_of(uow, gone, at()).decision is None


def test_what_drafting_would_write_is_what_it_writes(store: Store) -> None:
    line, _found = standing(store, SOON.shifted(60.0))
    with store.read() as uow:
        (planned,) = planned_orders(uow, [line.id], at())
        assert uow.orders.all() == [], "nothing is written"
    (made,) = draft_orders(store, [line.id], at(), "key")
    assert (planned.supplier_id, planned.total) == (made.supplier_id, made.total)
    assert [ln.quantity for ln in planned.lines] == [ln.quantity for ln in made.lines]
