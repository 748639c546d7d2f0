"""Records of machines with one fault each, made from the physics the textbooks give.

Velocities in mm/s RMS at the frequencies of the parts; knocks ring a housing; a worn wheel
modulates its mesh in amplitude and phase; bubbles collapse as blades pass. Every draw of a
generator gives another machine: levels, phases, noise and its colour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import scipy.signal

from app.analysis.bearings import bearing_named, defect_frequencies
from app.core.drive import Drive
from app.core.health import FailureMode
from app.core.measurements import Waveform

RATE_HZ = 12_800.0
COUNT = 25_600
BEARING = bearing_named("6309")
DRIVE = Drive(
    gear_teeth=23,
    blades=7,
    belt_length_mm=1600,
    sheave_mm=125,
    other_sheave_mm=180,
    supply_hz=50.0,
    pole_pairs=2,
)
COLOURS = ("white", "pink", "housing", "rising")
Rng = np.random.Generator


@dataclass(frozen=True)
class Machine:
    """A machine that runs: speed, and how loud its noise is in m/s2 RMS."""

    shaft_hz: float
    noise_ms2: float = 0.3
    colour: str = "white"
    count: int = COUNT

    @property
    def time_s(self) -> np.ndarray:
        return np.arange(self.count) / RATE_HZ


def tones(machine: Machine, rng: Rng, lines: Sequence[tuple[float, float]]) -> np.ndarray:
    """Add sines given as (Hz, mm/s RMS) at phases of their own."""
    heard = np.zeros(machine.count)
    for frequency_hz, rms_mms in lines:
        peak_ms2 = np.sqrt(2) * rms_mms * 2 * np.pi * frequency_hz / 1000
        phase = 2 * np.pi * rng.random()
        heard += peak_ms2 * np.sin(2 * np.pi * frequency_hz * machine.time_s + phase)
    return heard


def noise(machine: Machine, rng: Rng) -> np.ndarray:
    """Return noise of the machine's colour."""
    white = rng.standard_normal(machine.count)
    lines = np.fft.rfft(white)
    frequency_hz = np.maximum(np.fft.rfftfreq(machine.count, 1 / RATE_HZ), 5.0)
    if machine.colour == "pink":
        lines /= np.sqrt(frequency_hz)
    elif machine.colour == "rising":
        lines *= np.sqrt(frequency_hz)
    elif machine.colour == "housing":
        for mode_hz, damping in ((420.0, 0.05), (1900.0, 0.04), (3100.0, 0.03)):
            ratio = frequency_hz / mode_hz
            lines *= 1 + 3 / np.hypot(1 - ratio**2, 2 * damping * ratio)
    coloured = np.fft.irfft(lines, machine.count)
    return machine.noise_ms2 * coloured / coloured.std()


def sound(machine: Machine, rng: Rng, drive: Drive = DRIVE, total_mms: float = 1.2) -> np.ndarray:
    """Return a sound machine: harmonics of its load, a mesh, blades and a hum, all small."""
    shaft_hz = machine.shaft_hz
    lines = [(k * shaft_hz, rng.random() / k) for k in range(1, 7)]
    if drive.blades:
        lines.append((drive.blades * shaft_hz, 0.5 * rng.random()))
    if drive.supply_hz:
        lines.append((2 * drive.supply_hz, 0.3 * rng.random()))
    scale = total_mms / np.sqrt(sum(mms**2 for _, mms in lines))
    heard = tones(machine, rng, [(hz, scale * mms) for hz, mms in lines])
    if drive.gear_teeth:
        heard += mesh(machine, rng, drive, 0.4 * rng.random(), 0.15 * rng.random(), 0.0)
    return heard + noise(machine, rng)


def mesh(
    machine: Machine, rng: Rng, drive: Drive, rms_mms: float, depth: float, swing: float
) -> np.ndarray:
    """Return a tooth mesh modulated once a turn in amplitude and phase."""
    turn = 2 * np.pi * machine.shaft_hz * machine.time_s + 2 * np.pi * rng.random()
    mesh_hz = drive.gear_teeth * machine.shaft_hz
    peak_ms2 = np.sqrt(2) * rms_mms * 2 * np.pi * mesh_hz / 1000
    load = 1 + depth * np.cos(turn)
    heard = np.zeros(machine.count)
    for n in (1, 2):
        phase = n * (drive.gear_teeth * turn + swing * np.sin(turn))
        heard += load * peak_ms2 / n**2 * np.sin(phase + 2 * np.pi * rng.random())
    return heard


