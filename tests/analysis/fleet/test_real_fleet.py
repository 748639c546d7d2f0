"""A public fleet (C-MAPSS FD001, simulated engines) down the whole path, within the stated bars."""

import numpy as np
import pytest

from app.analysis.fleet.door import read_history
from app.analysis.fleet.judging import coverage, phm08_score
from app.analysis.fleet.table import TableRoles
from app.analysis.fleet.training import TrainingTerms, prepare, train
from app.exchange.history_file import read_history_file

HORIZON = 125.0


@pytest.mark.timeout(600)
def test_engines_never_seen_are_foretold_within_the_bars(data_folder):
    folder = data_folder / "cmapss"
    if not (folder / "train_FD001.txt.gz").is_file():
        pytest.skip(f"no train_FD001.txt.gz in {folder}")
    roles = TableRoles("1", "2", all_fail=True)
    lives = read_history(read_history_file(folder / "train_FD001.txt.gz"), roles).history
    prepared = prepare(lives, HORIZON)
    model, _ = train(prepared, TrainingTerms(roles, "cycles", HORIZON), lambda *_: None)
    test = read_history(read_history_file(folder / "test_FD001.txt.gz"), TableRoles("1", "2"))
    truth = np.loadtxt(folder / "RUL_FD001.txt.gz")
    forecast = model.forecast(test.history)
    capped = np.minimum(truth, HORIZON)
    inside, wide = coverage(forecast.distribution, truth, HORIZON, 0.9)
    assert np.sqrt(np.mean((forecast.expected - capped) ** 2)) <= 12.5
    assert phm08_score(forecast.expected, capped) <= 250
    assert 0.84 <= wide.share <= 0.96
    assert wide.width <= 30
    assert inside[truth < 60].mean() >= 0.9
