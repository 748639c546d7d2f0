"""What is kept when the program itself is at fault: a file a person can send."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app import __version__


def write_crash_report(
    folder: Path,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    thread_name: str,
) -> Path:
    """Write one fault into a file of its own and return where it is.

    Parameters
    ----------
    folder : Path
        Folder of the reports; made when missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%dT%H%M%S%f}.txt"
    lines = [
        f"Kairos {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{now.isoformat()} in thread {thread_name}",
        "",
        "".join(traceback.format_exception(kind, error, trace)),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
