"""What a person says of a recording on the command line, read into the terms of the field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.acquisition.acceleration import SnapshotUnit, unit_of
from app.analysis.bearings import bearing_from
from app.core.assets import Bearing
from app.core.errors import PlantError, UnitMismatch
from app.core.lead_time import LEAST_LEAD_DAYS, MOST_LEAD_DAYS
from app.core.money import Money

_LIMIT = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(g|ms2)?")


@dataclass(frozen=True, slots=True)
class PeakLimit:
    """Peak acceleration that counts as functional failure; without a unit in the recording's."""

    value: float
    unit: SnapshotUnit | None

    def in_ms2(self, recorded: SnapshotUnit | None) -> float:
        """Return the limit in m/s2; a plain number on a velocity is in m/s2.

        >>> PeakLimit(2.0, None).in_ms2(SnapshotUnit.G)
        19.6133
        """
        unit = self.unit or recorded
        return self.value * (1.0 if unit is None or unit.is_velocity else unit.factor)


@dataclass(frozen=True, slots=True)
class ReplayRun:
    """What a replay is asked for; `scale` is the unit per count of a WAV of integers."""

    folder: Path
    rate_hz: float
    rpm: float
    bearing: Bearing
    interval_s: float
    lead_days: float
    lead_spread_days: float
    unit: str | None
    scale: float | None
    channel: str | None
    limit: PeakLimit | None
    part: str
    price: Money
    out: Path

    @classmethod
    def from_words(cls, words: Mapping[str, object]) -> "ReplayRun":
        """Read the command line's words.

        Raises
        ------
        PlantError
            If bearing, lead time, limit or price are not of their form.
        """
        lead, spread = _lead_days(str(words["lead_days"]))
        bearing = bearing_from(str(words["bearing"]))
        return cls(
            folder=Path(str(words["folder"])),
            rate_hz=float(str(words["rate_hz"])),
            rpm=float(str(words["rpm"])),
            bearing=bearing,
            interval_s=float(str(words["interval_s"])),
            lead_days=lead,
            lead_spread_days=spread,
            unit=None if words["unit"] is None else str(words["unit"]),
            scale=None if words["scale"] is None else float(str(words["scale"])),
            channel=None if words["channel"] is None else str(words["channel"]),
            limit=None if words["limit"] is None else _limit(str(words["limit"])),
            part=str(words["part"] or f"Bearing {bearing.name}"),
            price=_price(str(words["price"] or "84.00 EUR")),
            out=Path(str(words["out"])),
        )


def _lead_days(text: str) -> tuple[float, float]:
    """Read L or L:SPREAD."""
    median, _, spread = text.partition(":")
    try:
        days = (float(median), float(spread or 0))
    except ValueError:
        days = (0.0, 0.0)
    if not LEAST_LEAD_DAYS <= days[0] <= MOST_LEAD_DAYS or not 0 <= days[1] <= MOST_LEAD_DAYS:
        raise PlantError(
            f'"{text}" is no lead time: expected days from {LEAST_LEAD_DAYS:g} to '
            f"{MOST_LEAD_DAYS:g}, or days and spread.",
            "Write it like 5 or 4:2.",
        )
    return days


def _limit(text: str) -> PeakLimit:
    """Read a number above 0, in the recording's unit unless it carries its own."""
    written = _LIMIT.fullmatch(text.strip())
    value = float(written[1]) if written else 0.0
    if written is None or not 0 < value < float("inf"):
        raise PlantError(
            f'"{text}" is no limit: expected a peak acceleration above 0, in the unit of the '
            "recording (m/s2 where it is a velocity) or with its own.",
            "Write it like 20, 20g or 196ms2.",
        )
    return PeakLimit(value, unit_of(written[2]) if written[2] else None)


def _price(text: str) -> Money:
    """Read "84.00" or "84.00 EUR", above 0."""
    try:
        price = Money.parse(text if " " in text.strip() else f"{text.strip()} EUR")
        if price.amount > 0:
            return price
    except UnitMismatch:
        pass
    raise PlantError(
        f'"{text}" is no price: expected an amount above 0, in EUR unless it names a currency.',
        'Write it like "84.00" or "84.00 EUR".',
    )
