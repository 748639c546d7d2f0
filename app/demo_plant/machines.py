"""The six machines of the demo plant: what turns in them and what goes wrong with them."""

import math
from dataclasses import dataclass

import numpy as np

from app.core.assets import Bearing
from app.demo_plant.builds import (
    BEARING_6309,
    COMPRESSOR,
    CONVEYOR,
    FAN,
    GEARBOX,
    MOTOR,
    PUMP,
    TAGS,
    Build,
)
from app.demo_plant.clock import MS_PER_DAY
from app.demo_plant.signals import (
    BLOCK_SAMPLES,
    Acceleration,
    impact_train,
    outer_race_hz,
    velocity_lines,
    white_noise,
)
from app.demo_plant.wear import (
    HEALTHY_DAYS,
    RENEWED_HEALTHY_DAYS,
    BearingWear,
    UnbalanceEpisodes,
    Wander,
)

SPEED_WANDER = 0.003
COMPRESSOR_RANGE_MS2 = 196.133
"""Measuring range of the compressor's sensor, 20 g: more is clipped."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One block as the machine's sensor delivers it.

    Attributes
    ----------
    tag : str
        Machine it was taken at.
    utc_ms : int
        Plant time of its first sample.
    acceleration_ms2 : ndarray, shape (8192,)
        May hold clipped or NaN samples where the sensor is at fault.
    shaft_speed_rpm, temperature_degc : float
        Of the shaft and of the bearing's housing.
    is_sensor_ok : bool
        False for a sensor that reports its own failure.
    """

    tag: str
    utc_ms: int
    acceleration_ms2: Acceleration
    shaft_speed_rpm: float
    temperature_degc: float
    is_sensor_ok: bool = True


class Machine:
    """A healthy machine with a healthy sensor; the others differ from it in one thing each.

    Every block is settled by the seed, the tag and the instant, whatever was read before.

    Parameters
    ----------
    build : Build
        What turns in it.
    seed : int
        Settles everything random.
    began_ms : int
        Plant time at which its story is at day 0, UTC milliseconds.
    """

    def __init__(self, build: Build, seed: int, began_ms: int) -> None:
        self.build = build
        self._key = (seed, TAGS.index(build.tag))
        self._began_ms = began_ms
        rng = np.random.default_rng(self._key)
        self._speed = Wander.drawn(rng, (0.13, 0.4, 1.1, 3.3))
        self._load = Wander.drawn(rng, (0.5, 2.9, 7.0))

    def block(self, utc_ms: int) -> Block:
        """Measure at an instant of plant time."""
        rng = np.random.default_rng((*self._key, utc_ms))
        days = (utc_ms - self._began_ms) / MS_PER_DAY
        speed_rpm = self._speed_rpm(days)
        return Block(
            tag=self.build.tag,
            utc_ms=utc_ms,
            acceleration_ms2=self._sensed(self._heard(days, speed_rpm / 60, rng), rng),
            shaft_speed_rpm=speed_rpm,
            temperature_degc=self._temperature_degc(days),
            is_sensor_ok=self._is_sensor_ok(),
        )

    def repair(self, utc_ms: int) -> None:
        """Let a technician at it; there is nothing worn on a healthy machine."""

    def _speed_rpm(self, days: float) -> float:
        return self.build.speed_rpm * (1 + SPEED_WANDER * self._speed.at(days))

    def _temperature_degc(self, days: float) -> float:
        by_day = 1.5 * math.sin(2 * math.pi * (days - 0.2))
        return self.build.temperature_degc + by_day + 1.5 * self._load.at(days)

    def _orders_mms(self, days: float) -> dict[float, float]:
        """Return the velocity RMS by order at a day of the story."""
        del days
        return self.build.order_velocity_mms

    def _heard(self, days: float, shaft_hz: float, rng: np.random.Generator) -> Acceleration:
        """Return what the housing does, shape (8192,), m/s2."""
        load = (1 + 0.05 * self._load.at(days)) * (1 + 0.015 * float(rng.standard_normal()))
        lines = {order * shaft_hz: v * load for order, v in self._orders_mms(days).items()}
        lines |= {hz: v * load for hz, v in self.build.line_velocity_mms.items()}
        heard = velocity_lines(lines, rng)
        heard += self.build.modes[0].noise(self.build.flow_noise_ms2, rng)
        if self.build.gears is not None:
            heard += self.build.gears.signal(shaft_hz, rng)
        return heard

    def _sensed(self, heard: Acceleration, rng: np.random.Generator) -> Acceleration:
        """Return what the sensor makes of it."""
        heard += white_noise(0.12, rng)
        return heard

    def _is_sensor_ok(self) -> bool:
        return True


