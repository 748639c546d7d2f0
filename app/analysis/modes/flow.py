"""What blades do to the flow: a strong line at blade pass."""

from app.analysis.modes.finding import Finding, confidence_of, share_margin_db
from app.analysis.modes.shaft_picture import ShaftPicture
from app.core.health import FailureMode, Symptom

BLADE_SHARE = 0.5
"""Share of the velocity's power at blade pass and its multiples; a line is there on any machine."""
MULTIPLES = 3


def blade_pass(picture: ShaftPicture) -> Finding | None:
    """Name the flow: blade pass and its multiples hold most of the velocity's power.

    Rule: Technical Associates' chart, hydraulic and aerodynamic forces: "blade pass = blades x
    speed; large lines where the gap is uneven, the flow is obstructed or the rotor eccentric";
    the share of a half is ours.
    """
    blades = picture.drive.blades
    if blades is None:
        return None
    tones = picture.lines.tones(
        [n * blades * picture.shaft_hz for n in range(1, MULTIPLES + 1) if blades > 1 or n > 1]
    )
    standing = [tone for tone in tones if tone.stands]
    share = picture.share_of(standing)
    margin_db = share_margin_db(share, BLADE_SHARE)
    if not standing or margin_db < 0:
        return None
    largest = max(standing, key=lambda tone: tone.velocity_mms)
    places = ", ".join(picture.worded(tone) for tone in standing)
    text = (
        f"blade pass, {blades} blades: {places}; they hold {100 * share:.0f} % of the velocity's "
        f"power (disturbed flow {100 * BLADE_SHARE:.0f} % or more)"
    )
    symptom = Symptom("blade_pass", text, largest.velocity_mms, "mm/s")
    rests_on = (largest.frequency_hz,)
    return Finding(FailureMode.DISTURBED_FLOW, confidence_of(margin_db), (symptom,), rests_on)
