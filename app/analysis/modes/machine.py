"""Every rule on one record of a turning machine."""

from app.analysis.modes.belt import belt_unreadable, belt_wear
from app.analysis.modes.carpet import raised_carpet
from app.analysis.modes.electrical import electrical
from app.analysis.modes.finding import Finding
from app.analysis.modes.flow import blade_pass
from app.analysis.modes.gear import gear_wear
from app.analysis.modes.shaft_faults import looseness, misalignment, unbalance
from app.analysis.modes.shaft_picture import ShaftPicture
from app.analysis.spectrum import Samples
from app.core.health import Symptom


def shaft_findings(picture: ShaftPicture) -> list[Finding]:
    """Ask the rules that read the velocity; asked only where the velocity is high.

    A sound machine shows all these lines: what makes them a fault is that they are most of a
    velocity that is too high.
    """
    by_line = electrical(picture)
    found = [
        unbalance(picture),
        misalignment(picture),
        looseness(picture),
        belt_wear(picture),
        blade_pass(picture),
        None if by_line is None else by_line.finding,
    ]
    return [finding for finding in found if finding is not None]


def level_findings(
    picture: ShaftPicture,
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    usual_high_ms2: float | None,
    *,
    comb_stands: bool,
    has_bearing: bool,
    is_pumping: bool,
) -> list[Finding]:
    """Ask the rules that carry their own measure of what is sound: the mesh and the carpet.

    Parameters
    ----------
    usual_high_ms2 : float or None
        RMS above 1 kHz in the quiet.
    comb_stands : bool
        Whether a comb of the bearing stands out: then the carpet is a worn bearing's.
    """
    found = [gear_wear(picture, sample_rate_hz)]
    if not comb_stands:
        found.append(
            raised_carpet(
                picture,
                acceleration_ms2,
                sample_rate_hz,
                usual_high_ms2,
                has_bearing=has_bearing,
                is_pumping=is_pumping,
            )
        )
    return [finding for finding in found if finding is not None]


def weighed(picture: ShaftPicture) -> tuple[Symptom, ...]:
    """Say what stands out of the velocity where no rule names it."""
    tones = [*picture.orders, *picture.halves, *picture.belt]
    standing = sorted((t for t in tones if t.stands), key=lambda tone: -tone.velocity_mms)[:3]
    share = 100 * picture.share_of(standing)
    if standing:
        places = ", ".join(picture.worded(tone) for tone in standing)
        text = f"strongest lines of the shaft: {places}; they hold {share:.0f} % of the velocity"
    else:
        text = "no multiple of the speed stands out of the velocity's spectrum"
    by_belt = belt_unreadable(picture)
    strongest = Symptom("strongest_lines", text, share, "%")
    return (strongest,) if by_belt is None else (strongest, by_belt)
