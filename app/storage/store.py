"""The plant's memory: opens a plant folder or a database, and gives out transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from app.core.errors import DiskFull, PlantError, StepRefused
from app.storage.engines import writing
from app.storage.measurement_store import MeasurementStore
from app.storage.opening import Opened, open_database, open_folder
from app.storage.transactions import read_transaction, write_transaction
from app.storage.unit_of_work import UnitOfWork


class Store:
    """Everything that is kept, behind short transactions; made by `open`.

    Attributes
    ----------
    measurements : MeasurementStore
        What was measured, with transactions of its own.
    folder : Path or None
        The plant folder; None on PostgreSQL.
    is_read_only : bool
        Whether it was opened beside the folder's writer.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._writer = writing(opened.plant.writer)
        self._reader = opened.plant.reader
        self._where = opened.plant.where
        self.folder: Path | None = opened.folder
        self.is_read_only: bool = opened.is_read_only
        self.measurements = MeasurementStore(
            opened.measurements.writer, opened.measurements.reader, opened.measurements.where
        )

    @classmethod
    def open(cls, address: Path | str, *, read_only: bool = False, owner: str = "") -> Self:
        """Open a plant folder, or a database by its address; create or migrate it when writing.

        Parameters
        ----------
        address : Path or str
            Folder, or ``postgresql+psycopg://user@host/database``.
        read_only : bool
            Read beside the writer; nothing is created, migrated or locked.
        owner : str
            Who works here, told to whoever finds the folder taken.

        Raises
        ------
        PlantFolderOwned
            If another Kairos writes into the folder.
        PlantFolderRefused
            If there is no plant to read, or the folder lies on a network drive.
        DatabaseDamaged
            If a file is damaged, or its schema is newer than this program.
        DiskFull
            If the folder has no room or may not be written.
        DatabaseBusy
            If the server does not answer.
        """
        if isinstance(address, str) and "://" in address:
            return cls(open_database(address, read_only=read_only))
        return cls(open_folder(Path(address), read_only=read_only, owner=owner))

    @contextmanager
    def begin(self, actor: str) -> Iterator[UnitOfWork]:
        """Write in one transaction: kept whole at the end, or not at all after an error.

        An error while it is being committed leaves unknown whether it was kept. A command that
        must not happen twice therefore goes through `once`.

        Raises
        ------
        StepRefused
            If nobody's name stands behind the change.
        DatabaseBusy, DiskFull, DatabaseDamaged, PartUnknown
            If the database did not take it; nothing is kept then.
        """
        if not actor.strip():
            raise StepRefused("Every change carries a name, and none was given.", "Give a name.")
        if self.is_read_only:
            raise DiskFull(
                f"{self._where} may only be read here.", "Open it for writing; nothing was kept."
            )
        with write_transaction(self._writer, self._where) as connection:
            yield UnitOfWork(connection, actor)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Read one state of the plant, however others write meanwhile; keep it short."""
        with read_transaction(self._reader, self._where) as connection:
            yield UnitOfWork(connection, "")

    def once(self, key: str, actor: str, step: Callable[[UnitOfWork], str]) -> str:
        """Carry a command out exactly once, however often it is asked for.

        The key is kept in the command's own commit. After an error the key is read again: where
        it stands, the command was kept although the commit seemed to fail.

        Parameters
        ----------
        key : str
            Idempotency key of the command, made where the person asked for it.
        step : callable
            Carries it out on the unit of work and returns its outcome (an id).

        Returns
        -------
        str
            The outcome, of now or of the first time.
        """
        try:
            return self._carry_out(key, actor, step)
        except PlantError:
            kept = self._outcome(key)
            if kept is None:
                raise
            return kept

    def close(self) -> None:
        """Close every connection and give the folder up; calling it twice does no harm."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _carry_out(self, key: str, actor: str, step: Callable[[UnitOfWork], str]) -> str:
        """Carry a command out and keep its key, in one commit."""
        with self.begin(actor) as uow:
            outcome = uow.commands.outcome(key)
            if outcome is None:
                outcome = step(uow)
                uow.commands.record(key, outcome)
        return outcome

    def _outcome(self, key: str) -> str | None:
        """Read a command's outcome in a new transaction."""
        with self.read() as uow:
            return uow.commands.outcome(key)
