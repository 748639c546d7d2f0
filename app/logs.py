"""One rotating file in the plant folder, thread names in every line, nothing sent anywhere."""

import logging
import sys
import threading
import time
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LINE = "%(asctime)sZ %(levelname)s [%(threadName)s] %(name)s: %(message)s"
MOST_BYTES = 2_000_000
KEPT_FILES = 5


def log_to(folder: Path) -> Path:
    """Send log lines to `kairos.log` in a folder; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "kairos.log"
    handler = RotatingFileHandler(
        path, maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
    )
    formatter = logging.Formatter(LINE)
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    for known in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(known)
        known.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for chatty in ("asyncua", "pymodbus", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return path


def report_crashes(folder: Path) -> None:
    """Write every uncaught exception of any thread to the log and to a report file."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logging.getLogger("crash").critical("uncaught", exc_info=(kind, error, trace))
        crash_file(folder, f"{kind.__name__}: {error}")
        sys.__excepthook__(kind, error, trace)

    def report_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            report(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = report
    threading.excepthook = report_thread


def crash_file(folder: Path, summary: str) -> Path:
    """Write a short report beside the log; returns its path."""
    path = folder / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.txt"
    path.write_text(f"{summary}\nSee kairos.log for the full account.\n", encoding="utf-8")
    return path
