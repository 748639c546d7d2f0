"""Vibration severity zones as tables, with where the figures come from."""

from dataclasses import dataclass

from app.core.assets import AssetClass

SECOND_HAND = "figures as quoted in public code and summaries, not checked against the standard"


@dataclass(frozen=True, slots=True)
class Zones:
    """Boundaries of velocity RMS (10-1000 Hz) between the zones A, B, C and D.

    A guide to what is usual, no claim of conformity with a standard. A value on a boundary
    belongs to the lower zone.

    Attributes
    ----------
    ab_mms, bc_mms, cd_mms : float
        Boundaries in mm/s RMS: newly fitted | long service | limited time | damage likely.
    """

    name: str
    ab_mms: float
    bc_mms: float
    cd_mms: float
    source: str = SECOND_HAND


ZONES = {
    zones.name: zones
    for zones in (
        Zones("ISO 10816-3 group 1 rigid", 2.3, 4.5, 7.1),
        Zones("ISO 10816-3 group 1 flexible", 3.5, 7.1, 11.0),
        Zones("ISO 10816-3 group 2 rigid", 1.4, 2.8, 4.5),
        Zones("ISO 10816-3 group 2 flexible", 2.3, 4.5, 7.1),
        Zones("ISO 10816-7 pumps (3.2/5.1/8.5)", 3.2, 5.1, 8.5),
        Zones("ISO 10816-7 pumps (4.2/6.1/9.5)", 4.2, 6.1, 9.5),
        Zones("ISO 10816-1 class I", 0.71, 1.8, 4.5),
        Zones("ISO 10816-1 class II", 1.12, 2.8, 7.1),
        Zones("ISO 10816-1 class III", 1.8, 4.5, 11.2),
        Zones("ISO 10816-1 class IV", 2.8, 7.1, 18.0),
    )
}
"""The tables a site may choose from, by name."""


def usual_zones(asset_class: AssetClass) -> Zones:
    """Return the table taken where the site chose none: group 2 rigid, pumps their own.

    >>> usual_zones(AssetClass.FAN).cd_mms
    4.5
    """
    if asset_class is AssetClass.PUMP:
        return ZONES["ISO 10816-7 pumps (3.2/5.1/8.5)"]
    return ZONES["ISO 10816-3 group 2 rigid"]
