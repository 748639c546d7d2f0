"""An order that waits for a person is dated so that it has time to wait; one by the rule is not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from app.core.calendars import working_days_between
from app.core.distribution import DaysDistribution
from app.core.health import RulState
from app.core.money import Money
from app.core.purchasing import OrderLine, OrderState, PurchaseOrder, Receipt
from app.core.records import DecisionRecord
from app.core.trigger import DecisionKind
from app.core.work_window import MaintenanceWindow
from app.replenishment.approval_supply import supply_with_wait
from app.replenishment.drafting import AUTOMATIC
from app.replenishment.need import trade_of
from app.replenishment.review import review
from app.replenishment.track_record import track_record
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.office_books import MONDAY, PUMP_BEARING, PUMP_PART, SOON, at, judged
from tests.past_predictions import tried

FAR = DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0})


def approved_by(store: Store, who: str, waits: tuple[int, ...], drafted: float = -60.0) -> None:
    """Keep orders that came in, each sent some calendar days after its draft."""
    with store.begin("t") as uow:
        part = uow.stock.part(PUMP_PART)
        supplier_id = part.supplier_id or ""
        for n, wait in enumerate(waits):
            made = MONDAY + timedelta(days=drafted)
            sent = (made + timedelta(days=wait)).date()
            order = PurchaseOrder(
                id=str(uuid4()), number=f"PO-{who}-{n}", supplier_id=supplier_id,
                state=OrderState.CLOSED, lines=(OrderLine(PUMP_PART, 1, part.price, None),),
                created_at=made, created_by="monitor", approved_at=made, approved_by=who,
                sent_on=sent, received_on=sent + timedelta(days=4),
            )  # fmt: skip
            uow.orders.add(order, made.date())
            receipt = Receipt(
                str(uuid4()), supplier_id, PUMP_PART, order.id, 1, sent + timedelta(days=4), 4.0,
                "t", drafted_on=made.date(), ordered_on=sent,
            )  # fmt: skip
            uow.orders.add_receipt(receipt)


def decided(uow: UnitOfWork, life: DaysDistribution = FAR, **changes: RulState) -> DecisionRecord:
    record = review(uow, PUMP_BEARING, judged(life, **changes), at(0.0, "monitor"))
    assert record is not None
    return record


def reviewed(store: Store, life: DaysDistribution = FAR, **changes: RulState) -> DecisionRecord:
    with store.begin("monitor") as uow:
        return decided(uow, life, **changes)


def dear(store: Store) -> None:
    """Let every order of the pump's bearing be too dear for the rule."""
    with store.begin("t") as uow:
        policy = uow.plant.policy()
        uow.plant.save_policy(replace(policy, approval_limit=Money(Decimal(1), "EUR")))


def codes(record: DecisionRecord) -> set[str]:
    return {reason.code for reason in record.decision.reasons}


def test_a_dear_order_is_dated_earlier_by_the_days_its_approval_takes(store: Store) -> None:
    dear(store)
    without = tried(store, decided)
    approved_by(store, "Eva", (7, 7, 7, 7, 7))
    record = reviewed(store)
    assert "approval_wait" not in codes(without)
    assert "approval_wait" in codes(record)
    assert record.decision.need_by == without.decision.need_by
    before, after = without.decision.order_by, record.decision.order_by
    assert before is not None
    assert after is not None
    with store.read() as uow:
        calendar = uow.plant.policy().calendar
    assert working_days_between(calendar, after, before) >= 5, "a week has five or six working days"
    (said,) = (r for r in record.decision.reasons if r.code == "approval_wait")
    assert (said.details["orders"], said.details["waited"], said.details["mean"]) == (5, 5, 6.0)


def test_an_order_that_the_rule_will_approve_does_not_wait(store: Store) -> None:
    without = tried(store, decided)
    approved_by(store, "Eva", (7, 7, 7, 7, 7))
    record = reviewed(store)
    assert "approval_wait" not in codes(record)
    assert record.decision.order_by == without.decision.order_by


def test_what_is_not_known_well_enough_waits_for_a_person(store: Store) -> None:
    approved_by(store, "Eva", (7, 7, 7, 7, 7))
    assert "approval_wait" in codes(reviewed(store, state=RulState.PRIOR_ONLY))


@pytest.mark.parametrize(
    ("who", "waits"), [(AUTOMATIC, (7,) * 5), ("Eva", (0,) * 5), ("Eva", (7, 7))]
)
def test_orders_of_the_rule_and_too_few_or_quick_ones_teach_no_wait(
    store: Store, who: str, waits: tuple[int, ...]
) -> None:
    dear(store)
    without = tried(store, decided)
    approved_by(store, who, waits)
    record = reviewed(store)
    assert "approval_wait" not in codes(record)
    assert record.decision.order_by == without.decision.order_by


def test_what_comes_in_today_or_later_teaches_nothing_today(store: Store) -> None:
    approved_by(store, "Eva", (7,) * 5, drafted=-11.0)
    with store.read() as uow:
        assert track_record(uow, at().today).approval_waits_days == ()
        assert track_record(uow, at(1.0).today).approval_waits_days == (6.0,) * 5


def test_a_draft_that_waits_expects_its_goods_later(store: Store) -> None:
    dear(store)
    approved_by(store, "Eva", (7,) * 5)
    record = reviewed(store, SOON)
    assert record.decision.kind in {DecisionKind.ORDER, DecisionKind.LATE}
    with store.read() as uow:
        order = next(o for o in uow.orders.all() if o.state is OrderState.DRAFT)
        trade = trade_of(uow, PUMP_PART, at().today)
        median = supply_with_wait(uow, None, trade).lead.median_days
        usual = trade.supply.lead.median_days
    assert median > usual + 4
    assert order.expected_on is not None
    assert (order.expected_on - at().today).days > usual + 5


def test_an_order_once_approved_has_done_its_waiting(store: Store) -> None:
    approved_by(store, "Eva", (7,) * 5)
    reviewed(store, SOON)
    again = reviewed(store, SOON)
    assert again.decision.kind is DecisionKind.COVERED
    assert "approval_wait" not in codes(again)


def test_the_order_day_that_goes_with_a_window_waits_too(store: Store) -> None:
    dear(store)
    with store.begin("t") as uow:
        asset_id = uow.plant.component(PUMP_BEARING).asset_id
        window = MaintenanceWindow("w", asset_id, name="Saturday", weekday=5, lasts_hours=24.0)
        uow.windows.put(window)
        pump = uow.plant.asset(asset_id)
        uow.plant.save_asset(replace(pump, downtime_cost_per_day=Decimal(5), repair_days=60.0))
    without = tried(store, decided)
    approved_by(store, "Eva", (7,) * 5)
    best = [
        next(r.details for r in record.decision.reasons if r.code == "joint_best")
        for record in (without, reviewed(store))
    ]
    assert best[1]["order_on"] < best[0]["order_on"]
