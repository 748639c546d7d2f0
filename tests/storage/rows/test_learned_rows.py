from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import PartUnknown
from app.core.learned_models import (
    BindingScope,
    ColumnFeed,
    LearnedModel,
    ModelBinding,
    ModelOrigin,
)
from tests.storage import strategies as some

few = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
models = st.builds(
    LearnedModel,
    fingerprint=some.ids,
    name=some.texts,
    origin=st.sampled_from(ModelOrigin),
    columns=some.lines,
    time_unit=some.texts,
    brought_by=some.texts,
    brought_at=some.instants,
    approved_by=some.texts,
    approved_at=st.none() | some.instants,
    withdrawn_by=some.texts,
    withdrawn_at=st.none() | some.instants,
)
factors = some.numbers.filter(bool)
feeds = st.lists(st.builds(ColumnFeed, some.texts, some.texts, factors), max_size=3).map(tuple)
bindings = st.builds(
    ModelBinding,
    id=some.ids,
    fingerprint=some.ids,
    scope=st.sampled_from(BindingScope),
    subject=some.ids,
    feeds=feeds,
    time_per_day=st.floats(1e-9, 1e8),
    bound_by=some.texts,
    bound_at=some.instants,
)

MODEL = LearnedModel(
    "f" * 64,
    "Pumps",
    ModelOrigin.TRAINED_HERE,
    ("velocity",),
    "days",
    "eva",
    datetime(2026, 3, 2, tzinfo=UTC),
)


@few
@given(model=models, binding=bindings, content=st.binary(max_size=50))
def test_a_model_its_file_and_its_binding_read_as_they_were_kept(store, model, binding, content):
    with store.begin("eva") as uow:
        uow.learned.add(model, content)
        uow.learned.bind(replace(binding, fingerprint=model.fingerprint))
    with store.read() as uow:
        assert uow.learned.get(model.fingerprint) == model
        assert uow.learned.content(model.fingerprint) == content
        kept = [b for b in uow.learned.bindings() if b.id == binding.id]
    assert kept == [replace(binding, fingerprint=model.fingerprint)]


def test_a_subject_has_one_binding_of_its_scope(store):
    with store.begin("eva") as uow:
        uow.learned.add(MODEL, b"")
        for number in ("first", "second"):
            binding = ModelBinding(
                number,
                MODEL.fingerprint,
                BindingScope.PART,
                "part",
                (),
                1.0,
                "eva",
                MODEL.brought_at,
            )
            uow.learned.bind(binding)
    with store.read() as uow:
        assert [b.id for b in uow.learned.bindings()] == ["second"]


def test_a_model_nobody_kept_is_unknown(store):
    with store.read() as uow:
        for asked in (uow.learned.get, uow.learned.content):
            with pytest.raises(PartUnknown, match="no model with the fingerprint"):
                asked("0" * 64)
    with store.begin("eva") as uow, pytest.raises(PartUnknown, match="gone already"):
        uow.learned.unbind("none")
