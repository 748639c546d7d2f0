import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import (
    DatabaseDamaged,
    DiskFull,
    PlantFolderOwned,
    PlantFolderRefused,
)
from app.core.measurements import SampleCounts
from app.storage import opening
from app.storage.store import Store
from tests.storage import examples as ex

CAN_MOUNT = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture
def small_disk(tmp_path):
    """File system of 2 MB with a plant folder in it; skips where nothing can be mounted."""
    if not CAN_MOUNT:
        pytest.skip("mounting a small disk needs root on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False
    )
    if made.returncode != 0:
        pytest.skip("this machine lets nobody mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def remount(disk, how):
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def test_a_second_writer_is_refused_and_the_first_goes_on(plant_folder):
    with Store.open(plant_folder, owner="eva") as store:
        with pytest.raises(PlantFolderOwned, match="eva on "):
            Store.open(plant_folder)
        with store.begin("eva") as uow:
            uow.stock.add_movement(ex.movement(1))


def test_a_reader_beside_the_writer_sees_what_was_kept_last(plant_folder):
    with Store.open(plant_folder) as store, Store.open(plant_folder, read_only=True) as beside:
        with store.begin("eva") as uow:
            uow.stock.add_movement(ex.movement(7))
        with beside.read() as uow:
            assert uow.stock.on_hand("part") == 7
        assert beside.is_read_only
        assert not store.is_read_only
        assert beside.folder == store.folder == plant_folder


def test_a_reader_alone_leaves_the_databases_as_they_were(plant_folder):
    before = {file: file.read_bytes() for file in plant_folder.glob("*.db")}
    with Store.open(plant_folder, read_only=True) as beside, beside.read() as uow:
        assert len(uow.plant.assets()) == 1
    assert {file: file.read_bytes() for file in plant_folder.glob("*.db")} == before


def test_a_reader_can_not_write(plant_folder):
    with Store.open(plant_folder, read_only=True) as beside:
        with pytest.raises(DiskFull, match="may only be read"), beside.begin("eva"):
            pytest.fail("a reader began to write")
        with pytest.raises(DiskFull, match="may only be read"):
            beside.measurements.add_counts("source", SampleCounts(1, 1))


def test_a_folder_without_a_plant_is_not_read(tmp_path):
    with pytest.raises(PlantFolderRefused, match=r"plant\.db is missing"):
        Store.open(tmp_path / "nowhere", read_only=True)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_is_no_plant_folder(tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(PlantFolderRefused, match="is a file"):
        Store.open(file)


def test_a_file_that_is_no_database_is_named(plant_folder):
    (plant_folder / "plant.db").write_bytes(b"not a database at all" * 500)
    with pytest.raises(DatabaseDamaged, match=r"plant\.db is damaged"):
        Store.open(plant_folder)


def test_a_folder_that_could_not_be_opened_is_free_again(plant_folder):
    whole = (plant_folder / "measurements.db").read_bytes()
    (plant_folder / "measurements.db").write_bytes(b"not a database at all" * 500)
    with pytest.raises(DatabaseDamaged):
        Store.open(plant_folder)
    (plant_folder / "measurements.db").write_bytes(whole)
    Store.open(plant_folder).close()


def test_damage_is_looked_for_after_the_program_before_was_killed(plant_folder):
    whole = (plant_folder / "plant.db").read_bytes()
    page = 4096
    torn = whole[: page * 4] + bytes([0xFF]) * page * 12 + whole[page * 16 :]
    (plant_folder / "plant.db").write_bytes(torn)
    (plant_folder / "owner.json").write_text("{}")
    with pytest.raises(DatabaseDamaged, match="damaged"):
        Store.open(plant_folder)


def test_a_folder_nobody_may_write_is_refused_in_plain_words(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DiskFull, match="could not be made"):
        Store.open(tmp_path / "plant")


def test_a_plant_on_a_read_only_disk_is_read_but_not_written(small_disk, plant_folder):
    folder = small_disk / "plant"
    shutil.copytree(plant_folder, folder)
    remount(small_disk, "ro")
    with pytest.raises(DiskFull, match="may not be written"):
        Store.open(folder)
    with Store.open(folder, read_only=True) as beside, beside.read() as uow:
        assert uow.plant.assets() == [ex.ASSET]


def test_entries_of_a_killed_program_on_a_read_only_disk_are_not_overlooked(
    plant_folder, monkeypatch
):
    monkeypatch.setattr(opening, "_takes_files", lambda folder: False)
    (plant_folder / "plant.db-wal").write_bytes(b"\0" * 32)
    with pytest.raises(DiskFull, match="not yet in it"):
        Store.open(plant_folder, read_only=True)


def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk, plant_folder):
    folder = small_disk / "plant"
    shutil.copytree(plant_folder, folder)
    acknowledged = []
    with Store.open(folder) as store:
        with pytest.raises(DiskFull, match="did not take"):
            for at in range(10_000):
                with store.begin("eva") as uow:
                    number = f"PO-2026-{at + 1:04d}"
                    uow.orders.add(ex.order(number, f"mode {at}" + "x" * 5000), ex.TODAY)
                acknowledged.append(number)
        with store.read() as uow:
            assert [o.number for o in uow.orders.all()] == acknowledged
    remount(small_disk, "size=8m")
    with Store.open(folder) as store, store.begin("eva") as uow:
        assert [o.number for o in uow.orders.all()] == acknowledged
        uow.orders.add(ex.order("PO-2026-9999", "after"), ex.TODAY)
    assert len(acknowledged) > 3
