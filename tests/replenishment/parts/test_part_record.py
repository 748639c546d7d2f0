"""What the page of a part reads: pieces, levels, vendors, and that a change is true at once."""

from dataclasses import replace
from decimal import Decimal

from app.core.distribution import DaysDistribution
from app.core.money import Money
from app.core.offers import Offer
from app.core.policy import TriggerRule
from app.core.purchasing import OrderState
from app.core.reservations import ReservationKind
from app.counting import count
from app.replenishment import by_hand, orders
from app.replenishment.parts.again import review_now
from app.replenishment.parts.draft_change import study_quantity
from app.replenishment.parts.keeping import Wish, keep_for_purpose
from app.replenishment.parts.listing import part_standings
from app.replenishment.parts.offers import buy_first_from, remove_offer, save_offer
from app.replenishment.parts.record import part_record
from app.replenishment.parts.shelf import PartState
from app.replenishment.review import review
from app.replenishment.risk_levels import set_levels
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged


def test_the_arithmetic_counts_the_shelf_the_promises_and_the_orders(store: Store) -> None:
    count(store, PUMP_PART, 3, at(), "c", "counted")
    wish = Wish(1, ReservationKind.HARD, at().today, "training")
    keep_for_purpose(store, PUMP_PART, wish, at(), "k")
    by_hand.draft(store, {PUMP_PART: 4}, None, at(), "d", "stock up")
    with store.read() as uow:
        record = part_record(uow, PUMP_PART, at())
    shelf = record.shelf
    assert (shelf.on_hand, shelf.put_aside, shelf.to_come, shelf.free) == (3, 1, 4, 6)
    assert record.group == shelf.position, "it has no alternates"
    assert [line.open_quantity for _order, line in record.coming] == [4]
    assert record.movements[0].quantity != 0
    assert [use.component.id for use in record.used_on] == [PUMP_BEARING]


def test_a_group_has_what_its_parts_have_together(store: Store) -> None:
    with store.begin("x") as uow:
        part = uow.stock.part(PUMP_PART)
        like = replace(part, id="b", number="b", alternates=frozenset({PUMP_PART}))
        uow.stock.add_part(like)
    count(store, PUMP_PART, 1, at(), "c", "counted")
    count(store, "b", 2, at(), "d", "counted")
    with store.read() as uow:
        record = part_record(uow, PUMP_PART, at())
    assert record.group.on_hand == 3
    assert [(other.number, shelf.on_hand) for other, shelf in record.alternates] == [("b", 2)]


def test_a_part_nobody_sells_is_shown_without_a_plan(store: Store) -> None:
    with store.begin("x") as uow:
        uow.stock.add_part(replace(uow.stock.part(PUMP_PART), id="b", number="b", supplier_id=None))
    with store.read() as uow:
        record = part_record(uow, "b", at())
        standing = next(s for s in part_standings(uow, at()) if s.id == "b")
    assert (record.planned, record.offers) == (None, ())
    assert (standing.supplier, standing.state) == ("", PartState.UNWANTED)
    assert review_now(store, ["b"], at()) == ()


def test_the_list_says_late_missing_covered_by_the_same_review_as_the_board(
    store: Store,
) -> None:
    def state() -> PartState:
        with store.read() as uow:
            return next(s for s in part_standings(uow, at()) if s.id == PUMP_PART).state

    with store.begin("x") as uow:
        policy = replace(uow.plant.policy(), is_auto_approval_on=False)
        uow.plant.save_policy(policy)
        review(uow, PUMP_BEARING, judged(DaysDistribution.certain(60.0)), at())
    assert state() is PartState.MISSING
    with store.begin("x") as uow:
        review(uow, PUMP_BEARING, judged(SOON, 0.01), at(0.01))
    assert state() is PartState.COVERED, "the draft covers it"
    with store.read() as uow:
        (draft,) = uow.orders.open_orders()
    orders.cancel(store, draft.id, at(0.02), "c", "a test")
    with store.begin("x") as uow:
        review(uow, PUMP_BEARING, judged(DaysDistribution.certain(1.0), 0.03), at(0.03))
    assert state() is PartState.LATE


def test_a_level_raised_is_ordered_for_at_once_and_only_once(store: Store) -> None:
    with store.read() as uow:
        had = part_record(uow, PUMP_PART, at()).shelf.free
    set_levels(store, PUMP_PART, at(), "l", safety_stock=had + 4)
    made = review_now(store, [PUMP_PART], at())
    assert [order.state for order in made] == [OrderState.DRAFT]
    assert sum(line.quantity for line in made[0].lines) >= 4
    assert review_now(store, [PUMP_PART], at(0.1)) == ()


def test_a_vendor_switched_is_the_one_the_board_and_the_reasons_know(store: Store) -> None:
    with store.begin("x") as uow:
        uow.plant.save_policy(replace(uow.plant.policy(), rule=TriggerRule.ARTICLE))
        own = uow.stock.part(PUMP_PART).supplier_id
        other = next(s.id for s in uow.plant.suppliers() if s.id != own)
        review(uow, PUMP_BEARING, judged(DaysDistribution.certain(90.0)), at())
        before = uow.decisions.latest(PUMP_BEARING)
    offer = Offer(PUMP_PART, other, Money(Decimal(84), "EUR"))
    save_offer(store, offer, at(0.1), "a")
    buy_first_from(store, PUMP_PART, other, at(0.1), "b")
    remove_offer(store, PUMP_PART, str(own), at(0.1), "c")
    review_now(store, [PUMP_PART], at(0.1))
    with store.read() as uow:
        record = part_record(uow, PUMP_PART, at(0.1))
        after = uow.decisions.latest(PUMP_BEARING)
        assert record.planned is not None
        assert record.planned.taken_supplier_id == other
        assert {line.supplier_id for line in record.planned.lines} == {other}
        assert [o.is_own for o in record.offers] == [True]
        assert before is not None
        assert after is not None
        assert before.id != after.id, "Why? is written anew"
        assert after.assessment is not None
        assert before.assessment is not None
        assert after.assessment.id == before.assessment.id, "by the same judgement"


def test_another_quantity_costs_more_than_the_one_proposed(store: Store) -> None:
    with store.begin("x") as uow:
        policy = replace(uow.plant.policy(), is_auto_approval_on=False)
        uow.plant.save_policy(policy)
        review(uow, PUMP_BEARING, judged(SOON), at())
        (draft,) = uow.orders.open_orders()
        study = study_quantity(uow, draft.id, PUMP_PART, at())
    assert study is not None
    proposed = study.choice.chosen.quantity
    assert proposed == draft.lines[0].quantity
    assert study.extra_over_horizon(proposed) == 0
    others = [o.quantity for o in study.choice.options if o.is_cheapest_in_one]
    assert all((study.extra_over_horizon(n) or 0) >= 0 for n in others)
    assert study.extra_over_horizon(10_000) is None
    most = study.choice.options[-1].quantity
    assert (study.idle_pieces(most), study.idle_pieces(most + 2)) == (0, 2)
    assert study.idle_cost(most + 2) == 2 * study.holding_per_day * study.horizon_days
    by_hand.change_quantity(store, draft.id, PUMP_PART, proposed + 2, at(), "q", "a spare")
    with store.read() as uow:
        again = study_quantity(uow, draft.id, PUMP_PART, at())
    assert again is not None
    assert again.choice == study.choice, "the draft itself is no cover for its own question"
