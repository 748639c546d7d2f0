"""Unbalance, misalignment and looseness: what multiples of the speed say."""

from app.analysis.modes.finding import Finding, confidence_of, ratio_db, share_margin_db
from app.analysis.modes.lines import Tone
from app.analysis.modes.shaft_picture import ORDERS, ShaftPicture
from app.core.health import FailureMode, Symptom

UNBALANCE_SHARE = 0.8
"""Share of the velocity's power at once the speed that makes it unbalance."""
STEADY = 0.25
"""Largest spread of the line over the quarters of a record: an unbalanced mass is always there."""
SECOND_TO_FIRST = 0.5
"""Least 2x (or 3x) over 1x of a misaligned coupling: public charts begin at a half."""
FADING = 0.25
"""Largest power of 4x to 10x over that of 1x to 3x while it is misalignment."""
LOW_ORDERS = 3
SHAFT_SHARE = 0.6
"""Share of the velocity's power that the shaft's lines hold, misaligned or loose."""
HALF_TO_LARGEST = 0.1
"""A line at half orders counts from a tenth of the largest line on."""
FEWEST_HALVES = 2
HARMONIC_TO_LARGEST = 0.2
"""A higher harmonic counts from a fifth of the largest line on."""
FEWEST_HARMONICS = 3
"""Of 4x to 10x, that must count."""
MISALIGNMENT_SUREST = 0.8
"""Published patterns of misalignment conflict (Gagnon 2016), and phase is not at hand."""


def unbalance(picture: ShaftPicture) -> Finding | None:
    """Name unbalance: nearly all radial velocity stands at once the speed, and stands still.

    Rule: Technical Associates' illustrated chart (Berry), "1x dominates, radial, steady in
    amplitude"; the share of 0.8 of the power is ours. Along the shaft the same line is as well an
    overhung rotor as a bent coupling: there nothing is named.
    """
    first = picture.orders[0]
    share = picture.share_of((first,))
    if picture.is_axial or not first.stands or picture.steadiness > STEADY:
        return None
    margin_db = share_margin_db(share, UNBALANCE_SHARE)
    if margin_db < 0:
        return None
    text = (
        f"velocity line at shaft speed, {picture.worded(first)}, holds {100 * share:.0f} % of the "
        f"power (unbalance {100 * UNBALANCE_SHARE:.0f} % or more) and varies by "
        f"{100 * picture.steadiness:.0f} %"
    )
    symptom = Symptom("shaft_line", text, first.velocity_mms, "mm/s")
    rests_on = (first.frequency_hz,)
    return Finding(FailureMode.UNBALANCE, confidence_of(margin_db), (symptom,), rests_on)


def misalignment(picture: ShaftPicture) -> Finding | None:
    """Name misalignment: 2x or 3x is at least half of 1x, higher harmonics fade, none at half.

    Rule: Technical Associates' chart and Piotrowski's handbook as quoted in public summaries
    (2x of 50 % of 1x and more: coupling in danger; 3x with jaw couplings).
    """
    first, *others = picture.orders[:LOW_ORDERS]
    largest = max(others, key=lambda tone: tone.velocity_mms)
    if not largest.stands or standing_halves(picture):
        return None
    low = sum(tone.velocity_mms**2 for tone in picture.orders[:LOW_ORDERS])
    high = sum(tone.velocity_mms**2 for tone in _free_orders(picture)[LOW_ORDERS:])
    share = picture.share_of(picture.orders[:LOW_ORDERS])
    margin_db = min(
        ratio_db(largest.velocity_mms, SECOND_TO_FIRST * first.velocity_mms),
        ratio_db((FADING * low) ** 0.5, high**0.5),
        share_margin_db(share, SHAFT_SHARE),
    )
    if margin_db < 0:
        return None
    ratio = largest.velocity_mms / max(first.velocity_mms, 1e-9)
    order = round(picture.order_of(largest.frequency_hz))
    text = (
        f"velocity line at {order}x the speed, {picture.worded(largest)}, is {ratio:.2f} of the "
        f"one at 1x, {first.velocity_mms:.2f} mm/s (misalignment {SECOND_TO_FIRST:.2f} or more)"
    )
    symptoms = (
        Symptom("second_to_first", text, ratio_db(ratio, 1.0), "dB"),
        Symptom(
            "low_orders",
            f"1x to 3x hold {100 * share:.0f} % of the velocity's power, 4x to 10x "
            f"{100 * high / max(low + high, 1e-12):.0f} % of the shaft's lines",
            100 * share,
            "%",
        ),
    )
    confidence = confidence_of(margin_db, MISALIGNMENT_SUREST)
    return Finding(FailureMode.MISALIGNMENT, confidence, symptoms, (largest.frequency_hz,))


