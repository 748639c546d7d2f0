"""Opening a plant folder or a database: lock, files, schema, a look at the damage of a crash."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError

from app.core.errors import DatabaseDamaged, DiskFull, PlantFolderRefused
from app.storage.engines import (
    CREATE,
    READ,
    READ_FROZEN,
    postgresql_engine,
    reading,
    sqlite_engine,
)
from app.storage.folder_lock import FolderLock
from app.storage.folder_place import refuse_network_folder
from app.storage.migrate import (
    MEASUREMENTS_SCHEMA,
    PLANT_SCHEMA,
    Schema,
    expect_current,
    migrate,
)
from app.storage.plain_errors import plain_errors
from app.storage.verified_copy import copy_verified

PLANT_FILE = "plant.db"
MEASUREMENTS_FILE = "measurements.db"
BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Database:
    """One database with an engine to write and one that can only read."""

    writer: Engine
    reader: Engine
    where: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened, and how to close it."""

    plant: Database
    measurements: Database
    folder: Path | None
    is_read_only: bool
    close: Callable[[], None]


def open_folder(folder: Path, *, read_only: bool, owner: str) -> Opened:
    """Open the two files of a plant folder."""
    refuse_network_folder(folder)
    with ExitStack() as closing:
        if read_only:
            plant = _read_file(folder / PLANT_FILE, PLANT_SCHEMA, closing)
            measurements = _read_file(folder / MEASUREMENTS_FILE, MEASUREMENTS_SCHEMA, closing)
        else:
            _make_folder(folder)
            lock = FolderLock(folder, owner)
            closing.callback(lock.release)
            plant = _write_file(folder / PLANT_FILE, PLANT_SCHEMA, "FULL", closing)
            measurements = _write_file(
                folder / MEASUREMENTS_FILE, MEASUREMENTS_SCHEMA, "NORMAL", closing
            )
            if lock.was_left_over:
                _check_whole(plant)
        return Opened(plant, measurements, folder, read_only, closing.pop_all().close)


def open_database(address: str, *, read_only: bool) -> Opened:
    """Open a PostgreSQL database; measurements lie in tables of their own beside the plant's."""
    with ExitStack() as closing:
        try:
            engine = postgresql_engine(address)
        except (ArgumentError, ImportError) as unknown:
            raise PlantFolderRefused(
                f'"{address}" is no address of a database this program knows.',
                'Write it like "postgresql+psycopg://user@host/database".',
            ) from unknown
        closing.callback(engine.dispose)
        where = f"The database {engine.url.database} on {engine.url.host}"
        with plain_errors(where):
            for schema in (PLANT_SCHEMA, MEASUREMENTS_SCHEMA):
                (expect_current if read_only else migrate)(engine, schema, where)
        database = Database(reading(engine) if read_only else engine, reading(engine), where)
        return Opened(database, database, None, read_only, closing.pop_all().close)


def _make_folder(folder: Path) -> None:
    """Make the folder where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as file:
        raise PlantFolderRefused(f"{folder} is a file.", "Name a folder.") from file
    except OSError as refused:
        raise DiskFull(
            f"The plant folder {folder} could not be made ({refused.strerror}).",
            "Choose a place you may write to.",
        ) from refused


def _write_file(path: Path, schema: Schema, synchronous: str, closing: ExitStack) -> Database:
    """Open one file for writing and bring it to this program's schema."""
    with plain_errors(str(path)):
        writer = sqlite_engine(path, CREATE, synchronous)
        closing.callback(writer.dispose)
        migrate(writer, schema, str(path), lambda found: _copy_before(path, schema, found))
        reader = sqlite_engine(path, READ, synchronous)
        closing.callback(reader.dispose)
        return Database(writer, reader, str(path))


def _copy_before(path: Path, schema: Schema, found: str) -> Path:
    """Copy the file before its schema changes."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return copy_verified(path, path.parent / BACKUPS / f"{schema.name}-{found}-{stamp}.db")


def _read_file(path: Path, schema: Schema, closing: ExitStack) -> Database:
    """Open one file for reading beside its writer."""
    if not path.is_file():
        raise PlantFolderRefused(
            f"There is no plant in {path.parent}: {path.name} is missing.",
            "Name the folder of a plant.",
        )
    with plain_errors(str(path)):
        reader = sqlite_engine(path, _read_mode(path), "FULL")
        closing.callback(reader.dispose)
        expect_current(reader, schema, str(path))
        return Database(reader, reader, str(path))


def _read_mode(path: Path) -> str:
    """Say how to read the file: a folder that takes no files can't hold SQLite's shared memory."""
    if _takes_files(path.parent):
        return READ
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size > 0:
        raise DiskFull(
            f"{path.parent} may only be read, and {path.name} has entries that are not yet in it.",
            "Copy the folder to a place you may write to and open the copy.",
        )
    return READ_FROZEN


def _takes_files(folder: Path) -> bool:
    """Whether files can be made in the folder (rights and how it is mounted)."""
    return os.access(folder, os.W_OK)


def _check_whole(plant: Database) -> None:
    """Look through the plant's file after the program before us was killed.

    Raises
    ------
    DatabaseDamaged
        If SQLite finds the file damaged.
    """
    with plain_errors(plant.where), plant.reader.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()[0]
    if said != "ok":
        raise DatabaseDamaged(
            f"{plant.where} is damaged ({said}).",
            "Bring back the newest copy from its backups folder.",
        )
