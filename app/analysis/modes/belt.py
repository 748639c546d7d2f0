"""A worn, loose or mismatched belt: lines at multiples of its own frequency."""

from app.analysis.modes.finding import Finding, confidence_of, share_margin_db
from app.analysis.modes.lines import LOWEST_LINES, LineSpectrum
from app.analysis.modes.shaft_picture import ShaftPicture
from app.core.health import FailureMode, Symptom

FEWEST_LINES = 2
BELT_SHARE = 0.3
"""Share of the velocity's power its lines hold."""
LEAST_SPACING_LINES = 4
"""Lines of the spectrum between two multiples, so that each makes a line of its own."""


def belt_wear(picture: ShaftPicture) -> Finding | None:
    """Name the belt: two or more of four multiples of its frequency stand, apart from the shaft.

    Rule: Technical Associates' chart, "belt frequencies lie below the speed of either shaft;
    worn, loose or mismatched they make three to four multiples, the second often the largest".
    """
    if not picture.belt or _spacing_lines(picture.lines, picture) < LEAST_SPACING_LINES:
        return None
    own = [t for t in picture.belt if t.stands and picture.is_apart_from_shaft(t.frequency_hz)]
    share = picture.share_of(own)
    margin_db = share_margin_db(share, BELT_SHARE)
    if len(own) < FEWEST_LINES or margin_db < 0:
        return None
    places = ", ".join(picture.worded(tone) for tone in own)
    text = f"lines of the belt at {places} hold {100 * share:.0f} % of the velocity's power"
    largest = max(own, key=lambda tone: tone.velocity_mms)
    symptom = Symptom("belt_lines", text, largest.level_db, "dB")
    rests_on = (largest.frequency_hz,)
    return Finding(FailureMode.BELT_WEAR, confidence_of(margin_db), (symptom,), rests_on)


def belt_unreadable(picture: ShaftPicture) -> Symptom | None:
    """Say that the record is too short for the belt, and how long it should be."""
    belt_hz = picture.drive.belt_hz(picture.shaft_hz)
    if belt_hz is None or _spacing_lines(picture.lines, picture) >= LEAST_SPACING_LINES:
        return None
    seconds = LEAST_SPACING_LINES / belt_hz
    text = (
        f"the belt runs round at {belt_hz:.1f} Hz; with lines {picture.lines.line_hz:.2f} Hz apart "
        f"it is not told from the rest: records of {seconds:.1f} s or more would show it"
    )
    return Symptom("belt_unreadable", text, seconds, "s")


def _spacing_lines(lines: LineSpectrum, picture: ShaftPicture) -> float:
    """How many lines lie between two multiples of the belt."""
    belt_hz = picture.drive.belt_hz(picture.shaft_hz)
    return LOWEST_LINES if belt_hz is None else belt_hz / lines.line_hz
