"""Which failure mode the evidence of one waveform names, or that it names none."""

import math

import numpy as np

from app.analysis.bearing_wear import MODE_OF_DEFECT, find_wear
from app.analysis.spectrum import Spectrum, velocity_spectrum
from app.core.assets import Bearing
from app.core.health import Diagnosis, FailureMode, Symptom
from app.core.measurements import Quality, Waveform

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
        Shaft speed where the waveform carries none. Where both are missing, a bearing's record
        is searched for it; at 0 the machine stands still and nothing is named.
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
    if speed_rpm == 0:
        return nothing
    symptoms: tuple[Symptom, ...] = ()
    if bearing is not None:
        found = find_wear(waveform, bearing, speed_rpm)
        if found.diagnosis.failure_mode in MODE_OF_DEFECT.values():
            return found.diagnosis
        symptoms, speed_rpm = found.diagnosis.symptoms, found.speed_rpm
    if velocity_is_high and speed_rpm is not None:
        by_shaft = _unbalance(waveform, speed_rpm)
        if by_shaft is not None:
            return by_shaft
    return Diagnosis(nothing.failure_mode, nothing.confidence, symptoms)


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


def _nothing_named(*, is_abnormal: bool) -> Diagnosis:
    """What is said without evidence: nothing wrong, or wrong and not known what."""
    if is_abnormal:
        return Diagnosis(FailureMode.UNDETERMINED, 0.0)
    return Diagnosis(FailureMode.NONE, NONE_CONFIDENCE)
