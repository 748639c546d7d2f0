"""Defect frequencies of rolling bearings from their geometry, and a small catalogue."""

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from app.core.assets import Bearing
from app.core.errors import PartUnknown


@dataclass(frozen=True, slots=True)
class DefectFrequencies:
    """Frequencies at which a rolling bearing's defects knock.

    Attributes
    ----------
    outer_hz, inner_hz : float
        Ball pass frequency of the outer and inner ring (BPFO, BPFI).
    ball_hz : float
        Twice the ball spin frequency: a defect on a ball meets both rings in one turn.
    cage_hz : float
        Fundamental train frequency (FTF).
    """

    outer_hz: float
    inner_hz: float
    ball_hz: float
    cage_hz: float

    def by_defect(self) -> dict[str, float]:
        """Return the frequencies under the names `Features.envelope_ms2` uses."""
        return {
            "outer": self.outer_hz,
            "inner": self.inner_hz,
            "ball": self.ball_hz,
            "cage": self.cage_hz,
        }


def defect_frequencies(bearing: Bearing, shaft_speed_rpm: float) -> DefectFrequencies:
    """Compute the defect frequencies of a bearing whose outer ring stands still.

    Notes
    -----
    With r = d/D cos(a): FTF = fr/2 (1-r); BPFO = n FTF; BPFI = n fr/2 (1+r);
    BSF = D/(2d) fr (1-r^2) (Randall and Antoni 2011).

    Examples
    --------
    >>> found = defect_frequencies(Bearing("6205", 9, 7.94, 39.04), 1797)
    >>> round(found.outer_hz, 2), round(found.inner_hz, 2), round(found.ball_hz, 2)
    (107.36, 162.19, 141.17)
    """
    shaft_hz = shaft_speed_rpm / 60
    ratio = bearing.ball_mm / bearing.pitch_mm * math.cos(math.radians(bearing.contact_angle_deg))
    return DefectFrequencies(
        outer_hz=bearing.balls * shaft_hz / 2 * (1 - ratio),
        inner_hz=bearing.balls * shaft_hz / 2 * (1 + ratio),
        ball_hz=bearing.pitch_mm / bearing.ball_mm * shaft_hz * (1 - ratio**2),
        cage_hz=shaft_hz / 2 * (1 - ratio),
    )


@lru_cache(maxsize=1)
def bearing_catalogue() -> dict[str, Bearing]:
    """Return the shipped bearings by name, each with the source of its geometry."""
    table = resources.files("app.analysis").joinpath("bearings.csv").read_text(encoding="utf-8")
    return {row["name"]: _bearing(row) for row in csv.DictReader(table.splitlines())}


def bearing_named(name: str) -> Bearing:
    """Look a bearing up, not minding case and blanks.

    Raises
    ------
    PartUnknown
        If the catalogue does not hold it.

    Examples
    --------
    >>> bearing_named(" 6309 ").balls
    8
    """
    wanted = name.strip().casefold()
    for known, bearing in bearing_catalogue().items():
        if known.casefold() == wanted:
            return bearing
    raise PartUnknown(
        f'The bearing "{name}" is not in the catalogue.',
        "Give its geometry: number of balls, ball and pitch diameter in mm, contact angle.",
    )


def bearing_from(text: str) -> Bearing:
    """Read a bearing's name, or its geometry as balls,ball_mm,pitch_mm[,angle_deg].

    Raises
    ------
    PartUnknown
        If it is neither.

    Examples
    --------
    >>> bearing_from("6205").balls, bearing_from("9,7.94,39.04").contact_angle_deg
    (9, 0.0)
    """
    parts = text.split(",")
    if len(parts) == 1:
        return bearing_named(text)
    try:
        balls, (ball_mm, pitch_mm, angle) = int(parts[0]), map(float, [*parts[1:], "0"][:3])
    except ValueError:
        balls, ball_mm, pitch_mm, angle = 0, 0.0, 0.0, 0.0
    if len(parts) > 4 or balls < 3 or not 0 < ball_mm < pitch_mm or not 0 <= angle < 90:
        raise PartUnknown(
            f'"{text}" is no bearing: expected a known name, or number of elements, their '
            "diameter, pitch diameter (mm) and contact angle (degrees).",
            "Write it like 9,7.94,39.04,0.",
        )
    return Bearing(f"{balls} x {ball_mm:g} / {pitch_mm:g} mm", balls, ball_mm, pitch_mm, angle)


def _bearing(row: dict[str, str]) -> Bearing:
    """Read one row of the catalogue."""
    return Bearing(
        row["name"],
        int(row["balls"]),
        float(row["ball_mm"]),
        float(row["pitch_mm"]),
        float(row["contact_angle_deg"]),
        row["source"],
    )
