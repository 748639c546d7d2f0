from pathlib import Path

import pytest

from app.core.errors import PlantFolderRefused
from app.storage import folder_place
from app.storage.folder_place import file_system_of, refuse_network_folder
from app.storage.store import Store

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
//nas/plant {share} cifs rw 0 0
/dev/sdb1 {share}/local xfs rw 0 0
sshfs#host: /mnt/far\\040away fuse.sshfs rw 0 0
short line
"""


@pytest.fixture
def mounts(tmp_path):
    file = tmp_path / "mounts"
    file.write_text(MOUNTS.format(share=tmp_path / "share"))
    return file


def test_a_folder_on_a_network_drive_is_refused(mounts, tmp_path):
    with pytest.raises(PlantFolderRefused, match=r"network drive \(cifs\)"):
        refuse_network_folder(tmp_path / "share" / "plant", mounts)


def test_the_innermost_mount_decides(mounts, tmp_path):
    refuse_network_folder(tmp_path / "share" / "local" / "plant", mounts)
    refuse_network_folder(tmp_path / "shares", mounts)


def test_a_mount_with_a_blank_in_its_name_is_found(mounts):
    assert file_system_of(Path("/mnt/far away/plant"), mounts.read_text()) == "fuse.sshfs"


def test_the_store_asks_before_it_makes_the_folder(mounts, tmp_path, monkeypatch):
    monkeypatch.setattr(folder_place, "MOUNTS", mounts)
    with pytest.raises(PlantFolderRefused, match="network drive"):
        Store.open(tmp_path / "share" / "plant")
    assert not (tmp_path / "share").exists()


def test_nothing_is_checked_where_the_system_lists_no_mounts(tmp_path):
    refuse_network_folder(tmp_path, tmp_path / "missing")
