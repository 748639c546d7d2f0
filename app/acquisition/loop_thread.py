"""One asyncio loop in one thread, for a library that only speaks asyncio."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from app.core.errors import SourceUnreachable

_T = TypeVar("_T")
STOP_TIMEOUT_S = 1.0


class LoopThread:
    """Runs coroutines from a plain thread, each with a deadline.

    The loop goes on between calls, so a session's keep-alive works however seldom it is read. It
    waits with `select`, on Windows too: the proactor loop there spins after sleep and resume.

    Parameters
    ----------
    name : str
        Name of the thread in the log.
    """

    def __init__(self, name: str) -> None:
        self._loop = asyncio.SelectorEventLoop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._pending: set[Future[Any]] = set()
        self._is_stopped = False
        self._guard = threading.Lock()
        self._thread.start()

    def run(self, coroutine: Coroutine[object, object, _T], timeout_s: float) -> _T:
        """Run to the end or to the deadline, whichever comes first.

        Raises
        ------
        TimeoutError
            If the deadline passes; the coroutine is cancelled.
        SourceUnreachable
            If the thread is stopped meanwhile.
        """
        with self._guard:
            if self._is_stopped:
                coroutine.close()
                raise SourceUnreachable("The connection was closed.", "Open the source again.")
            future = asyncio.run_coroutine_threadsafe(
                asyncio.wait_for(coroutine, timeout_s), self._loop
            )
            self._pending.add(future)
        try:
            return future.result(timeout_s + STOP_TIMEOUT_S)
        except CancelledError as exc:
            raise SourceUnreachable(
                "The connection was closed while it was read.", "Open the source again."
            ) from exc
        finally:
            self._pending.discard(future)

    def interrupt(self) -> None:
        """Cancel what runs now; the caller waiting for it gets `SourceUnreachable`."""
        for future in tuple(self._pending):
            future.cancel()

    def stop(self) -> None:
        """Cancel everything, end the thread and close the loop; stopping twice does nothing."""
        with self._guard:
            if self._is_stopped:
                return
            self._is_stopped = True
        self.interrupt()
        ending = asyncio.run_coroutine_threadsafe(_cancel_all_tasks(), self._loop)
        with contextlib.suppress(TimeoutError):
            ending.result(STOP_TIMEOUT_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_TIMEOUT_S)
        if not self._thread.is_alive():
            self._loop.close()


async def _cancel_all_tasks() -> None:
    current = asyncio.current_task()
    tasks = [task for task in asyncio.all_tasks() if task is not current]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
