"""Bring a database to the schema of this program, after a verified copy."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from app.core.errors import DatabaseDamaged
from app.storage.engines import writing

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Schema:
    """One database: where its steps lie, and the table that tells which were taken."""

    name: str
    version_table: str


PLANT_SCHEMA = Schema("plant", "plant_schema")
MEASUREMENTS_SCHEMA = Schema("measurements", "measurements_schema")


def migrate(
    engine: Engine,
    schema: Schema,
    where: str,
    copy_first: Callable[[str], object] | None = None,
    to: str = "head",
) -> None:
    """Take the database step by step to this program's schema; all of it or nothing.

    Parameters
    ----------
    engine : Engine
        Of the database, open for writing.
    copy_first : callable, optional
        Called with the revision found, before the first step is taken on tables that exist.
    to : str
        Revision to stop at; tests make old databases with it.

    Raises
    ------
    DatabaseDamaged
        If the database is newer than this program, or is not a Kairos database.
    """
    script = _steps(schema)
    with engine.connect() as connection:
        found = revision_of(connection, schema, where)
    refuse_newer(script, found, where)
    if found == script.get_current_head():
        return
    if found is not None and copy_first is not None:
        copy_first(found)
    with writing(engine).begin() as connection:
        command.upgrade(_configuration(connection, schema), to)


def expect_current(engine: Engine, schema: Schema, where: str) -> None:
    """Refuse to read a database of another schema: reading changes nothing, so can't migrate.

    Raises
    ------
    DatabaseDamaged
        If the schema is older or newer than this program's.
    """
    script = _steps(schema)
    with engine.connect() as connection:
        found = revision_of(connection, schema, where)
    refuse_newer(script, found, where)
    if found != script.get_current_head():
        raise DatabaseDamaged(
            f"{where} was written by an older Kairos.",
            "Open it once for writing, so that it is brought up to date.",
        )


def revision_of(connection: Connection, schema: Schema, where: str) -> str | None:
    """Return the revision the database is at, None when it is empty.

    Raises
    ------
    DatabaseDamaged
        If there are tables, but none of ours.
    """
    context = MigrationContext.configure(connection, opts={"version_table": schema.version_table})
    found = context.get_current_revision()
    if found is None and connection.dialect.name == "sqlite":
        tables = set(inspect(connection).get_table_names()) - {schema.version_table}
        if tables:
            raise DatabaseDamaged(
                f"{where} is not a Kairos database: it has the tables {', '.join(sorted(tables))}.",
                "Choose another folder; nothing was changed.",
            )
    return found


def refuse_newer(script: ScriptDirectory, found: str | None, where: str) -> None:
    """Refuse a schema this program does not know yet."""
    known = {revision.revision for revision in script.walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseDamaged(
            f"{where} was written by a newer Kairos (schema {found}; this program knows up to "
            f"{script.get_current_head()}).",
            "Install the newer Kairos, or bring back a copy from the backups folder. "
            "Nothing was changed.",
        )


@lru_cache(maxsize=2)
def _steps(schema: Schema) -> ScriptDirectory:
    """Read the steps of a schema, once: they are part of this program."""
    return ScriptDirectory(str(MIGRATIONS), version_locations=[str(_versions(schema))])


def _versions(schema: Schema) -> Path:
    """Folder of a schema's steps."""
    return MIGRATIONS / "versions" / schema.name


def _configuration(connection: Connection, schema: Schema) -> Config:
    """Tell Alembic where the steps are and on what to run them."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "newline")
    versions = str(_versions(schema)).replace("%", "%%")
    configuration.set_main_option("version_locations", versions)
    configuration.attributes["connection"] = connection
    configuration.attributes["version_table"] = schema.version_table
    return configuration
