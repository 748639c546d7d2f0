"""What is printed is true: each rule's own dates, the shutdown that moved them, nothing undated."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.assets import Criticality
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.decision import evaluate_trigger
from app.core.distribution import DaysDistribution
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Reason
from app.core.stock import StockPosition
from app.core.supply import supply_from
from app.core.trigger import DecisionKind, TriggerDecision

TODAY = date(2026, 3, 2)
OPEN = WorkCalendar()
WEEK = WorkCalendar(MONDAY_TO_FRIDAY)
WIDE = DaysDistribution.from_quantiles({0.1: 40.0, 0.5: 50.0, 0.9: 60.0})


def decided(
    life: DaysDistribution,
    plant: WorkCalendar = OPEN,
    supplier: WorkCalendar = OPEN,
    rule: TriggerRule = TriggerRule.EXPECTED_COST,
    stock: StockPosition | None = None,
) -> TriggerDecision:
    need = Need(life, "degrading", Criticality.C, holding_per_day=1.0, shortage_per_day=0.0)
    supply = supply_from(TODAY, supplier, plant, declared_lead_time(5.0), 1)
    return evaluate_trigger(need, supply, stock or StockPosition(), SitePolicy(rule=rule))


def reason(decision: TriggerDecision, code: str) -> Reason:
    return next(r for r in decision.reasons if r.code == code)


def codes(decision: TriggerDecision) -> set[str]:
    return {r.code for r in decision.reasons}


def test_under_the_article_rule_the_dates_follow_from_its_own_planning_day() -> None:
    decision = decided(WIDE, rule=TriggerRule.ARTICLE)
    assert decision.order_by is not None
    assert decision.arrive_by is not None
    assert decision.need_by == TODAY + timedelta(days=60)
    assert decision.order_by <= decision.arrive_by < decision.need_by
    assert "need_by_article" in codes(decision)
    assert "late_next" not in codes(decision), "the risk is not what stops the article rule"


def test_the_early_end_of_life_that_dates_the_need_is_printed() -> None:
    said = reason(decided(WIDE), "life_at_risk").details
    assert said["days"] == pytest.approx(20.0), "P5 of a straight line from day 0 to P10 on day 40"
    assert said["p1"] == pytest.approx(4.0)


def test_beyond_the_horizon_nothing_is_dated() -> None:
    decision = decided(DaysDistribution.certain(2000.0))
    assert (decision.order_by, decision.arrive_by, decision.need_by) == (None, None, None)
    assert not codes(decision) & {"need_by", "receiving_margin", "order_by"}
    assert "beyond_horizon" in codes(decision)


def test_the_shutdown_named_is_the_one_the_failure_lay_in() -> None:
    first = Shutdown(TODAY + timedelta(10), TODAY + timedelta(12), "A")
    second = Shutdown(TODAY + timedelta(13), TODAY + timedelta(20), "B")
    plant = WorkCalendar(shutdowns=(first, second))
    moved = reason(decided(DaysDistribution.certain(15.0), plant=plant), "pulled_forward")
    assert moved.details["name"] == "B"


def test_closed_days_of_the_supplier_are_said() -> None:
    decision = decided(DaysDistribution.certain(18.0), supplier=WEEK)
    assert reason(decision, "supplier_calendar").value == 2.0


def test_an_article_day_that_has_passed_is_said_and_never_in_the_future() -> None:
    decision = decided(DaysDistribution.certain(7.0), plant=WEEK, supplier=WEEK)
    assert "article_passed" in codes(decision)
    assert decision.article_order_by is not None
    assert decision.article_order_by < TODAY


def test_what_calendars_make_of_the_article_day_is_said() -> None:
    decision = decided(DaysDistribution.certain(18.0), plant=WEEK, supplier=WEEK)
    assert reason(decision, "article_moved").details["day"] == decision.article_order_by


def test_pieces_owed_to_others_are_not_called_missing_here() -> None:
    decision = decided(DaysDistribution.certain(3.0), stock=StockPosition(allocated=3))
    assert decision.kind is DecisionKind.LATE
    assert reason(decision, "quantity").details["missing"] == 1


@pytest.mark.parametrize("rule", list(TriggerRule))
def test_every_sentence_can_be_worded(rule: TriggerRule) -> None:
    plant = replace(WEEK, shutdowns=(Shutdown(TODAY + timedelta(30), TODAY + timedelta(40)),))
    for life in (WIDE, DaysDistribution.certain(3.0), DaysDistribution.certain(2000.0)):
        for told in decided(life, plant, WEEK, rule).reasons:
            assert "{" not in told.text()
