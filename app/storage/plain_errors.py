"""The databases' errors in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from app.core.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    PartUnknown,
    PlantError,
    StepRefused,
)

RULES: dict[str, tuple[str, str]] = {
    "order_lines.component_id, order_lines.failure_mode": (
        "This need already has an open purchase order.",
        "Change or cancel that order; nothing was kept.",
    ),
    "uq_order_lines_open_need": (
        "This need already has an open purchase order.",
        "Change or cancel that order; nothing was kept.",
    ),
    "UNIQUE constraint failed: work_orders.component_id": (
        "This component already has an open work order.",
        "Change or cancel that job; nothing was kept.",
    ),
    "uq_work_orders_open_component": (
        "This component already has an open work order.",
        "Change or cancel that job; nothing was kept.",
    ),
    "stock below zero": (
        "More would leave the store than is on hand.",
        "Count the stock and correct it first; nothing was booked.",
    ),
    "never changed": (
        "Audit rows and stock movements are never changed or deleted.",
        "Book a correction instead; nothing was changed.",
    ),
}
"""What a broken rule of the tables means, by what SQLite or PostgreSQL says of it."""


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Turn errors of the database into leaves of `PlantError`.

    Parameters
    ----------
    where : str
        File or server the person knows, named in every message.
    """
    try:
        yield
    except StatementError as error:
        said = worded(error, where)
        if said is None:
            raise
        raise said from error


def worded(error: StatementError, where: str) -> PlantError | None:
    """Say what a database error means and what to do; None for what is a bug."""
    if isinstance(error.orig, PlantError):
        return error.orig
    if not isinstance(error, DBAPIError):
        return None
    code = getattr(error.orig, "sqlstate", None)
    said = str(error.orig).split("\n", maxsplit=1)[0]
    if isinstance(error, IntegrityError) or "never changed" in said or "below zero" in said:
        return _broken_rule(str(error.orig), where)
    return _by_sqlstate(code, said, where) or _by_words(said.lower(), where)


def _broken_rule(said: str, where: str) -> PlantError:
    """Say which rule of the tables was broken."""
    for sign, (what, remedy) in RULES.items():
        if sign in said:
            return StepRefused(what, remedy)
    first = said.split("\n", maxsplit=1)[0]
    if "foreign key" in said.lower():
        return PartUnknown(
            f"Something is referred to that is not kept in {where} ({first}).",
            "Add it first; nothing was kept.",
        )
    return StepRefused(f"{where} refused this: {first}.", "Nothing was kept.")


def _by_words(said: str, where: str) -> PlantError | None:
    """Recognise SQLite's sentences."""
    if "locked" in said or "busy" in said:
        return DatabaseBusy(
            f"{where} is being written by another program.",
            "Nothing was kept; try again in a moment.",
        )
    if "readonly" in said or "read-only" in said:
        return DiskFull(
            f"{where} may only be read here.", "Give the right to write; nothing was kept."
        )
    if "full" in said or "disk i/o error" in said:
        return DiskFull(
            f"The disk did not take the last entry into {where} ({said}).",
            "What was kept before is safe. Make room on the disk, then repeat the step.",
        )
    if "unable to open" in said:
        return DiskFull(
            f"{where} could not be opened.", "Check that the folder exists and may be read."
        )
    if "malformed" in said or "not a database" in said or "encrypted" in said:
        return DatabaseDamaged(
            f"{where} is damaged ({said}).", "Bring back the newest copy from its backups folder."
        )
    return None


def _by_sqlstate(code: str | None, said: str, where: str) -> PlantError | None:
    """Recognise PostgreSQL's codes (its manual, appendix A)."""
    if code in {"55P03", "40001", "40P01"}:
        return DatabaseBusy(
            f"{where} is being written from another seat.",
            "Nothing was kept; try again in a moment.",
        )
    if code == "25006":
        return DiskFull(f"{where} may only be read here.", "Open it for writing; nothing was kept.")
    if code in {"53100", "53200"}:
        return DiskFull(f"{where} has no room left ({said}).", "Ask who looks after the server.")
    if code is not None and code[:2] in {"08", "28", "3D", "53", "57"}:
        return DatabaseBusy(
            f"{where} does not serve us ({said}).", "Check the address, the name and the server."
        )
    if "connection" in said and code is None:
        return DatabaseBusy(f"{where} does not answer ({said}).", "Check the network, try again.")
    return None
