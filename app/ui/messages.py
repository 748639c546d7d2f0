"""An error in plain words: what happened, what is safe, what to do; and what a crash says."""

import logging
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.crash_report import write_crash_report
from app.ui.elements import button, frame, label, value
from app.ui.icons import icon
from app.ui.theme import tokens

log = logging.getLogger(__name__)

WIDTH_PX, BOTTOM_PX = 680, 40

NOTICE_MS = 6000
"""A line about something done stays this long; an error stays until it is closed."""


class NoticeBar(QWidget):
    """Lies over the page's lower edge: an error with its remedy, or what was just done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = label("")
        self._what = value("", wraps=True)
        self._remedy = value("", "muted", wraps=True)
        self._copy = button(translate("Messages", "Copy"), self.copy, "link")
        self._copy.setToolTip(translate("Messages", "Copies the message to the clipboard."))
        close = QToolButton()
        close.setIcon(icon("close", tokens.muted))
        close.setToolTip(translate("Messages", "Close this message"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.hide)
        bar = frame("notice")
        self.setFixedWidth(WIDTH_PX)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._remedy)
        row.addLayout(words, 1)
        row.addWidget(self._copy)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(bar)
        self._timer = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_error(self, error: PlantError) -> None:
        """Show what happened and what to do; it stays until it is closed."""
        log.warning("shown: %s", error)
        self._timer.stop()
        self._show("▲", tokens.alarm, error.what, error.remedy)

    def show_done(self, text: str) -> None:
        """Show what was just done; it leaves by itself."""
        self._show("✓", tokens.muted, text, "")
        self._timer.start()

    def copy(self) -> None:
        """Put the message on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    @property
    def text(self) -> str:
        """The message shown."""
        return f"{self._what.text()} {self._remedy.text()}".strip()

    def _show(self, mark: str, colour: str, what: str, remedy: str) -> None:
        """Fill the line."""
        self._mark.setText(mark)
        self._mark.setStyleSheet(f"color: {colour}")
        self._what.setText(what)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._copy.setVisible(bool(remedy))
        self.show()
        self.raise_()
        self.keep_place()

    def keep_place(self) -> None:
        """Stand over the window's lower edge, in its middle."""
        height = self.heightForWidth(WIDTH_PX)
        window = self.window()
        left, top = (window.width() - WIDTH_PX) // 2, window.height() - height - BOTTOM_PX
        self.setGeometry(left, top, WIDTH_PX, height)


class CrashDialog(QDialog):
    """Says that the program is at fault, what is safe, and where the report lies."""

    def __init__(self, report: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Messages", "Kairos made a mistake"))
        said = label(
            translate(
                "Messages",
                "The last step was not finished. Everything that was saved before is safe: "
                "orders, stock and measurements are on disk. You can go on; if the same happens "
                "again, close Kairos and start it anew.",
            ),
            wraps=True,
        )
        where = label(translate("Messages", "A report for whoever looks after Kairos is here:"))
        path = value(str(report), wraps=True)
        self._report = report
        buttons = QDialogButtonBox()
        buttons.addButton(
            button(translate("Messages", "Copy the report"), self.copy),
            QDialogButtonBox.ButtonRole.ActionRole,
        )
        go_on = button(translate("Messages", "Go on"), self.accept, "primary")
        buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(self.windowTitle(), "heading"))
        for part in (said, where, path):
            column.addWidget(part)
        column.addWidget(buttons)
        self.setMinimumWidth(480)

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.read_text(encoding="utf-8"))


class CrashWatch(QObject):
    """Catches every fault of every thread; the dialog opens in the GUI thread, once at a time."""

    def __init__(self, folder: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder or Path(tempfile.gettempdir())
        self._waiting: list[Path] = []
        self._is_open = False
        self._timer = QTimer(self, interval=200)
        self._timer.timeout.connect(self._show)
        self._timer.start()

    def install(self) -> None:
        """Take over both hooks."""
        sys.excepthook = lambda kind, error, trace: self.report(kind, error, trace, "window")
        threading.excepthook = self._from_thread

    def remove(self) -> None:
        """Give both hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        self._timer.stop()

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
        thread_name: str,
    ) -> None:
        """Write the fault down; safe in any thread, no Qt object is touched."""
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("fault in %s", thread_name, exc_info=(kind, error, trace))
        self._waiting.append(write_crash_report(self._folder, kind, error, trace, thread_name))

    def _from_thread(self, fault: threading.ExceptHookArgs) -> None:
        """Take a fault of another thread."""
        if fault.exc_value is None:
            return
        name = fault.thread.name if fault.thread else "?"
        self.report(fault.exc_type, fault.exc_value, fault.exc_traceback, name)

    def _show(self) -> None:
        """Open the dialog for the oldest fault not shown yet."""
        if self._is_open or not self._waiting:
            return
        self._is_open = True
        report, self._waiting = self._waiting[0], []
        owner = self.parent()
        dialog = CrashDialog(report, owner if isinstance(owner, QWidget) else None)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        """Let the next fault show its dialog."""
        self._is_open = False
