"""May an order approve itself, and may the person who made it by hand approve it too.

The low-value rule is printed whole on each approval. From the approval limit on, an order made or
changed by hand needs a second person's name; what the rules drafted has the rules for its first.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.health import RulState
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.reasons import Detail, Reason

RULE_VERSION = "R-1 v1"

BY_RULE = "rule: "
"""How the name begins that an approval by a rule carries."""


@dataclass(frozen=True, slots=True)
class ApprovalVerdict:
    """Whether the rule approves, and every test it made."""

    is_approved: bool
    reasons: tuple[Reason, ...]


def is_low_value(total: Money, probability: float, threshold: float, limit: Money) -> bool:
    """Tell whether an order is strictly below the limit and its need likely enough.

    Source: article section 6 ("under $500 and triggered by a High Probability alert").

    >>> from decimal import Decimal
    >>> limit = Money(Decimal(500), "EUR")
    >>> is_low_value(Money(Decimal("499.99"), "EUR"), 0.9, 0.8, limit)
    True
    >>> is_low_value(Money(Decimal("500.00"), "EUR"), 0.99, 0.8, limit)
    False
    """
    return total.rounded() < limit and probability >= threshold


def judge_approval(
    total: Money,
    same_day_total: Money,
    need_within_horizon: float,
    alert_precision: float,
    rul_state: RulState,
    policy: SitePolicy,
    *,
    was_cancelled: bool = False,
) -> ApprovalVerdict:
    """Try the low-value rule on one order.

    Parameters
    ----------
    total : Money
        This order's total.
    same_day_total : Money
        This order with the supplier's other orders of the same plant day, so that splitting an
        order evades nothing.
    need_within_horizon : float
        P(the need arises within the planning horizon).
    alert_precision : float
        Share of such alerts that come true.
    was_cancelled : bool
        Whether a person has cancelled an order for this need before.

    Notes
    -----
    An amount in another currency than the limit, or of nothing, never passes.
    """
    probability = need_within_horizon * alert_precision
    limit, threshold = policy.approval_limit, policy.approval_probability
    tests = {
        "total": _is_below(total, limit),
        "probability": probability >= threshold,
        "split": _is_below(same_day_total, limit),
        "model": rul_state is RulState.DEGRADING,
        "refused": not was_cancelled,
    }
    is_approved = policy.is_auto_approval_on and all(tests.values())
    words = {name: "met" if passed else "not met" for name, passed in tests.items()}
    chance: dict[str, Detail] = {
        "days": policy.planning_horizon_days,
        "within": need_within_horizon,
        "precision": alert_precision,
        "product": probability,
        "threshold": threshold,
        "verdict": words["probability"],
    }
    reasons = (
        _money_test("approval_total", total, limit, words["total"]),
        _money_test("approval_split", same_day_total, limit, words["split"]),
        Reason("approval_probability", probability, "1", chance),
        Reason("approval_model", details={"state": rul_state.value, "verdict": words["model"]}),
        *((Reason("approval_refused"),) if was_cancelled else ()),
        *(() if policy.is_auto_approval_on else (Reason("approval_off"),)),
        Reason(
            "approval_result",
            details={
                "version": RULE_VERSION,
                "verdict": "approved" if is_approved else "a person decides",
            },
        ),
    )
    return ApprovalVerdict(is_approved, reasons)


def is_by_rule(approver: str) -> bool:
    """Whether an approval carries the name of a rule, not of a person.

    >>> is_by_rule("rule: low value (R-1 v1)"), is_by_rule("Eva Ruland")
    (True, False)
    """
    return approver.startswith(BY_RULE)


def judge_by_hand(
    approver: str, hands: Collection[str], totals: Sequence[Money], limit: Money
) -> ApprovalVerdict:
    """Tell whether a person may approve an order, or a second person has to.

    Parameters
    ----------
    approver : str
        Who wants to approve.
    hands : collection of str
        Who drafted the order by hand, or changed it; empty for an order the rules drafted.
    totals : sequence of Money
        Totals of this order and of the others of its day that the approver made by hand for the
        same supplier, so that splitting an order evades nothing.
    limit : Money
        From it on a second person has to approve. An amount in another currency counts as above.

    Examples
    --------
    >>> from decimal import Decimal
    >>> limit, half = Money(Decimal(500), "EUR"), Money(Decimal(250), "EUR")
    >>> judge_by_hand("Eva", ["Eva"], [half], limit).is_approved
    True
    >>> judge_by_hand("eva ", ["Eva"], [half, half], limit).is_approved
    False
    >>> judge_by_hand("Jan", ["Eva"], [half, half], limit).is_approved
    True
    """
    own = same_name(approver)
    if all(same_name(hand) != own for hand in hands):
        return ApprovalVerdict(is_approved=True, reasons=())
    total = Money(
        sum((max(t.rounded().amount, Decimal(0)) for t in totals), Decimal(0)), limit.currency
    )
    is_one_currency = all(t.currency == limit.currency for t in totals)
    is_below = is_one_currency and total < limit
    said = " + ".join(map(str, totals))
    details: dict[str, Detail] = {
        "name": approver.strip(),
        "total": said,
        "limit": str(limit),
        "verdict": "met" if is_below else "not met",
    }
    return ApprovalVerdict(is_below, (Reason("approval_by_hand", details=details),))


def same_name(name: str) -> str:
    """Write a name so that one person's spellings are equal: case, blanks, forms of a letter.

    >>> same_name(" J.  PETERSEN") == same_name("J. Petersen")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _is_below(total: Money, limit: Money) -> bool:
    """Whether an amount is above nothing and strictly below the limit, in its currency."""
    return total.currency == limit.currency and 0 < total.rounded().amount < limit.amount


def _money_test(code: str, total: Money, limit: Money, verdict: str) -> Reason:
    """Say one comparison with the limit."""
    details: dict[str, Detail] = {"total": str(total), "limit": str(limit), "verdict": verdict}
    return Reason(code, float(total.amount), total.currency, details)
