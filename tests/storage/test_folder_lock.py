import json
import os
import platform
import subprocess
import sys

import pytest

from app.core.errors import PlantFolderOwned
from app.storage.folder_lock import LOCK_FILE, OWNER_FILE, FolderLock

HOLD = """
import sys
from pathlib import Path
from app.storage.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), "max")
print("held", flush=True)
sys.stdin.read()
"""


def test_the_owner_is_told_to_whoever_comes_second(tmp_path):
    lock = FolderLock(tmp_path, "eva")
    with pytest.raises(PlantFolderOwned, match="read only") as refused:
        FolderLock(tmp_path, "max")
    lock.release()
    for told in ("eva", platform.node(), str(os.getpid()), "since 20"):
        assert told in refused.value.what


def test_a_released_folder_is_free_and_tells_nothing(tmp_path):
    FolderLock(tmp_path, "eva").release()
    assert not (tmp_path / OWNER_FILE).exists()
    again = FolderLock(tmp_path)
    assert not again.was_left_over
    assert json.loads((tmp_path / OWNER_FILE).read_text())["user"]
    again.release()
    again.release()


def test_a_killed_owner_leaves_the_folder_free_at_once(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PlantFolderOwned, match=rf"max on .* \(process {holder.pid}"):
            FolderLock(tmp_path, "eva")
        holder.kill()
    lock = FolderLock(tmp_path, "eva")
    assert lock.was_left_over
    lock.release()


@pytest.mark.parametrize("said", ["", "[1]", '{"user": "max"}'])
def test_an_owner_who_told_nothing_useful_is_another_kairos(tmp_path, said):
    lock = FolderLock(tmp_path, "eva")
    (tmp_path / OWNER_FILE).write_text(said)
    with pytest.raises(PlantFolderOwned, match="another Kairos"):
        FolderLock(tmp_path, "max")
    lock.release()
    assert (tmp_path / LOCK_FILE).exists()
