"""A motor's stator or air gap: the line at twice the frequency that feeds it."""

from dataclasses import dataclass

from app.analysis.modes.finding import Finding, confidence_of, share_margin_db
from app.analysis.modes.lines import LOBE
from app.analysis.modes.shaft_picture import ShaftPicture
from app.core.health import FailureMode, Symptom

ELECTRICAL_SHARE = 0.3
"""Share of the velocity's power at twice the supply's frequency."""
SUPPLY_DOUBT = 0.001
"""Share by which the mains' frequency is off, normally."""


@dataclass(frozen=True, slots=True)
class ElectricalLine:
    """What stands at twice the supply's frequency.

    Attributes
    ----------
    finding : Finding or None
        Where the line is strong enough.
    is_apart : bool
        Whether the line can be told from the nearest multiple of the speed.
    """

    finding: Finding | None
    is_apart: bool


def electrical(picture: ShaftPicture) -> ElectricalLine | None:
    """Look at twice the supply's frequency; None where that is not known.

    Rule: Technical Associates' chart, stator faults: "vibration at 2x line frequency". On a motor
    of two poles it lies beside 2x the speed: a record that cannot tell the two apart names
    neither.
    """
    supply_hz = picture.drive.supply_hz
    if supply_hz is None:
        return None
    twice_hz = 2 * supply_hz
    is_apart = picture.is_apart_from_shaft(twice_hz)
    tone = picture.lines.tones([twice_hz], SUPPLY_DOUBT)[0]
    share = picture.share_of((tone,))
    margin_db = share_margin_db(share, ELECTRICAL_SHARE)
    if not tone.stands or margin_db < 0:
        return ElectricalLine(None, is_apart)
    order = max(round(picture.order_of(twice_hz)), 1)
    text = (
        f"line at twice the supply's frequency, {picture.worded(tone)}, holds {100 * share:.0f} % "
        f"of the velocity's power; {order}x the speed lies at {order * picture.shaft_hz:.1f} Hz"
    )
    symptoms: tuple[Symptom, ...] = (Symptom("twice_supply", text, tone.velocity_mms, "mm/s"),)
    if not is_apart:
        symptoms = (_not_apart(picture, twice_hz, order), *symptoms)
    finding = Finding(FailureMode.ELECTRICAL, confidence_of(margin_db), symptoms, (twice_hz,))
    return ElectricalLine(finding, is_apart)


def _not_apart(picture: ShaftPicture, twice_hz: float, order: int) -> Symptom:
    """Say that two lines are one in this record, and how long a record would part them."""
    gap_hz = abs(twice_hz - order * picture.shaft_hz)
    line_hz = picture.lines.line_hz
    text = (
        f"twice the supply's frequency, {twice_hz:.1f} Hz, and {order}x the speed, "
        f"{order * picture.shaft_hz:.1f} Hz, are one line at a resolution of {line_hz:.2f} Hz"
    )
    if gap_hz > line_hz / 10:
        text += f": records of {1.5 * LOBE / gap_hz:.0f} s or more would part them"
    return Symptom("twice_supply_not_apart", text, gap_hz, "Hz")
