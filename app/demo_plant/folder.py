"""Where a demo plant's books lie: a fresh folder for every run."""

import json
import shutil
from pathlib import Path

from app.core.errors import DiskFull, PlantError

MARKER = "demo-plant.json"
"""A folder that holds this file is a demo plant's and may be replaced by the next one."""


def fresh_demo_folder(out: Path, seed: int) -> Path:
    """Make an empty plant folder in `out`; only an earlier demo's is replaced.

    Raises
    ------
    DiskFull
        If the folder can't be written.
    PlantError
        If the place holds something that is not a demo plant.
    """
    folder = out / "plant"
    try:
        if folder.exists() and not (folder / MARKER).exists() and any(folder.iterdir()):
            raise PlantError(
                f"{folder} holds something that is not a demo plant.",
                "Choose another --out; nothing was touched.",
            )
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        (folder / MARKER).write_text(json.dumps({"seed": seed}) + "\n", encoding="utf-8")
    except OSError as failed:
        raise DiskFull(
            f"{failed.filename or folder}: {failed.strerror}.",
            "Choose a folder that may be written with --out.",
        ) from failed
    return folder
