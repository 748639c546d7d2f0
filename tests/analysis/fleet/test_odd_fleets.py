"""Short lives, gaps, steps, constants and huge numbers: learned from or refused, never broken."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.fleet.card import TrainedOn, model_card
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.table import TableRoles
from app.analysis.fleet.training import TrainingTerms, prepare, train
from app.core.errors import NotEnoughHistory

ODDITIES = ("none", "gaps", "steps", "constant", "half empty", "one value a unit")


def odd_fleet(seed: int, oddity: str, longest: int) -> FleetHistory:
    rng = np.random.default_rng(seed)
    units, width = int(rng.integers(6, 16)), int(rng.integers(1, 5))
    readings = rng.integers(1, longest, units)
    starts = np.concatenate(([0], np.cumsum(readings))).astype(np.intp)
    time = np.concatenate([np.cumsum(rng.exponential(1, n) + 1e-3) for n in readings])
    values = rng.normal(size=(time.size, width)) * 10.0 ** rng.integers(-9, 9, width)
    if oddity == "gaps":
        values[rng.random(values.shape) < 0.7] = np.nan
    elif oddity == "steps":
        values[:, 0] = rng.integers(0, 3, time.size)
    elif oddity == "constant":
        values[:, -1] = 5
    elif oddity == "half empty":
        values[: time.size // 2, 0] = np.nan
    elif oddity == "one value a unit":
        values[:, 0] = np.repeat(rng.normal(size=units), readings)
    failed = rng.random(units) < rng.choice([1.0, 0.7])
    last = time[starts[1:] - 1]
    names = tuple(str(unit) for unit in range(units))
    columns = tuple(f"s{number}" for number in range(width))
    end = np.where(failed, last + rng.exponential(0.5, units), last)
    return FleetHistory(names, columns, starts, time, values, end, failed)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(ODDITIES), st.sampled_from([4, 30, 60]))
def test_a_fleet_however_odd_is_learned_from_or_refused_in_words(seed, oddity, longest):
    fleet = odd_fleet(seed, oddity, longest)
    try:
        prepared = prepare(fleet)
    except NotEnoughHistory as refused:
        assert "Expected" in str(refused)  # noqa: PT017 - either outcome is right
        return
    model, learned = train(prepared, TrainingTerms(TableRoles("u", "t")), lambda *_: None)
    forecast = model.forecast(fleet)
    assert ((forecast.expected >= 0) & (forecast.expected <= model.horizon)).all()
    card = model_card(TrainedOn("lives.csv", "0", "now", ""), prepared, learned, ())
    assert 0 <= card["held_out"]["coverage_90"]["share"] <= 1
