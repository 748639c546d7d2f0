import contextlib
import shutil
from dataclasses import replace
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, inspect, text

from app.core.distribution import DaysDistribution
from app.core.errors import DatabaseDamaged, DiskFull
from app.core.health import RulState
from app.core.lead_time import Supplier
from app.storage import migrate as steps
from app.storage.engines import CREATE, postgresql_engine, sqlite_engine, writing
from app.storage.migrate import MEASUREMENTS_SCHEMA, PLANT_SCHEMA, expect_current, migrate
from app.storage.migrations.versions.plant import r0012_predictions, r0015_outcomes
from app.storage.store import Store
from app.storage.tables import MEASUREMENTS, PLANT
from tests.past_predictions import past_items, tell

TABLES = {PLANT_SCHEMA: PLANT, MEASUREMENTS_SCHEMA: MEASUREMENTS}


@contextlib.contextmanager
def opened(path):
    engine = sqlite_engine(path, CREATE, "FULL")
    try:
        yield engine
    finally:
        engine.dispose()


def index_in_words(index):
    where = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['unique']} {index['column_names']} {where}"


def described(engine, but):
    """Everything the database knows of its tables, without the row of the schema's version."""
    inspector = inspect(engine)
    return {
        table: {
            "columns": [{**c, "type": str(c["type"])} for c in inspector.get_columns(table)],
            "primary key": inspector.get_pk_constraint(table),
            "unique": sorted(inspector.get_unique_constraints(table), key=lambda u: u["name"]),
            "keys": sorted(inspector.get_foreign_keys(table), key=lambda k: k["name"]),
            "checks": sorted(inspector.get_check_constraints(table), key=lambda c: c["name"]),
            "indexes": sorted(map(index_in_words, inspector.get_indexes(table))),
        }
        for table in inspector.get_table_names()
        if table != but
    }  # fmt: skip


@pytest.mark.parametrize("schema", TABLES, ids=lambda s: s.name)
def test_the_steps_lead_to_the_tables_of_the_program(tmp_path, schema):
    with opened(tmp_path / "migrated.db") as migrated, opened(tmp_path / "virgin.db") as virgin:
        migrate(migrated, schema, "plant")
        TABLES[schema].create_all(virgin)
        assert described(migrated, schema.version_table) == described(virgin, "")
        with migrated.connect() as connection:
            options = {"version_table": schema.version_table, "compare_type": True}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, TABLES[schema]) == []


def test_the_steps_lead_to_the_tables_of_the_program_on_postgresql(database_address):
    engine = postgresql_engine(database_address)
    names = {table for metadata in TABLES.values() for table in metadata.tables}
    with engine.connect() as connection:
        for schema, tables in TABLES.items():
            options = {
                "version_table": schema.version_table,
                "include_name": lambda name, kind, _up: kind != "table" or name in names,
            }
            context = MigrationContext.configure(connection, opts=options)
            differences = compare_metadata(context, tables)
            assert [d for d in differences if d[0] not in {"remove_table", "remove_index"}] == []
    engine.dispose()


@pytest.fixture
def old_plant(tmp_path):
    """Plant folder as the first step left it, with an asset in it."""
    folder = tmp_path / "old"
    folder.mkdir()
    with opened(folder / "plant.db") as engine:
        migrate(engine, PLANT_SCHEMA, "plant", to="0001")
        with writing(engine).begin() as connection:
            connection.execute(
                text("INSERT INTO assets VALUES ('asset', 'P-101', 'Pump', 'pump', 'A', '', 0)")
            )
    return folder


def test_an_older_plant_is_copied_then_brought_up_to_date(old_plant):
    with Store.open(old_plant) as store, store.read() as uow:
        assert [a.tag for a in uow.plant.assets()] == ["P-101"]
        assert uow.orders.all() == []
    (copy,) = (old_plant / "backups").iterdir()
    assert copy.name.startswith("plant-0001-")
    engine = create_engine(f"sqlite:///{copy}")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT tag FROM assets")) == "P-101"
        assert connection.scalar(text("SELECT version_num FROM plant_schema")) == "0001"
    engine.dispose()


def test_a_plant_that_is_up_to_date_is_not_copied(plant_folder):
    Store.open(plant_folder).close()
    assert not (plant_folder / "backups").exists()


