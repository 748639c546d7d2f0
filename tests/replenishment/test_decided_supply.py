"""A decision is drawn with the supply it was reckoned with, whoever is asked first."""

from decimal import Decimal

import pytest

from app.core.calendars import WorkCalendar
from app.core.distribution import DaysDistribution
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer
from app.core.records import DecisionRecord
from app.core.trigger import DecisionKind
from app.replenishment.decided_supply import decided_supply
from app.replenishment.review import review
from app.storage.store import Store
from app.ui.asset.order_study import study_order
from tests.office_books import PUMP_BEARING, PUMP_PART, at, judged

HURRIED = DaysDistribution.from_quantiles({0.05: 4.0, 0.5: 6.0, 0.999: 12.0})
"""Too short a life for the vendor that is asked first."""


def near_vendor(store: Store) -> None:
    """One who is dearer, faster, and closed on Tuesdays."""
    calendar = WorkCalendar(working_weekdays=frozenset({0, 2, 3, 4}))
    with store.begin("test") as uow:
        uow.plant.add_supplier(
            Supplier("near", "Near", declared_median_days=1.0, calendar=calendar)
        )
        offer = Offer(PUMP_PART, "near", Money(Decimal(90), "EUR"))
        uow.offers.save(uow.stock.part(PUMP_PART), offer)


def reviewed(store: Store, life: DaysDistribution = HURRIED, days: float = 0.0) -> DecisionRecord:
    with store.begin("monitor") as uow:
        record = review(uow, PUMP_BEARING, judged(life, days), at(days, "monitor"))
    assert record is not None
    return record


def late_as_drawn(store: Store, record: DecisionRecord, order_day: int) -> float:
    with store.read() as uow:
        supply = decided_supply(uow, record)
    assert supply is not None
    study = study_order(record, supply)
    assert study is not None
    return float(study.late[order_day])


@pytest.mark.parametrize("has_near", [False, True])
def test_the_picture_is_late_as_the_decision_is(store: Store, has_near: bool) -> None:
    if has_near:
        near_vendor(store)
    record = reviewed(store)
    decision = record.decision
    assert decision.order_by is not None
    day = max((decision.order_by - record.today).days, 0)
    assert late_as_drawn(store, record, day) == pytest.approx(decision.late_probability, abs=1e-6)


def test_what_an_order_covers_is_drawn_with_the_vendor_of_that_order(store: Store) -> None:
    near_vendor(store)
    record = reviewed(store, DaysDistribution.certain(3.0))
    with store.read() as uow:
        (order,) = uow.orders.open_of_part(PUMP_PART)
        asked = uow.plant.supplier(order.supplier_id)
    assert asked.id == "near"
    covered = reviewed(store, DaysDistribution.certain(6.0), 0.1)
    with store.read() as uow:
        drawn = [decided_supply(uow, one) for one in (record, covered)]
    assert covered.decision.kind is DecisionKind.COVERED
    assert [supply.supplier for supply in drawn if supply] == [asked.calendar] * 2
