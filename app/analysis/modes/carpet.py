"""A raised carpet at high frequency without knocks: dry rolling, or cavitation."""

import math
from dataclasses import dataclass

import numpy as np

from app.analysis.envelope import envelope
from app.analysis.modes.finding import Finding, confidence_of, ratio_db, share_margin_db
from app.analysis.modes.lines import STANDS_DB, line_spectrum
from app.analysis.modes.shaft_picture import ShaftPicture
from app.analysis.spectrum import Samples
from app.core.health import FailureMode, Symptom

CARPET_FROM_HZ = 1000.0
"""Where the high band begins, as in `history.INDICATORS`."""
RAISED_DB = 8.0
"""Rise over the own baseline that means want of grease (UE Systems: 8 dB lack of lubrication,
12 dB the beginning of a failure, 16 dB an advanced one)."""
CARPET_SHARE = 0.7
"""Share of the band's power that is floor, not lines."""
BLOCK_LINES = 64
"""Lines a floor is read from."""
MOST_KNOCKS = 1.0
"""Kurtosis of the complex envelope (Gaussian 0) up to which nothing knocks."""
MOST_SWELL = 2.0
"""And while it swells with the blades: noise that they switch on and off reaches 1.9."""
SUREST_WITHOUT_BLADES = 0.6
"""Where an impeller's blades are not known, cavitation is not ruled out."""


@dataclass(frozen=True, slots=True)
class _Carpet:
    """What the high band shows."""

    rise_db: float
    floor_share: float
    kurtosis: float
    level_ms2: float
    pass_db: float | None

    @property
    def swells(self) -> bool:
        """Whether its envelope carries blade pass."""
        return self.pass_db is not None and self.pass_db >= STANDS_DB

    @property
    def margin_db(self) -> float:
        """How far it is a raised carpet; below 0 it is none."""
        if self.kurtosis > (MOST_SWELL if self.swells else MOST_KNOCKS):
            return -60.0
        return min(self.rise_db - RAISED_DB, share_margin_db(self.floor_share, CARPET_SHARE))


def raised_carpet(
    picture: ShaftPicture,
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    usual_ms2: float | None,
    *,
    has_bearing: bool,
    is_pumping: bool = False,
) -> Finding | None:
    """Name want of grease, or cavitation, by a band above 1 kHz that rose without knocks.

    Rule: friction raises the level before anything knocks, by 8 dB over the own baseline (stages
    as published by UE Systems); cavitation is the same broadband rise (Technical Associates'
    chart), but bubbles collapse as the blades pass, so that its envelope carries blade pass (as
    DEMON analysis reads a propeller).

    Parameters
    ----------
    usual_ms2 : float or None
        The band's RMS in the quiet; without it nothing is named.
    has_bearing : bool
        Whether there is a rolling bearing to grease.
    is_pumping : bool
        Whether the machine moves a fluid: then cavitation is ruled out only by its blades.
    """
    nyquist_hz = sample_rate_hz / 2
    if usual_ms2 is None or usual_ms2 <= 0 or nyquist_hz < 2 * CARPET_FROM_HZ:
        return None
    level_ms2 = math.sqrt(picture.lines.acceleration_power(CARPET_FROM_HZ, nyquist_hz))
    rise_db = ratio_db(level_ms2, usual_ms2)
    if rise_db < RAISED_DB:
        return None
    ring, ring_rate_hz = envelope(acceleration_ms2, sample_rate_hz, (CARPET_FROM_HZ, nyquist_hz))
    energy = ring**2
    kurtosis = float(np.mean(energy**2)) / max(float(energy.mean()) ** 2, 1e-300) - 2
    blades = picture.drive.blades
    pass_db = None if blades is None else _blade_pass_db(energy, ring_rate_hz, picture, blades)
    carpet = _Carpet(rise_db, _floor_share(picture), kurtosis, level_ms2, pass_db)
    if carpet.margin_db < 0:
        return None
    if carpet.swells:
        return _cavitation(carpet, picture)
    return _dry(carpet, picture, is_pumping=is_pumping) if has_bearing else None


def _floor_share(picture: ShaftPicture) -> float:
    """Share of the high band's power that its floor holds, read as medians of blocks."""
    first = round(CARPET_FROM_HZ / picture.lines.line_hz)
    power = picture.lines.power[first:]
    blocks = power[: power.size // BLOCK_LINES * BLOCK_LINES].reshape(-1, BLOCK_LINES)
    if not blocks.size:
        return 0.0
    median_of_mean = 1 - 1 / (3 * picture.lines.pieces)
    floor = np.median(blocks, axis=1).sum() * BLOCK_LINES / median_of_mean
    return min(float(floor / max(blocks.sum(), 1e-300)), 1.0)


def _blade_pass_db(
    energy: Samples, rate_hz: float, picture: ShaftPicture, blades: int
) -> float | None:
    """Height of blade pass in the squared envelope; None where a turn's line is taken for it."""
    if blades == 1 or 2 * blades * picture.shaft_hz > rate_hz:
        return None
    lines = line_spectrum(energy, rate_hz, picture.shaft_hz)
    return lines.tones([blades * picture.shaft_hz])[0].level_db


def _raised(carpet: _Carpet) -> Symptom:
    """Say how far the band rose, and that nothing knocks in it."""
    text = (
        f"acceleration above {CARPET_FROM_HZ:.0f} Hz, {carpet.level_ms2:.2g} m/s2, stands "
        f"{carpet.rise_db:.0f} dB above its baseline (fault {RAISED_DB:.0f} dB or more); "
        f"{100 * carpet.floor_share:.0f} % of it is an even carpet without knocks"
    )
    return Symptom("carpet", text, carpet.rise_db, "dB")


def _cavitation(carpet: _Carpet, picture: ShaftPicture) -> Finding:
    """Name cavitation."""
    pass_db = carpet.pass_db or 0.0
    pass_hz = (picture.drive.blades or 0) * picture.shaft_hz
    text = (
        f"the carpet swells with the blades: its envelope has a line at blade pass, "
        f"{pass_hz:.1f} Hz ({picture.drive.blades}x), {pass_db:.0f} dB above its floor"
    )
    symptoms = (_raised(carpet), Symptom("carpet_blade_pass", text, pass_db, "dB"))
    return Finding(FailureMode.CAVITATION, confidence_of(carpet.margin_db), symptoms)


def _dry(carpet: _Carpet, picture: ShaftPicture, *, is_pumping: bool) -> Finding:
    """Name want of grease, less surely where cavitation could sound the same."""
    symptoms = [_raised(carpet)]
    confidence = confidence_of(carpet.margin_db)
    if carpet.pass_db is not None:
        text = (
            f"the carpet does not swell with the blades: nothing at blade pass, "
            f"{(picture.drive.blades or 0) * picture.shaft_hz:.1f} Hz, in its envelope"
        )
        symptoms.append(Symptom("carpet_no_blade_pass", text, carpet.pass_db, "dB"))
    elif is_pumping:
        confidence = min(confidence, SUREST_WITHOUT_BLADES)
        text = "cavitation would raise it as well: the number of blades would tell the two apart"
        symptoms.append(Symptom("carpet_blades_unknown", text, 0.0, ""))
    return Finding(FailureMode.LUBRICATION, confidence, tuple(symptoms))
