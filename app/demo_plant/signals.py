"""What an accelerometer on a machine hears, piece by piece: shafts, gears, impacts, noise.

Every function returns acceleration in m/s2 of one block and takes the random generator it
draws from, so that a seed settles the whole signal.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.assets import Bearing

SAMPLE_RATE_HZ = 12_800.0
BLOCK_SAMPLES = 8192
BLOCK_S = BLOCK_SAMPLES / SAMPLE_RATE_HZ
INTERVAL_JITTER = 0.01
"""Random slip of the rolling elements: spread of one impact interval, share of the interval."""
MEAN_SLIP = 0.004
"""Share by which the cage lags the kinematic speed on average."""

Acceleration = NDArray[np.float32]

_TIME_S = np.arange(BLOCK_SAMPLES) / SAMPLE_RATE_HZ
_TIME_S.setflags(write=False)


def outer_race_hz(bearing: Bearing, shaft_hz: float) -> float:
    """Return the ball pass frequency of the outer race (BPFO), outer ring fixed.

    BPFO = n fr/2 (1 - d/D cos a) (`vibration.md` section 2.3).

    >>> round(outer_race_hz(Bearing("6205", 9, 7.94, 39.04), 1797 / 60), 2)
    107.36
    """
    ratio = bearing.ball_mm / bearing.pitch_mm * math.cos(math.radians(bearing.contact_angle_deg))
    return bearing.balls * shaft_hz / 2 * (1 - ratio)


def velocity_lines(
    velocity_rms_mms: Mapping[float, float], rng: np.random.Generator
) -> Acceleration:
    """Return the sum of sines named by frequency in Hz and velocity RMS in mm/s.

    A velocity of v mm/s RMS at f Hz is an acceleration of sqrt(2) v 2 pi f / 1000 m/s2 peak.

    Returns
    -------
    ndarray, shape (8192,), m/s2
    """
    frequency_hz = np.fromiter(velocity_rms_mms.keys(), float)
    peak_ms2 = np.fromiter(velocity_rms_mms.values(), float)
    peak_ms2 *= math.sqrt(2) * 2 * math.pi * frequency_hz / 1000
    start_cycles = rng.random(frequency_hz.size)
    cycles = np.outer(frequency_hz, _TIME_S) + start_cycles[:, None]
    sines = np.sin(((cycles % 1.0) * (2 * math.pi)).astype(np.float32))
    return peak_ms2.astype(np.float32) @ sines


@dataclass(frozen=True, slots=True)
class GearPair:
    """Two wheels in mesh.

    Attributes
    ----------
    teeth_in, teeth_out : int
        Teeth of the driving and the driven wheel.
    mesh_velocity_mms : float
        Velocity RMS of the mesh line in mm/s; its second harmonic has a third of that.
    modulation_in, modulation_out : float
        Depth of the amplitude modulation by each shaft, which makes the sidebands.
    """

    teeth_in: int
    teeth_out: int
    mesh_velocity_mms: float
    modulation_in: float = 0.18
    modulation_out: float = 0.10

    def signal(self, shaft_hz: float, rng: np.random.Generator) -> Acceleration:
        """Return mesh line, second harmonic and their sidebands, shape (8192,), m/s2."""
        mesh_hz = self.teeth_in * shaft_hz
        out_hz = mesh_hz / self.teeth_out
        mesh = velocity_lines(
            {mesh_hz: self.mesh_velocity_mms, 2 * mesh_hz: self.mesh_velocity_mms / 3}, rng
        )
        swing = np.outer([shaft_hz, out_hz], _TIME_S) + rng.random(2)[:, None]
        depth = np.array([self.modulation_in, self.modulation_out])
        load = 1 + depth @ np.cos(2 * math.pi * swing)
        return mesh * load.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Resonance:
    """One mode of a housing: it rings down as a second-order system does.

    Attributes
    ----------
    frequency_hz, damping : float
        Undamped natural frequency, and the damping ratio (below 1).
    share : float
        Peak of this mode for a blow whose main mode peaks at 1.
    """

    frequency_hz: float
    damping: float
    share: float = 1.0

    @property
    def decay_per_s(self) -> float:
        """Rate of the envelope exp(-decay t)."""
        return self.damping * 2 * math.pi * self.frequency_hz

    @property
    def ring_samples(self) -> int:
        """Samples until the ring has fallen to exp(-6), a quarter of a percent."""
        return math.ceil(6 / self.decay_per_s * SAMPLE_RATE_HZ)

    def ring(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the answer to a blow at time 0, peak `share`; any shape, same shape back."""
        damped = math.sqrt(1 - self.damping**2)
        damped_rad_s = damped * 2 * math.pi * self.frequency_hz
        peak_s = math.atan2(damped, self.damping) / damped_rad_s
        peak = math.exp(-self.decay_per_s * peak_s) * damped
        wave = np.exp(-self.decay_per_s * seconds) * np.sin(damped_rad_s * seconds)
        return wave * (self.share / peak)

    def noise(self, rms_ms2: float, rng: np.random.Generator) -> Acceleration:
        """Return random excitation heard through this mode, shape (8192,), RMS in m/s2."""
        answer = self.ring(np.arange(self.ring_samples) / SAMPLE_RATE_HZ)
        answer *= rms_ms2 / math.sqrt(float(answer @ answer))
        blows = white_noise(1.0, rng, BLOCK_SAMPLES + self.ring_samples - 1)
        return np.convolve(blows, answer.astype(np.float32), "valid")


