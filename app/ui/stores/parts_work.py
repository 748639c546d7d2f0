"""Reads the list of parts and carries changes out beside the window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.replenishment.parts.listing import PartStanding, part_standings
from app.ui.background import Background, Done
from app.ui.reading import Reading

Refused = Callable[[PlantError], None]


class PartsWork(QObject):
    """`arrived` carries the parts of the newest reading, `failed` a `PlantError`."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self._background = Background(self)
        self._reading = Reading(self._read, self._background, self)
        self._reading.arrived.connect(self.arrived)
        self._reading.failed.connect(self.failed)
        self.is_doing = False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._reading.is_under_way or self.is_doing

    def ask(self, *, is_urgent: bool = True) -> None:
        """Read the list."""
        self._reading.ask(is_urgent=is_urgent)

    def do(self, change: Callable[[], Any], done: Done, refused: Refused) -> None:
        """Carry one change out in the same thread, then read what came of it."""
        self.is_doing = True
        self._background.run(
            "",
            lambda _progress: change(),
            lambda answer: self._done(done, answer),
            lambda error: self._not_done(refused, error),
        )

    def stop(self) -> None:
        """End with the window."""
        self._background.stop()

    def _read(self) -> list[PartStanding]:
        """Read in the worker's thread."""
        with self._runtime.store.read() as uow:
            return part_standings(uow, self._runtime.moment())

    def _done(self, done: Done, answer: object) -> None:
        """Pass on what was done."""
        self.is_doing = False
        done(answer)
        self.ask()

    def _not_done(self, refused: Refused, error: BaseException) -> None:
        """Say what stopped it; what is no plain error goes the way of a crash."""
        self.is_doing = False
        if not isinstance(error, PlantError):
            raise error
        refused(error)
