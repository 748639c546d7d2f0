"""What Qt needs from the system beside its own wheel: look for it, name it, install it as root.

The list was measured on a bare Debian 12: with these packages no library of Qt's offscreen and xcb
platforms is missing. Runs on an old Python too, before the right one is found.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

WITHOUT_A_SCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Library to Debian package: needed even for tests and papers without a display."""

FOR_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
}
"""Library to Debian package: needed for a window under X and for a printer."""

FONTS_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
"""Without any font every label is an empty box and the papers have no text."""


def is_loadable(library: str) -> bool:
    """Whether the dynamic linker finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Whether any scalable font lies where fontconfig looks."""
    for folder in FONT_FOLDERS:
        root = Path(folder).expanduser()
        if any(root.rglob("*.ttf")) or any(root.rglob("*.otf")):
            return True
    return False


def missing_packages() -> tuple[list[str], list[str]]:
    """Debian packages missing for papers and tests, and for a window."""
    needed = [package for name, package in WITHOUT_A_SCREEN.items() if not is_loadable(name)]
    if not has_fonts():
        needed.append(FONTS_PACKAGE)
    wanted = [package for name, package in FOR_A_WINDOW.items() if not is_loadable(name)]
    return needed, wanted


def can_install() -> bool:
    """Whether this is root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_command(packages: list[str]) -> str:
    """The one line a person types to install these packages."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def apt_get(arguments: list[str], *, quietly: bool = False) -> bool:
    """Run apt-get without questions; whether it succeeded."""
    done = subprocess.run(
        ["apt-get", *arguments],
        env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if quietly else None,
        check=False,
    )
    return done.returncode == 0


def apt_install(packages: list[str]) -> None:
    """Install Debian packages as root; ends the program with apt's own words when that fails.

    The package lists are fetched only when the first try fails: a fresh machine has none.
    """
    print("Kairos set-up: installing with apt: " + " ".join(packages), flush=True)
    install = ["install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if apt_get(install, quietly=True):
        return
    apt_get(["update", "--quiet"])
    if not apt_get(install):
        sys.exit(
            "Kairos set-up: apt could not install these packages. Repair apt, or type:\n  "
            + apt_command(packages)
        )


def provide_system_packages(also_needed: list[str]) -> None:
    """See that Qt's libraries are there: install them as root, else say the one command to type.

    Ends the program only when even papers and tests can't work.

    Parameters
    ----------
    also_needed : list of str
        Debian packages without which nothing works either, known to be missing.
    """
    if not sys.platform.startswith("linux"):
        return
    needed, wanted = missing_packages()
    missing = [*also_needed, *needed, *wanted]
    if missing and can_install():
        apt_install(missing)
        also_needed, (needed, wanted) = [], missing_packages()
        missing = [*needed, *wanted]
    if not missing:
        return
    print("Kairos set-up: system packages are missing. Type:\n  " + apt_command(missing))
    if needed or also_needed:
        sys.exit("Kairos set-up: stopped. Type the line above, then the same command again.")
    print("Kairos set-up: going on; without them no window opens, papers and tests work.")
