from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.what_if import Assumptions
from app.ui.what_if.scales import scales_of

PLANTS = st.builds(
    Assumptions,
    lead_median_days=st.floats(0.02, 400),
    lead_spread_days=st.one_of(st.just(0.0), st.floats(0.001, 200)),
    holding_per_day=st.one_of(st.just(0.0), st.floats(1e-3, 1e4)),
    shortage_per_day=st.one_of(st.just(0.0), st.floats(0.1, 1e6)),
    service_floor=st.floats(0.0, 0.9999),
)


@given(PLANTS)
def test_every_slider_holds_the_plants_value_exactly_and_room_on_its_sides(plant):
    scales = scales_of(plant)
    assert set(scales) == {field.name for field in fields(Assumptions)}
    for name, scale in scales.items():
        assert scale.plant == getattr(plant, name)
        assert list(scale.values) == sorted(set(scale.values))
        assert len(scale.values) > 5
        assert scale.values[-1] > scale.plant or name == "service_floor"


@given(PLANTS)
def test_no_slider_reaches_what_cannot_be_planned_with(plant):
    scales = scales_of(plant)
    assert scales["lead_median_days"].values[0] > 0
    assert scales["lead_spread_days"].values[0] >= 0
    assert all(0 <= value < 1 for value in scales["service_floor"].values)


def test_a_days_slider_stands_on_round_steps_around_an_uneven_value():
    scale = scales_of(Assumptions(4.97, 0.93, 0.0575, 0.2, 0.8))["lead_median_days"]
    around = scale.values[scale.plant_at - 2 : scale.plant_at + 3]
    assert around == pytest.approx((4.5, 4.75, 4.97, 5.25, 5.5))


def test_a_value_kept_from_another_scale_goes_to_its_nearest_neighbour():
    scale = scales_of(Assumptions(5.0, 1.0, 0.06, 100.0, 0.99))["lead_median_days"]
    assert scale.values[scale.nearest(7.1)] == 7.0
