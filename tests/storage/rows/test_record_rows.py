import pytest
from hypothesis import HealthCheck, given, settings

from app.core.errors import StepRefused
from app.storage.codecs.decision_json import record_to_json
from app.storage.plain_errors import plain_errors
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@few
@given(record=some.records)
def test_a_decision_reads_as_it_was_taken(store, record):
    with store.begin("eva") as uow:
        uow.decisions.add(record)
    with store.read() as uow:
        assert record_to_json(uow.decisions.get(record.id)) == record_to_json(record)
        assert uow.decisions.latest("component").id == record.id


def test_the_newest_decision_is_the_one_kept_last_even_if_the_clock_went_back(store):
    with store.begin("eva") as uow:
        uow.decisions.add(ex.decision("first"))
        uow.decisions.add(ex.decision("beside", "other"))
        uow.decisions.add(ex.decision("last"))
        assert uow.decisions.latest("component").id == "last"
        assert [r.id for r in uow.decisions.latest_all()] == ["beside", "last"]
        assert uow.decisions.latest("nowhere") is None


def test_an_unknown_decision_is_named(store):
    with store.read() as uow, pytest.raises(StepRefused, match='"nowhere"'):
        uow.decisions.get("nowhere")


def test_the_story_is_told_in_order_and_no_event_twice(store):
    told = [ex.event(text) for text in ("onset", "ordered", "received")]
    with store.begin("eva") as uow:
        for event in (*told, told[0]):
            uow.events.add(event)
    with store.read() as uow:
        assert uow.events.all() == told
        assert uow.events.recent(2) == [told[2], told[1]]


def test_a_command_is_remembered_by_its_key(store):
    with store.begin("eva") as uow:
        assert uow.commands.outcome("key") is None
        uow.commands.record("key", "PO-2026-0001")
    with store.read() as uow:
        assert uow.commands.outcome("key") == "PO-2026-0001"


def trail_of(store, count):
    for at in range(count):
        with store.begin(f"person {at}") as uow:
            uow.audit.append(ex.NOW, "approve", f"order {at}", "DRAFT", "APPROVED")


def test_the_audit_trail_names_actor_action_and_subject(store):
    trail_of(store, 3)
    with store.read() as uow:
        rows = uow.audit.rows()
        assert uow.audit.first_broken() is None
    assert [(r.sequence, r.actor, r.subject) for r in rows] == [
        (1, "person 0", "order 0"),
        (2, "person 1", "order 1"),
        (3, "person 2", "order 2"),
    ]
    assert rows[1].previous_hash == rows[0].row_hash


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_audit_trail(store, change):
    trail_of(store, 1)
    with (
        pytest.raises(StepRefused, match="never changed"),
        plain_errors("plant"),
        store._writer.begin() as connection,
    ):
        connection.exec_driver_sql(change)


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE sequence = 2", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000000Z' WHERE sequence = 3", 3),
        ("UPDATE audit SET row_hash = previous_hash WHERE sequence = 1", 1),
        ("DELETE FROM audit WHERE sequence = 2", 2),
        ("DELETE FROM audit WHERE sequence = 1", 1),
        ("UPDATE audit SET sequence = 5 WHERE sequence = 4", 4),
    ],
)
def test_tampering_past_the_guards_is_found_at_its_row(store, tampering, found):
    trail_of(store, 4)
    with store._writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER ALL")
        else:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql(tampering)
    with store.read() as uow:
        assert uow.audit.first_broken() == found
