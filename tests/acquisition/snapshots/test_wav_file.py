"""WAV snapshots, written by another library and read by ours."""

import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.io import wavfile

from app.acquisition.snapshots.snapshot import Snapshot, named_unit
from app.acquisition.snapshots.wav_file import read_wav_snapshot
from app.core.errors import FileRefused

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def values_of(snapshot: Snapshot) -> np.ndarray:
    """All samples, shape (samples, channels)."""
    return np.column_stack([channel.samples for channel in snapshot.channels])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "snapshot.wav"


@shared_folder
@given(
    samples=st.sampled_from(["<i2", "<i4", "<f4", "<f8"]).flatmap(
        lambda dtype: arrays(
            dtype,
            st.tuples(st.integers(1, 30), st.integers(1, 3)),
            elements={"allow_nan": False} if "f" in dtype else None,
        )
    ),
    rate_hz=st.integers(1, 200_000),
)
def test_what_scipy_writes_is_read(path: Path, samples: np.ndarray, rate_hz: int):
    wavfile.write(path, rate_hz, samples)
    snapshot = read_wav_snapshot(path, 0.5)
    assert snapshot.channels[0].sample_rate_hz == rate_hz
    assert [channel.number for channel in snapshot.channels] == list(range(1, samples.shape[1] + 1))
    np.testing.assert_array_equal(values_of(snapshot), samples.astype(float) * 0.5)
    assert not snapshot.is_truncated


def test_integers_need_a_scale_and_floats_do_not(path: Path):
    wavfile.write(path, 12_800, np.arange(8, dtype=np.int16))
    with pytest.raises(FileRefused, match="expected a scale"):
        read_wav_snapshot(path, None)
    wavfile.write(path, 12_800, np.arange(8, dtype=np.float32))
    assert read_wav_snapshot(path, None).channels[0].samples.tolist() == list(range(8))


@shared_folder
@given(arrays("<i4", st.integers(1, 30), elements=st.integers(-(2**23), 2**23 - 1)))
def test_integers_of_three_bytes_are_read(path: Path, counts: np.ndarray):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 3, 51_200, 0, "NONE", "not compressed"))
        file.writeframes(counts.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
    (channel,) = read_wav_snapshot(path, 2.0).channels
    np.testing.assert_array_equal(channel.samples, counts * 2.0)


@pytest.mark.parametrize("dtype", [np.int16, np.int32])
def test_integers_may_stay_shares_of_full_scale_which_is_then_their_unit(path: Path, dtype):
    least = np.iinfo(dtype).min
    wavfile.write(path, 12_800, np.array([0, least, least // 2], dtype=dtype))
    (channel,) = read_wav_snapshot(path, None, allows_full_scale=True).channels
    assert channel.samples.tolist() == [0.0, -1.0, -0.5]
    with pytest.raises(FileRefused, match='got "full scale"'):
        named_unit(channel, None, path)


def test_chunks_without_end_are_refused(path: Path):
    path.write_bytes(b"RIFF____WAVE" + bytes(8 * 1_000_000))
    with pytest.raises(FileRefused, match="expected a description of the samples"):
        read_wav_snapshot(path, 1.0)


@pytest.mark.parametrize("cut_bytes", [1, 2, 7, 20])
def test_a_file_cut_short_is_truncated_and_gives_its_whole_samples(path: Path, cut_bytes: int):
    wavfile.write(path, 12_800, np.arange(40, dtype=np.int16).reshape(20, 2))
    path.write_bytes(path.read_bytes()[:-cut_bytes])
    snapshot = read_wav_snapshot(path, 1.0)
    assert snapshot.is_truncated
    assert values_of(snapshot).shape[0] == (80 - cut_bytes) // 4


@shared_folder
@given(st.binary(max_size=120), st.sampled_from([b"", b"RIFF____WAVE", b"RIFF____WAVEfmt "]))
def test_any_bytes_are_read_or_refused_by_name(path: Path, content: bytes, start: bytes):
    path.write_bytes(start + content)
    refusal = "snapshot.wav"
    try:
        read_wav_snapshot(path, 1.0)
    except FileRefused as refused:
        refusal = str(refused)
    assert "snapshot.wav" in refusal


def test_another_sample_format_is_named(path: Path):
    wavfile.write(path, 8000, np.zeros(8, dtype=np.uint8))
    with pytest.raises(FileRefused, match="format 1 with 8 bits"):
        read_wav_snapshot(path, 1.0)
