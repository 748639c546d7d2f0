"""Speed of the spectrum, the envelope and the kurtogram beside the textbook way, agreement first.

One process, 8 channels of 16384 samples in single precision (envelope and kurtogram: one record of
65536), medians of the rounds taken in turns. Run it with one thread (`OMP_NUM_THREADS=1`). A ratio
is the reference's time over ours; "of bare rfft" is the share of our time the bare transform takes.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import scipy.fft
import scipy.signal
import scipy.stats

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.envelope import BAND_COUNTS, choose_band, envelope, envelope_spectrum
from app.analysis.features import extract_features
from app.analysis.spectrum import amplitude_spectrum
from app.core.measurements import Waveform
from benchmarks.rig_records.document import put_into_document

CHANNELS, COUNT, LONG_COUNT = 8, 16_384, 65_536
RATE_HZ = 25_600.0
BAND_HZ = (2000.0, 8000.0)
ROUNDS, CALLS = 9, 3
SHARP_TAPS = 4097
LEAST_POWER_SHARE = 0.05
MARK = "analysis"

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One comparison: how much faster, what it should be, and how far the results agree."""

    item: str
    ratio: float
    bar: float
    difference: float
    allowed: float


def main(arguments: list[str] | None = None) -> int:
    """Compare the results, then the times, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds taken in turns")
    options = parser.parse_args(arguments)
    results = compared(options.rounds)
    print(json.dumps([asdict(r) for r in results], indent=1) if options.json else table(results))
    if options.write:
        put_into_document(MARK, "Speed of the analysis", __doc__.strip(), table(results))
    return 0 if all(r.difference <= r.allowed for r in results) else 1


def compared(rounds: int) -> list[Ratio]:
    """Hold results against each other, then times."""
    channels, record = signals()
    differences = (
        spectrum_difference(channels),
        peak_difference_lines(record),
        kurtosis_difference(record),
    )
    work: dict[str, Work] = {
        "spectrum": lambda: amplitude_spectrum(channels, RATE_HZ),
        "welch": lambda: scipy.signal.welch(channels, RATE_HZ, "hann", COUNT),
        "rfft": lambda: scipy.fft.rfft(channels),
        "envelope": lambda: envelope_spectrum(record, RATE_HZ, BAND_HZ),
        "textbook envelope": lambda: textbook_spectrum(record),
        "kurtogram": lambda: choose_band(record, RATE_HZ),
        "textbook kurtogram": lambda: [textbook_kurtosis(record, band) for band in grid()],
        "features": lambda: [features_of(channel) for channel in channels],
        "textbook features": lambda: [textbook_features(channel) for channel in channels],
    }
    took_s = medians_s(work, rounds)

    def ratio(reference: str, ours: str) -> float:
        return took_s[reference] / took_s[ours]

    return [
        Ratio("spectrum against welch", ratio("welch", "spectrum"), 8.0, differences[0], 1e-5),
        Ratio("spectrum of bare rfft", ratio("rfft", "spectrum"), 0.5, 0.0, 0.0),
        Ratio(
            "envelope against butter, sosfiltfilt, hilbert",
            ratio("textbook envelope", "envelope"), 5.0, differences[1], 1.0,
        ),
        Ratio(
            "kurtogram against filter and hilbert a band",
            ratio("textbook kurtogram", "kurtogram"), 10.0, differences[2], 0.05,
        ),
        Ratio("features against textbook", ratio("textbook features", "features"), 25.0, 0.0, 0.0),
        Ratio("features of bare rfft", ratio("rfft", "features"), 0.15, 0.0, 0.0),
    ]  # fmt: skip


def signals() -> tuple[np.ndarray, np.ndarray]:
    """Return noise on eight channels, and a record of knocks that ring at 4200 Hz."""
    rng = np.random.default_rng(1)
    channels = rng.standard_normal((CHANNELS, COUNT)).astype(np.float32)
    time_s = np.arange(LONG_COUNT) / RATE_HZ
    record = 0.3 * rng.standard_normal(LONG_COUNT)
    for blow_s in np.cumsum((1 + 0.01 * rng.standard_normal(230)) / 89.3):
        since_s = np.clip(time_s - blow_s, 0, None)
        record += 5 * np.exp(-800 * since_s) * np.sin(2 * np.pi * 4200 * since_s)
    return channels, record.astype(np.float32)


def grid() -> list[tuple[float, float]]:
    """Return the bands of the kurtogram but the first and last, where a filter lacks an end."""
    half_hz = RATE_HZ / 2
    ends = [(half_hz * i / n, half_hz * (i + 1) / n) for n in BAND_COUNTS for i in range(1, n - 1)]
    return sorted(set(ends))


def textbook_envelope(record: np.ndarray, band_hz: tuple[float, float]) -> np.ndarray:
    """Band-pass, analytic signal, magnitude, in double precision, same length."""
    filtered = scipy.signal.sosfiltfilt(
        scipy.signal.butter(8, band_hz, "bandpass", fs=RATE_HZ, output="sos"),
        record.astype(np.float64),
    )
    return np.abs(scipy.signal.hilbert(filtered))


def textbook_spectrum(record: np.ndarray) -> np.ndarray:
    """Spectrum of the envelope by the textbook."""
    found = textbook_envelope(record, BAND_HZ)
    return np.abs(
        scipy.fft.rfft((found - found.mean()) * scipy.signal.get_window("hann", found.size))
    )


def textbook_kurtosis(record: np.ndarray, band_hz: tuple[float, float]) -> float:
    """Kurtosis of a band's complex envelope by the textbook, ends cut."""
    return _kurtosis(textbook_envelope(record, band_hz)[LONG_COUNT // 50 : -LONG_COUNT // 50])


def sharp_kurtosis(record: np.ndarray, band_hz: tuple[float, float]) -> float:
    """Kurtosis as `textbook_kurtosis`, by a filter whose ends are 20 Hz wide.

    Where an end of the band lies in the resonance, the skirts of a Butterworth filter let in what
    the band does not hold: its kurtosis is up to a third higher.
    """
    taps = scipy.signal.firwin(SHARP_TAPS, band_hz, fs=RATE_HZ, pass_zero=False)
    filtered = scipy.signal.fftconvolve(record.astype(np.float64), taps, "same")
    return _kurtosis(np.abs(scipy.signal.hilbert(filtered))[SHARP_TAPS:-SHARP_TAPS])


def _kurtosis(found: np.ndarray) -> float:
    """Return <e^4> / <e^2>^2, 2 for Gaussian noise."""
    return float(np.mean(found**4) / np.mean(found**2) ** 2)


def spectrum_difference(channels: np.ndarray) -> float:
    """Largest difference to welch of the power of the lines, in shares of the largest line."""
    amplitude = amplitude_spectrum(channels, RATE_HZ).values.astype(np.float64)
    _, power = scipy.signal.welch(channels, RATE_HZ, "hann", COUNT, scaling="spectrum")
    ours = amplitude[:, 1:-1] ** 2 / 2
    return float(np.max(np.abs(ours - power[:, 1:-1])) / np.max(power))


def peak_difference_lines(record: np.ndarray) -> float:
    """Distance of the highest envelope lines of both ways, in lines."""
    ours = envelope_spectrum(record, RATE_HZ, BAND_HZ)
    theirs_hz = (1 + np.argmax(textbook_spectrum(record)[1:])) * RATE_HZ / LONG_COUNT
    ours_hz = float(ours.frequency_hz[1 + int(np.argmax(ours.values[1:]))])
    return abs(ours_hz - theirs_hz) / ours.resolution_hz


def kurtosis_difference(record: np.ndarray) -> float:
    """Largest relative difference of the kurtosis among bands that hold power."""
    total = float(np.mean(np.square(record, dtype=np.float64)))
    worst = 0.0
    for band_hz in grid():
        found, _ = envelope(record, RATE_HZ, band_hz)
        if float(np.mean(found**2)) / 2 > LEAST_POWER_SHARE * total:
            reference = sharp_kurtosis(record, band_hz)
            worst = max(worst, abs(_kurtosis(found) / reference - 1))
    return worst


def features_of(channel: np.ndarray) -> object:
    """Describe one block as the monitor does."""
    return extract_features(Waveform("p", datetime(2026, 1, 1, tzinfo=UTC), RATE_HZ, channel))


def textbook_features(channel: np.ndarray) -> tuple[float, ...]:
    """Velocity RMS, three bands, crest factor and kurtosis by scipy.signal and scipy.stats."""
    centred = scipy.signal.detrend(channel.astype(np.float64), type="constant")
    levels = []
    for band_hz in ((10.0, 1000.0), (1000.0, 3000.0), (3000.0, 12_000.0)):
        sos = scipy.signal.butter(4, band_hz, "bandpass", fs=RATE_HZ, output="sos")
        levels.append(float(np.std(scipy.signal.sosfiltfilt(sos, centred))))
    frequency_hz, density = scipy.signal.welch(centred, RATE_HZ, "hann", COUNT)
    inside = (frequency_hz >= 10) & (frequency_hz <= 1000)
    velocity = density[inside] / (2 * np.pi * frequency_hz[inside]) ** 2
    rms = float(np.sqrt(np.mean(centred**2)))
    return (
        float(1000 * np.sqrt(velocity.sum() * frequency_hz[1])),
        *levels,
        float(np.abs(centred).max()) / rms,
        float(scipy.stats.kurtosis(centred)),
    )


def medians_s(work: dict[str, Work], rounds: int) -> dict[str, float]:
    """Time every piece of work in turns; the first round warms up and does not count."""
    took: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(rounds + 1):
        for name, call in work.items():
            began_s = time.perf_counter()
            for _ in range(CALLS):
                call()
            if turn:
                took[name].append((time.perf_counter() - began_s) / CALLS)
    return {name: float(np.median(times)) for name, times in took.items()}


def table(results: list[Ratio]) -> str:
    """Lay the results out as a Markdown table."""
    lines = ["| what | ratio | bar | difference | allowed |", "|---|---|---|---|---|"]
    lines += [f"| {r.item} | {r.ratio:.2f} | {r.bar:g} | {_agreement(r)} |" for r in results]
    return "\n".join(lines)


def _agreement(result: Ratio) -> str:
    """Write how far the results agree, where there is something to compare."""
    if not result.allowed:
        return "- | -"
    return f"{result.difference:.2g} | {result.allowed:g}"


if __name__ == "__main__":
    raise SystemExit(main())
