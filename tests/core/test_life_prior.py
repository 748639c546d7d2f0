import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.bearings import bearing_named
from app.core.assets import AssetClass, Component
from app.core.errors import ScenarioRefused
from app.core.life_prior import Grade, LifePrior, kind_of, of_pooled_lives

GOOD = {
    "median_hours": 20_000.0,
    "shape": 1.6,
    "plant_factor": 1.7,
    "part_factor": 1.3,
    "machine_factor": 1.3,
    "shape_factor": 1.2,
    "source": "own records since 2011",
    "grade": Grade.PLANT,
}


@pytest.mark.parametrize(
    ("field", "figure", "said"),
    [
        ("median_hours", 0.0, "median life in running hours from 1"),
        ("median_hours", math.nan, "found nan"),
        ("shape", 0.2, "shape from 0.5"),
        ("plant_factor", 0.9, "factor between plants from 1"),
        ("machine_factor", 11.0, "factor between machines"),
        ("source", "  ", "needs the source"),
    ],
)
def test_a_figure_that_cant_be_is_refused(field, figure, said):
    with pytest.raises(ScenarioRefused, match=said):
        LifePrior(**GOOD | {field: figure})


@given(
    shape=st.floats(0.8, 2.2),
    scale=st.floats(1e3, 1e6),
    factors=st.tuples(*[st.floats(1.0, 1.25)] * 3),
)
def test_the_scatter_between_and_within_is_that_of_the_pooled_lives(shape, scale, factors):
    plant, part, machine = factors
    prior = of_pooled_lives(
        shape, scale, plant_factor=plant, part_factor=part, machine_factor=machine,
        shape_factor=1.2, source="s", grade=Grade.READ,
    )  # fmt: skip
    between = sum(math.log(f) ** 2 for f in factors)
    within = math.pi**2 / (6 * prior.shape**2)
    assert between + within == pytest.approx(math.pi**2 / (6 * shape**2))
    assert prior.median_hours == pytest.approx(scale * math.log(2) ** (1 / shape))


def test_simulated_plants_thrown_together_scatter_as_published():
    prior = of_pooled_lives(
        1.3, 40_000, plant_factor=1.65, part_factor=1.35, machine_factor=1.35,
        shape_factor=1.0, source="s", grade=Grade.READ,
    )  # fmt: skip
    rng = np.random.default_rng(1)
    between = sum(
        math.log(f) * rng.standard_normal(200_000)
        for f in (prior.plant_factor, prior.part_factor, prior.machine_factor)
    )
    scale = prior.median_hours * np.exp(between) / math.log(2) ** (1 / prior.shape)
    logs = np.log(scale * rng.weibull(prior.shape, 200_000))
    assert logs.std() == pytest.approx(math.pi / math.sqrt(6) / 1.3, rel=0.01)


def test_factors_wider_than_the_published_lives_are_refused():
    with pytest.raises(ScenarioRefused, match="scatter less"):
        of_pooled_lives(
            3.0, 1e4, plant_factor=2.0, part_factor=1.0, machine_factor=1.0,
            shape_factor=1.2, source="s", grade=Grade.READ,
        )  # fmt: skip


def test_a_rolling_bearing_shares_the_life_of_bearings_wherever_it_runs():
    bearing = Component("c", "a", "DE bearing", "p", bearing_named("6309"))
    assert {kind_of(bearing, one) for one in AssetClass} == {AssetClass.BEARING}
    belt = Component("c", "a", "belt", "p")
    assert kind_of(belt, AssetClass.CONVEYOR) is AssetClass.CONVEYOR
