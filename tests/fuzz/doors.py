"""Damaged files at the doors: each is read, or refused in words that name it."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.acquisition.snapshots.door import read_snapshot
from app.acquisition.snapshots.snapshot import MOST_VALUES, ReadAs
from app.core.errors import FileRefused
from tests.fuzz.corpus import corpus
from tests.fuzz.damage import damaged

READINGS = (
    ReadAs(),
    ReadAs(allows_full_scale=True),
    ReadAs(has_decimal_comma=True, record=1, allows_full_scale=True),
)


@dataclass(slots=True)
class Tally:
    """What became of the files of one format."""

    read: int = 0
    refused: int = 0
    slowest_s: float = 0.0


def knock(suffix: str, seed: int, count: int, folder: Path) -> Tally:
    """Bring damaged files of one format to the door; what escapes leaves its file behind."""
    files, chance, tally = corpus()[suffix], random.Random(seed), Tally()
    path = folder / f"rig{suffix}"
    for _ in range(count):
        path.unlink(missing_ok=True)  # a file written over is flushed to the disk
        path.write_bytes(damaged(chance.choice(files), chance))
        started_s = time.process_time()
        if _is_read(path, chance.choice(READINGS)):
            tally.read += 1
        else:
            tally.refused += 1
        tally.slowest_s = max(tally.slowest_s, time.process_time() - started_s)
    path.unlink(missing_ok=True)
    return tally


def _is_read(path: Path, read_as: ReadAs) -> bool:
    said = ""
    try:
        snapshot = read_snapshot(path, read_as)
    except FileRefused as refused:
        said = refused.what
    if said:
        assert path.name in said, said
        return False
    assert snapshot.channels
    assert sum(channel.samples.size for channel in snapshot.channels) <= MOST_VALUES
    for channel in snapshot.channels:
        assert channel.samples.dtype == np.float64
        assert channel.samples.ndim == 1
        assert channel.sample_rate_hz is None or channel.sample_rate_hz > 0
    return True