def white_noise(
    rms_ms2: float, rng: np.random.Generator, samples: int = BLOCK_SAMPLES
) -> Acceleration:
    """Return Gaussian noise of the sensor and its amplifier, shape (samples,), RMS in m/s2."""
    noise = rng.standard_normal(samples, dtype=np.float32)
    noise *= np.float32(rms_ms2)
    return noise


def impact_train(
    rate_hz: float,
    peak_ms2: float,
    shaft_hz: float,
    modes: tuple[Resonance, ...],
    rng: np.random.Generator,
) -> Acceleration:
    """Return a housing rung by a spall: one blow each time a rolling element passes it.

    The intervals slip at random (Randall & Antoni 2011 call such trains pseudo-cyclostationary),
    each blow differs from the last, and the load turns with the shaft.

    Parameters
    ----------
    rate_hz : float
        Kinematic passing frequency of the defect.
    peak_ms2 : float
        Typical peak of one blow.
    shaft_hz : float
        Shaft frequency, which modulates the load.
    modes : tuple of Resonance
        Modes of the housing that answer.

    Returns
    -------
    ndarray, shape (8192,), m/s2
    """
    interval_s = 1 / (rate_hz * (1 - MEAN_SLIP))
    longest_s = max(mode.ring_samples for mode in modes) / SAMPLE_RATE_HZ
    count = math.ceil((BLOCK_S + longest_s) / interval_s) + 2
    intervals_s = interval_s * (1 + INTERVAL_JITTER * rng.standard_normal(count))
    blows_s = np.cumsum(intervals_s) - interval_s * (1 + rng.random()) - longest_s
    load = 1 + 0.2 * np.cos(2 * math.pi * (shaft_hz * blows_s + rng.random()))
    strength_ms2 = peak_ms2 * load * np.exp(0.12 * rng.standard_normal(count))
    heard = np.zeros(BLOCK_SAMPLES)
    for mode in modes:
        heard += _rung(mode, blows_s, strength_ms2)
    return heard.astype(np.float32)


def _rung(
    mode: Resonance, blows_s: NDArray[np.float64], strength_ms2: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Add up the ring-downs of all blows at their exact instants, shape (8192,), m/s2."""
    first = np.ceil(blows_s * SAMPLE_RATE_HZ).astype(np.int64)
    places = first[:, None] + np.arange(mode.ring_samples)
    rings = mode.ring(places / SAMPLE_RATE_HZ - blows_s[:, None]) * strength_ms2[:, None]
    inside = (places >= 0) & (places < BLOCK_SAMPLES)
    heard = np.zeros(BLOCK_SAMPLES)
    np.add.at(heard, places[inside], rings[inside])
    return heard