def unbalanced(machine: Machine, rng: Rng) -> np.ndarray:
    return sound(machine, rng) + tones(machine, rng, [(machine.shaft_hz, rng.uniform(5, 10))])


def misaligned(machine: Machine, rng: Rng) -> np.ndarray:
    first = rng.uniform(2.5, 5)
    second, third = first * rng.uniform(0.8, 1.6), first * rng.uniform(0.1, 0.5)
    levels = [first, second, third]
    lines = [((k + 1) * machine.shaft_hz, mms) for k, mms in enumerate(levels)]
    return sound(machine, rng) + tones(machine, rng, lines)


def loose(machine: Machine, rng: Rng) -> np.ndarray:
    """Rattle: the foot lifts off every turn, or every other one."""
    first, fading = rng.uniform(2.5, 4), rng.uniform(0.75, 0.9)
    lines = [(k * machine.shaft_hz, first * fading ** (k - 1)) for k in range(1, 11)]
    half = first * rng.uniform(0.25, 0.6)
    lines += [((k + 0.5) * machine.shaft_hz, half * fading**k) for k in range(4)]
    return sound(machine, rng) + tones(machine, rng, lines)


def worn_wheel(machine: Machine, rng: Rng) -> np.ndarray:
    depth, swing = rng.uniform(0.5, 0.9), rng.uniform(0.9, 1.6)
    return sound(machine, rng) + mesh(machine, rng, DRIVE, rng.uniform(1, 3), depth, swing)


def throttled(machine: Machine, rng: Rng) -> np.ndarray:
    level, pass_hz = rng.uniform(5, 9), DRIVE.blades * machine.shaft_hz
    lines = [(n * pass_hz, level / n**1.5) for n in (1, 2, 3)]
    return sound(machine, rng) + tones(machine, rng, lines)


def high_noise(machine: Machine, rng: Rng) -> np.ndarray:
    """Return noise of 1.2 to 6.2 kHz with RMS 1."""
    band = scipy.signal.butter(4, (1200, 6200), "bandpass", fs=RATE_HZ, output="sos")
    heard = scipy.signal.sosfilt(band, rng.standard_normal(machine.count))
    return heard / heard.std()


def cavitating(machine: Machine, rng: Rng) -> np.ndarray:
    pass_hz = DRIVE.blades * machine.shaft_hz
    swell = 1 + rng.uniform(0.4, 0.8) * np.cos(2 * np.pi * pass_hz * machine.time_s)
    level = USUAL_HIGH_MS2 * rng.uniform(3.5, 10)
    return sound(machine, rng) + level * swell * high_noise(machine, rng)


def dry(machine: Machine, rng: Rng) -> np.ndarray:
    level = USUAL_HIGH_MS2 * rng.uniform(3.5, 10)
    return sound(machine, rng) + level * high_noise(machine, rng)


def slapping_belt(machine: Machine, rng: Rng) -> np.ndarray:
    belt_hz, level = DRIVE.belt_hz(machine.shaft_hz), rng.uniform(3, 6)
    lines = [(n * belt_hz, level * share) for n, share in ((1, 0.6), (2, 1.0), (3, 0.5), (4, 0.3))]
    return sound(machine, rng) + tones(machine, rng, lines)


def humming(machine: Machine, rng: Rng) -> np.ndarray:
    return sound(machine, rng) + tones(machine, rng, [(100.0, rng.uniform(4, 8))])


def knocking(defect: str) -> Callable[[Machine, Rng], np.ndarray]:
    """Return a maker of machines with a worn bearing part."""

    def heard(machine: Machine, rng: Rng) -> np.ndarray:
        defects = defect_frequencies(BEARING, 60 * machine.shaft_hz)
        rate_hz = getattr(defects, defect) * (1 - rng.uniform(0, 0.008))
        seconds = machine.count / RATE_HZ
        number = int(rate_hz * seconds) + 2
        blows_s = np.cumsum((1 + 0.01 * rng.standard_normal(number)) / rate_hz)
        peak = machine.noise_ms2 * rng.uniform(6, 12)
        if defect == "inner_hz":
            swing = 2 * np.pi * machine.shaft_hz * blows_s
            strength = peak * (1 + 0.7 * np.cos(swing))
        else:
            strength = np.full(number, peak)
        ring_s = np.arange(int(0.006 * RATE_HZ)) / RATE_HZ
        out = np.zeros(machine.count + ring_s.size + 1)
        for blow_s, size in zip(blows_s, strength, strict=True):
            at = int(blow_s * RATE_HZ)
            if at < machine.count:
                late_s = ring_s + (at + 1 - blow_s * RATE_HZ) / RATE_HZ
                wave = np.exp(-900 * late_s) * np.sin(2 * np.pi * 3000 * late_s)
                out[at : at + ring_s.size] += size * wave
        return sound(machine, rng) + out[: machine.count]

    return heard


