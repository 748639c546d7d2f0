"""The raised cover fades and never rises again; what was never raised never moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.errors import StepRefused
from app.core.lead_time import Supplier
from app.core.policy import SitePolicy
from app.core.purchasing import Receipt
from app.core.risk_exit import LAST_RECEIPTS, exit_evidence
from app.core.risk_in_force import RiskInForce
from app.core.risk_levels import HeldLevels, Levels, levels_in_force
from app.core.supply_risk import (
    RiskSettings,
    SupplyRisk,
    multiplier_of,
    policy_in_force,
    risk_multiplier,
)
from app.core.vendor_score import OverdueShare

DAY = date(2026, 3, 2)
SUPPLIER = Supplier("v", "V", receipts_days=(5.0, 4.0, 6.0, 5.0))
few = st.integers(0, 30)
multipliers = st.floats(1.0, 5.0)


def spell(half_life_days: float = 14.0, ended: int | None = None, **raised: float) -> SupplyRisk:
    multiplier = {Criticality[name]: factor for name, factor in (raised or {"A": 2.0}).items()}
    settings = RiskSettings("port strike", DAY + timedelta(60), multiplier, half_life_days)
    risk = SupplyRisk("1", settings, DAY, "eva")
    return risk if ended is None else risk.ended(DAY + timedelta(ended), "eva", "over")


@given(st.floats(1.0, 5.0), st.floats(0.0, 400.0), st.floats(0.0, 400.0), st.floats(0.0, 90.0))
def test_the_multiplier_fades_towards_one(raised_to, day, more, half_life):
    first = risk_multiplier(raised_to, day, half_life)
    later = risk_multiplier(raised_to, day + more, half_life)
    assert 1.0 <= later <= first <= raised_to


@given(st.integers(-40, 400), st.integers(0, 200))
def test_before_its_start_and_without_half_life_after_its_end_nothing_is_raised(day, ended):
    at_once = spell(0.0, ended)
    today = DAY + timedelta(days=day)
    is_on = 0 <= day < ended
    assert at_once.is_felt(today) is is_on
    assert at_once.multiplier_on(today, Criticality.A) == (2.0 if is_on else 1.0)


@given(st.integers(0, 3000), st.floats(0.1, 30.0))
def test_what_has_faded_is_exactly_as_before(day, half_life):
    risk, policy = spell(half_life, 0), SitePolicy()
    today = DAY + timedelta(days=day)
    if day > 7 * half_life:
        assert not risk.is_felt(today)
        assert policy_in_force(policy, risk, today) is policy
        assert multiplier_of(risk, Criticality.A, today) == 1.0


@given(st.integers(0, 100), multipliers)
def test_only_the_classes_named_are_raised(day, factor):
    risk, today = spell(A=max(factor, 1.1)), DAY + timedelta(days=day)
    before, after = SitePolicy().service_floor, policy_in_force(SitePolicy(), risk, today)
    assert after.service_floor[Criticality.A] > before[Criticality.A]
    for other in (Criticality.B, Criticality.C):
        assert multiplier_of(risk, other, today) == 1.0
        assert after.service_floor[other] == pytest.approx(before[other], abs=1e-15)
    assert multiplier_of(risk, None, today) == 1.0, "parts no machine uses"
    assert multiplier_of(None, Criticality.A, today) == 1.0, "the mode was never on"


def test_lead_times_of_raised_classes_are_wider_and_of_others_untouched() -> None:
    risk = spell(A=2.0)
    in_force = RiskInForce(risk, policy_in_force(SitePolicy(), risk, DAY), {}, DAY)
    usual = RiskInForce(None, SitePolicy(), {}, DAY)
    raised, left = (in_force.supply_of(SUPPLIER, c).lead for c in (Criticality.A, Criticality.C))
    assert raised.spread_days == pytest.approx(2.0 * left.spread_days)
    assert raised.widened_by == 2.0
    assert (left.distribution.days == usual.supply_of(SUPPLIER, None).lead.distribution.days).all()
    assert in_force.is_felt
    assert not usual.is_felt


@given(few, few, few, few, multipliers)
def test_levels_are_raised_unless_edited(safety, buffer, safety_now, buffer_now, factor) -> None:
    held = HeldLevels("1", "p", safety, buffer)
    in_force = levels_in_force(Levels(safety_now, buffer_now), held, factor)
    if safety_now == safety:
        assert safety <= in_force.safety_stock < safety * factor + 1
    else:
        assert in_force.safety_stock == safety_now
    if buffer_now == buffer:
        assert buffer <= in_force.buffer_stock < buffer * factor + 1
    else:
        assert in_force.buffer_stock == buffer_now
    edited = replace(held, is_safety_edited=True, is_buffer_edited=True)
    assert levels_in_force(held.before, edited, factor) == held.before, "an edit to the same number"
    assert levels_in_force(Levels(safety_now, buffer_now), None, factor).pieces == (
        safety_now + buffer_now
    ), "new since the mode began"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "needs a reason"),
        ({"multiplier": {Criticality.A: 0.5}}, "from 1 to 10, found 0.5"),
        ({"multiplier": {Criticality.A: 11.0}}, "from 1 to 10, found 11"),
        ({"multiplier": {Criticality.A: 1.0}}, "would change nothing"),
        ({"multiplier": {}}, "would change nothing"),
        ({"half_life_days": -1.0}, "half-life from 0 to 365"),
        ({"half_life_days": float("nan")}, "half-life from 0 to 365"),
    ],
)
def test_settings_that_can_not_be_are_refused(changes, words) -> None:
    with pytest.raises(StepRefused, match=words):
        RiskSettings(**{"reason": "strike", "review_on": DAY} | changes)


def test_the_mode_is_left_once_and_with_a_reason() -> None:
    with pytest.raises(StepRefused, match="needs a reason"):
        spell().ended(DAY, "eva", " ")
    with pytest.raises(StepRefused, match="off already"):
        spell(ended=3).ended(DAY, "eva", "again")


def receipts(*days: float, start: date = DAY) -> list[Receipt]:
    return [
        Receipt(str(n), "v", "p", "", 1, start + timedelta(days=n), lead, "eva")
        for n, lead in enumerate(days)
    ]


def evidence(*days: float, overdue: OverdueShare = OverdueShare(0, 0), today: date = DAY):  # noqa: B008
    past = receipts(*SUPPLIER.receipts_days, start=DAY - timedelta(days=30))
    vendors = [(SUPPLIER, past + receipts(*days))]
    return exit_evidence(spell(), vendors, SitePolicy().lead_prior, overdue, today)


def test_the_exit_is_proposed_when_five_deliveries_in_a_row_are_back() -> None:
    assert not evidence(5, 4, 5, 5).is_exit_proposed, "four are not five"
    assert evidence(5, 4, 5, 5, 6).is_exit_proposed
    assert evidence(40, 30, 5, 4, 5, 5, 1).is_exit_proposed, "the old ones are past"
    assert not evidence(5, 4, 5, 5, 30).is_exit_proposed
    assert len(evidence(40, 30, 5, 4, 5, 5, 1).newest) == LAST_RECEIPTS


def test_deliveries_of_the_event_do_not_widen_the_band_they_are_held_against() -> None:
    assert not evidence(*[30.0] * 20).is_exit_proposed


def test_no_exit_while_the_orders_on_the_way_raise_doubt() -> None:
    assert not evidence(5, 4, 5, 5, 6, overdue=OverdueShare(4, 2)).is_exit_proposed


def test_the_review_comes_up_on_its_day() -> None:
    assert not evidence(today=DAY + timedelta(days=59)).is_review_due
    assert evidence(today=DAY + timedelta(days=60)).is_review_due
