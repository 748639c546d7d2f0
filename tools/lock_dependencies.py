"""Write the lock files from `pyproject.toml`; needs `uv` on the path or in `.venv/bin`.

One resolution serves Linux x86-64 and Windows x64 on every Python the project admits. Two files
come of it: what ships (`locks/runtime.txt`) and what a developer has (`locks/development.txt`, the
same versions and the tools). Neither names a registry: pip takes the one it is set up with.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HEADER = "# Made by tools/lock_dependencies.py from pyproject.toml; not edited by hand.\n"
EXPORT = ("export", "--quiet", "--format", "requirements-txt", "--no-emit-project", "--no-header")
LOCKS = {
    "runtime.txt": (*EXPORT, "--no-dev"),
    "development.txt": (*EXPORT, "--group", "dev"),
}


def find_uv() -> str:
    """Path of the resolver; ends the program when there is none."""
    found = shutil.which("uv") or shutil.which("uv", path=str(PROJECT / ".venv" / "bin"))
    if found is None:
        sys.exit("No uv on the path. Install it (pip install uv) and run this again.")
    return found


def copy_of_what_is_resolved(folder: Path) -> None:
    """Lay out the few files the resolver reads, so that its own lock stays out of the tree."""
    for name in ("pyproject.toml", "README.md", "LICENSE", "app/__init__.py"):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(PROJECT / name, target)


def main() -> None:
    """Resolve once, write both lock files."""
    uv = find_uv()
    (PROJECT / "locks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        copy_of_what_is_resolved(Path(scratch))
        subprocess.run([uv, "lock", "--quiet"], cwd=scratch, check=True)
        for name, arguments in LOCKS.items():
            exported = subprocess.run(
                [uv, *arguments], cwd=scratch, check=True, capture_output=True
            )
            text = HEADER + exported.stdout.decode("utf-8")
            (PROJECT / "locks" / name).write_text(text, encoding="utf-8")
            print(f"locks/{name}: {text.count('==')} packages")


if __name__ == "__main__":
    main()
