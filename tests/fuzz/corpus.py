"""Small whole files of every format, to be damaged."""

import io
import struct
import wave
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import scipy.io
from nptdms import ChannelObject, RootObject, TdmsWriter
from scipy.io import wavfile

from tests.acquisition.snapshots.universal_files import write_uff

SIGNAL = np.round(np.sin(np.arange(80.0)) * 3.25, 3)
COUNTS = (SIGNAL * 1000).astype(np.int16)


def corpus() -> dict[str, list[bytes]]:
    """Give whole files by the end of their name."""
    return {
        ".csv": _csv_files(),
        ".wav": _wav_files(),
        ".npz": _npz_files(),
        ".mat": _mat_files(),
        ".uff": _uff_files(),
        ".tdms": _tdms_files(),
    }


def _csv_files() -> list[bytes]:
    plain = "acc_h [g],acc_v [m/s2]\n" + "".join(f"{v},{-v}\n" for v in SIGNAL)
    timed = "time [s];acc\n" + "".join(f"{n / 1000};{v}\n" for n, v in enumerate(SIGNAL))
    return [plain.encode(), timed.encode("utf-8-sig"), "\n".join(map(str, SIGNAL)).encode()]


def _wav_files() -> list[bytes]:
    files = [_held(lambda f, x=x: wavfile.write(f, 8000, x)) for x in (COUNTS, SIGNAL)]
    three_bytes = io.BytesIO()
    with wave.open(three_bytes, "wb") as file:
        file.setparams((2, 3, 8000, 0, "NONE", "not compressed"))
        file.writeframes(bytes(240))
    return [*files, three_bytes.getvalue()]


def _npz_files() -> list[bytes]:
    table = SIGNAL.reshape(-1, 1)
    return [
        _held(lambda f: np.savez(f, x=COUNTS, scale=0.5, fs=8000.0, unit="g")),
        _held(lambda f: np.savez_compressed(f, x=np.hstack([table, table]), t=SIGNAL)),
    ]


def _mat_files() -> list[bytes]:
    said = {"x": SIGNAL, "name": "DE", "rpm": 1797}
    nested = said | {"rig": {"y": SIGNAL, "fs": 8000.0, "unit": "g"}, "cells": [1, "a"]}
    return [
        _held(lambda f: scipy.io.savemat(f, said, format="4")),
        _held(lambda f: scipy.io.savemat(f, nested)),
        _held(lambda f: scipy.io.savemat(f, nested, do_compression=True)),
    ]


def _uff_files() -> list[bytes]:
    files = []
    with TemporaryDirectory() as folder:
        for number, said in enumerate(
            (
                {},
                {"binary": 1},
                {"is_double": False, "abscissa_spacing": 0, "abscissa_inc": 0.0},
                {"func_type": 4, "abscissa_spec_data_type": 18},
            )
        ):
            path = write_uff(Path(folder) / f"{number}.uff", SIGNAL, **said)
            files.append(path.read_bytes())
    return [*files, b"".join(files)]


def _tdms_files() -> list[bytes]:
    said = {"wf_increment": 1 / 8000, "unit_string": "g", "wf_xunit_string": "s"}
    channels = [
        ChannelObject("g", "DE", SIGNAL, said),
        ChannelObject("g", "counts", COUNTS),
        ChannelObject("g", "notes", ["a", "bc"]),
    ]
    stream = io.BytesIO()
    with TdmsWriter(stream) as writer:
        writer.write_segment([RootObject({"title": "rig"}), *channels])
        writer.write_segment(channels[:1])
    one = stream.getvalue()
    big = struct.pack("<4sii", b"TDSm", 0x4E, 4713) + struct.pack(">QQ", 0, 0)
    return [one, one + one, one + big]


def _held(write: Callable[[io.BytesIO], None]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()
