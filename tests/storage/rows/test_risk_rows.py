from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.assets import Criticality
from app.core.errors import StepRefused
from app.core.risk_levels import EditChoice, HeldLevels
from app.core.supply_risk import RiskSettings, SupplyRisk
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
multipliers = st.dictionaries(
    st.sampled_from(Criticality), st.floats(1.01, 10.0), min_size=1, max_size=3
)
spells = st.builds(
    SupplyRisk,
    id=some.ids,
    settings=st.builds(
        RiskSettings,
        reason=some.texts.filter(str.strip),
        review_on=some.days,
        multiplier=multipliers,
        half_life_days=st.floats(0, 365),
    ),
    started_on=some.days,
    started_by=some.texts,
    ended_on=some.days,
    ended_by=some.texts,
    end_reason=some.texts,
)
levels = st.builds(
    HeldLevels,
    risk_id=some.ids,
    part_id=st.just("part"),
    safety_stock=st.integers(0, 10**9),
    buffer_stock=st.integers(0, 10**9),
    is_safety_edited=st.booleans(),
    is_buffer_edited=st.booleans(),
    settled_on=some.optional_days,
    choice=st.none() | st.sampled_from(EditChoice),
    chosen_on=some.optional_days,
    chosen_by=some.texts,
)


@few
@given(risk=spells, held=levels, later=levels)
def test_a_spell_and_its_levels_read_as_they_were_kept(store, risk, held, later):
    held = replace(held, risk_id=risk.id)
    with store.begin("eva") as uow:
        uow.risk.add(risk)
        uow.risk.hold(held)
    with store.read() as uow:
        assert uow.risk.current() == risk
        assert risk in uow.risk.all()
        assert uow.risk.held(risk.id) == [held]
        assert (held in uow.risk.undecided()) == (held.choice is None)
    changed = replace(later, risk_id=risk.id)
    with store.begin("eva") as uow:
        uow.risk.hold(changed)
        assert uow.risk.held(risk.id) == [changed]


def test_a_second_spell_at_once_is_refused(store):
    settings_ = RiskSettings("strike", ex.TODAY)
    first = SupplyRisk("1", settings_, ex.TODAY, "eva")
    with store.begin("eva") as uow:
        assert uow.risk.current() is None
        uow.risk.add(first)
    with pytest.raises(StepRefused, match="on already"), store.begin("eva") as uow:
        uow.risk.add(replace(first, id="2"))
    with store.begin("eva") as uow:
        uow.risk.save(first.ended(ex.TODAY, "eva", "over"))
        uow.risk.add(replace(first, id="2"))
        assert [risk.is_on for risk in uow.risk.all()] == [False, True]


def test_a_spell_nobody_kept_can_not_change(store):
    risk = SupplyRisk("1", RiskSettings("strike", ex.TODAY), ex.TODAY, "eva")
    with pytest.raises(StepRefused, match="no spell"), store.begin("eva") as uow:
        uow.risk.save(risk)