class WearingPump(Machine):
    """Its drive-end bearing wears out; when nobody mends it, it fails and stands still."""

    def __init__(self, build: Build, seed: int, began_ms: int, bearing: Bearing) -> None:
        super().__init__(build, seed, began_ms)
        self._bearing = bearing
        self._fitted_day = 0.0
        self._replacements = 0
        self.wear = self._drawn_wear(HEALTHY_DAYS)

    def repair(self, utc_ms: int) -> None:
        """Fit a new bearing."""
        self._replacements += 1
        self._fitted_day = (utc_ms - self._began_ms) / MS_PER_DAY
        self.wear = self._drawn_wear(RENEWED_HEALTHY_DAYS)

    def _drawn_wear(self, healthy_days: float) -> BearingWear:
        rng = np.random.default_rng((*self._key, 6309, self._replacements))
        return BearingWear.drawn(rng, healthy_days)

    def _stands_still(self, days: float) -> bool:
        return self.wear.has_seized(days - self._fitted_day)

    def _speed_rpm(self, days: float) -> float:
        return 0.0 if self._stands_still(days) else super()._speed_rpm(days)

    def _temperature_degc(self, days: float) -> float:
        if self._stands_still(days):
            return 22.0
        return super()._temperature_degc(days) + self._blow_ms2(days) / 3

    def _blow_ms2(self, days: float) -> float:
        return self.wear.blow_ms2(days - self._fitted_day)

    def _heard(self, days: float, shaft_hz: float, rng: np.random.Generator) -> Acceleration:
        if self._stands_still(days):
            return np.zeros(BLOCK_SAMPLES, np.float32)
        heard = super()._heard(days, shaft_hz, rng)
        blow_ms2 = self._blow_ms2(days) * math.exp(0.05 * float(rng.standard_normal()))
        if blow_ms2 > 0:
            rate_hz = outer_race_hz(self._bearing, shaft_hz)
            heard += impact_train(rate_hz, blow_ms2, shaft_hz, self.build.modes, rng)
            heard += self.build.modes[0].noise(0.03 * blow_ms2, rng)
        return heard


class UnbalancedFan(Machine):
    """Its unbalance comes and goes."""

    def __init__(self, build: Build, seed: int, began_ms: int) -> None:
        super().__init__(build, seed, began_ms)
        self._episodes = UnbalanceEpisodes(seed)

    def _orders_mms(self, days: float) -> dict[float, float]:
        return self.build.order_velocity_mms | {1.0: self._episodes.velocity_mms(days)}


class NoisyCompressor(Machine):
    """The machine is well; its sensor's cable is not."""

    def _sensed(self, heard: Acceleration, rng: np.random.Generator) -> Acceleration:
        sensed = super()._sensed(heard, rng)
        trouble = float(rng.random())
        if trouble < 0.03:
            sensed[rng.integers(BLOCK_SAMPLES - 64) :][:64] = np.nan
        elif trouble < 0.06:
            sensed += velocity_lines({float(rng.uniform(30, 80)): 1500.0}, rng)
        elif trouble < 0.11:
            sensed += white_noise(2.0, rng)
        elif trouble < 0.18:
            sensed[rng.integers(BLOCK_SAMPLES, size=5)] += rng.choice([-70.0, 70.0], 5)
        return np.clip(sensed, -COMPRESSOR_RANGE_MS2, COMPRESSOR_RANGE_MS2)


class DeadSensorConveyor(Machine):
    """Its sensor has died: it says so, and sends zeros."""

    def _sensed(self, heard: Acceleration, rng: np.random.Generator) -> Acceleration:
        del rng
        return np.zeros_like(heard)

    def _is_sensor_ok(self) -> bool:
        return False


def demo_machines(seed: int, began_ms: int) -> dict[str, Machine]:
    """Build the six machines by tag.

    Parameters
    ----------
    seed : int
        0 or more; settles every signal and every fate.
    began_ms : int
        Plant time of day 0 of their stories, UTC milliseconds.
    """
    return {
        "P-101": WearingPump(PUMP, seed, began_ms, BEARING_6309),
        "M-102": Machine(MOTOR, seed, began_ms),
        "F-103": UnbalancedFan(FAN, seed, began_ms),
        "C-104": NoisyCompressor(COMPRESSOR, seed, began_ms),
        "V-105": DeadSensorConveyor(CONVEYOR, seed, began_ms),
        "G-106": Machine(GEARBOX, seed, began_ms),
    }
