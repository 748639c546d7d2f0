"""Speed of the analyser beside the textbook way, agreement first.

One process, 8 channels of 16384 samples in single precision (envelope and kurtogram: one record of
65536), medians of the rounds taken in turns, CPU time, which other work on the machine disturbs
least. Run it with one thread (`OMP_NUM_THREADS=1`). A ratio is the reference's time over ours; "of
bare rfft" is the share of our time the bare transform of as many channels takes. The pipeline: mean
taken out, Hann, transform, exponential average, velocity spectrum and RMS, eight bands, RMS, peak,
crest factor, skewness, kurtosis, envelope spectrum of 2-8 kHz. "Features" is what the monitor keeps
of eight waveforms that wait together, and of one that waits alone.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import scipy.fft
import scipy.signal

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.average import PowerAverage
from app.analysis.block import transform
from app.analysis.envelope import BAND_COUNTS, choose_band, envelope, envelope_spectrum
from app.analysis.features import extract_features, transformed
from app.analysis.spectrum import amplitude_spectrum, velocity_of_power
from app.core.measurements import Waveform
from benchmarks.rig_records.document import put_into_document
from benchmarks.textbook import vibration as textbook
from benchmarks.textbook.vibration import EDGES_HZ, KNOCK_BAND_HZ, Shown

try:
    from openconmo.kurtogram import fast_kurtogram
except ImportError:
    fast_kurtogram = None

CHANNELS, COUNT, LONG_COUNT = 8, 16_384, 65_536
RATE_HZ = 25_600.0
AVERAGED_BLOCKS = 8
ROUNDS, TURN_S = 9, 0.01
OPENCONMO_LEVELS = 6
LEAST_POWER_SHARE = 0.05
MARK = "analysis"

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One comparison: how much faster, what it should be, and how far the results agree.

    `ratio` is None where the reference is not installed, `bar` where there is none.
    """

    item: str
    ratio: float | None
    bar: float | None = None
    difference: float = 0.0
    allowed: float = 0.0


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
    spectrum_off = spectrum_difference(channels)
    pipeline_off = pipeline_difference(channels)
    peak_off = peak_difference_lines(record)
    kurtosis_off = kurtosis_difference(record)
    took_s = medians_s(work(channels, record), rounds)

    def ratio(reference: str, ours: str, times: int = 1) -> float | None:
        return took_s[reference] * times / took_s[ours] if reference in took_s else None

    return [
        Ratio("spectrum against welch", ratio("welch", "spectrum"), 8.0, spectrum_off, 1e-5),
        Ratio("spectrum of bare rfft", ratio("rfft", "spectrum"), 0.5),
        Ratio(
            "pipeline against textbook",
            ratio("textbook pipeline", "pipeline", CHANNELS), 25.0, pipeline_off, 1e-3,
        ),
        Ratio("pipeline of bare rfft", ratio("rfft", "pipeline"), 0.15),
        Ratio("features of 8 waveforms of bare rfft", ratio("rfft", "features of 8")),
        Ratio("features of 1 waveform of bare rfft", ratio("rfft of 1", "features of 1")),
        Ratio(
            "envelope against butter, sosfiltfilt, hilbert",
            ratio("textbook envelope", "envelope"), 5.0, peak_off, 1.0,
        ),
        Ratio(
            "kurtogram against filter and hilbert a band",
            ratio("textbook kurtogram", "kurtogram"), None, kurtosis_off, 0.05,
        ),
        Ratio("kurtogram against openconmo", ratio("openconmo", "kurtogram"), 10.0),
    ]  # fmt: skip


def work(channels: np.ndarray, record: np.ndarray) -> dict[str, Work]:
    """Name what is timed; each call does the whole of it."""
    average = PowerAverage(AVERAGED_BLOCKS)
    taken_at = datetime(2026, 1, 1, tzinfo=UTC)
    waveforms = [Waveform("p", taken_at, RATE_HZ, channel) for channel in channels]
    bands = grid()
    timed: dict[str, Work] = {
        "spectrum": lambda: amplitude_spectrum(channels, RATE_HZ),
        "welch": lambda: scipy.signal.welch(channels, RATE_HZ, "hann", COUNT),
        "rfft": lambda: scipy.fft.rfft(channels),
        "rfft of 1": lambda: scipy.fft.rfft(channels[0]),
        "pipeline": lambda: shown(channels, average),
        "textbook pipeline": lambda: textbook.textbook_shown(channels[0], RATE_HZ, None, 1.0),
        "features of 8": lambda: features_of(waveforms),
        "features of 1": lambda: features_of(waveforms[:1]),
        "envelope": lambda: envelope_spectrum(record, RATE_HZ, KNOCK_BAND_HZ),
        "textbook envelope": lambda: textbook.textbook_spectrum(record, RATE_HZ, KNOCK_BAND_HZ),
        "kurtogram": lambda: choose_band(record, RATE_HZ),
        "textbook kurtogram": lambda: [
            textbook.textbook_kurtosis(record, RATE_HZ, band_hz) for band_hz in bands
        ],
    }
    if fast_kurtogram is not None:
        timed["openconmo"] = lambda: fast_kurtogram(record, RATE_HZ, OPENCONMO_LEVELS)
    return timed


