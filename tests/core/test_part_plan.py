"""Pieces to order today agree with base stock, with one sure need, and with the single rule."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.core.calendars import WorkCalendar, arrival_table
from app.core.order_cost import arrival_weights
from app.core.part_plan import PartFleet, stakes, units_to_order

DAYS, TAUS = 120, np.array([0, 1, 3, 7, 14, 30])
ALWAYS = WorkCalendar()
GRID = np.arange(DAYS)


def weights_of(*lead: float, margin: int = 0) -> np.ndarray:
    table = arrival_table(date(2026, 3, 2), ALWAYS, ALWAYS, 40, len(lead))
    return arrival_weights(np.array(lead), table, margin, TAUS, DAYS)


def sure(days: int) -> tuple[float, ...]:
    return (*([0.0] * days), 1.0)


def fleet(slots=(), rate=0.0, planned=(), h=0.3, c=500.0, floor=0.0, position=0) -> PartFleet:
    failing = np.array([[np.asarray(slot) for slot in slots]]).reshape(1, len(slots), DAYS)
    due = sum(((day <= GRID).astype(int) for day in planned), np.zeros(DAYS, dtype=int))
    return PartFleet(
        slots=failing,
        slot_shortage=np.full((1, len(slots)), c),
        unpredicted=(rate * GRID)[None],
        unpredicted_shortage=np.array([c]),
        planned=np.asarray(due)[None],
        holding=np.array([h]),
        service_floor=np.array([floor]),
        position=np.array([position]),
        slot_floor=np.full((1, len(slots)), floor),
        foreseen_share=np.array([0.0]),
    )


@pytest.mark.parametrize(("rate", "lead"), [(0.01, 20), (0.05, 30), (0.2, 10)])
def test_steady_unpredicted_needs_alone_give_base_stock(rate, lead):
    h, c = 0.3, 60.0
    wanted = next(s for s in range(99) if stats.poisson.cdf(s, rate * lead) >= c / (c + h))
    found = units_to_order(fleet(rate=rate, h=h, c=c), weights_of(*sure(lead)))
    assert int(found.units[0]) == wanted


@pytest.mark.parametrize(("fails_on", "units"), [(5, 1), (6, 1), (7, 0), (30, 0)])
def test_one_sure_need_is_ordered_on_the_day_that_subtraction_gives(fails_on, units):
    slot = (fails_on <= GRID) * 1.0
    assert units_to_order(fleet([slot]), weights_of(*sure(5), margin=1)).units.tolist() == [units]


def test_what_is_on_hand_serves_the_first_needs():
    slots = [(day <= GRID) * 1.0 for day in (3, 4, 90)]
    for position, units in ((0, 2), (1, 1), (2, 0), (3, 0)):
        answer = units_to_order(fleet(slots, position=position), weights_of(*sure(5)))
        assert answer.units.tolist() == [units]


def test_work_on_fixed_dates_counts_with_the_rest():
    assert units_to_order(fleet(planned=(4, 4, 80)), weights_of(*sure(5))).units.tolist() == [2]


def test_pieces_owed_already_are_ordered_whatever_comes():
    assert units_to_order(fleet(position=-3), weights_of(*sure(5))).units.tolist() == [3]


def test_many_pieces_at_once_are_never_capped():
    assert units_to_order(fleet(planned=(2,) * 60), weights_of(*sure(5))).units.tolist() == [60]


def test_the_cost_of_a_need_is_of_those_who_may_have_it():
    """A dear slot that will surely fail has the first need; of more, its share is by count."""
    dear = replace(fleet([GRID * 0 + 1.0], rate=0.001, c=100.0), slot_shortage=np.array([[9e3]]))
    found = [
        float(stakes(dear, weights_of(*sure(5)), np.array([k])).shortage[0]) for k in (1, 2, 3)
    ]
    assert found == pytest.approx([9000.0, (9000 + 100) / 2, (9000 + 200) / 3], rel=1e-6)


def test_a_floor_of_few_positions_binds_only_as_far_as_their_share():
    """One strict slot of two alike: half of the late needs use up its tolerance."""
    both = replace(fleet([GRID * 0 + 0.1] * 2), slot_floor=np.array([[0.999, 0.0]]))
    found = stakes(both, weights_of(*sure(5)), np.array([1]))
    assert found.tolerance[0] == pytest.approx(2 / (1000 + 1), rel=1e-6)


def test_needs_that_can_be_hurried_for_ask_for_no_more_stock():
    plain = fleet(rate=0.01, h=1.0, c=400.0, floor=0.9)
    weights = weights_of(*sure(20))
    pieces = [
        int(units_to_order(replace(plain, foreseen_share=share), weights, 300.0, 6.0).units[0])
        for share in (None, np.array([0.0]), np.array([0.5]), np.array([1.0]))
    ]
    assert pieces[0] == pieces[1] >= pieces[2] >= pieces[3]
    assert pieces[0] > pieces[3]


rising = st.lists(st.floats(0.0, 1.0), min_size=DAYS, max_size=DAYS).map(np.sort)


@given(rising, rising, st.floats(0.05, 5.0), st.floats(1.0, 5000.0), st.floats(0.0, 0.999))
@settings(max_examples=60)
def test_a_higher_floor_and_dearer_waiting_never_order_less(one, two, h, c, floor):
    weights = weights_of(0, 0, 0.2, 0.5, 0.2, 0, 0, 0.1)
    plain = int(units_to_order(fleet([one, two], h=h, c=c), weights).units[0])
    dearer = int(units_to_order(fleet([one, two], h=h, c=c * 3), weights).units[0])
    safer = int(units_to_order(fleet([one, two], h=h, c=c, floor=floor), weights).units[0])
    assert plain <= dearer
    assert plain <= safer


def test_parts_of_one_call_do_not_touch_each_other():
    weights = weights_of(0, 0.5, 0.3, 0.2)
    alone = [fleet([(day <= GRID) * 0.4], rate=r) for day, r in ((4, 0.01), (2, 0.2), (60, 0.0))]
    together = replace(
        alone[0],
        **{
            name: np.concatenate([getattr(one, name) for one in alone])
            for name in PartFleet.__slots__
        },
    )
    apart = [int(units_to_order(one, weights).units[0]) for one in alone]
    assert units_to_order(together, weights).units.tolist() == apart
