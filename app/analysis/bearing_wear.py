"""Which part of a rolling bearing is worn, by the combs of one record, or that none stands out."""

import math
from dataclasses import dataclass

from app.analysis.bearings import defect_frequencies
from app.analysis.combs import CombScore, CombScores, comb_scores
from app.analysis.concord import is_heard_everywhere
from app.analysis.shaft_speed import shaft_speed
from app.core.assets import Bearing
from app.core.errors import SamplingTooSlow
from app.core.health import Diagnosis, FailureMode, Symptom
from app.core.measurements import Waveform

MODE_OF_DEFECT = {
    "outer": FailureMode.OUTER_RACE_WEAR,
    "inner": FailureMode.INNER_RACE_WEAR,
    "ball": FailureMode.BALL_WEAR,
    "cage": FailureMode.CAGE_WEAR,
}
LABEL_OF_DEFECT = {"outer": "BPFO", "inner": "BPFI", "ball": "2xBSF", "cage": "FTF"}
NAMED_BY_CHANCE = 0.01
"""Share of records of a sound bearing in which chance may make one of its four combs stand out."""
STANDING = math.log(len(MODE_OF_DEFECT) / NAMED_BY_CHANCE)
"""What a comb's standing must reach for that: 6.0, as chance makes it with exp(-standing)."""
LEAST_DEPTH = 0.1
"""Share of the energy a defect's comb modulates at least, -20 dB. In a long record significance
alone is not wear: the balls of a sound, loaded bearing pass the load zone at BPFO, and marks of
mounting are heard at BPFI."""
SHALLOWEST = LEAST_DEPTH / 2
"""A comb half as deep is wear where it is heard in most bands of the axis by itself and no other
race or ball stands in any (`concord`): one that excites a single resonance is thinned out by
the rest of the axis. A sound bearing's own modulation lies below it (0.03 on the public record)."""
RIVAL_ODDS = 20.0
"""Odds by which the named comb outdoes the next one."""
ESTIMATED = "speed_estimated"
"""Code of the symptom that says so."""
SUREST = 0.98
"""No confidence above it: the geometry in the books may be another bearing's."""


@dataclass(frozen=True, slots=True)
class WearFound:
    """What was found in one record.

    Attributes
    ----------
    diagnosis : Diagnosis
        UNDETERMINED where no comb, or more than one, may be named; its symptoms say why.
    speed_rpm : float or None
        The shaft speed that was reckoned with; None where the record does not tell.
    """

    diagnosis: Diagnosis
    speed_rpm: float | None


def find_wear(waveform: Waveform, bearing: Bearing, stated_rpm: float | None) -> WearFound:
    """Name the worn part of a bearing where one comb stands out of the rest and of the others.

    The cage is named only when none of the three faster combs stands out: its frequency also
    modulates the knocks of a worn ball.

    Parameters
    ----------
    waveform : Waveform
        A good block.
    bearing : Bearing
        Its geometry.
    stated_rpm : float or None
        Shaft speed as measured or on the plate, above 0; looked for in the record where None.
    """
    samples, rate_hz = waveform.acceleration_ms2, waveform.sample_rate_hz
    speed = shaft_speed(samples, rate_hz, stated_rpm, defect_frequencies(bearing, 60.0))
    if speed is None:
        return WearFound(Diagnosis(FailureMode.UNDETERMINED, 0.0, (SPEED_UNKNOWN,)), None)
    defects = defect_frequencies(bearing, speed.rpm)
    try:
        found = comb_scores(samples, rate_hz, defects, speed.rpm)
    except SamplingTooSlow as refused:
        unreadable = Symptom("unreadable", refused.what, 0.0, "")
        return WearFound(Diagnosis(FailureMode.UNDETERMINED, 0.0, (unreadable,)), speed.rpm)
    named = _named(found)
    shallow = _shallow(found)
    if shallow is not None and is_heard_everywhere(
        samples, rate_hz, defects, speed.rpm, shallow.defect, STANDING
    ):
        named = shallow
    symptoms = _symptoms(named or _strongest(found), found)
    if speed.is_estimated:
        symptoms = (*symptoms, speed_symptom(speed.rpm, stated_rpm))
    if named is None:
        return WearFound(Diagnosis(FailureMode.UNDETERMINED, 0.0, symptoms), speed.rpm)
    mode, confidence = MODE_OF_DEFECT[named.defect], _confidence(named, found)
    return WearFound(Diagnosis(mode, confidence, symptoms), speed.rpm)


