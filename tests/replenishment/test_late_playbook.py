"""The ways out, the windows and the shutdown as the books know them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from app.core.assets import Criticality
from app.core.calendars import Shutdown
from app.core.decision import evaluate_trigger
from app.core.distribution import LEVELS, DaysDistribution
from app.core.health import RulState
from app.core.late_need import Way
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.need import Need
from app.core.offers import Offer
from app.core.records import DecisionRecord
from app.core.stock import StockPosition
from app.core.supply import supply_of
from app.core.trigger import DecisionKind, TriggerDecision
from app.core.work_window import MaintenanceWindow, WindowKind
from app.demo_plant.identity import demo_id
from app.replenishment import orders
from app.replenishment.late_playbook import find_ways_out, late_reasons
from app.replenishment.review import review
from app.replenishment.work_days import choose_around_shutdown, choose_window, window_reasons
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.office_books import PUMP_BEARING, PUMP_PART, at, judged

PUMP, CONVEYOR = demo_id("asset", "P-101"), demo_id("component", "V-105")


def need_of(uow: UnitOfWork, median_days: float) -> Need:
    """What the pump will want, its life within a third of the median."""
    asset = uow.plant.asset(PUMP)
    life = DaysDistribution(median_days * np.exp(0.3 * (2 * LEVELS - 1)))
    price = uow.stock.part(PUMP_PART).price
    holding = uow.plant.policy().holding_cost_per_day(price)
    return Need(
        life, "degrading", asset.criticality, holding, float(asset.downtime_cost_per_day)
    )  # fmt: skip


def decided(uow: UnitOfWork, need: Need) -> TriggerDecision:
    policy = uow.plant.policy()
    supplier = uow.plant.supplier(uow.stock.part(PUMP_PART).supplier_id or "")
    supply = supply_of(supplier, policy, at().today)
    return evaluate_trigger(need, supply, StockPosition(), policy)


def open_every_way(store: Store) -> None:
    """Enter figures at the pump, a second vendor, and the same bearing in the conveyor."""
    with store.begin("eva") as uow:
        asset = replace(
            uow.plant.asset(PUMP),
            criticality=Criticality.A,
            derated_life_factor=1.5,
            derated_output_lost=0.25,
            repair_days=2.0,
            staged_repair_days=0.5,
            standby_cost_per_day=Decimal(400),
        )
        uow.plant.save_asset(asset)
        assert uow.plant.asset(PUMP) == asset
        uow.plant.save_component(
            replace(uow.plant.component(CONVEYOR), part_id=PUMP_PART)
        )  # fmt: skip
        uow.plant.add_supplier(
            Supplier(
                "near",
                "Nordlager",
                declared_median_days=1.0,
                declared_spread_days=0.5,
                expedite_median_days=0.5,
                expedite_cost=Decimal(90),
            )
        )
        part = uow.stock.part(PUMP_PART)
        dearer = Money(part.price.amount + 30, part.price.currency)
        uow.offers.save(part, Offer(part.id, "near", dearer))


def test_what_nobody_entered_is_left_out_and_named(store: Store) -> None:
    with store.read() as uow:
        found = find_ways_out(uow, PUMP_BEARING, need_of(uow, 3.0), at())
    assert found is not None
    left = {out.why for out in found.left_out}
    assert {"left_out_no_derating", "left_out_no_crew", "left_out_no_vendor"} <= left
    assert "left_out_no_machine" in left


def test_with_figures_entered_every_way_is_reckoned_from_the_books(store: Store) -> None:
    open_every_way(store)
    with store.read() as uow:
        need = need_of(uow, 3.0)
        found = find_ways_out(uow, PUMP_BEARING, need, at())
        assert found is not None
        ways = {way.way: way for way in found.ranked}
        closed = {Way.EXPEDITED, Way.ON_ORDER}
        assert set(Way) - set(ways) <= closed, "no courier, and nothing on its way"
        assert ways[Way.TAKEN].by.startswith("V-105, ")
        assert ways[Way.OTHER_VENDOR].by == "Nordlager"
        fees = {way.fees for way in found.ranked if way.way is Way.OTHER_VENDOR}
        assert fees == {30.0, 120.0}, "the dearer price, and the courier with it"
        decision = decided(uow, need)
        assert decision.kind is DecisionKind.LATE
        said = late_reasons(uow, PUMP_BEARING, need, decision, at())
    assert [reason.details["rank"] for reason in said if reason.code == "way_out"] == list(
        range(1, len(found.ranked) + 1)
    )


def codes_of(record: DecisionRecord | None) -> list[str]:
    assert record is not None
    return [reason.code for reason in record.decision.reasons]


def test_a_late_decision_says_its_ways_out_before_and_after_the_order_has_gone_out(
    store: Store,
) -> None:
    soon = DaysDistribution(3.0 * np.exp(0.3 * (2 * LEVELS - 1)))
    with store.begin("monitor") as uow:
        first = review(uow, PUMP_BEARING, judged(soon, state=RulState.PRIOR_ONLY), at())
        (order,) = uow.orders.all()
    assert first is not None
    assert first.decision.kind is DecisionKind.LATE
    assert "way_out" in codes_of(first)
    orders.approve(store, order.id, at(0.1), "a")
    orders.issue(store, order.id, at(0.1), "i")
    with store.begin("monitor") as uow:
        later = judged(soon, 1.0, state=RulState.PRIOR_ONLY)
        after = review(uow, PUMP_BEARING, later, at(1.0))
    assert after is not None
    assert after.decision.kind is DecisionKind.LATE
    waits = [
        reason
        for reason in after.decision.reasons
        if reason.code == "way_out" and reason.details["way"] == Way.ON_ORDER.value
    ]
    assert [reason.details["by"] for reason in waits] == [order.number]


def test_a_need_in_time_has_no_playbook(store: Store) -> None:
    with store.read() as uow:
        need = need_of(uow, 60.0)
        assert late_reasons(uow, PUMP_BEARING, need, decided(uow, need), at()) == ()
        without = replace(need, life=None)
        assert find_ways_out(uow, PUMP_BEARING, without, at()) is None
        assert window_reasons(uow, PUMP_BEARING, need, at()) == (), "no window is on record"


def test_the_job_goes_into_a_window_that_is_on_record_with_its_part_there(store: Store) -> None:
    open_every_way(store)
    with store.begin("eva") as uow:
        saturday = MaintenanceWindow("w", PUMP, name="Saturday", weekday=5, lasts_hours=24)
        cleaning = MaintenanceWindow("c", PUMP, WindowKind.SANITATION, "CIP", 2, lasts_hours=24)
        short = MaintenanceWindow("s", PUMP, name="short", weekday=0, lasts_hours=2)
        for window in (saturday, cleaning, short):
            uow.windows.put(window)
        need = replace(need_of(uow, 40.0), shortage_per_day=5000.0)
        choice = choose_window(uow, PUMP_BEARING, need, at())
        assert choice is not None
        weekdays = {(at().today + timedelta(days=w.day)).weekday() for w in choice.work_days}
        assert weekdays == {2, 5}, "what is too short for the job is no window for it"
        best = choice.best
        assert (at().today + timedelta(days=best.work_day)).weekday() == 2, "it stands anyway"
        assert best.order_day < best.work_day
        assert best.late < 0.05
        said = window_reasons(uow, PUMP_BEARING, need, at())
    assert said[0].code == "joint_best"
    (ready,) = [reason for reason in said if reason.code == "ready_for_cleaning"]
    assert ready.details["day"] == at(best.work_day).today
    assert ready.details["in_by"] == at(best.work_day - 1).today
    assert "CIP" in ready.text()


@pytest.mark.parametrize("median_days", [20.0, 60.0])
def test_both_ways_around_a_shutdown_are_said_where_the_failure_lies_in_it(
    store: Store, median_days: float
) -> None:
    first = at(15).today
    with store.begin("eva") as uow:
        policy = uow.plant.policy()
        calendar = replace(
            policy.calendar, shutdowns=(Shutdown(first, first + timedelta(days=13), "revision"),)
        )
        uow.plant.save_policy(replace(policy, calendar=calendar))
        need = need_of(uow, median_days)
        found = choose_around_shutdown(uow, PUMP_BEARING, need, at())
        said = window_reasons(uow, PUMP_BEARING, need, at())
    if median_days > 30:
        assert found is None
        assert said == ()
        return
    assert found is not None
    assert found.pulled_forward.work_day < 15 == found.in_shutdown.work_day
    assert [reason.code for reason in said] == ["shutdown_work"]


def test_offers_in_another_currency_are_not_reckoned_with(store: Store) -> None:
    open_every_way(store)
    with store.begin("eva") as uow:
        uow.windows.put(MaintenanceWindow("w", PUMP, weekday=5))
        first = at(15).today
        shutdown = Shutdown(first, first + timedelta(days=13), "revision")
        policy = uow.plant.policy()
        calendar = replace(policy.calendar, shutdowns=(shutdown,))
        uow.plant.save_policy(replace(policy, currency="CHF", calendar=calendar))
        need = need_of(uow, 20.0)
        assert find_ways_out(uow, PUMP_BEARING, need, at()) is None
        assert window_reasons(uow, PUMP_BEARING, need, at()) == ()
