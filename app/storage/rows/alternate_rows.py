"""Which parts replace each other: groups, kept as all their pairs."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, or_, select

from app.core.alternates import interchangeable
from app.storage.rows.read_once import BooksConnection
from app.storage.tables.stock import alternates

ALL = select(alternates.c.part_id, alternates.c.alternate_id)


def alternates_by_part(connection: BooksConnection) -> Mapping[str, frozenset[str]]:
    """Return the approved alternates of every part that has any."""
    return connection.once("alternates", lambda: _read(connection))


def _read(connection: BooksConnection) -> dict[str, frozenset[str]]:
    """Sort the pairs by part."""
    found: dict[str, set[str]] = {}
    for part_id, alternate_id in connection.rows(ALL):
        found.setdefault(part_id, set()).add(alternate_id)
    return {part_id: frozenset(ids) for part_id, ids in found.items()}


def join_group(connection: BooksConnection, part_id: str, named: Iterable[str]) -> None:
    """Approve a part, the parts named and their groups to replace each other."""
    known = alternates_by_part(connection)
    groups = interchangeable({**known, part_id: {*named, *known.get(part_id, ())}})
    rows = [
        {"part_id": one, "alternate_id": other}
        for one, group in groups.items()
        for other in group - known.get(one, frozenset())
    ]
    if rows:
        connection.execute(insert(alternates), rows)


def leave_group(connection: BooksConnection, part_id: str) -> None:
    """Take a part out of its group; the others of the group go on replacing each other."""
    own = or_(alternates.c.part_id == part_id, alternates.c.alternate_id == part_id)
    connection.execute(delete(alternates).where(own))
