"""Each state that is not believed says what is missing and what to collect, everywhere."""

from datetime import date

import pytest

from app.core.assets import Criticality
from app.core.calendars import WorkCalendar
from app.core.decision import evaluate_trigger
from app.core.distribution import DaysDistribution
from app.core.health import RulState, is_believed
from app.core.ignorance import collect_reason, what_is_missing
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.stock import StockPosition
from app.core.supply import supply_from

UNBELIEVED = [state for state in RulState if not is_believed(state)]


def test_only_what_the_own_measurements_say_is_believed() -> None:
    assert {s for s in RulState if is_believed(s)} == {
        RulState.DEGRADING,
        RulState.NO_DEGRADATION,
    }


@pytest.mark.parametrize("state", UNBELIEVED)
def test_what_to_collect_is_said_in_one_sentence_and_in_a_reason(state: RulState) -> None:
    missing = what_is_missing(state)
    assert missing is not None
    assert all(missing)
    (reason,) = collect_reason(state.value)
    assert "{" not in reason.text()
    assert len(reason.text()) > len(missing[0])


@pytest.mark.parametrize("state", UNBELIEVED)
@pytest.mark.parametrize("life", [DaysDistribution.certain(40.0), None], ids=["with", "without"])
def test_a_decision_on_it_says_what_to_collect(
    state: RulState, life: DaysDistribution | None
) -> None:
    need = Need(life, state.value, Criticality.B, 0.1, 100.0)
    supply = supply_from(
        date(2026, 3, 2), WorkCalendar(), WorkCalendar(), declared_lead_time(5.0), 1
    )
    decision = evaluate_trigger(need, supply, StockPosition(), SitePolicy())
    assert collect_reason(state.value)[0] in decision.reasons