def test_without_a_copy_no_step_is_taken(old_plant):
    (old_plant / "backups").write_text("a file where the folder should be")
    with pytest.raises(DiskFull, match=r"No copy of plant\.db"):
        Store.open(old_plant)
    with opened(old_plant / "plant.db") as engine:
        assert "purchase_orders" not in inspect(engine).get_table_names()


def test_a_migration_that_stops_half_way_leaves_the_old_schema(old_plant, tmp_path, monkeypatch):
    broken = tmp_path / "migrations"
    shutil.copytree(steps.MIGRATIONS, broken)
    last = broken / "versions" / "plant" / "r0003_trail.py"
    last.write_text(last.read_text().replace("RAISE(ABORT", "NO SUCH WORD("))
    monkeypatch.setattr(steps, "MIGRATIONS", broken)
    with opened(old_plant / "plant.db") as engine:
        before = described(engine, "")
        with pytest.raises(Exception, match="syntax error"):
            migrate(engine, PLANT_SCHEMA, "plant")
        assert described(engine, "") == before
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM plant_schema")) == "0001"


def test_a_plant_of_a_newer_program_is_refused_and_not_touched(address):
    with Store.open(address) as store, store._writer.begin() as connection:
        connection.execute(text("UPDATE plant_schema SET version_num = '9999'"))
    for read_only in (False, True):
        with pytest.raises(DatabaseDamaged, match=r"newer Kairos \(schema 9999"):
            Store.open(address, read_only=read_only)


def test_a_reader_does_not_migrate(old_plant):
    shutil.copy(old_plant / "plant.db", old_plant / "measurements.db")
    with pytest.raises(DatabaseDamaged, match="older Kairos"):
        Store.open(old_plant, read_only=True)


def test_someone_elses_database_is_refused(tmp_path):
    with opened(tmp_path / "plant.db") as engine:
        with writing(engine).begin() as connection:
            connection.execute(text("CREATE TABLE recipes (id TEXT)"))
        for meet in (migrate, expect_current):
            with pytest.raises(DatabaseDamaged, match="not a Kairos database.*recipes"):
                meet(engine, PLANT_SCHEMA, "plant.db")


def test_suppliers_of_an_older_plant_keep_everything_and_have_no_price_for_hurrying(tmp_path):
    folder = tmp_path / "plant"
    folder.mkdir()
    with opened(folder / "plant.db") as engine:
        migrate(engine, PLANT_SCHEMA, "plant", to="0003")
        with writing(engine).begin() as connection:
            calendar = (
                '{"working_weekdays":[0,1],"holiday_country":"","holiday_region":"","shutdowns":[]}'
            )
            connection.execute(
                text(
                    "INSERT INTO suppliers (id, name, calendar, expedite_spread_days, address, "
                    "contact, customer_number) VALUES ('v', 'Lager', :calendar, 0, '[]', 'a', 'b')"
                ),
                {"calendar": calendar},
            )
    with Store.open(folder) as store, store.read() as uow:
        (supplier,) = uow.plant.suppliers()
    assert (supplier.name, supplier.contact, supplier.expedite_cost) == ("Lager", "a", None)


def test_parts_of_an_older_plant_keep_no_stock_on_purpose_and_have_their_own_offer(tmp_path):
    folder = tmp_path / "plant"
    folder.mkdir()
    with opened(folder / "plant.db") as engine:
        migrate(engine, PLANT_SCHEMA, "plant", to="0004")
        with writing(engine).begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO parts VALUES ('p', '6309', 'Bearing', 840000, 'EUR', NULL, "
                    "'', '', 'pcs', '', 2)"
                )
            )
    with Store.open(folder) as store, store.begin("eva") as uow:
        (part,) = uow.stock.parts()
        assert (part.safety_stock, part.buffer_stock, part.shelf_life_days) == (0, 0, None)
        assert (part.storage_cost_per_year, part.alternates) == (0, frozenset())
        assert uow.offers.of(part) == ()
        uow.stock.save_part(replace(part, supplier_id="v"))
        uow.plant.add_supplier(Supplier("v", "Lager"))
        (own,) = uow.offers.of(uow.stock.part("p"))
        assert (own.supplier_id, own.price, own.minimum_order) == ("v", part.price, 2)


