"""After an edit of the books the needs it touches are reviewed beside the window."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.replan import replan
from app.ui.background import Background, Cancelled, Progress


class Replanning(QObject):
    """`done` carries what was done in words, `failed` a `PlantError`.

    Stopping it is safe: what was not reviewed the board reads from the books as they are.
    """

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime, self._background = runtime, background
        self._under_way = 0

    @property
    def is_busy(self) -> bool:
        """Whether a review is under way."""
        return self._under_way > 0

    def after(self, said: str, part_ids: Iterable[str] | None = None) -> None:
        """Review some parts, or all that something wants, and then say what was done.

        Parameters
        ----------
        said : str
            What a person just did.
        """
        runtime, moment = self._runtime, self._runtime.moment()
        chosen = None if part_ids is None else tuple(part_ids)

        def job(progress: Progress) -> int:
            return replan(runtime.store, chosen, moment, lambda done, of: _tell(progress, done, of))

        self._under_way += 1
        self._background.run(
            translate("Plan", "Reviewing the needs"),
            job,
            lambda count: self._done(said, count),
            lambda error: self._stopped(said, error),
        )

    def _done(self, said: str, count: int) -> None:
        """Say what was done, and how many parts were reviewed for it."""
        self._end()
        reviewed = translate("Plan", "{n} parts reviewed.").format(n=count)
        if count == 1:
            reviewed = translate("Plan", "1 part reviewed.")
        self.done.emit(f"{said} {reviewed}" if count else said)

    def _stopped(self, said: str, error: BaseException) -> None:
        """A review that a person stopped is made up for; any other error is shown."""
        self._end()
        if isinstance(error, Cancelled):
            rest = translate("Plan", "The review was stopped; the daily round does the rest.")
            self.done.emit(f"{said} {rest}")
        elif isinstance(error, PlantError):
            self.failed.emit(error)
        else:
            raise error

    def _end(self) -> None:
        """Let the monitor read the books anew."""
        self._under_way -= 1
        self._runtime.plant_changed()


def _tell(progress: Progress, done: int, of: int) -> None:
    """Say how far the review is."""
    text = translate("Plan", "Reviewing needs, part {n} of {all}").format(n=done + 1, all=of)
    progress.say(text, done / max(of, 1))
