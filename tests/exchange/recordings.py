"""Recordings to analyse: a bearing with a worn outer ring, in files of every format."""

from pathlib import Path

import numpy as np
import scipy.io
from nptdms import ChannelObject, TdmsWriter
from scipy.io import wavfile

from app.acquisition.snapshots.snapshot import ReadAs
from app.analysis.bearings import bearing_named, defect_frequencies
from app.analysis.study import Machine
from app.analysis.zones import shipped_zones
from app.exchange.recording import RecordingTerms
from tests.acquisition.snapshots.universal_files import write_uff

RATE_HZ = 12_800.0
SPEED_RPM = 1497.0
MACHINE = Machine(shipped_zones()["10816-3-group-2-rigid"], SPEED_RPM, bearing_named("6205"))
TERMS = RecordingTerms(MACHINE, unit="g", rate_hz=RATE_HZ, read_as=ReadAs(allows_full_scale=True))


def worn_bearing(seconds: float = 3.0) -> np.ndarray:
    """Acceleration in g: knocks at BPFO with slip, ringing at 3 kHz, in noise; shape (n,)."""
    noise = np.random.default_rng(11)
    count = int(seconds * RATE_HZ)
    knocks_hz = defect_frequencies(bearing_named("6205"), SPEED_RPM).outer_hz
    times_s = np.cumsum((1 + 0.01 * noise.standard_normal(int(seconds * knocks_hz))) / knocks_hz)
    train = np.zeros(count)
    at = np.rint(times_s * RATE_HZ).astype(int)
    train[at[at < count]] = 1.0
    ring_s = np.arange(100) / RATE_HZ
    ringing = np.exp(-ring_s * 800) * np.sin(2 * np.pi * 3000 * ring_s)
    return np.convolve(train, ringing)[:count] + 0.05 * noise.standard_normal(count)


def write_csv(path: Path, samples: np.ndarray, header: str = "acc [g]") -> Path:
    """One column, written so that every digit comes back."""
    lines = [header, *(repr(float(value)) for value in samples)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_npz(path: Path, samples: np.ndarray) -> Path:
    """Doubles with their rate and unit."""
    np.savez(path, acc=samples, fs=RATE_HZ, unit="g")
    return path


def write_mat(path: Path, samples: np.ndarray) -> Path:
    """Doubles with their rate and unit in a structure."""
    scipy.io.savemat(path, {"rig": {"acc": samples, "fs": RATE_HZ, "unit": "g"}})
    return path


def write_wav(path: Path, samples: np.ndarray) -> Path:
    """Doubles, whose unit a WAV can't tell."""
    wavfile.write(path, int(RATE_HZ), samples)
    return path


def write_uff58(path: Path, samples: np.ndarray, binary: int = 0) -> Path:
    """A time response in text of double precision; its step is that of 12.8 kHz."""
    return write_uff(path, samples, binary=binary, ordinate_axis_units_lab="g")


def write_uff58b(path: Path, samples: np.ndarray) -> Path:
    """The same in bytes."""
    return write_uff58(path, samples, binary=1)


def write_tdms(path: Path, samples: np.ndarray) -> Path:
    """Doubles with the properties of a waveform."""
    said = {"wf_increment": 1 / RATE_HZ, "unit_string": "g"}
    with TdmsWriter(path) as writer:
        writer.write_segment([ChannelObject("Pump", "DE", samples, said)])
    return path


WRITERS = {
    "CSV": (".csv", write_csv),
    "NPZ": (".npz", write_npz),
    "MAT": (".mat", write_mat),
    "WAV": (".wav", write_wav),
    "UFF58": (".uff", write_uff58),
    "UFF58b": (".uff", write_uff58b),
    "TDMS": (".tdms", write_tdms),
}
