"""One piece of long work at a time: how far it is, what it does now, and a way to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.background import Background, Cancelled, Progress
from app.ui.elements import button, value

STEP_MS = 200
BAR_PX = 200


class WorkLine(QWidget):
    """Shown while something runs; `turned` goes out when it begins and when it ends.

    `refused` carries the `PlantError` it ended with; what is no plain error goes the way of a
    crash.
    """

    turned = Signal()
    refused = Signal(object)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._progress: Progress | None = None
        self.step, self._bar = value("", "muted"), QProgressBar(maximum=100, textVisible=False)
        self.stop = button(translate("Learn", "Stop"), self.cancel)
        self._bar.setFixedWidth(BAR_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._bar, self.step, self.stop):
            row.addWidget(part)
        row.addStretch(1)
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._show_step)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something runs."""
        return self._progress is not None

    def run(self, title: str, job: Callable[[Progress], Any], done: Callable[..., None]) -> None:
        """Do a job beside the window; `done` is given its answer."""

        def ended(answer: object) -> None:
            self._end()
            done(answer)

        def not_done(error: BaseException) -> None:
            self._end()
            if not isinstance(error, PlantError):
                raise error
            is_stopped = isinstance(error, Cancelled)
            said = Cancelled(translate("Learn", "Stopped. Nothing was kept."))
            self.refused.emit(said if is_stopped else error)

        self.step.setText(title)
        self._bar.setMaximum(0)
        self._progress = self._background.run(title, job, ended, not_done)
        self._timer.start()
        self.show()
        self.turned.emit()

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._progress is not None:
            self._progress.cancel()
            self.step.setText(translate("Learn", "Stopping at the next step"))
            self._timer.stop()

    def _end(self) -> None:
        """Show that nothing runs any more."""
        self._progress = None
        self._timer.stop()
        self.hide()
        self.turned.emit()

    def _show_step(self) -> None:
        """Show what is done now and how far it is."""
        if self._progress is None:
            return
        step, share = self._progress.now
        if step:
            self.step.setText(step)
        self._bar.setMaximum(0 if share is None else 100)
        self._bar.setValue(0 if share is None else round(100 * share))
