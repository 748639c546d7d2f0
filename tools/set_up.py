"""Make the environment `.venv` from the lock file; quick when there is nothing to do.

`make run` and `make test` call this first. It runs on whatever `python3` the machine has and needs
nothing but the standard library: it looks for a Python the program runs on, sees to Qt's system
libraries, creates the environment and installs the locked packages, hashes checked.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from system_libraries import provide_system_packages

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
ENVIRONMENT_PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = PROJECT / "locks" / "development.txt"
STAMP = ENVIRONMENT / "kairos-set-up.json"
OLDEST, NEWEST = (3, 11), (3, 13)
ASK_PYTHON = (
    "import importlib.util, json, platform, sys; print(json.dumps("
    "[sys.executable, platform.python_version(), importlib.util.find_spec('ensurepip') is not None]"
    "))"
)


class Interpreter:
    """A Python found on this machine: its path, version and whether it can make environments."""

    def __init__(self, path: str, version: str, *, makes_environments: bool) -> None:
        self.path = path
        self.version = version
        self.makes_environments = makes_environments

    @property
    def minor(self) -> tuple[int, int]:
        """Major and minor version, such as (3, 11)."""
        found = re.match(r"(\d+)\.(\d+)", self.version)
        return (int(found.group(1)), int(found.group(2))) if found else (0, 0)

    @property
    def is_supported(self) -> bool:
        """Whether the program runs on it."""
        return OLDEST <= self.minor <= NEWEST


def say(text: str) -> None:
    """Tell the person what happens now."""
    print("Kairos set-up: " + text, flush=True)


def ask(path: str) -> Interpreter | None:
    """Start this Python and read what it is; None when it does not answer."""
    try:
        answer = subprocess.run(
            [path, "-c", ASK_PYTHON], capture_output=True, check=True, timeout=60
        ).stdout
        executable, version, makes_environments = json.loads(answer.decode("utf-8"))
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return Interpreter(executable or path, version, makes_environments=makes_environments)


def candidates() -> list[str]:
    """Pythons to look at: the one asked for, the default, then those on the path, newest first."""
    asked_for = os.environ.get("KAIROS_PYTHON")
    if asked_for:
        return [asked_for]
    paths = [sys.executable]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for folder in [*os.environ.get("PATH", "").split(os.pathsep), "/usr/local/bin", "/usr/bin"]:
            found = shutil.which(f"python3.{minor}", path=folder) if folder else None
            if found and found not in paths:
                paths.append(found)
    return paths


def find_python() -> Interpreter:
    """Return the first supported Python, one that can make environments before one that can't."""
    seen = [found for found in map(ask, candidates()) if found is not None]
    supported = [found for found in seen if found.is_supported]
    if not supported:
        versions = ", ".join(f"{found.version} ({found.path})" for found in seen) or "none"
        sys.exit(
            f"Kairos set-up: it needs Python 3.11, 3.12 or 3.13; found {versions}. Install one, "
            "such as `sudo apt-get install python3.13 python3.13-venv`, or name one: "
            "KAIROS_PYTHON=/path/to/python3 make run"
        )
    return next((found for found in supported if found.makes_environments), supported[0])


def packages_to_make_environments(python: Interpreter) -> list[str]:
    """Debian keeps `ensurepip` in a package of its own: its name when it is missing."""
    return [] if python.makes_environments else ["python{}.{}-venv".format(*python.minor)]


def refuse_other_machines() -> None:
    """End the program on a machine the locked packages don't exist for."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        sys.exit(
            "Kairos set-up: Kairos runs on 64-bit Intel or AMD machines (x86-64); this one is "
            f"{platform.machine()}. See docs/decisions/0003."
        )


def fingerprint() -> dict[str, str]:
    """Everything the environment depends on; equal to the stamp when nothing has changed."""
    digest = hashlib.sha256()
    for path in (LOCK, PROJECT / "pyproject.toml", Path(__file__)):
        digest.update(path.read_bytes())
    return {
        "python": str(ENVIRONMENT_PYTHON.resolve()),
        "project": str(PROJECT),
        "sha256": digest.hexdigest(),
    }


def stamped() -> dict[str, str]:
    """Read what the environment was made from; empty when it never was finished."""
    try:
        content = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def is_usable_environment(made_for: str) -> bool:
    """Whether the environment's own Python runs, is supported, has pip and has not moved."""
    if made_for != str(PROJECT) or not ENVIRONMENT_PYTHON.exists():
        return False
    inside = ask(str(ENVIRONMENT_PYTHON))
    if inside is None or not inside.is_supported:
        return False
    pip = [str(ENVIRONMENT_PYTHON), "-m", "pip", "--version"]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


def create_environment(python: Interpreter) -> None:
    """Make `.venv` afresh with this Python."""
    say(f"creating .venv with Python {python.version} ({python.path})")
    made = subprocess.run([python.path, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False)
    if made.returncode != 0:
        sys.exit("Kairos set-up: .venv could not be made; the reason stands above.")


def pip_install(*arguments: str) -> None:
    """Install into the environment; ends the program with pip's own words when that fails."""
    command = [
        str(ENVIRONMENT_PYTHON),
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        *arguments,
    ]
    if subprocess.run(command, cwd=str(PROJECT), check=False).returncode != 0:
        sys.exit(
            "Kairos set-up: pip could not install the packages; its reason stands above. It needs "
            "the package registry it is set up with, once. Run the same command again to go on."
        )


def main() -> None:
    """Bring the environment to what the lock file says."""
    refuse_other_machines()
    content = stamped()
    if ENVIRONMENT_PYTHON.exists() and content == fingerprint():
        provide_system_packages([])
        return
    if is_usable_environment(content.get("project", str(PROJECT))):
        provide_system_packages([])
    else:
        python = find_python()
        provide_system_packages(packages_to_make_environments(python))
        create_environment(python)
    say(f"installing the packages of locks/{LOCK.name} (about 300 MB the first time)")
    # The lock is whole: pip adds nothing to it (and of stockpyl leaves out what it does not need).
    locked = ("--no-deps", "--require-hashes", "--only-binary", ":all:")
    pip_install(*locked, "--requirement", str(LOCK))
    say("installing the command .venv/bin/kairos")
    pip_install("--quiet", "--no-deps", "--no-build-isolation", "--editable", str(PROJECT))
    STAMP.write_text(json.dumps(fingerprint()), encoding="utf-8")
    say("done")


if __name__ == "__main__":
    main()
