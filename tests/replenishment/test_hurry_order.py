"""Of an order on its way it is said whether to have it hurried today; nothing is done by itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.distribution import DaysDistribution
from app.core.purchasing import OrderState
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.core.trigger import DeliveryMode
from app.replenishment.orders import issue
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

FEE = Decimal(150)
IN_TWO_DAYS = DaysDistribution.certain(5.0)
LATER = DaysDistribution.from_quantiles({0.02: 12.0, 0.5: 20.0, 0.999: 30.0})


@pytest.fixture
def ordered(store: Store) -> Store:
    """The pump's bearing is on its way by normal delivery; its vendor can hurry."""
    with store.begin("t") as uow:
        supplier_id = uow.stock.part(PUMP_PART).supplier_id
        supplier = uow.plant.supplier(supplier_id or "")
        quick = replace(supplier, expedite_median_days=1.0, expedite_cost=FEE)
        uow.plant.save_supplier(quick)
    reviewed(store, SOON, 0.0)
    with store.read() as uow:
        (order,) = uow.orders.all()
    assert order.state is OrderState.APPROVED
    issue(store, order.id, at(0.1), "issue")
    with store.begin("t") as uow:
        pump = uow.plant.asset(uow.plant.component(PUMP_BEARING).asset_id)
        uow.plant.save_asset(replace(pump, downtime_cost_per_day=Decimal(900)))
    return store


def reviewed(store: Store, life: DaysDistribution, days: float) -> DecisionRecord:
    with store.begin("monitor") as uow:
        record = review(uow, PUMP_BEARING, judged(life, days), at(days, "monitor"))
    assert record is not None
    return record


def said(record: DecisionRecord) -> list[Reason]:
    return [r for r in record.decision.reasons if r.code.startswith("hurry_")]


def test_a_machine_that_will_stand_before_the_order_comes_wants_it_hurried(ordered: Store) -> None:
    (hurry,) = said(reviewed(ordered, DaysDistribution.certain(2.5), 0.2))
    assert hurry.code == "hurry_due"
    told = hurry.details
    assert told["now"] == pytest.approx(told["fee_now"] + told["lost_now"], abs=0.02)
    assert told["later"] == pytest.approx(told["fee_later"] + told["lost_later"], abs=0.02)
    assert told["now"] < told["later"]
    assert told["fee_now"] == float(FEE)


def test_nothing_is_hurried_by_itself(ordered: Store) -> None:
    reviewed(ordered, DaysDistribution.certain(2.5), 0.2)
    with ordered.read() as uow:
        (order,) = uow.orders.all()
    assert order.delivery_mode == DeliveryMode.NORMAL.value


def test_an_order_that_will_come_in_time_need_not_be_hurried(ordered: Store) -> None:
    (hurry,) = said(reviewed(ordered, LATER, 1.0))
    assert hurry.code == "hurry_not_due"
    assert hurry.details["later"] < hurry.details["now"]


def test_nothing_is_said_of_a_machine_that_will_hardly_fail_soon(ordered: Store) -> None:
    assert said(reviewed(ordered, DaysDistribution.certain(200.0), 1.0)) == []


def test_nothing_is_said_where_the_price_of_hurrying_is_not_known(ordered: Store) -> None:
    with ordered.begin("t") as uow:
        supplier = uow.plant.supplier(uow.stock.part(PUMP_PART).supplier_id or "")
        uow.plant.save_supplier(replace(supplier, expedite_cost=None))
    assert said(reviewed(ordered, DaysDistribution.certain(2.5), 0.2)) == []
