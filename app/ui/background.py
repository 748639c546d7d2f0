"""Long work beside the window: a pool of one, answers come back inside the GUI thread."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import PlantError

POLL_MS = 33
"""How often finished work is looked for while some is under way."""

STOP_WAIT_S = 5.0
"""How long closing the window waits for work that was asked to stop."""


class Cancelled(PlantError):
    """A person stopped the work; what was done before stays."""


class Progress:
    """What a job says of itself while it runs; plain values under a lock, no Qt."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._share: float | None = None
        self._step = ""
        self._cancel = threading.Event()

    def say(self, step: str, share: float | None = None) -> None:
        """Tell what is done now and, where known, how much of the whole is done (0 to 1).

        Raises
        ------
        Cancelled
            If a person asked to stop.
        """
        if self._cancel.is_set():
            raise Cancelled("Stopped.", "What was done before stays.")
        with self._lock:
            self._step, self._share = step, share

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancel.set()

    @property
    def now(self) -> tuple[str, float | None]:
        """The step under way and the share done."""
        with self._lock:
            return self._step, self._share


Job = Callable[[Progress], Any]
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A job that ended, waiting to be answered in the GUI thread."""

    answer: Any
    error: BaseException | None
    done: Done
    failed: Failed


class Background(QObject):
    """Runs one job after another in one thread; `done` and `failed` are called here.

    `began` carries (title, Progress), `idle` says that nothing is left. The worker thread knows
    no Qt object: it leaves its answer in a queue that a timer of this thread empties.
    """

    began = Signal(str, object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"background of {id(self)}"
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        self._ended: deque[_Ended] = deque()
        self._waiting = 0
        self._running: Progress | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._answer)

    def run(self, title: str, job: Job, done: Done, failed: Failed) -> Progress:
        """Do a job beside the window and answer in the GUI thread."""
        progress = Progress()
        self._waiting += 1
        self._running = progress
        self._timer.start()
        self._pool.submit(self._work, job, progress, done, failed)
        self.began.emit(title, progress)
        return progress

    def stop(self) -> None:
        """Ask what runs here to stop, and wait a little for it, but for no other page's work."""
        if self._running is not None:
            self._running.cancel()
        self._timer.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for thread in threading.enumerate():
            if thread.name.startswith(self._name):
                thread.join(STOP_WAIT_S)

    def _work(self, job: Job, progress: Progress, done: Done, failed: Failed) -> None:
        """Run in the worker thread; whatever happens becomes an answer."""
        try:
            self._ended.append(_Ended(job(progress), None, done, failed))
        except Exception as error:  # noqa: BLE001 - the worker's loop: every error is answered
            self._ended.append(_Ended(None, error, done, failed))

    def _answer(self) -> None:
        """Call back for everything that ended."""
        while self._ended:
            ended = self._ended.popleft()
            self._waiting -= 1
            if ended.error is None:
                ended.done(ended.answer)
            else:
                ended.failed(ended.error)
        if self._waiting == 0:
            self._timer.stop()
            self._running = None
            self.idle.emit()
