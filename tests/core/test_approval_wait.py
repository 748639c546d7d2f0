"""An order waits at home as well, if its like did."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.approval_wait import WAIT_PRIOR, approval_waits, waiting_for_approval
from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.lead_time import Supplier, declared_lead_time, lead_time_of
from app.core.purchasing import Receipt

FRIDAY = date(2026, 3, 6)
LEAD = lead_time_of(Supplier("v", "V", receipts_days=(5.0, 6.0, 5.0)), LeadPrior())


def receipt(**changes: object) -> Receipt:
    return Receipt("r", "v", "p", "", 1, FRIDAY, 5.0, "eva", **changes)  # type: ignore[arg-type]


def test_a_wait_is_counted_in_the_plants_working_days() -> None:
    monday = FRIDAY + timedelta(days=3)
    seen = [
        receipt(drafted_on=FRIDAY, ordered_on=monday),
        receipt(drafted_on=FRIDAY, ordered_on=FRIDAY),
        receipt(ordered_on=FRIDAY),
        receipt(drafted_on=FRIDAY, ordered_on=monday, completes_order=False),
    ]
    assert approval_waits(seen, WorkCalendar(MONDAY_TO_FRIDAY)) == (1.0, 0.0)


def test_orders_that_never_waited_and_orders_nobody_knows_add_nothing() -> None:
    assert waiting_for_approval(LEAD, (0.0,) * 20) is LEAD
    assert waiting_for_approval(LEAD, (3.0, 4.0)) is LEAD


@given(st.lists(st.integers(0, 10).map(float), min_size=3, max_size=12))
def test_waiting_makes_it_later_never_earlier(waits) -> None:
    waited = waiting_for_approval(LEAD, waits)
    grid = 1 / 8
    assert (waited.distribution.days >= LEAD.distribution.days - grid).all()


def test_the_wait_adds_up_as_drawn_orders_do() -> None:
    waits, chance, draws = (0.0, 2.0, 3.0, 2.0), np.random.default_rng(4), 300_000
    posterior = learn_lead_time([w for w in waits if w], WAIT_PRIOR)
    steps = chance.standard_t(2 * posterior.shape, draws)
    wait = np.exp(posterior.mean_log + posterior.scale_log * steps)
    wait[chance.random(draws) < 0.25] = 0.0
    found = waiting_for_approval(declared_lead_time(4.0, 2.0), waits).distribution
    lead = 4.0 * np.exp(np.log1p(0.5) * chance.standard_normal(draws))
    for level in (0.1, 0.5, 0.9):
        assert found.quantile(level) == pytest.approx(np.quantile(wait + lead, level), rel=0.02)
