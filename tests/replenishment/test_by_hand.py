"""Orders made by hand: from the limit on, a second person approves, however they are split."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.core.approval import same_name
from app.core.errors import ApprovalRefused, PartUnknown, PlantError, StepRefused
from app.core.health import FailureMode, RulState
from app.core.money import Money
from app.core.offers import Offer, PriceBreak
from app.core.purchasing import OrderState, PurchaseOrder
from app.replenishment import by_hand, orders
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, at, judged
from tests.soak import plant
from tests.soak.beliefs import believed
from tests.soak.schedule import stage
from tests.soak.world import World

EVA, JAN = "Eva Brandt", "Jan Thomsen"
LIMIT_PIECES = 6
"""Pieces of 84.00 EUR that are the first above the limit of 500.00 EUR."""


def drafted(store: Store, pieces: int, key: str = "d", actor: str = EVA) -> PurchaseOrder:
    return by_hand.draft(store, {PUMP_PART: pieces}, None, at(0.0, actor), key)


def test_what_one_person_made_and_approves_stays_below_the_limit(store: Store) -> None:
    order = drafted(store, LIMIT_PIECES)
    with pytest.raises(ApprovalRefused, match=r"second person.*504.00 EUR, limit 500.00 EUR"):
        orders.approve(store, order.id, at(0.1, EVA), "a")
    with store.read() as uow:
        assert uow.orders.get(order.id).state is OrderState.DRAFT
    assert orders.approve(store, order.id, at(0.2, JAN), "b").approved_by == JAN


def test_a_small_order_needs_no_second_person(store: Store) -> None:
    order = drafted(store, LIMIT_PIECES - 1)
    assert orders.approve(store, order.id, at(0.1, EVA), "a").state is OrderState.APPROVED


def test_two_halves_of_one_day_are_one_order(store: Store) -> None:
    first, second = drafted(store, 3, "d1"), drafted(store, 3, "d2")
    for order in (first, second):
        with pytest.raises(ApprovalRefused, match=r"252.00 EUR \+ 252.00 EUR"):
            orders.approve(store, order.id, at(0.1, " eva  BRANDT"), f"a{order.id}")
    orders.cancel(store, first.id, at(0.2, EVA), "c", "not needed")
    assert orders.approve(store, second.id, at(0.3, EVA), "a").state is OrderState.APPROVED


def test_the_halves_of_two_days_are_two_orders(store: Store) -> None:
    orders.approve(store, drafted(store, 5, "d1").id, at(0.1, EVA), "a1")
    tomorrow = by_hand.draft(store, {PUMP_PART: 5}, None, at(1.0, EVA), "d2")
    assert orders.approve(store, tomorrow.id, at(1.1, EVA), "a2").state is OrderState.APPROVED


def test_old_drafts_made_bigger_on_one_day_are_added_up(store: Store) -> None:
    made = [
        by_hand.draft(store, {PUMP_PART: 1}, None, at(float(day), EVA), f"d{day}")
        for day in range(2)
    ]
    for order in made:
        by_hand.change_quantity(store, order.id, PUMP_PART, 5, at(9.0, EVA), f"c{order.id}")
    orders.approve(store, made[0].id, at(9.1, JAN), "a")
    with pytest.raises(ApprovalRefused, match="second person"):
        orders.approve(store, made[1].id, at(9.2, EVA), "b")


def test_drafts_of_two_days_approved_on_one_are_added_up(store: Store) -> None:
    made = [
        by_hand.draft(store, {PUMP_PART: 5}, None, at(float(day), EVA), f"d{day}")
        for day in range(2)
    ]
    with pytest.raises(ApprovalRefused, match="second person"):
        orders.approve(store, made[0].id, at(1.1, EVA), "a")
    orders.approve(store, made[0].id, at(1.2, JAN), "b")
    assert orders.approve(store, made[1].id, at(1.3, EVA), "c").state is OrderState.APPROVED


def test_what_the_rules_drafted_one_person_approves(store: Store) -> None:
    dear = by_hand_free_draft(store)
    assert orders.approve(store, dear.id, at(0.1, EVA), "a").state is OrderState.APPROVED


def test_who_changed_what_the_rules_drafted_made_it(store: Store) -> None:
    dear = by_hand_free_draft(store)
    by_hand.change_quantity(store, dear.id, PUMP_PART, 7, at(0.05, EVA), "c")
    with pytest.raises(ApprovalRefused, match="588.00 EUR"):
        orders.approve(store, dear.id, at(0.1, EVA), "a")
    assert orders.approve(store, dear.id, at(0.2, JAN), "b").state is OrderState.APPROVED


def by_hand_free_draft(store: Store) -> PurchaseOrder:
    """Draft of the rules that waits for a person, and nobody's hand touched."""
    with store.begin("monitor") as uow:
        life = plant.LIVES[1]
        review(uow, PUMP_BEARING, judged(life, state=RulState.PRIOR_ONLY), at(0.0, "monitor"))
    with store.read() as uow:
        (order,) = uow.orders.all()
    return order


