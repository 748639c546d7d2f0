"""Which snapshots of a folder come next, in time order."""

import contextlib
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from app.acquisition.snapshots.names import NameRule, instant_of, rule_for
from app.core.errors import FileRefused, SourceUnreachable

SUFFIXES = frozenset({".csv", ".wav"})


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A file and when it was taken, or why nobody can tell."""

    path: Path
    taken_at: datetime | None
    fault: FileRefused | None = None

    def demand_instant(self) -> datetime:
        """Give the instant.

        Raises
        ------
        FileRefused
            If the name tells none, or the same as another file's.
        """
        if self.taken_at is None:
            raise self.fault or FileRefused(f"{self.path.name}: no instant.")
        return self.taken_at


class FolderListing:
    """Hands out the files of a folder once each.

    Parameters
    ----------
    folder : Path
        Where to look.
    interval_s : float
        Seconds between two snapshots where names only count.
    start : datetime or None
        Aware UTC instant of number 0.
    known : set of str
        Names handed out before; the listing adds to it.
    is_growing : bool
        Whether files may still be written: then one is handed out when its size has not changed
        since the look before.
    """

    def __init__(
        self,
        folder: Path,
        interval_s: float,
        start: datetime | None,
        known: set[str],
        *,
        is_growing: bool,
    ) -> None:
        self._folder = folder
        self._interval_s = interval_s
        self._start = start
        self._known = known
        self._is_growing = is_growing
        self._rule: NameRule | None = None
        self._sizes: dict[str, int] = {}
        self._instants: dict[datetime, str] = {}
        self._waiting: deque[SnapshotFile] = deque()

    def look(self) -> None:
        """Find files that are new and complete.

        Raises
        ------
        SourceUnreachable
            If the folder is not there or can't be read.
        """
        sizes = self._look_at_sizes()
        ready = [
            name
            for name, size in sorted(sizes.items())
            if not self._is_growing or self._sizes.get(name) == size
        ]
        self._sizes = sizes
        if not ready:
            return
        if self._rule is None:
            self._rule = rule_for(ready)
        files = [self._date(name, self._rule) for name in ready]
        # Files without an instant come first: their fault is told before the rest goes on.
        dated = [(file.taken_at, file) for file in files if file.taken_at is not None]
        undated = [file for file in files if file.taken_at is None]
        self._waiting.extend(undated)
        self._waiting.extend(file for _, file in sorted(dated, key=itemgetter(0)))

    def next_file(self) -> SnapshotFile | None:
        """Hand out the next file; None when none is waiting."""
        return self._waiting.popleft() if self._waiting else None

    def _look_at_sizes(self) -> dict[str, int]:
        sizes = {}
        try:
            for path in self._folder.iterdir():
                is_snapshot = path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
                if is_snapshot and path.name not in self._known:
                    with contextlib.suppress(FileNotFoundError):
                        sizes[path.name] = path.stat().st_size
        except OSError as exc:
            raise SourceUnreachable(
                f"The folder {self._folder} can't be read: {exc.strerror}.",
                "Check the path and that the share is connected; trying again goes on.",
            ) from exc
        return sizes

    def _date(self, name: str, rule: NameRule) -> SnapshotFile:
        path = self._folder / name
        order = len(self._known)
        self._known.add(name)
        try:
            taken_at = instant_of(name, rule, order, self._start, self._interval_s)
        except FileRefused as fault:
            return SnapshotFile(path, None, fault)
        other = self._instants.setdefault(taken_at, name)
        if other == name:
            return SnapshotFile(path, taken_at)
        return SnapshotFile(
            path,
            None,
            FileRefused(
                f"{name}: expected an instant of its own, got {taken_at.isoformat()} like {other}.",
                "Give each snapshot another number or time.",
            ),
        )
