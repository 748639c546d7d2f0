"""Faults of the sensor or its cable: they are named instead of the machine's."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.analysis.modes.lines import LOBE, LOWEST_LINES, LineSpectrum, line_spectrum
from app.analysis.shaft_speed import FEWEST_TURNS
from app.analysis.spectrum import VELOCITY_BAND_HZ, Samples
from app.core.health import Symptom
from app.core.measurements import BadReason, Quality, Waveform
from app.core.sample_faults import STUCK_SHARE, is_clipped, longest_standstill

FEWEST_SAMPLES = 64
STANDARD_GRAVITY_MS2 = 9.80665
MOST_BIAS_MS2 = 1.5 * STANDARD_GRAVITY_MS2
"""No standing machine has a mean acceleration, and a sensor that sees gravity shows 1 g."""
LEAST_BIAS = 0.5
"""And it must be half of what else it shows: a strong record has a mean by chance."""
DEAD_STEPS = 2
"""Steps of the converter within which a channel is dead."""
HELD_SAMPLES, FEWEST_HELD = 8, 3
"""Samples that stand still one after the other, in a signal that else moves, and how often."""
HELD_JUMP = 4.0
"""The signal jumps back from a hold by so many of its usual steps."""
SPIKE_SIGMAS = 12.0
LONE_SHARE = 0.25
"""Nothing within `LONE_REACH` samples of a lone spike is higher than this share of it: a housing
that is struck rings."""
LONE_REACH = 3
FEWEST_SPIKES = 5
"""A lone spike or two a block is what a noisy sensor does; robust features live with it."""
SETTLING_PARTS = 16
SETTLING_FIT = 0.97
"""Share of the parts' variance that a fading drift explains."""
SETTLING_RISE = 2.0
"""Size of the drift in RMS of all else."""
SLOPE_DB = 15.0
"""How far the lines next to 0 stand above those near half the speed on a ski slope: a charge
that leaks at random makes 20 dB over a decade, the noise of an amplifier no more than 10."""
BELOW_SPEED, BELOW_HALF = 0.9, 0.3
"""The band it is read in ends below the speed and begins below half of it, or at 10 Hz."""
SLOPE_VELOCITY_MMS = 2.8
"""Velocity that a slope feigns at least: less would raise no alarm on any machine."""


def sensor_fault(acceleration_ms2: Samples) -> Symptom | None:
    """Find a dead, held, clipped, biased, settling or spiking channel; None where none shows.

    The list is that of errors in collected data an analyst of category I recognises
    (ISO 18436-2 as summarised in public); the ski slope needs the speed (`ski_slope`).

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Finite acceleration in m/s2.

    Examples
    --------
    >>> sensor_fault(np.full(1000, 2.0)).code
    'sensor_dead'
    >>> sensor_fault(np.clip(np.sin(np.arange(2000) * 0.05), -0.8, 0.8)).code
    'sensor_clipped'
    """
    samples = np.asarray(acceleration_ms2, dtype=np.float64)
    if samples.size < FEWEST_SAMPLES or not np.isfinite(samples).all():
        return None
    steps = np.abs(np.diff(samples))
    return (
        _dead(samples, steps)
        or _held(samples, steps)
        or _clipped(samples)
        or _biased(samples)
        or _settling(samples)
        or _spikes(samples)
    )


def fault_of(waveform: Waveform, nominal_speed_rpm: float | None = None) -> Symptom | None:
    """Find a fault of the sensor in a block, the ski slope included where the speed is known."""
    fault = sensor_fault(waveform.acceleration_ms2)
    speed_rpm = waveform.shaft_speed_rpm
    if speed_rpm is None:
        speed_rpm = nominal_speed_rpm
    shaft_hz, rate_hz = (speed_rpm or 0.0) / 60, waveform.sample_rate_hz
    turns = waveform.acceleration_ms2.size / (rate_hz or math.inf) * shaft_hz
    if fault is not None or waveform.quality is not Quality.GOOD or turns < FEWEST_TURNS:
        return fault
    return ski_slope(line_spectrum(waveform.acceleration_ms2, rate_hz, shaft_hz), shaft_hz)


def disbelieved(waveform: Waveform) -> Waveform:
    """Mark a good block of a faulty sensor as bad, so that it never reaches a history."""
    if waveform.quality is not Quality.GOOD:
        return waveform
    return replace(waveform, quality=Quality.BAD, bad_reason=BadReason.SENSOR)


