"""Whether a shallow comb is heard all over the axis, as a blow is, and no other comb anywhere."""

import math

from app.analysis.bearings import DefectFrequencies
from app.analysis.combs import DECOYS_TO, HARMONICS, CombScore, score_comb
from app.analysis.envelope import prewhitened
from app.analysis.envelope_lines import envelope_lines
from app.analysis.spectrum import Samples

BANDS = 6
"""Equal bands the axis is split into."""
HEARD_BY_CHANCE = 0.05
HEARD = -math.log(HEARD_BY_CHANCE)
"""Standing of a comb that is heard in one band: 3.0."""
FEWEST_BANDS = BANDS // 2
"""A blow is short and its sound broad: half of the bands carry it, which chance does in one record
of five hundred. What modulates one band alone is a mesh or a loose part."""


def is_heard_everywhere(
    samples: Samples,
    sample_rate_hz: float,
    defects: DefectFrequencies,
    shaft_speed_rpm: float,
    defect: str,
    standing: float,
) -> bool:
    """Tell whether a comb is heard in half of the bands by itself, and contradicted in none.

    It must stand out in one of them: where none is rich enough for that, none could contradict it.

    Parameters
    ----------
    defect : str
        As in `CombScore`.
    standing : float
        What a comb reaches in a band in which it stands out; another race or ball that does so
        speaks against it.
    """
    shaft_hz = shaft_speed_rpm / 60
    white = prewhitened(samples)
    top_hz = (HARMONICS + 0.5) * DECOYS_TO * max(defects.by_defect().values())
    heard, stands = 0, False
    for number in range(BANDS):
        edges_hz = [sample_rate_hz / 2 * n / BANDS for n in (number, number + 1)]
        lines = envelope_lines(
            white, sample_rate_hz, ((edges_hz[0], edges_hz[1]),), shaft_hz, top_hz
        )
        scores: list[CombScore] = [
            score_comb(lines, name, defect_hz, defects, shaft_hz)
            for name, defect_hz in defects.by_defect().items()
        ]
        if any(s.standing >= standing and s.defect not in {defect, "cage"} for s in scores):
            return False
        own = next(s.standing for s in scores if s.defect == defect)
        heard, stands = heard + (own >= HEARD), stands or own >= standing
    return stands and heard >= FEWEST_BANDS