def test_what_was_approved_is_not_changed(store: Store) -> None:
    order = drafted(store, 1)
    orders.approve(store, order.id, at(0.1, JAN), "a")
    with pytest.raises(StepRefused, match="Take the approval back"):
        by_hand.change_quantity(store, order.id, PUMP_PART, 9, at(0.2, EVA), "c")


@pytest.mark.parametrize("pieces", [0, -1])
def test_nothing_is_ordered_in_no_pieces(store: Store, pieces: int) -> None:
    with pytest.raises(StepRefused, match="at least one"):
        drafted(store, pieces)
    order = drafted(store, 1, "e")
    with pytest.raises(StepRefused, match="at least one"):
        by_hand.change_quantity(store, order.id, PUMP_PART, pieces, at(0.1, EVA), "c")


def test_parts_of_two_suppliers_are_two_orders(store: Store) -> None:
    with store.read() as uow:
        other = next(p for p in uow.stock.parts() if p.supplier_id != supplier_of(uow, PUMP_PART))
    with pytest.raises(PartUnknown, match="one supplier"):
        by_hand.draft(store, {PUMP_PART: 1, other.id: 1}, None, at(0.0, EVA), "d")


def supplier_of(uow, part_id: str) -> str:
    return uow.stock.part(part_id).supplier_id


def test_the_same_draft_twice_is_one_order(store: Store) -> None:
    assert drafted(store, 2).id == drafted(store, 2).id
    with store.read() as uow:
        assert len(uow.orders.all()) == 1
        assert uow.audit.first_broken() is None


def test_who_is_asked_may_be_another_vendor_with_an_offer_at_its_price(store: Store) -> None:
    with store.begin(EVA) as uow:
        part = uow.stock.part(PUMP_PART)
        other = next(s for s in uow.plant.suppliers() if s.id != part.supplier_id)
        euro = part.price.currency
        dear = Offer(part.id, other.id, Money(Decimal(90), euro), pack_size=2)
        uow.offers.save(part, replace(dear, breaks=(PriceBreak(4, Money(Decimal(80), euro)),)))
    moment = at(0.0, EVA)
    order = by_hand.draft(store, {PUMP_PART: 2}, None, moment, "o", supplier_id=other.id)
    assert (order.supplier_id, str(order.total)) == (other.id, "180.00 EUR")
    more = by_hand.change_quantity(store, order.id, PUMP_PART, 4, moment, "c", "two more")
    assert str(more.total) == "320.00 EUR", "the price of so many"
    with pytest.raises(StepRefused, match="in packs of 2; 3 were asked for. Order 4 pieces"):
        by_hand.change_quantity(store, order.id, PUMP_PART, 3, moment, "c2")
    with store.read() as uow:
        nobody = next(
            s.id for s in uow.plant.suppliers() if s.id not in {other.id, part.supplier_id}
        )
    with pytest.raises(PartUnknown, match="has no offer for"):
        by_hand.draft(store, {PUMP_PART: 2}, None, moment, "n", supplier_id=nobody)


which = st.integers(0, 3)
pieces = st.sampled_from([1, 2, 2, 3])
parts = st.sampled_from([plant.SHARED, plant.SHARED, plant.BY_FOUR, plant.DOLLARS])
spellings = st.sampled_from([EVA, " eva brandt", "EVA  BRANDT", "Eva Brandt"])


