import sqlite3
import threading
from contextlib import closing

import pytest

from app.core.errors import DatabaseDamaged, DiskFull
from app.storage import verified_copy
from app.storage.store import Store
from app.storage.verified_copy import copy_verified
from tests.storage import examples as ex


def test_a_copy_holds_what_is_still_only_in_the_journal(plant_folder, tmp_path):
    with Store.open(plant_folder) as store:
        with store.begin("eva") as uow:
            uow.stock.add_movement(ex.movement(7))
        copy = copy_verified(plant_folder / "plant.db", tmp_path / "backups" / "copy.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT quantity FROM movements").fetchall() == [(7,)]
    assert [file.name for file in copy.parent.iterdir()] == ["copy.db"]


def test_copies_taken_while_someone_writes_are_all_whole(plant_folder, tmp_path):
    stop = threading.Event()

    def write(store):
        while not stop.is_set():
            with store.begin("eva") as uow:
                uow.stock.add_movement(ex.movement(1))
                uow.audit.append(ex.NOW, "count", "part", "", "")

    with Store.open(plant_folder) as store:
        writer = threading.Thread(target=write, args=(store,))
        writer.start()
        try:
            copies = [
                copy_verified(plant_folder / "plant.db", tmp_path / f"{at}.db") for at in range(10)
            ]
        finally:
            stop.set()
            writer.join()
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            rows = "SELECT (SELECT count(*) FROM movements), (SELECT count(*) FROM audit)"
            movements, audit = connection.execute(rows).fetchone()
            assert movements == audit


def test_a_copy_that_misses_rows_gets_no_name(plant_folder, tmp_path, monkeypatch):
    counts = iter([{"orders": 3}, {"orders": 2}])
    monkeypatch.setattr(verified_copy, "row_counts", lambda connection: next(counts))
    with pytest.raises(DatabaseDamaged, match="not whole"):
        copy_verified(plant_folder / "plant.db", tmp_path / "copy" / "copy.db")
    assert list((tmp_path / "copy").iterdir()) == []


def test_a_place_that_takes_no_copy_is_named(plant_folder, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull, match=r"No copy of plant\.db"):
        copy_verified(plant_folder / "plant.db", tmp_path / "file" / "copy.db")
