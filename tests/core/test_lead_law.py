"""Lead times as laws: against the posterior, against drawn deliveries, and as they age."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.lead_law import (
    ACCIDENT_FACTOR,
    ACCIDENT_SHARE,
    learned_law,
    lognormal_law,
    stages_together,
    with_accidents,
)
from app.core.lead_posterior import LeadPosterior, LeadPrior, learn_lead_time
from app.core.lead_time import Supplier, lead_time_of, widened

LEVELS = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
receipts = st.lists(st.floats(1.0, 60.0), max_size=12)
DRAWS = 400_000


def drawn(posterior: LeadPosterior, chance: np.random.Generator) -> np.ndarray:
    steps = chance.standard_t(2 * posterior.shape, DRAWS)
    return np.exp(posterior.mean_log + posterior.scale_log * steps)


@given(receipts, st.floats(0.0, 40.0), st.floats(0.01, 0.99))
def test_without_accidents_the_law_is_the_posteriors(seen, age, level) -> None:
    posterior = learn_lead_time(seen, LeadPrior())
    law = learned_law(posterior)
    expected = posterior.quantile(level, open_for_days=age)
    assert law.quantiles([level], age)[0] == pytest.approx(expected, rel=1e-6)


def test_accidents_mix_as_drawn_deliveries_do() -> None:
    posterior, chance = learn_lead_time([5, 4, 5, 6], LeadPrior()), np.random.default_rng(1)
    days = drawn(posterior, chance)
    days[chance.random(DRAWS) < ACCIDENT_SHARE] *= ACCIDENT_FACTOR
    law = with_accidents(learned_law(posterior))
    assert law.quantiles(LEVELS) == pytest.approx(np.quantile(days, LEVELS), rel=0.02)
    late = days[days > 8.0]
    assert law.quantiles(LEVELS, 8.0) == pytest.approx(np.quantile(late, LEVELS), rel=0.04)


def test_a_steady_five_day_vendor_can_show_fifteen_days() -> None:
    steady = Supplier("v", "V", receipts_days=(5.0,) * 60)
    lead = lead_time_of(steady, LeadPrior())
    assert lead.distribution.quantile(0.9) < 6.5
    assert 1.0 - lead.distribution.probability_within(14.0) == pytest.approx(0.015, abs=0.007)
    assert lead.distribution.quantile(0.995) > 14.0


def test_stages_add_up_as_drawn_deliveries_do() -> None:
    stages = [
        learn_lead_time(seen, LeadPrior(np.log(centre), 1.0, 3.0, 0.3))
        for seen, centre in (([8, 10, 9, 12], 7.0), ([2, 3, 2, 2], 2.0), ([1, 1, 2, 1], 0.7))
    ]
    chance = np.random.default_rng(2)
    days = sum(drawn(stage, chance) for stage in stages)
    law = stages_together([learned_law(stage) for stage in stages], 730.0)
    assert law.quantiles(LEVELS) == pytest.approx(np.quantile(days, LEVELS), rel=0.01)
    late = days[days > 20.0]
    assert law.quantiles(LEVELS[:5], 20.0) == pytest.approx(np.quantile(late, LEVELS[:5]), rel=0.02)


def test_stages_add_up_as_their_exact_convolution_does() -> None:
    one, other = lognormal_law(6.0, 0.3), lognormal_law(3.0, 0.5)
    fine = (np.arange(200_000) + 0.5) / 2000
    edges = np.append(fine - 0.00025, fine[-1] + 0.00025)
    mass = np.diff(1.0 - other.later_than(np.maximum(edges, 1e-9)))
    together = stages_together([one, other], 730.0)
    for total in (6.0, 9.0, 15.0, 25.0):
        left = total - fine
        later = np.where(left > 0, one.later_than(np.maximum(left, 1e-9)), 1.0) @ mass
        assert together.later_than(np.array([total]))[0] == pytest.approx(later, abs=2e-4)


@given(receipts)
@settings(max_examples=25)
def test_one_stage_is_the_whole(seen) -> None:
    law = learned_law(learn_lead_time(seen, LeadPrior()))
    alone = stages_together([law], 730.0)
    assert alone.quantiles(LEVELS) == pytest.approx(law.quantiles(LEVELS), rel=0.01, abs=0.07)


@given(receipts, st.floats(0.0, 100.0), st.floats(0.0, 100.0))
def test_an_older_order_comes_no_earlier(seen, age, more) -> None:
    law = with_accidents(learned_law(learn_lead_time(seen, LeadPrior())))
    younger, older = law.quantiles(LEVELS, age), law.quantiles(LEVELS, age + more)
    assert (older >= younger * (1 - 1e-9)).all()
    assert (older >= age + more).all()
    assert (np.diff(older) >= 0).all()


@given(receipts, st.floats(1.0, 5.0), st.floats(1.0, 5.0))
def test_a_wider_lead_time_is_later_and_never_earlier(seen, one, more) -> None:
    lead = lead_time_of(Supplier("v", "V", receipts_days=tuple(seen)), LeadPrior())
    wide, wider = widened(lead, one), widened(lead, one + more)
    assert (wide.distribution.days >= lead.distribution.days).all()
    assert (wider.distribution.days >= wide.distribution.days).all()
    assert wide.median_days == lead.median_days
    assert wide.spread_days == pytest.approx(one * lead.spread_days)
    assert widened(lead, 1.0) is lead
