"""Where a plant folder may lie: on a disk of this computer."""

from pathlib import Path

from app.core.errors import PlantFolderRefused

NETWORK_KINDS = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "glusterfs", "gpfs", "lustre", "ncpfs"),
        *("nfs", "nfs4", "smb2", "smb3", "smbfs", "prl_fs", "vboxsf", "vmhgfs"),
        *("fuse.ceph", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs"),
    }
)
"""File systems that another computer serves; SQLite's locks do not hold there."""

MOUNTS = Path("/proc/mounts")


def refuse_network_folder(folder: Path, mounts: Path | None = None) -> None:
    """Refuse a folder another computer serves (known on Linux; elsewhere nothing is checked).

    Raises
    ------
    PlantFolderRefused
        If the folder lies on a network file system.
    """
    mounts = mounts or MOUNTS
    if not mounts.exists():
        return
    kind = file_system_of(folder.resolve(), mounts.read_text(encoding="utf-8", errors="replace"))
    if kind in NETWORK_KINDS:
        raise PlantFolderRefused(
            f"The plant folder {folder} lies on a network drive ({kind}), where two computers can "
            "damage it.",
            "Use a folder on a disk of this computer, or a PostgreSQL address for several seats.",
        )


def file_system_of(folder: Path, mounts: str) -> str:
    """Return the kind of file system a folder lies on, from the text of `/proc/mounts`.

    >>> file_system_of(Path("/mnt/plant/a"), "nas:/plant /mnt/plant nfs4 rw 0 0")
    'nfs4'
    """
    best, kind = -1, ""
    for row in mounts.splitlines():
        columns = row.split(" ")
        if len(columns) < 3:
            continue
        place = Path(_unescaped(columns[1]))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), columns[2]
    return kind


def _unescaped(text: str) -> str:
    """Read blanks and tabs as the kernel writes them (octal)."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text