def test_receipts_of_an_older_plant_are_whole_normal_deliveries_without_stages(tmp_path):
    folder = tmp_path / "plant"
    folder.mkdir()
    with opened(folder / "plant.db") as engine:
        migrate(engine, PLANT_SCHEMA, "plant", to="0004")
        with writing(engine).begin() as connection:
            calendar = (
                '{"working_weekdays":[0,1],"holiday_country":"","holiday_region":"","shutdowns":[]}'
            )
            connection.execute(
                text(
                    "INSERT INTO suppliers (id, name, calendar, expedite_spread_days, address, "
                    "contact, customer_number) VALUES ('v', 'Lager', :calendar, 0, '[]', '', '')"
                ),
                {"calendar": calendar},
            )
            connection.execute(
                text(
                    "INSERT INTO receipts (id, supplier_id, quantity, received_on, lead_days, "
                    "actor) VALUES ('r', 'v', 1, '2026-03-02', 5.0, 'eva')"
                )
            )
    with Store.open(folder) as store, store.read() as uow:
        (receipt,) = uow.orders.receipts("v")
        assert uow.plant.supplier("v").receipts_days == (5.0,)
    assert receipt.teaches_lead_time
    assert (receipt.ordered_on, receipt.promised_on, receipt.shipped_on) == (None, None, None)


def test_components_of_an_older_plant_have_no_kit(tmp_path):
    folder = tmp_path / "plant"
    folder.mkdir()
    with opened(folder / "plant.db") as engine:
        migrate(engine, PLANT_SCHEMA, "plant", to="0009")
        with writing(engine).begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO assets VALUES ('a', 'P-1', 'Pump', 'pump', 'A', '', 0, "
                    "NULL, NULL, NULL, NULL, NULL)"
                )
            )
            connection.execute(
                text(
                    "INSERT INTO components VALUES ('c', 'a', 'Bearing', NULL, NULL, NULL, 1, "
                    "1, '[]')"
                )
            )
    with Store.open(folder) as store, store.begin("eva") as uow:
        (component,) = uow.plant.components()
        assert (component.name, component.kit) == ("Bearing", ())
        assert uow.plant.components_with_kit_part("p") == []


def tables_at(folder, step):
    with opened(folder / "earlier.db") as engine:
        migrate(engine, PLANT_SCHEMA, "plant", to=step)
        return set(inspect(engine).get_table_names())


def test_decisions_kept_before_predictions_were_bring_what_they_said(plant_folder, tmp_path):
    bearing = {"component_id": "component"}
    with Store.open(plant_folder) as store, store.begin("t") as uow:
        past_items(uow, lives=(40.0, 60.0), **bearing)
        tell(uow, None, 0.0, state=RulState.NO_DEGRADATION, **bearing)
        tell(uow, DaysDistribution.from_quantiles({0.1: 30.0, 0.4: 90.0}), 1.0, **bearing)
        tell(uow, DaysDistribution.certain(9.0), 2.0, state=RulState.PRIOR_ONLY, **bearing)
        before = uow.predictions.said_before(date.min, date.max)
    with opened(plant_folder / "plant.db") as engine, writing(engine).begin() as connection:
        later = set(inspect(connection).get_table_names()) - tables_at(tmp_path, "0011")
        for table in later:
            connection.execute(text(f"DROP TABLE {table}"))
        with Operations.context(MigrationContext.configure(connection)):
            r0012_predictions.upgrade()
            r0015_outcomes.bring_quantiles()
    with Store.open(plant_folder) as again, again.read() as uow:
        after = uow.predictions.said_before(date.min, date.max)
    assert len(before) == 6
    assert [one.claim is None for one in after] == [one.claim is None for one in before]
    for old, new in zip(before, after, strict=True):
        assert replace(old, claim=None) == replace(new, claim=None)
        if old.claim is not None:
            assert new.claim.median_days == pytest.approx(old.claim.median_days, abs=1e-6)
            assert new.claim.log_sd == pytest.approx(old.claim.log_sd, abs=1e-6)
            assert new.claim.kept_days == pytest.approx(old.claim.kept_days, abs=1e-6)
