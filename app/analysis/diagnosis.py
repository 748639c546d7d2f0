"""Which failure mode the evidence of one waveform names, or that it names none."""

import math

import numpy as np

from app.analysis.bearings import defect_frequencies
from app.analysis.combs import CombScore, comb_scores
from app.analysis.spectrum import Spectrum, velocity_spectrum
from app.core.assets import Bearing
from app.core.health import Diagnosis, FailureMode, Symptom
from app.core.measurements import Quality, Waveform

MODE_OF_DEFECT = {
    "outer": FailureMode.OUTER_RACE_WEAR,
    "inner": FailureMode.INNER_RACE_WEAR,
    "ball": FailureMode.BALL_WEAR,
    "cage": FailureMode.CAGE_WEAR,
}
LABEL_OF_DEFECT = {"outer": "BPFO", "inner": "BPFI", "ball": "2xBSF", "cage": "FTF"}
CHANCE = 1e-5
"""A comb that noise makes more often than this says nothing; four combs are looked at."""
DOMINANCE_DB = 3.0
"""The named comb stands twice as high, in power, as the next one."""
UNBALANCE_SHARE = 0.8
"""Share of the velocity's power at once the shaft speed that makes it unbalance."""
NONE_CONFIDENCE = 0.8
"""About the share of faulty public records (CWRU, MFPT) whose fault is named from one record:
what is said of a quiet one is no surer than that."""


def diagnose(
    waveform: Waveform | None,
    bearing: Bearing | None = None,
    nominal_speed_rpm: float | None = None,
    *,
    is_abnormal: bool = False,
    velocity_is_high: bool = False,
) -> Diagnosis:
    """Name the failure mode of one waveform, with the evidence.

    Parameters
    ----------
    waveform : Waveform or None
        The newest good block; without one nothing is named.
    bearing : Bearing, optional
        Without its geometry only unbalance can be named.
    nominal_speed_rpm : float, optional
        Shaft speed where the waveform carries none.
    is_abnormal : bool
        Whether the component's health says that something is wrong: then a silent spectrum is
        UNDETERMINED, otherwise NONE.
    velocity_is_high : bool
        Whether the velocity lies above its limits: a balanced machine too shakes at shaft speed.

    Returns
    -------
    Diagnosis
        UNDETERMINED carries the evidence that was weighed, with confidence 0.
    """
    nothing = _nothing_named(is_abnormal=is_abnormal)
    if waveform is None or waveform.quality is not Quality.GOOD:
        return nothing
    speed_rpm = waveform.shaft_speed_rpm
    if speed_rpm is None:
        speed_rpm = nominal_speed_rpm
    if not speed_rpm:
        return nothing
    by_bearing = _bearing_wear(waveform, bearing, speed_rpm) if bearing else nothing
    if by_bearing.failure_mode in MODE_OF_DEFECT.values():
        return by_bearing
    if velocity_is_high:
        by_shaft = _unbalance(waveform, speed_rpm)
        if by_shaft is not None:
            return by_shaft
    return Diagnosis(nothing.failure_mode, nothing.confidence, by_bearing.symptoms)


def _bearing_wear(waveform: Waveform, bearing: Bearing, speed_rpm: float) -> Diagnosis:
    """Name the worn part of a bearing where one comb stands out of noise and of the others.

    The cage is named only when none of the three faster combs stands out: its frequency also
    modulates the knocks of a worn ball.
    """
    scores = comb_scores(
        waveform.acceleration_ms2,
        waveform.sample_rate_hz,
        defect_frequencies(bearing, speed_rpm),
        speed_rpm,
    )
    races = [score for score in scores if score.defect != "cage"]
    cage = [score for score in scores if score.defect == "cage"]
    for rivals in (races, cage):
        best = rivals[0]
        margin_db = best.level_db - (rivals[1].level_db if len(rivals) > 1 else 0.0)
        if best.false_alarm_probability < CHANCE:
            symptoms = tuple(_comb_symptom(score) for score in rivals[:2])
            if margin_db < DOMINANCE_DB:
                return Diagnosis(FailureMode.UNDETERMINED, 0.0, symptoms)
            odds = 10 ** (margin_db / 10)
            return Diagnosis(MODE_OF_DEFECT[best.defect], odds / (1 + odds), symptoms)
    return Diagnosis(FailureMode.UNDETERMINED, 0.0, (_comb_symptom(races[0]),))


def _unbalance(waveform: Waveform, speed_rpm: float) -> Diagnosis | None:
    """Name unbalance where the velocity is nearly all at once the shaft speed."""
    spectrum = velocity_spectrum(waveform.acceleration_ms2, waveform.sample_rate_hz)
    total_mms = float(np.sqrt(np.sum(spectrum.values**2)))
    shaft_mms = _line_mms(spectrum, speed_rpm / 60)
    share = (shaft_mms / total_mms) ** 2 if total_mms > 0 else 0.0
    if share < UNBALANCE_SHARE:
        return None
    symptom = Symptom(
        "shaft_line",
        f"velocity line at shaft speed, {speed_rpm / 60:.1f} Hz, {shaft_mms:.1f} mm/s of "
        f"{total_mms:.1f} mm/s",
        shaft_mms,
        "mm/s",
    )
    return Diagnosis(FailureMode.UNBALANCE, share, (symptom,))


def _line_mms(spectrum: Spectrum, frequency_hz: float) -> float:
    """Velocity RMS of one tone: its line and the two either side that Hann spreads it over."""
    centre = round(frequency_hz / spectrum.resolution_hz)
    lines = spectrum.values[max(centre - 2, 0) : centre + 3]
    return float(math.sqrt(float(np.sum(lines**2))))


def _comb_symptom(score: CombScore) -> Symptom:
    """Say where a comb was found and how high it stands."""
    return Symptom(
        f"comb_{score.defect}",
        f"envelope line at {score.frequency_hz:.1f} Hz ({LABEL_OF_DEFECT[score.defect]}) and "
        f"harmonics, {score.level_db:.0f} dB above their floor",
        score.level_db,
        "dB",
    )


def _nothing_named(*, is_abnormal: bool) -> Diagnosis:
    """What is said without evidence: nothing wrong, or wrong and not known what."""
    if is_abnormal:
        return Diagnosis(FailureMode.UNDETERMINED, 0.0)
    return Diagnosis(FailureMode.NONE, NONE_CONFIDENCE)
