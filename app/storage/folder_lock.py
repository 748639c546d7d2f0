"""One writer a plant folder: a lock that dies with its holder, and who holds it."""

import getpass
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from app.core.errors import DiskFull, PlantFolderOwned

LOCK_FILE = "kairos.lock"
OWNER_FILE = "owner.json"


class FolderLock:
    """Right to write into a plant folder, held until `release` or the end of the process.

    The operating system frees the lock of a killed process at once; `owner.json` beside it only
    tells people who holds it, and by being left over that the holder was killed.

    Parameters
    ----------
    folder : Path
        The plant folder.
    owner : str
        Who works here; empty takes the name signed in on this computer.

    Raises
    ------
    PlantFolderOwned
        If another Kairos holds the folder; it names user, host, process and since when.
    DiskFull
        If the folder may not be written.
    """

    def __init__(self, folder: Path, owner: str = "") -> None:
        self._owner_file = folder / OWNER_FILE
        try:
            self._file: IO[str] | None = (folder / LOCK_FILE).open("a", encoding="utf-8")
        except OSError as refused:
            raise DiskFull(
                f"The plant folder {folder} may not be written ({refused.strerror}).",
                "Give the right to write, or open it to read only.",
            ) from refused
        if not _lock(self._file):
            self._file.close()
            raise _owned(folder, self._owner_file)
        self.was_left_over = self._owner_file.exists()
        self._write_owner(folder, owner)

    def _write_owner(self, folder: Path, owner: str) -> None:
        """Tell who holds the folder."""
        holder = {
            "user": owner or _user(),
            "host": platform.node(),
            "pid": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        try:
            self._owner_file.write_text(json.dumps(holder), encoding="utf-8")
        except OSError as refused:
            self.release()
            raise DiskFull(
                f"The plant folder {folder} takes no file ({refused.strerror}).",
                "Make room on the disk, then start again.",
            ) from refused

    def release(self) -> None:
        """Give the folder up; calling it twice does no harm."""
        if self._file is not None:
            self._owner_file.unlink(missing_ok=True)
            self._file.close()
            self._file = None


def _user() -> str:
    """Name signed in on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in a container
        return "unknown"


def _owned(folder: Path, owner_file: Path) -> PlantFolderOwned:
    """Name the holder as far as it told."""
    try:
        holder = json.loads(owner_file.read_text(encoding="utf-8"))
        who = "{user} on {host} (process {pid}, since {since})".format(**holder)
    except (OSError, ValueError, KeyError, TypeError):  # not told yet, or half
        who = "another Kairos"
    return PlantFolderOwned(
        f"The plant folder {folder} is being written by {who}.",
        "Close it there, or open the folder here to read only.",
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        """Take the lock; False when someone else has it."""
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        """Take the lock; False when someone else has it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
