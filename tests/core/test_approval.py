"""The low-value rule: strictly below the limit, likely enough, not split, no mere prior."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.approval import judge_approval
from app.core.health import RulState
from app.core.money import Money
from app.core.policy import SitePolicy

POLICY = SitePolicy()
cents = st.integers(1, 100_000)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def verdict(
    total: str = "84.00",
    same_day: str = "84.00",
    within: float = 0.99,
    precision: float = 0.95,
    state: RulState = RulState.DEGRADING,
    policy: SitePolicy = POLICY,
) -> bool:
    return judge_approval(
        euros(total), euros(same_day), within, precision, state, policy
    ).is_approved


def test_a_cheap_likely_order_approves_itself() -> None:
    assert verdict()


@pytest.mark.parametrize(
    "changes",
    [
        {"total": "500.00", "same_day": "500.00"},
        {"same_day": "500.00"},
        {"within": 0.94},
        {"precision": 0.90},
        {"state": RulState.PRIOR_ONLY},
        {"policy": replace(POLICY, is_auto_approval_on=False)},
    ],
)
def test_each_test_of_the_rule_alone_can_stop_it(changes: dict[str, object]) -> None:
    assert not verdict(**changes)  # type: ignore[arg-type]


def test_one_cent_below_the_limit_passes() -> None:
    assert verdict(total="499.99", same_day="499.99")


@given(st.lists(cents, min_size=1, max_size=8))
def test_splitting_an_order_gains_nothing(parts: list[int]) -> None:
    """However an amount is split over a day, what approves itself stays below the limit."""
    approved = Decimal(0)
    so_far = Decimal(0)
    for part in parts:
        amount = Decimal(part) / 100
        so_far += amount
        if verdict(total=str(amount), same_day=str(so_far)):
            approved += amount
    assert approved < POLICY.approval_limit.amount


def test_every_test_is_printed_with_its_verdict() -> None:
    reasons = judge_approval(
        euros("84"), euros("600"), 0.99, 0.95, RulState.DEGRADING, POLICY
    ).reasons
    said = " ".join(reason.text() for reason in reasons)
    assert "600.00 EUR" in said
    assert "not met" in said
    assert "a person decides" in said
