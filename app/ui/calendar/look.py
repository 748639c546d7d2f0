"""A look at what a calendar would move, part by part beside the window."""

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Runtime
from app.core.calendars import WorkCalendar
from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.calendar_change import CalendarPreview, preview_calendar
from app.ui.background import Background, Cancelled, Progress


class CalendarLook(QObject):
    """`seen` carries (calendar, `CalendarPreview`), `ended` goes out before it or without it.

    `failed` carries a `PlantError`; a look that a person stopped needs no words.
    """

    seen = Signal(object, object)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, runtime: Runtime, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime, self._background = runtime, background
        self.is_busy = False

    def at(self, supplier_id: str, calendar: WorkCalendar) -> None:
        """Look at a calendar of a supplier, "" for the plant's."""
        store, moment = self._runtime.store, self._runtime.moment()

        def job(progress: Progress) -> CalendarPreview:
            return preview_calendar(
                store, supplier_id, calendar, moment, lambda n, of: _tell(progress, n, of)
            )

        self.is_busy = True
        title = translate("Calendar", "Looking what moves")
        self._background.run(title, job, lambda seen: self._done(calendar, seen), self._not_done)

    def _done(self, calendar: WorkCalendar, seen: CalendarPreview) -> None:
        """Pass on what was seen."""
        self.is_busy = False
        self.ended.emit()
        self.seen.emit(calendar, seen)

    def _not_done(self, error: BaseException) -> None:
        """Say what stopped it."""
        self.is_busy = False
        self.ended.emit()
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, PlantError):
            raise error
        self.failed.emit(error)


def _tell(progress: Progress, done: int, of: int) -> None:
    """Say how far the look is."""
    text = translate("Calendar", "Looking what moves, part {n} of {all}")
    progress.say(text.format(n=done + 1, all=of), done / max(of, 1))