def stands_out(score: CombScore) -> bool:
    """Tell whether a comb is too strong for chance and deep enough for a defect."""
    return score.standing >= STANDING and score.depth >= LEAST_DEPTH


def _strongest(found: CombScores) -> CombScore:
    """Pick the comb to show where none is named: the deepest sign first, then the likeliest."""
    return max(found.scores, key=lambda score: (stands_out(score), score.standing))


def _named(found: CombScores) -> CombScore | None:
    """Pick the comb that may be named."""
    able = [score for score in found.scores if stands_out(score)]
    worn = [score for score in able if score.defect != "cage"]
    if not worn:
        return able[0] if able else None
    rivals = [score.standing for score in worn[1:]]
    if rivals and worn[0].standing - rivals[0] < math.log(RIVAL_ODDS):
        return None
    return worn[0]


def _shallow(found: CombScores) -> CombScore | None:
    """Pick the one comb that is too strong for chance but shallow; none where a deep one stands."""
    strong = [s for s in found.scores if s.standing >= STANDING and s.defect != "cage"]
    is_one = len(strong) == 1 and not any(map(stands_out, found.scores))
    return strong[0] if is_one and strong[0].depth >= SHALLOWEST else None


def _confidence(named: CombScore, found: CombScores) -> float:
    """Odds of the named comb against its rivals and against chance, which at `STANDING` are even.

    A comb that reaches `STANDING` is as likely as not; from there the odds grow as its chance
    falls.
    """
    against = math.exp(min(STANDING - named.standing, 0.0))
    for rival in found.scores:
        if rival is not named and stands_out(rival) and rival.defect != "cage":
            against += math.exp(min(rival.standing - named.standing, 0.0))
    return min(1 / (1 + against), SUREST)


def _symptoms(best: CombScore, found: CombScores) -> tuple[Symptom, ...]:
    """Say where the strongest comb was found, how high, how deep, and what its rival does."""
    places = ", ".join(f"{line.frequency_hz:.1f}" for line in best.lines)
    levels = ", ".join(f"{line.level_db:.0f}" for line in best.lines)
    bands = " and ".join(f"{low:.0f}-{high:.0f}" for low, high in found.bands_hz)
    comb = Symptom(
        f"comb_{best.defect}",
        f"envelope lines at {places} Hz ({LABEL_OF_DEFECT[best.defect]}) stand {levels} dB above "
        f"the noise floor, in {bands} Hz",
        best.level_db,
        "dB",
    )
    depth = Symptom(
        f"depth_{best.defect}",
        f"they modulate the energy to a depth of {best.depth:.2g} of its mean, a defect to "
        f"{LEAST_DEPTH:g} or more, to {SHALLOWEST:g} where it is heard in most bands",
        best.depth,
        "1",
    )
    chance = Symptom(
        f"chance_{best.defect}",
        f"chance makes lines as strong in {_share_text(best.false_alarm_probability)} of such "
        "records",
        best.false_alarm_probability,
        "1",
    )
    rivals = [score for score in found.scores if score is not best and stands_out(score)]
    return (comb, depth, chance, *map(_rival_symptom, rivals[:1]))


def _rival_symptom(rival: CombScore) -> Symptom:
    """Say that another comb stands out as well."""
    return Symptom(
        f"rival_{rival.defect}",
        f"lines at {rival.frequency_hz:.1f} Hz ({LABEL_OF_DEFECT[rival.defect]}) stand out as "
        f"well, {rival.level_db:.0f} dB",
        rival.level_db,
        "dB",
    )


def speed_symptom(rpm: float, stated_rpm: float | None) -> Symptom:
    """Say that the speed is an estimate, and what was stated."""
    stated = "none stated" if stated_rpm is None else f"stated {stated_rpm:.0f} r/min"
    text = f"shaft speed {rpm:.0f} r/min, estimated from the record ({stated})"
    return Symptom(ESTIMATED, text, rpm, "r/min")


def _share_text(share: float) -> str:
    """Write a small share.

    >>> _share_text(0.2), _share_text(0.0004), _share_text(1e-9)
    ('20 %', '0.04 %', 'less than 0.01 %')
    """
    return "less than 0.01 %" if share < 1e-4 else f"{100 * share:.2g} %"


SPEED_UNKNOWN = Symptom(
    "speed_unknown", "no shaft speed is stated, and the record does not show one", 0.0, ""
)
