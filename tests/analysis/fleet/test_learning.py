"""Learning from made-up fleets: the wear is found, intervals hold, runners count, few refuse."""

import dataclasses

import numpy as np
import pytest

from app.analysis.fleet.bands import Outcomes, learn_bands, product_limit_quantiles
from app.analysis.fleet.candidates import fit_linear, fit_small_trees, tree_arrays
from app.analysis.fleet.folds import FOLDS, deal_units
from app.analysis.fleet.judging import coverage, judge_held_out
from app.analysis.fleet.model import ForecastState
from app.analysis.fleet.table import TableRoles
from app.analysis.fleet.training import TrainingTerms, prepare, train
from app.core.errors import NotEnoughHistory
from tests.analysis.fleet.fleets import cut, worn_fleet

TERMS = TrainingTerms(TableRoles("unit", "time"))
HORIZON = 60.0


def quiet(step, share):
    assert 0 <= share <= 1


@pytest.fixture(scope="module")
def trained():
    prepared = prepare(worn_fleet(40), HORIZON)
    return prepared, *train(prepared, TERMS, quiet)


def test_own_trees_answer_as_scikit_learn_does():
    from sklearn.ensemble import HistGradientBoostingRegressor

    rng = np.random.default_rng(0)
    features = rng.normal(size=(600, 5))
    features[rng.random(features.shape) < 0.2] = np.nan
    left = np.nan_to_num(features[:, 0]) * 3 + np.isnan(features[:, 1])
    model = HistGradientBoostingRegressor(max_iter=20, random_state=0).fit(features, left)
    trees = [iteration[0].nodes for iteration in model._predictors]
    own = tree_arrays(trees, float(np.ravel(model._baseline_prediction)[0]))
    asked = np.vstack([features, rng.normal(size=(100, 5)) * 4, np.full((1, 5), np.nan)])
    np.testing.assert_allclose(own.predict(asked), model.predict(asked), atol=1e-10)


def test_a_line_is_found_by_the_linear_candidate():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(500, 3)) * [1, 100, 0]
    left = 5 + 2 * features[:, 0] - 0.03 * features[:, 1]
    found = fit_linear(features, left).predict(features)
    assert np.abs(found - left).max() < 0.3


def test_trees_take_gaps_and_a_feature_never_known():
    features = np.array([[np.nan, 1.0, np.nan], [2.0, np.nan, np.nan]] * 50)
    assert np.isfinite(fit_small_trees(features, np.arange(100.0)).predict(features)).all()


def test_groups_have_like_lives_and_every_unit_one_group():
    fleet = worn_fleet(40)
    group = deal_units(fleet)
    means = [fleet.life[group == fold].mean() for fold in range(FOLDS)]
    assert np.ptp(means) < 8
    assert set(group) == set(range(FOLDS))


def test_trees_beat_age_alone_on_units_held_out(trained):
    _, _, learned = trained
    by_name = {trial.name: trial.rmse for trial in learned.trials}
    assert learned.trials[0].name.startswith("boosted")
    assert learned.trials[0].rmse < 0.7 * by_name["age alone"]


def test_ninety_per_cent_intervals_hold_about_that_many_truths_of_new_units(trained):
    _, model, _ = trained
    new, truth = cut(worn_fleet(60, seed=9), 0.2, seed=1)
    forecast = model.forecast(new)
    _, wide = coverage(forecast.distribution, truth, HORIZON, 0.9)
    _, narrow = coverage(forecast.distribution, truth, HORIZON, 0.5)
    assert 0.8 <= wide.share <= 1.0
    assert narrow.share < wide.share
    assert wide.width < 35


def test_the_end_is_foretold_more_sharply_than_the_middle(trained):
    _, model, _ = trained
    new, truth = cut(worn_fleet(60, seed=9), 0.2, seed=1)
    error = np.abs(model.forecast(new).expected - np.minimum(truth, HORIZON))
    assert error[truth < 15].mean() < error[(truth > 25) & (truth < 55)].mean()
    assert error[truth < 15].mean() < 5


def test_held_out_figures_come_from_units_unseen_by_fit_and_calibration(trained):
    prepared, _, learned = trained
    held_out = judge_held_out(learned, prepared.horizon)
    assert 0.8 <= held_out.coverage_90.share <= 0.97
    assert held_out.readings == len(prepared.history)