def shown(channels: np.ndarray, average: PowerAverage) -> Shown:
    """Describe blocks as the live page does, all channels at once."""
    blocks = transform(channels, RATE_HZ)
    levels = blocks.levels
    power = average.take(blocks.power)
    return Shown(
        levels.rms_ms2,
        levels.peak_ms2,
        levels.crest_factor,
        levels.skewness,
        levels.kurtosis,
        blocks.velocity_rms_mms(),
        blocks.band_levels_ms2(EDGES_HZ),
        velocity_of_power(power, blocks.count, RATE_HZ).values,
        blocks.envelope(KNOCK_BAND_HZ).values,
    )


def features_of(waveforms: list[Waveform]) -> list[object]:
    """Describe waveforms that wait together as the monitor does."""
    blocks = transformed(waveforms)
    return [extract_features(w, block=b) for w, b in zip(waveforms, blocks, strict=True)]


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


def spectrum_difference(channels: np.ndarray) -> float:
    """Largest difference to welch of the power of the lines, in shares of the largest line."""
    amplitude = amplitude_spectrum(channels, RATE_HZ).values.astype(np.float64)
    _, power = scipy.signal.welch(channels, RATE_HZ, "hann", COUNT, scaling="spectrum")
    ours = amplitude[:, 1:-1] ** 2 / 2
    return float(np.max(np.abs(ours - power[:, 1:-1])) / np.max(power))


def pipeline_difference(channels: np.ndarray) -> float:
    """Largest difference to double precision of anything shown of three blocks in a row.

    In shares of the largest value of the same kind; skewness and kurtosis, which may be 0, as
    they are. The reference is the textbook's, but for the envelope's lines, where it is the
    slice's own definition.
    """
    average = PowerAverage(AVERAGED_BLOCKS)
    before: list[np.ndarray | None] = [None] * len(channels)
    worst = 0.0
    for turn in range(3):
        moved = np.roll(channels, turn * COUNT // 2, axis=1)
        ours = shown(moved, average)
        for place, channel in enumerate(moved):
            reference, before[place] = textbook.textbook_shown(
                channel, RATE_HZ, before[place], 1 / (turn + 1)
            )
            lines = textbook.sliced_spectrum(channel, RATE_HZ, KNOCK_BAND_HZ)
            for name in (f.name for f in fields(Shown)):
                truth = lines if name == "envelope_ms2" else getattr(reference, name)
                off = np.max(np.abs(getattr(ours, name)[place] - truth))
                scale = 1.0 if name in {"skewness", "kurtosis"} else np.max(np.abs(truth))
                worst = max(worst, float(off / scale))
    return worst


def peak_difference_lines(record: np.ndarray) -> float:
    """Distance of the highest envelope lines of both ways, in lines."""
    ours = envelope_spectrum(record, RATE_HZ, KNOCK_BAND_HZ)
    theirs = textbook.textbook_spectrum(record, RATE_HZ, KNOCK_BAND_HZ)
    theirs_hz = (1 + np.argmax(theirs[1:])) * RATE_HZ / LONG_COUNT
    ours_hz = float(ours.frequency_hz[1 + int(np.argmax(ours.values[1:]))])
    return abs(ours_hz - theirs_hz) / ours.resolution_hz


def kurtosis_difference(record: np.ndarray) -> float:
    """Largest relative difference of the kurtosis among bands that hold power."""
    total = float(np.mean(np.square(record, dtype=np.float64)))
    worst = 0.0
    for band_hz in grid():
        found, _ = envelope(record, RATE_HZ, band_hz)
        if float(np.mean(found**2)) / 2 > LEAST_POWER_SHARE * total:
            reference = textbook.sharp_kurtosis(record, RATE_HZ, band_hz)
            worst = max(worst, abs(textbook.envelope_kurtosis(found) / reference - 1))
    return worst


def medians_s(timed: dict[str, Work], rounds: int) -> dict[str, float]:
    """Time every piece of work in turns, on the CPU, as often a turn as lasts `TURN_S`."""
    calls = {name: max(1, round(TURN_S / _seconds(call, 2))) for name, call in timed.items()}
    took: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(rounds):
        for name, call in timed.items():
            took[name].append(_seconds(call, calls[name]))
    return {name: float(np.median(times)) for name, times in took.items()}


def _seconds(call: Work, times: int) -> float:
    """CPU seconds of a call, on average over some."""
    began_s = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - began_s) / times


def table(results: list[Ratio]) -> str:
    """Lay the results out as a Markdown table."""
    lines = ["| what | ratio | bar | difference | allowed |", "|---|---|---|---|---|"]
    for r in results:
        ratio = "not installed" if r.ratio is None else f"{r.ratio:.2f}"
        bar = "-" if r.bar is None else f"{r.bar:g}"
        agreement = f"{r.difference:.2g} | {r.allowed:g}" if r.allowed else "- | -"
        lines.append(f"| {r.item} | {ratio} | {bar} | {agreement} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
