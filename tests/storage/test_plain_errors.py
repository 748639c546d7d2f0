import pytest
from psycopg import errors as pg
from pysqlite3 import dbapi2
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from app.core.errors import DatabaseBusy, DatabaseDamaged, DiskFull, PartUnknown, StepRefused
from app.storage.plain_errors import plain_errors

SAID = [
    (dbapi2.OperationalError("database is locked"), DatabaseBusy),
    (dbapi2.OperationalError("database or disk is full"), DiskFull),
    (dbapi2.OperationalError("disk I/O error"), DiskFull),
    (dbapi2.OperationalError("attempt to write a readonly database"), DiskFull),
    (dbapi2.OperationalError("unable to open database file"), DiskFull),
    (dbapi2.DatabaseError("database disk image is malformed"), DatabaseDamaged),
    (dbapi2.DatabaseError("file is not a database"), DatabaseDamaged),
    (dbapi2.IntegrityError("FOREIGN KEY constraint failed"), PartUnknown),
    (dbapi2.IntegrityError("CHECK constraint failed: ck_parts_minimum_order"), StepRefused),
    (pg.LockNotAvailable("canceling statement due to lock timeout"), DatabaseBusy),
    (pg.SerializationFailure("could not serialize access"), DatabaseBusy),
    (pg.DiskFull("could not extend file"), DiskFull),
    (pg.ReadOnlySqlTransaction("cannot execute INSERT"), DiskFull),
    (pg.InvalidPassword("password authentication failed"), DatabaseBusy),
    (pg.AdminShutdown("terminating connection"), DatabaseBusy),
]  # fmt: skip


def wrapped(said):
    """As SQLAlchemy hands the driver's error on."""
    driver = dbapi2.Error if isinstance(said, dbapi2.Error) else pg.Error
    return DBAPIError.instance("INSERT", {}, said, driver)


@pytest.mark.parametrize(("said", "meant"), SAID, ids=lambda case: str(case)[:40])
def test_what_the_database_says_is_said_in_plain_words(said, meant):
    with pytest.raises(meant) as worded, plain_errors("plant.db"):
        raise wrapped(said)
    assert "plant.db" in worded.value.what
    assert worded.value.remedy


def test_a_refusal_of_our_own_passes_through_as_it_is():
    refusal = StepRefused("No.", "Never.")
    with pytest.raises(StepRefused) as passed, plain_errors("plant.db"):
        raise StatementError("wrapped", "INSERT", {}, refusal)
    assert passed.value is refusal


def test_a_mistake_of_the_program_stays_one():
    mistake = wrapped(dbapi2.OperationalError("no such column: x"))
    with pytest.raises(OperationalError), plain_errors("plant.db"):
        raise mistake
    with pytest.raises(StatementError), plain_errors("plant.db"):
        raise StatementError("wrapped", "INSERT", {}, ValueError("no value"))
