"""What every remaining-life model must keep to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.life.belief import of_one
from app.analysis.life.on_calendar import LifeOnCalendar, prior_life
from app.analysis.rul import MODELS
from app.analysis.rul_evidence import LimitPath, RulEvidence
from app.core.assets import AssetClass, Component
from app.core.errors import NotEnoughHistory
from app.core.health import RulState

LIMIT_LOG = np.log(60.0)
FAN = prior_life(Component("c", "a", "impeller", None), AssetClass.FAN)


def certain_life(shape, scale_days):
    """A Weibull that is known for sure."""
    belief = of_one(shape, scale_days * FAN.running.hours_per_day)
    return LifeOnCalendar(belief, FAN.running, FAN.today, FAN.shares, "a test")


BALL_BEARING = certain_life(1.3, 40_000 / 24)


def evidence(days, log_level, service_days=700.0):
    path = LimitPath(np.asarray(days, float), np.asarray(log_level, float), 1.1, LIMIT_LOG)
    return RulEvidence((path,), service_days, BALL_BEARING)


def growth(points=60, rate=0.1, noise=0.0, start=1.6, seed=0):
    days = np.arange(points) / 6
    return days, start + rate * days + noise * np.random.default_rng(seed).standard_normal(points)


CASES = {
    "monotone": growth(),
    "noisy": growth(noise=0.4),
    "flat": growth(rate=0.0, noise=0.05),
    "falling": growth(rate=-0.1, noise=0.05),
    "two points": growth(points=2),
    "above the limit": growth(start=6.0),
    "one level for ever": growth(points=2000, rate=0.0),
    "irregular": (np.array([0.0, 0.01, 3.0, 3.01, 9.0, 9.5]), np.linspace(1.6, 3.0, 6)),
}


@pytest.fixture(params=MODELS.values(), ids=lambda model: model.name)
def model(request):
    return request.param


@pytest.mark.parametrize("case", CASES)
def test_it_gives_a_whole_distribution(model, case):
    answer = model.predict(evidence(*CASES[case]))
    assert answer.days.shape == (103,)
    assert (answer.days >= 0).all()
    assert not np.isnan(answer.days).any()
    assert answer.quantile(0.1) <= answer.quantile(0.5) <= answer.quantile(0.9)


def test_the_same_evidence_gives_the_same_answer(model):
    first, second = (model.predict(evidence(*CASES["noisy"])) for _ in range(2))
    assert np.array_equal(first.days, second.days)


def test_it_says_what_it_is(model):
    assert model.name
    assert model.version


def test_it_is_in_the_catalogue_for_what_carries_a_number():
    assert set(MODELS) == {RulState.DEGRADING, RulState.PRIOR_ONLY}


def test_without_any_data_the_prior_speaks_and_the_path_refuses():
    nothing = RulEvidence((), 0.0, BALL_BEARING)
    assert MODELS[RulState.PRIOR_ONLY].predict(nothing).quantile(0.5) > 365
    with pytest.raises(NotEnoughHistory, match="two measurements"):
        MODELS[RulState.DEGRADING].predict(nothing)


def test_an_older_component_has_less_left(model):
    young, old = (model.predict(evidence(*CASES["monotone"], d)) for d in (100.0, 4000.0))
    if model is MODELS[RulState.PRIOR_ONLY]:
        assert old.quantile(0.5) < young.quantile(0.5)
    assert old.days.shape == young.days.shape


class TestDegradationPath:
    model = MODELS[RulState.DEGRADING]

    def test_steady_growth_is_foretold(self):
        days, level = growth(points=90, rate=0.1, noise=0.05)
        truth_days = (LIMIT_LOG - 1.6) / 0.1 - days[-1]
        answer = self.model.predict(evidence(days, level))
        assert answer.quantile(0.5) == pytest.approx(truth_days, rel=0.25)
        assert answer.quantile(0.1) < truth_days < answer.quantile(0.9)

    def test_faster_growth_fails_sooner(self):
        halves = [
            self.model.predict(evidence(*growth(rate=rate, noise=0.05))).quantile(0.5)
            for rate in (0.05, 0.1, 0.2)
        ]
        assert halves == sorted(halves, reverse=True)

    def test_a_limit_farther_off_is_reached_later(self):
        days, level = growth(noise=0.05)
        near, far = (
            self.model.predict(
                RulEvidence((LimitPath(days, level, 1.1, limit),), 700.0, BALL_BEARING)
            ).quantile(0.5)
            for limit in (LIMIT_LOG, LIMIT_LOG + 0.7)
        )
        assert near < far

    def test_the_first_of_two_limits_counts(self):
        slow, fast = growth(rate=0.05, noise=0.05), growth(rate=0.2, noise=0.05)
        both = RulEvidence(
            tuple(LimitPath(*path, 1.1, LIMIT_LOG) for path in (slow, fast)), 700.0, BALL_BEARING
        )
        alone = self.model.predict(evidence(*fast))
        assert (self.model.predict(both).days <= alone.days + 1e-9).all()

    def test_above_the_limit_nothing_is_left(self):
        assert self.model.predict(evidence(*CASES["above the limit"])).quantile(0.9) < 0.1

    def test_a_plateau_is_not_trusted_to_last(self):
        answer = self.model.predict(evidence(*growth(points=60, rate=0.0, noise=0.1)))
        assert 1 < answer.quantile(0.1) < 60
        assert answer.quantile(0.9) > 30

    def test_noise_widens_the_interval(self):
        widths = []
        for noise in (0.05, 0.4):
            answer = self.model.predict(evidence(*growth(rate=0.15, noise=noise)))
            widths.append(answer.quantile(0.9) / answer.quantile(0.1))
        assert widths[0] < widths[1]

    @settings(max_examples=25, deadline=None)
    @given(scale=st.floats(0.05, 20.0))
    def test_days_and_hours_make_no_difference(self, scale):
        """A life ten times as slow, measured ten times as seldom, has ten times as long left."""
        days, level = growth(rate=0.15, noise=0.1)
        lasting = certain_life(1.3, 1e9)
        plain, stretched = (
            self.model.predict(
                RulEvidence((LimitPath(d, level, 1.1, LIMIT_LOG),), service, lasting)
            ).days
            for d, service in ((days, 100.0), (days * scale, 100.0 * scale))
        )
        finite = np.isfinite(plain) & (plain < 1e5)
        assert np.allclose(stretched[finite], plain[finite] * scale, rtol=1e-2)

    def test_a_course_of_thousands_of_measurements_is_that_of_its_averages(self):
        days = np.linspace(0, 10, 3000)
        rng = np.random.default_rng(1)
        level = 1.6 + 0.15 * days + 0.1 * rng.standard_normal(3000)
        many = self.model.predict(evidence(days, level)).quantile(0.5)
        assert many == pytest.approx((LIMIT_LOG - 1.6) / 0.15 - 10, rel=0.3)

    def test_intervals_hold_the_truth_as_often_as_they_say(self):
        """200 simulated courses of a steady rate that is not known, judged at a random moment."""
        rng = np.random.default_rng(12)
        inside = 0
        for _ in range(200):
            rate, share = rng.uniform(0.03, 0.4), rng.uniform(0.2, 0.9)
            life_days = (LIMIT_LOG - 1.6) / rate
            days = np.arange(0, share * life_days, 1 / 6)
            level = 1.6 + rate * days + 0.15 * rng.standard_normal(days.size)
            answer = self.model.predict(evidence(days, level, service_days=days[-1]))
            truth_days = life_days - days[-1]
            inside += answer.quantile(0.05) <= truth_days <= answer.quantile(0.95)
        assert inside / 200 >= 0.88


class TestLifeAtAge:
    model = MODELS[RulState.PRIOR_ONLY]

    @given(age_days=st.floats(0, 20_000), life=st.sampled_from([BALL_BEARING, FAN]))
    def test_what_is_left_is_conditional_on_the_age_reached(self, age_days, life):
        answer = self.model.predict(RulEvidence((), age_days, life))
        half = answer.quantile(0.5)
        survived = life.survival(age_days, np.array([half]))
        assert survived[0] == pytest.approx(0.5, abs=1e-3)

    @given(age_days=st.floats(0, 5_000))
    def test_a_life_known_for_sure_is_the_closed_form(self, age_days):
        """T = scale ((age/scale)^shape - ln(1 - p))^(1/shape) - age, from S(age + T) = (1-p) S."""
        answer = self.model.predict(RulEvidence((), age_days, BALL_BEARING))
        used = (age_days * 24 / 40_000) ** 1.3
        for share in (0.1, 0.5, 0.9):
            left = 40_000 / 24 * (used - np.log(1 - share)) ** (1 / 1.3) - age_days
            assert answer.quantile(share) == pytest.approx(left, rel=1e-3)
