"""A worn or broken wheel: sidebands round its tooth mesh."""

from dataclasses import dataclass

from app.analysis.modes.finding import Finding, confidence_of, ratio_db, share_margin_db
from app.analysis.modes.lines import Tone
from app.analysis.modes.shaft_picture import ShaftPicture
from app.core.health import FailureMode, Symptom

NEAR = (-3, -2, -1, 1, 2, 3)
"""Sidebands of the ratio, in turns from the mesh."""
FAR = (-9, -8, -7, 7, 8, 9)
"""Where a family of sidebands has died down; harmonics of a loose shaft have not."""
SIDEBAND_RATIO = 1.0
"""Six sidebands together reach the mesh line itself (Hanna et al. 2011: sound below 1)."""
FEWEST_SIDEBANDS = 4
LEAST_SHARE = 0.1
"""Share of the acceleration's power that mesh and sidebands hold at least."""
DIED_DOWN = 0.5
"""Amplitude far from the mesh over that near it, at most."""


@dataclass(frozen=True, slots=True)
class _Mesh:
    """One harmonic of the mesh with its sidebands; `margin_db` below 0 where it is sound."""

    number: int
    centre: Tone
    near: tuple[Tone, ...]
    ratio: float
    share: float
    margin_db: float


def gear_wear(picture: ShaftPicture, sample_rate_hz: float) -> Finding | None:
    """Name the wheel: sidebands at the shaft's speed round the mesh, as strong as the mesh.

    Rule: sideband ratio of Hanna, Hatch, Kalb, Weiss and Luo (Bently Nevada, "Detection of wind
    turbine gear tooth defects using sideband energy ratio"): the sum of the six nearest sidebands
    over the mesh line, at the first two harmonics of the mesh.
    """
    teeth = picture.drive.gear_teeth
    if teeth is None:
        return None
    found = [_mesh(picture, teeth, number, sample_rate_hz) for number in (1, 2)]
    best = max(found, key=lambda mesh: mesh.margin_db)
    if best.margin_db < 0:
        return None
    standing = sum(tone.stands for tone in best.near)
    ratio_text = f"{best.ratio:.1f}" if best.ratio < 100 else "over 100"
    mesh = Symptom(
        "mesh_sidebands",
        f"{standing} of 6 sidebands at {picture.shaft_hz:.1f} Hz stand round the tooth mesh at "
        f"{best.centre.frequency_hz:.0f} Hz ({best.number * teeth}x, {best.number} x {teeth} "
        f"teeth), {max(tone.level_db for tone in best.near):.0f} dB above their floor",
        max(tone.level_db for tone in best.near),
        "dB",
    )
    ratio = Symptom(
        "sideband_ratio",
        f"together they are {ratio_text} of the mesh line (sound below {SIDEBAND_RATIO:.0f}) and "
        f"hold {100 * best.share:.0f} % of the acceleration's power with it",
        best.ratio,
        "1",
    )
    rests_on = (best.centre.frequency_hz,)
    return Finding(FailureMode.GEAR_WEAR, confidence_of(best.margin_db), (mesh, ratio), rests_on)


def _mesh(picture: ShaftPicture, teeth: int, number: int, sample_rate_hz: float) -> _Mesh:
    """Read one harmonic of the mesh."""
    shaft_hz, middle = picture.shaft_hz, number * teeth
    centre, *around = picture.lines.tones(
        [order * shaft_hz for order in (middle, *(middle + n for n in (*NEAR, *FAR)))]
    )
    near, far = around[: len(NEAR)], around[len(NEAR) :]
    sum_near, sum_far = (sum(t.acceleration_ms2 for t in some) for some in (near, far))
    power = centre.acceleration_ms2**2 + sum(t.acceleration_ms2**2 for t in near)
    total = picture.lines.acceleration_power(0.3 * shaft_hz, sample_rate_hz / 2)
    share = min(power / total, 1.0) if total > 0 else 0.0
    is_family = centre.stands and sum(t.stands for t in near) >= FEWEST_SIDEBANDS
    margin_db = min(
        ratio_db(sum_near, SIDEBAND_RATIO * centre.acceleration_ms2) if is_family else -60.0,
        ratio_db(DIED_DOWN * sum_near, sum_far),
        share_margin_db(share, LEAST_SHARE),
    )
    ratio = sum_near / max(centre.acceleration_ms2, 1e-9)
    return _Mesh(number, centre, tuple(near), ratio, share, margin_db)