def looseness(picture: ShaftPicture) -> Finding | None:
    """Name looseness: lines at half orders, or many strong harmonics.

    Rule: Technical Associates' chart, rotating looseness: "numerous harmonics and subharmonics
    at exact multiples of 1/2 or 1/3 of the speed", harmonics from a fifth of the largest on.
    """
    free = _free_orders(picture)
    largest = max(free, key=lambda tone: tone.velocity_mms)
    halves = standing_halves(picture)
    many = sorted((t for t in free[LOW_ORDERS:] if t.stands), key=lambda tone: -tone.velocity_mms)
    margins_db = [-60.0]
    if len(halves) >= FEWEST_HALVES:
        half_mms = max(tone.velocity_mms for tone in halves)
        margins_db.append(ratio_db(half_mms, HALF_TO_LARGEST * largest.velocity_mms))
    if len(many) >= FEWEST_HARMONICS:
        weakest = many[FEWEST_HARMONICS - 1]
        margins_db.append(
            ratio_db(weakest.velocity_mms, HARMONIC_TO_LARGEST * largest.velocity_mms)
        )
    share = picture.share_of((*picture.orders, *picture.halves))
    margin_db = min(max(margins_db), share_margin_db(share, SHAFT_SHARE))
    if margin_db < 0:
        return None
    symptoms = (*_harmonics_worded(picture, many), *_halves_worded(picture, halves))
    rests_on = tuple(tone.frequency_hz for tone in (halves or many))
    return Finding(FailureMode.LOOSENESS, confidence_of(margin_db), symptoms, rests_on)


def standing_halves(picture: ShaftPicture) -> list[Tone]:
    """Lines at half orders that no belt and no other shaft explains."""
    other_hz = picture.drive.other_shaft_hz(picture.shaft_hz)
    known_hz = [tone.frequency_hz for tone in picture.belt]
    if other_hz is not None:
        known_hz += [n * other_hz for n in range(1, 11)]
    return [
        tone
        for tone in picture.halves
        if tone.stands and all(picture.lines.are_apart(tone.frequency_hz, hz) for hz in known_hz)
    ]


def _free_orders(picture: ShaftPicture) -> list[Tone]:
    """Multiples of the speed that are not the mesh of a wheel or the pass of a blade."""
    drive = picture.drive
    taken = {float(n * k) for n in (drive.gear_teeth, drive.blades) if n for k in (1, 2, 3)}
    return [
        tone
        for order, tone in zip(ORDERS, picture.orders, strict=True)
        if order not in taken or order <= LOW_ORDERS
    ]


def _harmonics_worded(picture: ShaftPicture, many: list[Tone]) -> tuple[Symptom, ...]:
    """Say how many higher harmonics stand, and the strongest."""
    if not many:
        return ()
    orders = ", ".join(f"{round(picture.order_of(tone.frequency_hz))}x" for tone in many)
    text = f"harmonics of the speed stand at {orders}; the strongest {picture.worded(many[0])}"
    return (Symptom("harmonics", text, many[0].level_db, "dB"),)


def _halves_worded(picture: ShaftPicture, halves: list[Tone]) -> tuple[Symptom, ...]:
    """Say which lines at half orders stand."""
    if not halves:
        return ()
    places = ", ".join(picture.worded(tone) for tone in halves)
    strongest = max(halves, key=lambda tone: tone.level_db)
    return (Symptom("half_orders", f"lines at half orders: {places}", strongest.level_db, "dB"),)
