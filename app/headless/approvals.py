"""Which model files are believed here: those trained here, and those a person approved by hash."""

import os
import re
import sys
from pathlib import Path

from app.core.errors import DiskFull, FileRefused
from app.exchange.fleet_file import fingerprint, write_whole

_SHA256 = re.compile(r"[0-9a-f]{64}")


def approvals_file() -> Path:
    """Return the person's own list of approved fingerprints, one a line."""
    folder = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_DATA_HOME")
    base = Path(folder) if folder else Path.home() / ".local" / "share"
    return base / "kairos" / "approved-models.txt"


def approve(found: str) -> None:
    """Remember a model file as believed.

    Raises
    ------
    DiskFull
        If the list can't be written.
    """
    known = _approved()
    if found not in known:
        lines = "".join(f"{line}\n" for line in [*sorted(known), found])
        write_whole(approvals_file(), lines.encode("utf-8"))


def approve_if_possible(found: str) -> None:
    """Remember a model trained here; say what to do where that can't be kept."""
    try:
        approve(found)
    except DiskFull as trouble:
        sys.stderr.write(
            f"{trouble} The model is whole; name it with --approve {found} when you use it.\n"
        )


def believed_content(path: Path, approved: str | None) -> bytes:
    """Return the content of a model file that is believed here.

    Parameters
    ----------
    approved : str or None
        Fingerprint a person approves now.

    Raises
    ------
    FileRefused
        If there is none, or it is a stranger's.
    """
    try:
        content = path.read_bytes()
    except OSError as trouble:
        raise FileRefused(
            f"{path}: expected a model, got: {trouble.strerror}.", "Train one: kairos rul train."
        ) from trouble
    found = fingerprint(content)
    if approved is not None:
        if approved.strip().lower() != found:
            raise FileRefused(
                f"{path}: expected the fingerprint {approved!r}, got {found}.",
                "Ask who sent the file for its fingerprint. Nothing was read from it.",
            )
        approve_if_possible(found)
    elif found not in _approved():
        raise FileRefused(
            f"{path}: expected a model that was trained here or approved, got a stranger's with "
            f"the fingerprint {found}.",
            "Nothing was read from it. If whoever sent it names the same fingerprint, use it with "
            f"--approve {found}.",
        )
    return content


def _approved() -> set[str]:
    """Read the list; lines that are no fingerprint are passed over."""
    try:
        text = approvals_file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return {line.strip() for line in text.splitlines() if _SHA256.fullmatch(line.strip())}
