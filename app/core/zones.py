"""Vibration severity zones: a table of limits with where its figures come from."""

from dataclasses import dataclass
from itertools import pairwise

from app.core.errors import LimitRefused

MOST_MMS, MOST_UM = 1000.0, 10_000.0
"""Larger boundaries are slips of the finger."""
LONGEST_NAME = 80
RELATIVE_SHARE, RELATIVE_CAP = 0.25, 1.25
"""An alarm stands this share of the boundary B/C above the own baseline, at most at this multiple
of it (a public comment on 5.4.1 of ISO 10816-3:2009)."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Boundaries between the zones A, B, C and D of one kind of machine.

    A guide to what is usual, no claim of conformity with a standard. A value on a boundary belongs
    to the lower zone.

    Attributes
    ----------
    ab_mms, bc_mms, cd_mms : float
        Boundaries of the velocity RMS (10-1000 Hz) in mm/s: newly fitted | long service | limited
        time | damage likely.
    ab_um, bc_um, cd_um : float or None
        Boundaries of the displacement RMS in um, None where no figure is known.
    edition, source : str
        The standard and year the figures are said to come from, and how they were come by.
    group, mounting : str
        What it is for: "group 2", "rigid".

    Raises
    ------
    LimitRefused
        If the boundaries do not rise, or the table has no name.
    """

    id: str
    name: str
    ab_mms: float
    bc_mms: float
    cd_mms: float
    source: str
    edition: str = ""
    group: str = ""
    mounting: str = ""
    ab_um: float | None = None
    bc_um: float | None = None
    cd_um: float | None = None

    def __post_init__(self) -> None:
        name = self.name.strip()
        if not name or len(name) > LONGEST_NAME:
            raise LimitRefused(
                f"Zones: expected a name of 1 to {LONGEST_NAME} letters, found {len(name)}.",
                "Give the table a name people know it by; nothing was changed.",
            )
        self._rising("velocity in mm/s", (self.ab_mms, self.bc_mms, self.cd_mms), MOST_MMS)
        displacement = (self.ab_um, self.bc_um, self.cd_um)
        known = [one for one in displacement if one is not None]
        if known and len(known) < len(displacement):
            raise LimitRefused(
                f"{name}: expected all three boundaries of the displacement or none, found "
                f"{len(known)}.",
                "Fill in the others, or leave all three empty; nothing was changed.",
            )
        self._rising("displacement in um", tuple(known), MOST_UM)

    def _rising(self, what: str, boundaries: tuple[float, ...], most: float) -> None:
        """Refuse boundaries that do not rise."""
        if not all(0 < one <= most for one in boundaries):
            raise LimitRefused(
                f"{self.name}: expected boundaries of the {what} above 0 and up to {most:g}, found "
                + _listed(boundaries),
                "Correct them; nothing was changed.",
            )
        if any(low >= high for low, high in pairwise(boundaries)):
            raise LimitRefused(
                f"{self.name}: expected A/B below B/C below C/D for the {what}, found "
                + _listed(boundaries),
                "Put them in order; nothing was changed.",
            )

    def alarm_mms(self, baseline_mms: float | None, raised_mms: float = 0.0) -> float:
        """Velocity from which an alarm stands, the own baseline considered.

        A quarter of B/C above the baseline but not inside the machine's own noise, at most 1.25
        times B/C; B/C itself where there is no baseline yet, or where it lies above B/C: such a
        machine was never well.

        Parameters
        ----------
        raised_mms : float
            Velocity that counts as raised above the noise of the baseline.

        Examples
        --------
        >>> zones = Zones("x", "Group 2, rigid", 1.4, 2.8, 4.5, "an example")
        >>> zones.alarm_mms(1.0), zones.alarm_mms(None), zones.alarm_mms(3.2)
        (1.7, 2.8, 2.8)
        >>> zones.alarm_mms(1.0, raised_mms=2.1)
        2.1
        """
        if baseline_mms is None or baseline_mms > self.bc_mms:
            return self.bc_mms
        raised = max(baseline_mms + RELATIVE_SHARE * self.bc_mms, raised_mms)
        return min(raised, RELATIVE_CAP * self.bc_mms)


def _listed(boundaries: tuple[float, ...]) -> str:
    """Write boundaries one after the other."""
    return ", ".join(f"{one:g}" for one in boundaries) + "."