def test_units_beyond_the_horizon_are_said_to_be_so(trained):
    _, model, _ = trained
    some, truth = cut(worn_fleet(40, seed=4), 0.05)
    forecast = model.forecast(some)
    beyond = np.array([state is ForecastState.BEYOND_HORIZON for state in forecast.state])
    assert set(forecast.state) <= {ForecastState.WITHIN_HORIZON, ForecastState.BEYOND_HORIZON}
    assert truth[beyond].min() > truth[~beyond].min()
    assert np.isinf(forecast.distribution.fleet()[beyond, 60]).all()


def test_strange_old_and_silent_units_are_not_believed(trained):
    _, model, _ = trained
    new, _ = cut(worn_fleet(6, seed=5), 0.5)
    strange = dataclasses.replace(new, values=new.values + 500.0)
    silent = dataclasses.replace(new, values=np.full_like(new.values, np.nan))
    old = dataclasses.replace(new, time=new.time * 40.0)
    assert set(model.forecast(strange).state) == {ForecastState.OUT_OF_RANGE}
    assert set(model.forecast(silent).state) == {ForecastState.NO_DATA}
    assert ForecastState.OUT_OF_RANGE in model.forecast(old).state


def test_units_still_running_count_as_having_lasted_longer():
    fleet = worn_fleet(40, running=15, seed=3)
    prepared = prepare(fleet, HORIZON)
    model, learned = train(prepared, TERMS, quiet)
    new, truth = cut(worn_fleet(60, seed=9), 0.2, seed=1)
    forecast = model.forecast(new)
    bias = forecast.expected - np.minimum(truth, HORIZON)
    assert abs(bias.mean()) < 5
    assert coverage(forecast.distribution, truth, HORIZON, 0.9)[1].share >= 0.8
    assert not learned.outcomes.is_whole[prepared.history.unit_of_row >= 25].any()


def test_gaps_and_a_quantity_that_never_changes_are_no_obstacle():
    fleet = worn_fleet(12)
    values = fleet.values.copy()
    values[np.random.default_rng(0).random(values.shape) < 0.3] = np.nan
    values[:, 3] = 7.0
    prepared = prepare(dataclasses.replace(fleet, values=values), HORIZON)
    assert prepared.constant == ("s3",)
    model, _ = train(prepared, TERMS, quiet)
    assert np.isfinite(model.forecast(fleet).expected).all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"has_failed": np.arange(12) < 3}, "at least 6 units that ran to failure, got 3 of 12"),
        ({"values": np.ones((1, 4))}, "only constant ones"),
    ],
)
def test_too_little_to_learn_from_is_said(change, said):
    fleet = worn_fleet(12)
    if "values" in change:
        change = {"values": np.repeat(change["values"], len(fleet), axis=0)}
    with pytest.raises(NotEnoughHistory, match=said):
        prepare(dataclasses.replace(fleet, **change))


def test_training_is_stopped_by_what_progress_raises():
    prepared = prepare(worn_fleet(12), HORIZON)

    def stop(step, share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(prepared, TERMS, stop)


def test_bands_are_calibrated_where_errors_grow_with_what_is_expected():
    rng = np.random.default_rng(0)
    unit = np.repeat(np.arange(200), 50)
    expected = rng.uniform(5, 90, unit.size)
    left = np.maximum(expected + rng.normal(0, 0.1 * expected), 0)
    half = unit < 100
    everything = Outcomes(expected, left, np.ones(unit.size, dtype=bool), unit)
    bands = learn_bands(everything.where(half), 1000.0)
    given = bands.distribution(expected[~half])
    inside, _ = coverage(given, left[~half], 1000.0, 0.9)
    low, high = expected[~half] < 30, expected[~half] > 60
    assert 0.87 <= inside[low].mean() <= 0.95
    assert 0.87 <= inside[high].mean() <= 0.95


def test_few_units_show_no_small_probabilities():
    unit = np.repeat(np.arange(10), 20)
    expected = np.tile(np.linspace(20, 40, 20), 10)
    left = expected + unit - 5.0
    outcomes = Outcomes(expected, left, np.ones(unit.size, dtype=bool), unit)
    one = learn_bands(outcomes, 1000.0).distribution(np.array([30.0])).fleet_row(0)
    assert one.quantile(0.001) < 1.0
    assert one.quantile(0.999) == np.inf
    assert 20 < one.quantile(0.5) < 40


def test_values_only_known_to_be_larger_move_the_quantiles_up():
    values, weight = np.arange(1.0, 11.0), np.ones(10)
    whole = product_limit_quantiles(values, weight > 0, weight, np.array([0.5]))
    part = product_limit_quantiles(values, values % 2 == 0, weight, np.array([0.5]))
    assert part[0] > whole[0]
