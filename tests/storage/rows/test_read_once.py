from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from app.core.assets import Component
from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.errors import PartUnknown
from app.core.policy import SitePolicy
from app.storage.rows.read_once import BooksConnection, tables_of
from app.storage.store import Store
from app.storage.tables.orders import lines, orders
from app.storage.tables.stock import parts
from app.storage.unit_of_work import UnitOfWork
from tests.soak.schedule import play, schedule_of, stage
from tests.storage import examples as ex


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Everything that is sent to the database meanwhile."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = store._opened.plant.writer
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_what_was_read_is_not_read_again(store):
    with statements(store) as sent, store.begin("eva") as uow:
        first = uow.plant.component("component"), uow.stock.on_hand("part"), uow.orders.all()
        sent.clear()
        again = uow.plant.component("component"), uow.stock.on_hand("part"), uow.orders.all()
        assert again == first
        assert sent == []


WRITES: dict[str, tuple[Callable[[UnitOfWork], object], Callable[[UnitOfWork], object]]] = {
    "a component": (
        lambda uow: uow.plant.component("component"),
        lambda uow: uow.plant.save_component(replace(ex.COMPONENT, quantity_per_job=7)),
    ),
    "a component of a part": (
        lambda uow: uow.plant.components_of_part("part"),
        lambda uow: uow.plant.add_component(Component("third", "asset", "Seal", "part")),
    ),
    "a machine": (
        lambda uow: uow.plant.asset("asset"),
        lambda uow: uow.plant.save_asset(replace(ex.ASSET, name="Another pump")),
    ),
    "the policy": (
        lambda uow: uow.plant.policy(),
        lambda uow: uow.plant.save_policy(SitePolicy(receiving_margin_days=9)),
    ),
    "a supplier": (
        lambda uow: uow.plant.supplier("supplier"),
        lambda uow: uow.plant.save_supplier(replace(ex.SUPPLIER, name="Lager Süd")),
    ),
    "a supplier's lead times": (
        lambda uow: uow.plant.supplier("supplier").receipts_days,
        lambda uow: uow.orders.add_receipt(ex.receipt(4.0)),
    ),
    "a part": (
        lambda uow: uow.stock.part("part"),
        lambda uow: uow.stock.save_part(replace(ex.PART, safety_stock=4)),
    ),
    "a part's alternates": (
        lambda uow: uow.stock.part("part").alternates,
        lambda uow: uow.stock.add_part(
            replace(ex.PART, id="other part", number="X", alternates=frozenset({"part"}))
        ),
    ),
    "the shelf": (
        lambda uow: uow.stock.on_hand("part"),
        lambda uow: uow.stock.add_movement(ex.movement(3)),
    ),
    "the ledger": (
        lambda uow: uow.stock.movements("part"),
        lambda uow: uow.stock.add_movement(ex.movement(3)),
    ),
    "open orders of a part": (
        lambda uow: uow.orders.open_of_part("part"),
        lambda uow: uow.orders.add(ex.order("PO-2026-0001"), ex.TODAY),
    ),
    "open jobs": (
        lambda uow: uow.work_orders.open_for("component"),
        lambda uow: uow.work_orders.add(ex.job("WO-2026-0001")),
    ),
    "the newest decision": (
        lambda uow: uow.decisions.latest_id("component"),
        lambda uow: uow.decisions.add(ex.decision()),
    ),
    "how the books are read": (
        lambda uow: (uow.plant.policy(), uow.plant.supplier("supplier")),
        lambda uow: uow.plant.assume(
            SitePolicy(receiving_margin_days=9), {"supplier": WorkCalendar(MONDAY_TO_FRIDAY)}
        ),
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_what_the_transaction_changes_is_read_anew(store, what):
    read, write = WRITES[what]
    with store.begin("eva") as uow:
        before = read(uow), uow.once("made of it", lambda: read(uow))
        write(uow)
        after = read(uow), uow.once("made of it", lambda: read(uow))
        assert after[0] != before[0]
        assert after[1] == after[0]


def test_a_write_elsewhere_leaves_what_was_read(store):
    with statements(store) as sent, store.begin("eva") as uow:
        before = uow.plant.suppliers(), uow.once("sold", lambda: uow.orders.open_of_part("part"))
        uow.stock.add_movement(ex.movement(1))
        sent.clear()
        after = uow.plant.suppliers(), uow.once("sold", lambda: uow.orders.open_of_part("part"))
        assert after == before
        assert sent == []


def test_a_list_laid_onto_by_a_caller_stays_as_it_was_for_the_next(store):
    with store.begin("eva") as uow:
        uow.plant.assets().clear()
        assert uow.plant.assets() == [ex.ASSET]


def test_what_was_not_there_is_found_once_it_is(store):
    with store.begin("eva") as uow:
        with pytest.raises(PartUnknown):
            uow.plant.component("third")
        third = Component("third", "asset", "Seal", "part")
        uow.plant.add_component(third)
        assert uow.plant.component("third") == third


def test_what_rests_on_something_missing_is_made_anew_when_it_comes(store):
    def is_known(uow: UnitOfWork) -> bool:
        try:
            return bool(uow.plant.component("third"))
        except PartUnknown:
            return False

    with store.begin("eva") as uow:
        assert not uow.once("known", lambda: is_known(uow))
        uow.plant.add_component(Component("third", "asset", "Seal", "part"))
        assert uow.once("known", lambda: is_known(uow))


def test_what_was_made_before_a_write_of_its_own_is_not_kept(store):
    def make(uow: UnitOfWork) -> int:
        found = uow.stock.on_hand("part")
        uow.stock.add_movement(ex.movement(1))
        return found

    with store.begin("eva") as uow:
        first = uow.once("made", lambda: make(uow))
        assert uow.once("made", lambda: make(uow)) == first + 1


def test_tables_of_inner_selections_are_named():
    of_part = select(lines.c.order_id).where(lines.c.part_id == "part")
    statement = select(orders.c.number).where(orders.c.id.in_(of_part))
    assert tables_of(statement) == {"purchase_orders", "order_lines"}
    assert tables_of(select(parts.c.id)) == {"parts"}


def test_every_statement_names_the_tables_sqlite_looks_at(monkeypatch):
    execute = BooksConnection.execute
    looked: set[str] = set()
    seen: set[str] = set()

    def authorize(_action: int, table: str | None, *_: object) -> int:
        looked.add(table or "")
        return 0

    def checked(books: BooksConnection, statement: Any, rows: Any = None) -> Any:
        connection: Connection = books._connection
        raw = connection.connection.driver_connection
        looked.clear()
        raw.set_authorizer(authorize)
        found = execute(books, statement, rows)
        raw.set_authorizer(None)
        read = {name for name in looked if name in parts.metadata.tables}
        if statement.is_select:
            assert read <= tables_of(statement)
            seen.update(read)
        return found

    monkeypatch.setattr(BooksConnection, "execute", checked)
    with stage() as world:
        assert [play(world, schedule_of(seed)) for seed in range(12)] == [""] * 12
    assert {"parts", "components", "order_lines", "receipts", "reservations"} <= seen
