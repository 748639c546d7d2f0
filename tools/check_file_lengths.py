"""No Python file above 400 lines; those above 300 are listed, for the review to ask why."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "tools", "tests", "benchmarks")
ASK_ABOVE_LINES, REFUSE_ABOVE_LINES = 300, 400


def lengths(root: Path, folders: Iterable[str] = FOLDERS) -> list[tuple[int, str]]:
    """Lines and path of every Python file under the folders, longest first."""
    found = [
        (len(path.read_text(encoding="utf-8").splitlines()), path.relative_to(root).as_posix())
        for folder in folders
        for path in (root / folder).rglob("*.py")
    ]
    return sorted(found, reverse=True)


def main() -> None:
    """List the long files; exit code 1 when one is too long."""
    all_lengths = lengths(PROJECT)
    long_files = [(lines, path) for lines, path in all_lengths if lines > ASK_ABOVE_LINES]
    refused = [path for lines, path in long_files if lines > REFUSE_ABOVE_LINES]
    for lines, path in long_files:
        verdict = "too long" if lines > REFUSE_ABOVE_LINES else "long: is there a reason?"
        print(f"{path}: {lines} lines, {verdict}")
    print(
        f"file lengths: {len(all_lengths)} files, {len(long_files)} above {ASK_ABOVE_LINES} lines, "
        f"{len(refused)} above {REFUSE_ABOVE_LINES}"
    )
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
