from datetime import UTC, datetime

import pytest

from app.core.distribution import DaysDistribution
from app.core.health import RulEstimate, RulState
from app.core.rul_choice import RulFamily, family_of, why_this_family

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SOON = DaysDistribution.certain(9.0)


def estimate(state, model="degradation path", life=SOON):
    return RulEstimate(state, life, model, "1", NOW, 30)


@pytest.mark.parametrize(
    ("rul", "family", "said"),
    [
        (estimate(RulState.DEGRADING), RulFamily.PATH, "grows towards a limit"),
        (estimate(RulState.DEGRADING, "learned from history"), RulFamily.FLEET, "is approved"),
        (estimate(RulState.PRIOR_ONLY, "Weibull life by age"), RulFamily.AGE, "only its age"),
        (estimate(RulState.NO_DEGRADATION, "none", None), RulFamily.NONE, "nothing stands above"),
        (
            estimate(RulState.NO_DEGRADATION, "learned from history", None),
            RulFamily.NONE,
            "more than it can tell apart",
        ),
        (estimate(RulState.DRIFTED), RulFamily.PATH, "planned by age"),
    ],
)
def test_one_sentence_says_which_family_speaks_and_why(rul, family, said):
    assert family_of(rul) is family
    assert why_this_family(rul).startswith(family.value)
    assert said in why_this_family(rul)


@pytest.mark.parametrize("state", RulState)
def test_no_state_is_left_without_a_reason(state):
    assert len(why_this_family(estimate(state))) > 30