def cut_off(machine: Machine, rng: Rng) -> np.ndarray:
    heard = unbalanced(machine, rng)
    top = np.quantile(np.abs(heard), rng.uniform(0.7, 0.95))
    return np.clip(heard, -top, top)


def dead(machine: Machine, rng: Rng) -> np.ndarray:
    return rng.uniform(-1, 1) + 0.001 * rng.integers(0, 2, machine.count)


def warming(machine: Machine, rng: Rng) -> np.ndarray:
    fade_s = machine.count / RATE_HZ * rng.uniform(0.1, 0.6)
    drift = rng.uniform(5, 15) * np.exp(-machine.time_s / fade_s)
    return sound(machine, rng) + drift


def ski_jump(machine: Machine, rng: Rng) -> np.ndarray:
    """Return a sensor whose charge leaks at random: its acceleration falls with 1/f."""
    walk = np.cumsum(rng.standard_normal(machine.count))
    walk = scipy.signal.detrend(walk)
    return sound(machine, rng) + rng.uniform(2, 6) * walk / walk.std()


def off_zero(machine: Machine, rng: Rng) -> np.ndarray:
    return sound(machine, rng) + rng.choice([-1, 1]) * rng.uniform(20, 200)


def spiking(machine: Machine, rng: Rng) -> np.ndarray:
    heard = sound(machine, rng)
    places = rng.choice(np.arange(10, machine.count - 10), rng.integers(8, 60), replace=False)
    heard[places] += rng.choice([-1, 1], places.size) * heard.std() * rng.uniform(25, 80)
    return heard


def skipping(machine: Machine, rng: Rng) -> np.ndarray:
    """Return a link that loses samples and repeats the last one."""
    heard = sound(machine, rng, total_mms=2.0)
    for at in rng.integers(100, machine.count - 200, rng.integers(6, 20)):
        heard[at : at + rng.integers(20, 80)] = heard[at]
    return heard


USUAL_HIGH_MS2 = 0.3
"""RMS above 1 kHz of the sound machine with the usual noise."""

SICK: dict[str, tuple[FailureMode, Callable[[Machine, Rng], np.ndarray]]] = {
    "outer race": (FailureMode.OUTER_RACE_WEAR, knocking("outer_hz")),
    "inner race": (FailureMode.INNER_RACE_WEAR, knocking("inner_hz")),
    "ball": (FailureMode.BALL_WEAR, knocking("ball_hz")),
    "unbalance": (FailureMode.UNBALANCE, unbalanced),
    "misalignment": (FailureMode.MISALIGNMENT, misaligned),
    "looseness": (FailureMode.LOOSENESS, loose),
    "gear": (FailureMode.GEAR_WEAR, worn_wheel),
    "blade pass": (FailureMode.DISTURBED_FLOW, throttled),
    "cavitation": (FailureMode.CAVITATION, cavitating),
    "belt": (FailureMode.BELT_WEAR, slapping_belt),
    "electrical": (FailureMode.ELECTRICAL, humming),
    "lubrication": (FailureMode.LUBRICATION, dry),
    "clipped": (FailureMode.SENSOR_FAULT, cut_off),
    "dead": (FailureMode.SENSOR_FAULT, dead),
    "settling": (FailureMode.SENSOR_FAULT, warming),
    "ski slope": (FailureMode.SENSOR_FAULT, ski_jump),
    "off zero": (FailureMode.SENSOR_FAULT, off_zero),
    "spikes": (FailureMode.SENSOR_FAULT, spiking),
    "missed": (FailureMode.SENSOR_FAULT, skipping),
}


def block(samples: np.ndarray, shaft_hz: float | None) -> Waveform:
    """Wrap samples as a source delivers them."""
    return Waveform(
        "p",
        datetime(2026, 3, 2, tzinfo=UTC),
        RATE_HZ,
        np.asarray(samples, np.float32),
        None if shaft_hz is None else 60 * shaft_hz,
    )
