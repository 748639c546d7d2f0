"""One rotating file in the plant folder, thread names in every line, nothing sent anywhere."""

import logging
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

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
    for chatty in ("asyncua", "pymodbus", "pymodbus_logging", "alembic"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    return path