@pytest.fixture(scope="module", autouse=True)
def plant_of_one_person():
    """One plant for every run of the machine below, put back to its beginning before each."""
    with stage() as world:
        OnePerson.world = world
        yield


class OnePerson(RuleBasedStateMachine):
    """Eva alone, with the rules' drafts and the clock, tries to get past the limit."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.world.begin_anew()
        self.keys = 0
        self.made: set[str] = set()
        self.approved: dict[str, tuple[str, object]] = {}

    def _key(self) -> str:
        self.keys += 1
        return f"k{self.keys}"

    def _orders(self) -> list[PurchaseOrder]:
        with self.world.store.read() as uow:
            return uow.orders.all()

    def _with_one(self, number: int, command) -> PurchaseOrder | None:
        """Give Eva's command to one of the newest orders; None where it was refused."""
        known = self._orders()
        try:
            return command(known[-1 - number % len(known)].id)
        except PlantError:
            return None

    @rule(part=parts, n=pieces, name=spellings)
    def draft(self, part, n, name):
        sold = 4 * n if part == plant.BY_FOUR else n
        order = by_hand.draft(
            self.world.store, {part: sold}, None, self.world.moment(name), self._key()
        )
        self.made.add(order.id)

    @precondition(lambda self: self._orders())
    @rule(number=which, n=pieces, name=spellings)
    def change(self, number, n, name):
        def command(order_id):
            with self.world.store.read() as uow:
                part = uow.orders.get(order_id).lines[0].part_id
            moment = self.world.moment(name)
            return by_hand.change_quantity(self.world.store, order_id, part, n, moment, self._key())

        order = self._with_one(number, command)
        if order is not None:
            self.made.add(order.id)

    @precondition(lambda self: self._orders())
    @rule(number=which, name=spellings)
    def approve(self, number, name):
        moment = self.world.moment(name)
        order = self._with_one(
            number, lambda i: orders.approve(self.world.store, i, moment, self._key())
        )
        if order is not None:
            self.approved[order.id] = (moment.today.isoformat(), order.total)

    @precondition(lambda self: self._orders())
    @rule(number=which, step=st.sampled_from(["withdraw_approval", "issue", "cancel"]))
    def step(self, number, step):
        why = ("soak",) if step == "cancel" else ()
        moment, command = self.world.moment(EVA), getattr(orders, step)
        self._with_one(number, lambda i: command(self.world.store, i, moment, self._key(), *why))

    @rule(component=st.sampled_from(list(plant.USED_IN)))
    def the_rules_draft(self, component):
        belief = believed(
            component, plant.LIVES[1], self.world.now, RulState.DEGRADING, FailureMode.UNDETERMINED
        )
        with self.world.store.begin("monitor") as uow:
            review(uow, component, belief, self.world.moment("monitor"))

    @rule(hours=st.sampled_from([0.2, 3.0, 16.5, 24.0, -3.0]))
    def clock(self, hours):
        self.world.now += timedelta(hours=hours)

    @invariant()
    def what_eva_made_and_approved_stays_below_the_limit(self):
        alone: dict[tuple[str, str], int] = {}
        for order in self._orders():
            if not order.state.is_open or order.state is OrderState.DRAFT:
                continue
            if same_name(order.approved_by) == same_name(EVA):
                day, total = self.approved[order.id]
                assert order.total == total, "what was approved changed afterwards"
                if order.id in self.made:
                    assert total.currency == plant.LIMIT.currency
                    spent = alone.get((order.supplier_id, day), 0) + total.minor_units
                    alone[order.supplier_id, day] = spent
        assert all(spent < plant.LIMIT.minor_units for spent in alone.values())

    @invariant()
    def what_approved_itself_stays_below_the_limit(self):
        by_day: dict[tuple[str, object], int] = {}
        for order in self._orders():
            if order.approved_by.startswith("rule") and order.state is not OrderState.CANCELLED:
                day = order.supplier_id, order.created_at.astimezone(plant.ZONE).date()
                by_day[day] = by_day.get(day, 0) + order.total.minor_units
        assert all(spent < plant.LIMIT.minor_units for spent in by_day.values())


OnePerson.TestCase.settings = settings(max_examples=25, stateful_step_count=14, deadline=None)
TestOnePerson = OnePerson.TestCase
