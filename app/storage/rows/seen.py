"""Which version of a row a transaction has seen, so that no change of someone else is lost."""

from app.core.errors import StepRefused


class Seen:
    """Versions of the rows read or written in one transaction, by id."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}
        self._hashes: dict[str, set[str]] = {}

    def note(self, row_id: str, version: int, *hashes: str) -> None:
        """Remember what this transaction knows of a row."""
        self._versions[row_id] = version
        self._hashes.setdefault(row_id, set()).update(hashes)

    def refuse_stale(
        self, called: str, row_id: str, stored: tuple[int, str], given_hash: str = ""
    ) -> None:
        """Refuse to write over a version this transaction does not come from.

        Parameters
        ----------
        stored : (int, str)
            Version and record hash in the table now.
        given_hash : str
            Record hash the object to be saved carries from where it was read.

        Raises
        ------
        StepRefused
            If someone changed the row since the object was read.
        """
        version, stored_hash = stored
        has_seen = self._versions.get(row_id) == version
        is_own = not given_hash or given_hash in self._hashes.get(row_id, set())
        if (has_seen and is_own) or (given_hash and given_hash == stored_hash):
            return
        raise StepRefused(
            f"{called} was changed by someone else since it was read.",
            "Look at it again, then repeat the step; nothing was kept.",
        )
