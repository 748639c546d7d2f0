"""Reads a page's list beside the window, over and over, no oftener than it can be borne."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import PlantError
from app.ui.background import Background

REST = 10.0
"""A reading nobody asked for waits so many times as long as the last one took."""


class Reading(QObject):
    """`arrived` carries what was read, `failed` a `PlantError`."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, read: Callable[[], Any], background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._background = read, background
        self.is_under_way = self._is_wanted = False
        self._began_at = self._ended_at = self._took_s = 0.0

    def ask(self, *, is_urgent: bool = True) -> None:
        """Read; while it is being read, once more afterwards.

        What is not urgent is left out as long as the last reading is young for what it took.
        """
        if not is_urgent and time.monotonic() - self._ended_at < REST * self._took_s:
            return
        if self.is_under_way:
            self._is_wanted = self._is_wanted or is_urgent
            return
        self.is_under_way, self._began_at = True, time.monotonic()
        self._background.run("", lambda _progress: self._read(), self._show, self._refuse)

    def _show(self, answer: object) -> None:
        """Pass on what was read, and read again where that was asked for meanwhile."""
        self._end()
        self.arrived.emit(answer)

    def _refuse(self, error: BaseException) -> None:
        """Pass on what stopped the reading; what is no plain error goes the way of a crash."""
        self._end()
        if not isinstance(error, PlantError):
            raise error
        self.failed.emit(error)

    def _end(self) -> None:
        """Note how long it took."""
        self.is_under_way, self._ended_at = False, time.monotonic()
        self._took_s = self._ended_at - self._began_at
        if self._is_wanted:
            self._is_wanted = False
            self.ask()