def ski_slope(lines: LineSpectrum, shaft_hz: float) -> Symptom | None:
    """Find a spectrum that falls from 0 on, into the band of the velocity.

    An overloaded or warming sensor, or a loose mount, makes it; integrated to velocity it feigns
    a severe machine. The acceleration itself must fall (even noise falls as velocity), and what
    it feigns below the speed must outdo all else of the velocity, on no single line.
    """
    first, last = LOWEST_LINES - 1, int(BELOW_SPEED * shaft_hz / lines.line_hz)
    begin = max(round(min(VELOCITY_BAND_HZ[0], BELOW_HALF * shaft_hz) / lines.line_hz), first)
    if last - first < 3 * LOWEST_LINES or last - begin < LOWEST_LINES:
        return None
    near = float(lines.power[first : first + LOWEST_LINES].mean())
    next_to = float(lines.power[first + LOWEST_LINES : first + 2 * LOWEST_LINES].mean())
    beyond = float(np.median(lines.power[last // 2 : last + 1]))
    height_db = 10 * math.log10(max(near, 1e-300) / max(beyond, 1e-300))
    if height_db < SLOPE_DB or near <= next_to:
        return None
    places = np.arange(begin, last)
    velocity = lines.power[places] * (1000 / (2 * math.pi * places * lines.line_hz)) ** 2
    feigned, rest = float(velocity.sum()), lines.velocity_power(last * lines.line_hz)
    highest = int(velocity.argmax())
    on_one = float(velocity[max(highest - LOBE, 0) : highest + LOBE + 1].sum())
    is_a_line = highest > LOBE and on_one > feigned / 2
    if is_a_line or feigned < max(rest, SLOPE_VELOCITY_MMS**2):
        return None
    text = (
        f"the spectrum falls like a ski slope from 0 Hz, {height_db:.0f} dB up to half the speed; "
        f"as velocity it feigns {math.sqrt(feigned):.1f} mm/s below the speed, more than all else"
    )
    return Symptom("sensor_ski_slope", text, height_db, "dB")


def _dead(samples: NDArray[np.float64], steps: NDArray[np.float64]) -> Symptom | None:
    """Find a channel that shows nothing but its own last digit."""
    span = float(np.ptp(samples))
    smallest = float(np.min(steps, where=steps > 0, initial=math.inf))
    if math.isfinite(smallest) and span > DEAD_STEPS * smallest * (1 + 1e-6):
        if np.count_nonzero(steps) > samples.size // 2:
            return None
        still = longest_standstill(samples)
        if still <= STUCK_SHARE * samples.size:
            return None
        text = f"the channel stands still over {100 * still / samples.size:.0f} % of the record"
        return Symptom("sensor_dead", text, 100 * still / samples.size, "%")
    text = f"the channel is dead: all samples lie within {span:.2g} m/s2"
    return Symptom("sensor_dead", text, span, "m/s2")


def _held(samples: NDArray[np.float64], steps: NDArray[np.float64]) -> Symptom | None:
    """Find samples that were missed and filled with the last one, or with zero."""
    is_still = steps == 0
    if np.count_nonzero(is_still) < FEWEST_HELD * (HELD_SAMPLES - 1):
        return None
    edges = np.diff(np.concatenate(([0], is_still.view(np.int8), [0])))
    begin, stop = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    usual = float(np.median(steps[~is_still])) if not is_still.all() else 0.0
    jump = steps[np.minimum(stop, steps.size - 1)]
    is_held = (stop - begin >= HELD_SAMPLES - 1) & (jump > HELD_JUMP * usual)
    count = int(is_held.sum())
    if count < FEWEST_HELD:
        return None
    missed = int((stop - begin)[is_held].sum())
    text = (
        f"samples are missing: {count} times the signal stands still and jumps back, "
        f"{missed} samples of {samples.size}"
    )
    return Symptom("sensor_missed", text, 100 * missed / samples.size, "%")


def _clipped(samples: NDArray[np.float64]) -> Symptom | None:
    """Find tops or bottoms that are cut off."""
    if not is_clipped(samples):
        return None
    top = float(np.abs(samples).max())
    text = f"the signal is cut off at {top:.3g} m/s2: the sensor is overloaded"
    return Symptom("sensor_clipped", text, top, "m/s2")


def _biased(samples: NDArray[np.float64]) -> Symptom | None:
    """Find a mean that no standing machine has."""
    mean = float(samples.mean())
    if abs(mean) <= max(MOST_BIAS_MS2, LEAST_BIAS * float(samples.std())):
        return None
    text = (
        f"the signal stands {mean:+.1f} m/s2 off zero (a sensor that sees gravity shows "
        f"{STANDARD_GRAVITY_MS2:.1f}): its bias or cable is faulty"
    )
    return Symptom("sensor_biased", text, mean, "m/s2")


def _settling(samples: NDArray[np.float64]) -> Symptom | None:
    """Find a sensor that was just switched on, warmed or struck: its zero still drifts."""
    count = samples.size // SETTLING_PARTS
    parts = samples[: count * SETTLING_PARTS].reshape(SETTLING_PARTS, count)
    means = parts.mean(axis=1)
    at = np.arange(SETTLING_PARTS)
    shapes = [np.exp(-at / fade) for fade in (1.0, 2.0, 4.0, 8.0, 64.0)]
    off = means - means.mean()
    best = 0.0
    for fading in shapes:
        shape = fading - fading.mean()
        best = max(best, float(off @ shape) ** 2 / max(float(shape @ shape), 1e-300))
    drift, rest = float(np.ptp(means)), float(np.sqrt(parts.var(axis=1).mean()))
    if best < SETTLING_FIT * float(off @ off) or drift < SETTLING_RISE * max(rest, 1e-300):
        return None
    text = (
        f"the zero drifts by {drift:.2g} m/s2 over the record, {drift / max(rest, 1e-9):.0f} times "
        "what else it shows: the sensor is still settling"
    )
    return Symptom("sensor_settling", text, drift, "m/s2")


def _spikes(samples: NDArray[np.float64]) -> Symptom | None:
    """Find lone samples far off: bad contact, or disturbance on the cable."""
    size = np.abs(samples - np.median(samples))
    sigma = 1.4826 * float(np.median(size))
    places = np.flatnonzero(size > SPIKE_SIGMAS * sigma)
    if places.size < FEWEST_SPIKES:
        return None
    aside = np.delete(np.arange(-LONE_REACH, LONE_REACH + 1), LONE_REACH)
    around = size[np.clip(places[:, None] + aside, 0, size.size - 1)].max(axis=1)
    lone = places[around < LONE_SHARE * size[places]]
    if lone.size < max(FEWEST_SPIKES, places.size / 2):
        return None
    top = float(size[lone].max())
    text = (
        f"{lone.size} lone samples of up to {top:.3g} m/s2 stand {top / max(sigma, 1e-12):.0f} "
        "sigma off, and nothing rings after them: a loose contact or a disturbed cable"
    )
    return Symptom("sensor_spikes", text, float(lone.size), "1")
