"""The daily review judges predictions by the plant's own record, and plans with what it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.assets import AssetClass
from app.core.health import RulState
from app.core.lead_time import Supplier
from app.core.purchasing import OrderState
from app.core.records import DecisionRecord
from app.core.track_record import FamilyRecord, TrackRecord
from app.core.trigger import DecisionKind
from app.core.trust import ENOUGH_CLAIMS, Verdict
from app.core.work_orders import Outcome, WorkOrderKind
from app.demo_plant.identity import demo_id
from app.replenishment.review import review
from app.replenishment.track_record import keep_track_record, track_record
from app.replenishment.upkeep import keep_the_books
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged
from tests.past_predictions import LIVES, finish, lognormal, past_items, tell, tried

CLAIM = lognormal(64.0, 0.3)
FAN_BEARING = demo_id("component", "F-103")


def learned(store: Store, days: float = 0.0) -> TrackRecord:
    with store.read() as uow:
        return track_record(uow, at(days).today)


def of_pumps(record: TrackRecord, model: str = "test") -> FamilyRecord:
    return record.of((model, "1"), AssetClass.PUMP)


def decided(uow: UnitOfWork, assessment=None, days: float = 0.0) -> DecisionRecord:
    found = review(uow, PUMP_BEARING, assessment or judged(CLAIM), at(days, "monitor"))
    assert found is not None
    return found


def reviewed(store: Store, assessment=None, days: float = 0.0) -> DecisionRecord:
    with store.begin("monitor") as uow:
        return decided(uow, assessment, days)


def codes(record: DecisionRecord) -> set[str]:
    return {reason.code for reason in record.decision.reasons}


def test_a_plant_whose_predictions_came_true_keeps_them(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow)
    record = reviewed(store)
    family = of_pumps(learned(store))
    assert (family.verdict, family.outcomes, family.claims) == (Verdict.CALIBRATED, 10, 20)
    assert family.bias == pytest.approx(1.0, abs=1e-9)
    assert record.life is None
    assert record.life_state is None
    assert "record_bears_out" in codes(record)


def test_without_enough_outcomes_the_claim_stands_and_says_how_many_there_are(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, bias=1.2, lives=LIVES[: ENOUGH_CLAIMS - 1])
    record = reviewed(store)
    assert record.life is None
    (said,) = (r for r in record.decision.reasons if r.code == "record_too_short")
    assert said.details == {"outcomes": 7, "enough": 8}


def test_claims_that_were_too_long_are_planned_with_shorter_by_that_factor(store: Store) -> None:
    without = tried(store, decided)
    with store.begin("t") as uow:
        past_items(uow, bias=1.6)
    record = reviewed(store)
    assert of_pumps(learned(store)).verdict is Verdict.BIASED
    assert record.life is not None
    assert record.life.days == pytest.approx(CLAIM.days / 1.6, rel=0.006), "spread as claimed"
    assert record.assessment is not None
    assert record.assessment.rul.distribution is not None
    assert np.array_equal(record.assessment.rul.distribution.days, CLAIM.days), "as claimed"
    before, after = without.decision.need_by, record.decision.need_by
    assert before is not None
    assert after is not None
    by_hand = (before - at().today).days / 1.6
    assert (after - at().today).days == pytest.approx(by_hand, abs=1.0), "whole days"
    assert record.decision.order_by < without.decision.order_by


def test_the_correction_is_recomputed_from_what_is_said(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, bias=1.4, error=0.5)
    told = {r.code: r.details for r in reviewed(store).decision.reasons}
    bias, spread = told["record_bias"], told["record_spread"]
    n, weight = bias["own_claims"], bias["weight"]
    b = np.exp((n * np.log(bias["own"]) + weight * np.log(bias["plant"])) / (n + weight))
    k = np.sqrt((n * spread["own"] ** 2 + weight * spread["plant"] ** 2) / (n + weight))
    assert (bias["bias"], spread["spread"]) == pytest.approx((b, k), abs=2e-4)
    said = told["record_corrected"]
    median = said["p50"] / b
    assert said["c50"] == pytest.approx(median, abs=0.01)
    for level in (10, 90):
        by_hand = median * (said[f"p{level}"] / said["p50"]) ** k
        assert said[f"c{level}"] == pytest.approx(by_hand, abs=0.02)
    life = told["remaining_life"]
    assert (life["p10"], life["p50"], life["p90"]) == (said["c10"], said["c50"], said["c90"])


def test_useless_predictions_fall_back_to_the_age_and_never_approve_themselves(
    store: Store,
) -> None:
    with store.begin("t") as uow:
        past_items(uow, error=1.6, claimed=1.6)
        component = uow.plant.component(PUMP_BEARING)
        long_ago = at().today - timedelta(days=1500)
        uow.plant.save_component(replace(component, installed_on=long_ago))
        uow.plant.add_supplier(Supplier("slow", "Slow", declared_median_days=420.0))
        part = uow.stock.part(PUMP_PART)
        uow.stock.save_part(replace(part, supplier_id="slow"))
    record = reviewed(store, judged(SOON))
    assert of_pumps(learned(store)).verdict is Verdict.UNINFORMATIVE
    assert record.knowledge is RulState.DRIFTED
    assert {"record_no_use", "collect_drifted", "life_by_age"} <= codes(record)
    by_age = next(r for r in record.decision.reasons if r.code == "life_by_age")
    assert by_age.details["prior"] + by_age.details["sisters"] + by_age.details["own"] in (
        99,
        100,
        101,
    )
    assert record.life is not None
    assert record.life.quantile(0.5) > 5 * SOON.quantile(0.5), "the age's life, not the claim"
    assert record.decision.kind in {DecisionKind.ORDER, DecisionKind.LATE}
    verdicts = {r.code: r.details for r in record.approval_reasons}
    assert verdicts["approval_model"]["verdict"] == "not met"
    with store.read() as uow:
        assert [order.state for order in uow.orders.all()] == [OrderState.DRAFT]


def test_a_machine_whose_predictions_are_not_believed_is_still_recorded_daily(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, error=1.6, claimed=1.6)
    first = reviewed(store)
    second = reviewed(store, judged(CLAIM, 1.0), 1.0)
    assert second.id != first.id
    with store.read() as uow:
        said = uow.predictions.said_before(at().today, at(5).today)
    assert [one.claim is not None for one in said] == [True, True]


def test_what_is_known_of_a_day_stays_the_same_all_day(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, bias=1.6)
        keep_the_books(uow, at(0.0))
    first = reviewed(store)
    with store.begin("t") as uow:
        finish(uow, 0.1, took_days=0.05)
    second = reviewed(store, judged(CLAIM, 0.2), 0.2)
    assert second.id == first.id
    assert learned(store) == learned(store, 0.3)
    assert of_pumps(learned(store, 1.0)).outcomes == 11


def test_another_model_and_another_version_have_records_of_their_own(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, bias=1.6, model="old")
    record = learned(store)
    assert of_pumps(record, "old").verdict is Verdict.BIASED
    assert of_pumps(record) == FamilyRecord("test", "1", "pump")
    assert reviewed(store).life is None


def test_another_class_moves_this_one_no_further_than_the_weight_said(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow)
        alone = of_pumps(track_record(uow, at().today))
    with store.begin("t") as uow:
        fan = next(a for a in uow.plant.assets() if a.asset_class is AssetClass.FAN)
        other = next(c for c in uow.plant.components() if c.asset_id == fan.id)
        past_items(uow, bias=3.0, component_id=other.id)
    record = learned(store)
    pumps, fans = of_pumps(record), record.of(("test", "1"), AssetClass.FAN)
    assert pumps.own_bias == pytest.approx(alone.own_bias)
    assert np.log(pumps.bias) == pytest.approx(np.log(pumps.plant_bias) * 10 / 30)
    assert fans.bias > 2.0


JOBS = st.tuples(
    st.floats(0.0, 300.0),
    st.sampled_from(WorkOrderKind),
    st.sampled_from(Outcome),
    st.floats(0.01, 40.0),
)
CLAIMS = st.tuples(
    st.floats(0.0, 300.0),
    st.floats(1.0, 400.0),
    st.sampled_from([RulState.DEGRADING, RulState.DRIFTED, RulState.NO_DEGRADATION]),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jobs=st.lists(JOBS, max_size=4), claims=st.lists(CLAIMS, max_size=6))
def test_nothing_of_the_future_moves_what_is_known_today(
    store: Store, jobs: list[tuple], claims: list[tuple]
) -> None:
    def with_past(write: Callable[[UnitOfWork], None]) -> TrackRecord:
        def step(uow: UnitOfWork) -> TrackRecord:
            past_items(uow, bias=1.3)
            tell(uow, CLAIM, -12.5)
            write(uow)
            return track_record(uow, at().today)

        return tried(store, step)

    def to_come(uow: UnitOfWork) -> None:
        for days, median, state in claims:
            tell(uow, lognormal(median, 0.4), days, state=state)
        for days, kind, outcome, took in jobs:
            finish(uow, days, kind=kind, outcome=outcome, took_days=took)
        finish(uow, -2.0, took_days=5.0)

    assert with_past(to_come) == with_past(lambda uow: None)


def test_what_is_kept_for_a_day_is_read_again(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, bias=1.6)
        keep_track_record(uow, at())
        keep_track_record(uow, at())
        kept = track_record(uow, at().today)
    with store.begin("t") as uow:
        past_items(uow, bias=0.5)
    assert learned(store) == kept


def test_a_job_that_found_no_wear_tells_no_length_of_life(store: Store) -> None:
    with store.begin("t") as uow:
        for n in range(1, 12):
            tell(uow, lognormal(30.0, 0.3), -30.0 * n)
            tell(uow, lognormal(4.0, 0.3), -30.0 * n + 20)
            finish(uow, -30.0 * n + 25, outcome=Outcome.NO_FAULT_FOUND)
    assert of_pumps(learned(store)).outcomes == 0


def test_an_item_replaced_in_time_is_judged_by_what_was_said_last(store: Store) -> None:
    with store.begin("t") as uow:
        for n in range(1, 12):
            tell(uow, lognormal(40.0, 0.3), -60.0 * n)
            tell(uow, lognormal(5.0, 0.3), -60.0 * n + 20)
            finish(uow, -60.0 * n + 22, kind=WorkOrderKind.PREVENTIVE)
    family = of_pumps(learned(store))
    assert family.outcomes == 11
    assert 40.0 / family.bias == pytest.approx(20.0 + 5.0 / family.bias, rel=0.01)


def test_the_notice_of_failures_is_counted_from_the_first_prediction(store: Store) -> None:
    with store.begin("t") as uow:
        tell(uow, CLAIM, -30.0)
        tell(uow, CLAIM, -20.0)
        finish(uow, -10.0)
        finish(uow, -5.0)
        tell(uow, CLAIM, -4.0)
        finish(uow, -2.0, kind=WorkOrderKind.PREVENTIVE)
    assert learned(store).notice_days == (20.0, 0.0)


def test_the_share_of_alarms_that_come_true_is_the_records(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, lives=LIVES[:6])
        end = -1.0 - sum(LIVES[:6]) - 40.0
        for outcome in (Outcome.NO_FAULT_FOUND, Outcome.OTHER_FAULT):
            tell(uow, CLAIM, end)
            finish(uow, end + 20.0, kind=WorkOrderKind.PREVENTIVE, outcome=outcome)
            end -= 40.0
        tell(uow, CLAIM, end)
        tell(uow, None, end + 10.0, state=RulState.NO_DEGRADATION)
    family = of_pumps(learned(store))
    assert (family.alarms, family.came_true) == (family.own_alarms, family.own_came_true) == (9, 6)
    claim = judged(CLAIM)
    claimed = claim.rul.alert_precision
    plant = (claimed * 5 + 6) / (5 + 9)
    by_hand = (plant * 5 + 6) / (5 + 9)
    record = reviewed(store, claim)
    (said,) = (r for r in record.decision.reasons if r.code == "record_precision")
    assert said.value == pytest.approx(by_hand, abs=1e-4)
    d = said.details
    assert (d["alarms"], d["true"], d["own_alarms"], d["own_true"]) == (9, 6, 9, 6)
    told = (d["plant"] * d["weight"] + d["own_true"]) / (d["weight"] + d["own_alarms"])
    assert d["precision"] == pytest.approx(told, abs=1e-4)


def test_without_an_alarm_that_is_over_the_models_own_share_stands(store: Store) -> None:
    record = reviewed(store, judged(SOON))
    assert "record_precision" not in codes(record)
    (test,) = (r for r in record.approval_reasons if r.code == "approval_probability")
    assert test.details["precision"] == judged(SOON).rul.alert_precision


def test_an_order_no_longer_approves_itself_where_such_alarms_came_to_nothing(
    store: Store,
) -> None:
    assert tried(store, lambda uow: decided(uow, judged(SOON))).approval_reasons
    with store.begin("t") as uow:
        for n in range(1, 13):
            tell(uow, CLAIM, -30.0 * n, FAN_BEARING)
            job = {"kind": WorkOrderKind.PREVENTIVE, "outcome": Outcome.NO_FAULT_FOUND}
            finish(uow, -30.0 * n + 10, FAN_BEARING, **job)
    record = reviewed(store, judged(SOON))
    (test,) = (r for r in record.approval_reasons if r.code == "approval_probability")
    assert test.details["verdict"] == "not met"
    with store.read() as uow:
        assert [order.state for order in uow.orders.all()] == [OrderState.DRAFT]


def test_a_model_whose_errors_change_is_no_longer_believed(store: Store) -> None:
    with store.begin("t") as uow:
        past_items(uow, bias=2.6, error=0.05, lives=[40.0, 50.0, 45.0, 55.0] * 3)
        past_items_before(uow, 12 * 50.0)
    family = of_pumps(learned(store))
    assert family.is_drifted
    record = reviewed(store, judged(SOON))
    assert record.knowledge is RulState.DRIFTED
    assert {"record_drifted", "collect_drifted"} <= codes(record)
    verdicts = {r.code: r.details for r in record.approval_reasons}
    assert not verdicts or verdicts["approval_model"]["verdict"] == "not met"
    before = family_before(store, 12 * 50.0)
    assert not before.is_drifted, "as long as the errors were alike"


def three_alarms_for_nothing(store: Store, component_id: str = PUMP_BEARING) -> None:
    with store.begin("t") as uow:
        for n in range(1, 4):
            tell(uow, CLAIM, -30.0 * n, component_id)
            job = {"kind": WorkOrderKind.PREVENTIVE, "outcome": Outcome.NO_FAULT_FOUND}
            finish(uow, -30.0 * n + 10, component_id, **job)


def test_a_machine_on_which_three_alarms_missed_is_planned_by_its_age_and_says_so(
    store: Store,
) -> None:
    three_alarms_for_nothing(store)
    record = reviewed(store, judged(SOON))
    assert record.knowledge is RulState.DRIFTED
    assert record.approval_reasons == ()
    (said,) = (r for r in record.decision.reasons if r.code == "machine_drifted")
    known = said.details
    alarms, missed, missing = (known[name] for name in ("alarms", "missed", "missing"))
    won = (0.5 / missing) ** missed * (0.5 / (1 - missing)) ** (alarms - missed)
    assert (alarms, missed, known["capital"]) == (3, 3, round(won, 1))
    assert "collect_drifted" in codes(record)


def test_what_missed_on_one_machine_leaves_the_others_alone(store: Store) -> None:
    three_alarms_for_nothing(store, FAN_BEARING)
    record = reviewed(store, judged(SOON))
    assert record.knowledge is RulState.DEGRADING
    assert "machine_drifted" not in codes(record)


def test_a_new_baseline_begins_a_new_record_of_the_machine_and_undoing_it_the_old(
    store: Store,
) -> None:
    three_alarms_for_nothing(store)
    with store.begin("t") as uow:
        (point,) = (p for p in uow.plant.points() if p.component_id == PUMP_BEARING)
        uow.plant.save_point(replace(point, baseline_since=at(-5).today))
    assert learned(store).machines == ()
    assert reviewed(store, judged(SOON)).knowledge is RulState.DEGRADING
    with store.begin("t") as uow:
        uow.plant.save_point(point)
    assert [m.missed for m in learned(store, 1.0).machines] == [3]


def past_items_before(uow: UnitOfWork, days: float) -> None:
    """Keep items whose claims were right, gone before a time."""
    end = -days
    for n, life in enumerate([40.0, 60.0, 50.0, 45.0, 55.0] * 4):
        tell(uow, lognormal(life * float(np.exp(0.2 * (-1) ** n)), 0.3), end - life)
        finish(uow, end, took_days=0.1)
        end -= life + 1.0


def family_before(store: Store, days: float) -> FamilyRecord:
    return of_pumps(learned(store, -days + 1.0))
