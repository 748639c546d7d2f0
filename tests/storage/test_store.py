import threading
from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.errors import (
    DatabaseBusy,
    DiskFull,
    PlantFolderRefused,
    StepRefused,
    UnitMismatch,
)
from app.core.money import Money
from app.storage import engines
from app.storage.store import Store
from tests.storage import examples as ex


def test_what_is_kept_is_there_after_closing_and_opening_again(address):
    with Store.open(address) as store, store.begin("eva") as uow:
        kept = uow.orders.add(ex.order("PO-2026-0001"), ex.TODAY)
    with Store.open(address) as store, store.read() as uow:
        assert uow.orders.all() == [kept]
        assert uow.plant.components() == [ex.COMPONENT, ex.OTHER]


def test_an_error_in_between_keeps_nothing_of_the_transaction(store):
    with pytest.raises(ZeroDivisionError), store.begin("eva") as uow:
        uow.orders.add(ex.order("PO-2026-0001"), ex.TODAY)
        uow.audit.append(ex.NOW, "draft", "PO-2026-0001", "", "DRAFT")
        raise ZeroDivisionError
    with store.read() as uow:
        assert uow.orders.all() == []
        assert uow.audit.rows() == []


def test_a_refused_line_leaves_no_half_of_its_order(store):
    line = ex.order("").lines[0]
    too_fine = replace(line, peg=None, unit_price=Money(Decimal("0.00001"), "EUR"))
    with pytest.raises(UnitMismatch, match="decimal places"), store.begin("eva") as uow:
        uow.orders.add(ex.order("PO-2026-0001", lines=(line, too_fine)), ex.TODAY)
    with store.read() as uow:
        assert uow.orders.all() == []


def test_nobody_writes_without_a_name(store):
    with pytest.raises(StepRefused, match="carries a name"), store.begin("  "):
        pytest.fail("a transaction of nobody was begun")


def test_a_reader_sees_one_state_while_others_write(store):
    with store.read() as before:
        assert before.orders.all() == []
        with store.begin("eva") as uow:
            uow.orders.add(ex.order("PO-2026-0001"), ex.TODAY)
        assert before.orders.all() == []
    with store.read() as after:
        assert len(after.orders.all()) == 1


def test_a_read_transaction_can_not_write(store):
    with pytest.raises(DiskFull, match="may only be read"), store.read() as uow:
        uow.stock.add_movement(ex.movement(1))


def test_two_threads_lose_no_movement_no_number_and_no_audit_row(store):
    """Read-then-write from two threads at once: each waits for its turn."""
    errors = []

    def work(name):
        try:
            for at in range(15):
                with store.begin(name) as uow:
                    number = uow.orders.next_number(2026)
                    uow.orders.add(ex.order(number, f"{name} {at}"), ex.TODAY)
                    uow.stock.add_movement(ex.movement(uow.stock.on_hand("part") + 1))
                    uow.audit.append(ex.NOW, "draft", number, "", "DRAFT")
        except Exception as error:  # noqa: BLE001  # shown by the test
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("eva", "max")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with store.read() as uow:
        assert [o.number for o in uow.orders.all()] == [f"PO-2026-{n:04d}" for n in range(1, 31)]
        assert uow.stock.on_hand("part") == 2**30 - 1
        assert uow.audit.first_broken() is None
        assert len(uow.audit.rows()) == 30


def test_a_writer_that_waits_too_long_says_that_the_plant_is_busy(address, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_S", 0.1)
    with Store.open(address) as store, store.begin("eva"):  # noqa: SIM117
        with pytest.raises(DatabaseBusy, match="being written"), store.begin("max"):
            pytest.fail("two transactions write at once")


def test_a_command_is_carried_out_once_however_often_it_is_asked_for(store):
    def draft(uow):
        return uow.orders.add(ex.order(uow.orders.next_number(2026)), ex.TODAY).number

    assert [store.once("key", "eva", draft) for _ in range(3)] == ["PO-2026-0001"] * 3
    with store.read() as uow:
        assert len(uow.orders.all()) == 1


def test_a_command_whose_commit_seemed_to_fail_is_known_by_its_key(store):
    def draft(uow):
        return uow.orders.add(ex.order("PO-2026-0001"), ex.TODAY).number

    carry_out = store._carry_out

    def fail_after_commit(*command):
        carry_out(*command)
        raise DatabaseBusy("The answer got lost.")

    store._carry_out = fail_after_commit
    assert store.once("key", "eva", draft) == "PO-2026-0001"


def test_a_command_that_is_refused_is_not_remembered(store):
    def refuse(_uow):
        raise StepRefused("Not from this state.")

    with pytest.raises(StepRefused, match="Not from this state"):
        store.once("key", "eva", refuse)
    with store.read() as uow:
        assert uow.commands.outcome("key") is None


def test_closing_twice_does_no_harm(plant_folder):
    store = Store.open(plant_folder)
    store.close()
    store.close()


def test_an_address_nobody_knows_is_refused():
    with pytest.raises(PlantFolderRefused, match="no address of a database"):
        Store.open("oracle://plant")


def test_a_server_that_does_not_answer_is_named():
    with pytest.raises(DatabaseBusy, match=r"127\.0\.0\.1"):
        Store.open("postgresql+psycopg://kairos@127.0.0.1:9/kairos")
