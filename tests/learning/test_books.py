"""Learned models on the plant's books: kept by fingerprint, approved, bound, and found tampered."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.core.errors import ApprovalRefused, FileRefused, ScenarioRefused, StepRefused
from app.core.learned_models import BindingScope, ColumnFeed, ModelState
from app.core.moment import Moment
from app.exchange.fleet_file import fingerprint
from app.learning.books import (
    approve_model,
    bind_model,
    bring_in,
    keep_trained,
    unbind_model,
    want_second_name,
    withdraw_model,
)
from app.learning.in_charge import ModelsInCharge
from app.learning.kept import model_as_kept
from app.storage.store import Store
from app.storage.tables.learned import learned_models
from app.ui.page import new_key
from tests.learning.fleets_on_books import FEEDS, bearing_model
from tests.office_books import MONDAY, PUMP_BEARING

ADA = Moment(MONDAY, MONDAY.date(), "Ada Planner")
JAN = replace(ADA, actor="Jan Petersen")


@pytest.fixture
def found(store: Store) -> str:
    """A model trained here by Ada, waiting for approval."""
    return keep_trained(store, bearing_model(), "Pump bearings", ADA, new_key())


def entry(store: Store, found: str):
    with store.read() as uow:
        return uow.learned.get(found)


def bind(store: Store, found: str, **changes) -> None:
    asked = {
        "scope": BindingScope.COMPONENT,
        "subject": PUMP_BEARING,
        "feeds": FEEDS,
        "time_per_day": 1.0,
        **changes,
    }
    bind_model(store, found, moment=ADA, key=new_key(), **asked)


def in_charge(store: Store):
    models = ModelsInCharge()
    with store.read() as uow:
        models.load(uow)
        component = uow.plant.component(PUMP_BEARING)
        return models, models.of(uow.plant.asset(component.asset_id), component)


def test_a_trained_model_waits_until_a_person_approves_it(store: Store, found: str) -> None:
    assert found == fingerprint(bearing_model())
    assert entry(store, found).state is ModelState.WAITING
    approve_model(store, found, ADA, new_key())
    kept = entry(store, found)
    assert (kept.state, kept.approved_by) == (ModelState.APPROVED, "Ada Planner")
    with store.read() as uow:
        assert [row.action for row in uow.audit.about("Pump bearings")] == [
            "keep model",
            "approve model",
        ]
        assert uow.audit.about("Pump bearings")[1].after.endswith(found)


def test_where_policy_asks_a_second_person_approves(store: Store, found: str) -> None:
    want_second_name(store, wants=True, moment=ADA, key=new_key())
    with pytest.raises(ApprovalRefused, match="another person"):
        approve_model(store, found, replace(ADA, actor=" ada  PLANNER"), new_key())
    assert entry(store, found).state is ModelState.WAITING
    approve_model(store, found, JAN, new_key())
    assert entry(store, found).approved_by == "Jan Petersen"


def test_a_stranger_s_model_is_read_only_with_the_fingerprint_its_sender_names(store: Store):
    content = bearing_model()
    with pytest.raises(FileRefused, match="Nothing was read"):
        bring_in(store, content, "m", "0" * 64, ADA, new_key())
    with pytest.raises(FileRefused, match="none given"):
        bring_in(store, content, "m", "  ", ADA, new_key())
    said = " ".join([fingerprint(content)[:32].upper(), fingerprint(content)[32:]])
    found = bring_in(store, content, "m", said, ADA, new_key())
    assert entry(store, found).state is ModelState.WAITING


def test_what_is_no_model_is_refused_even_with_its_fingerprint(store: Store) -> None:
    content = b"cos\nsystem\n(S'true'\ntR."
    with pytest.raises(FileRefused, match="expected a model trained by Kairos"):
        bring_in(store, content, "m", fingerprint(content), ADA, new_key())


def test_the_same_model_is_kept_once(store: Store, found: str) -> None:
    with pytest.raises(StepRefused, match="here already, as Pump bearings"):
        keep_trained(store, bearing_model(), "Again", ADA, new_key())


def test_only_an_approved_model_is_bound_and_used(store: Store, found: str) -> None:
    with pytest.raises(StepRefused, match="waits for approval"):
        bind(store, found)
    approve_model(store, found, ADA, new_key())
    bind(store, found)
    _, bound = in_charge(store)
    assert bound is not None
    assert bound.name == "Pump bearings"
    withdraw_model(store, found, JAN, new_key())
    assert in_charge(store)[1] is None
    approve_model(store, found, JAN, new_key())
    assert in_charge(store)[1] is not None
    with store.read() as uow:
        (binding,) = uow.learned.bindings()
    unbind_model(store, binding, ADA, new_key())
    assert in_charge(store)[1] is None


@pytest.mark.parametrize(
    ("changes", "refused", "said"),
    [
        ({"feeds": FEEDS[:1]}, StepRefused, "got none for peak"),
        ({"time_per_day": 0.0}, ScenarioRefused, "above 0"),
        ({"feeds": (FEEDS[0], ColumnFeed("peak", "x", 0.0))}, ScenarioRefused, "factor"),
    ],
)
def test_a_binding_that_can_t_work_is_refused(store, found, changes, refused, said) -> None:
    approve_model(store, found, ADA, new_key())
    with pytest.raises(refused, match=said):
        bind(store, found, **changes)


def test_the_narrowest_binding_counts(store: Store, found: str) -> None:
    approve_model(store, found, ADA, new_key())
    bind(store, found, time_per_day=3.0)
    bind(store, found, scope=BindingScope.ASSET_CLASS, subject="pump", time_per_day=2.0)
    _, bound = in_charge(store)
    assert bound is not None
    assert bound.time_per_day == 3.0


def test_a_file_changed_on_the_books_is_found_and_says_nothing(store: Store, found: str) -> None:
    approve_model(store, found, ADA, new_key())
    bind(store, found)
    with store.begin("somebody") as uow:
        content = bytearray(uow.learned.content(found))
        content[len(content) // 2] ^= 1
        uow.learned._connection.execute(update(learned_models).values(content=bytes(content)))
    with store.read() as uow, pytest.raises(FileRefused, match="changed outside Kairos"):
        model_as_kept(uow, found)
    models, bound = in_charge(store)
    assert bound is None
    assert "changed outside" in str(models.troubles[0])
    with pytest.raises(FileRefused, match="changed outside"):
        withdraw_model(store, found, ADA, new_key())
        approve_model(store, found, JAN, new_key())
