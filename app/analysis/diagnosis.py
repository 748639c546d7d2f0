"""Which failure mode the evidence of one waveform names, or that it names none."""

from dataclasses import replace

from app.analysis.bearing_wear import (
    ESTIMATED,
    MODE_OF_DEFECT,
    SPEED_UNKNOWN,
    WearFound,
    find_wear,
    speed_symptom,
)
from app.analysis.modes.machine import level_findings, shaft_findings, weighed
from app.analysis.modes.ranking import named_of
from app.analysis.modes.sensor import sensor_fault, ski_slope
from app.analysis.modes.shaft_picture import ShaftPicture, shaft_picture
from app.analysis.shaft_speed import FEWEST_TURNS, shaft_speed, speed_by_field
from app.analysis.spectrum import VELOCITY_BAND_HZ
from app.analysis.zones import ZONES
from app.core.assets import Bearing
from app.core.drive import Drive
from app.core.health import Diagnosis, FailureMode, Suspicion, Symptom
from app.core.measurements import Quality, Waveform

NONE_CONFIDENCE = 0.8
"""About the share of faulty public records (CWRU, MFPT) whose fault is named from one record:
what is said of a quiet one is no surer than that."""
SENSOR_CONFIDENCE = 0.95
"""A sensor's faults are seen in the samples themselves; their thresholds lie far off any machine."""
HIGH_MMS = ZONES["ISO 10816-3 group 2 rigid"].bc_mms
"""Velocity RMS that counts as high where the machine's own limits are not at hand."""


def diagnose(
    waveform: Waveform | None,
    bearing: Bearing | None = None,
    nominal_speed_rpm: float | None = None,
    *,
    drive: Drive | None = None,
    is_axial: bool = False,
    usual_high_ms2: float | None = None,
    is_pumping: bool = False,
    is_abnormal: bool = False,
    velocity_is_high: bool | None = None,
) -> Diagnosis:
    """Name the failure mode of one waveform, with the evidence.

    Parameters
    ----------
    waveform : Waveform or None
        The newest block; without a good one nothing is named but a fault of the sensor.
    bearing : Bearing, optional
        Without its geometry no wear of it is named.
    nominal_speed_rpm : float, optional
        Shaft speed where the waveform carries none. Where both are missing, the record is
        searched for it; at 0 the machine stands still and nothing is named.
    drive : Drive, optional
        What else turns: without its figures the modes that need them are not named.
    is_axial : bool
        Whether it was taken along the shaft.
    usual_high_ms2 : float, optional
        RMS above 1 kHz in the quiet; without it neither want of grease nor cavitation is named.
    is_pumping : bool
        Whether the machine moves a fluid.
    is_abnormal : bool
        Whether the component's health says that something is wrong: then a silent spectrum is
        UNDETERMINED, otherwise NONE.
    velocity_is_high : bool, optional
        Whether the velocity lies above its limits: a sound machine too shakes at shaft speed.
        Judged by `HIGH_MMS` where not given.

    Returns
    -------
    Diagnosis
        UNDETERMINED carries the evidence that was weighed, with confidence 0.
    """
    nothing = _nothing_named(is_abnormal=is_abnormal)
    if waveform is None:
        return nothing
    by_sensor = sensor_fault(waveform.acceleration_ms2)
    if by_sensor is not None:
        return _of_sensor(by_sensor)
    if waveform.quality is not Quality.GOOD:
        return nothing
    stated_rpm = waveform.shaft_speed_rpm
    if stated_rpm is None:
        stated_rpm = nominal_speed_rpm
    if stated_rpm == 0:
        return nothing
    wear = _wear(waveform, bearing, stated_rpm, drive)
    picture = _picture(waveform, wear.speed_rpm, drive, is_axial=is_axial)
    if picture is None:
        return _weighed_in(wear, nothing)
    slope = ski_slope(picture.lines, picture.shaft_hz)
    if slope is not None:
        return _of_sensor(slope)
    if velocity_is_high is None:
        velocity_is_high = picture.lines.velocity_power(VELOCITY_BAND_HZ[0]) > HIGH_MMS**2
    findings = shaft_findings(picture) if velocity_is_high else []
    is_worn = wear.diagnosis.failure_mode in MODE_OF_DEFECT.values()
    findings += level_findings(
        picture,
        waveform.acceleration_ms2,
        waveform.sample_rate_hz,
        usual_high_ms2,
        comb_stands=is_worn or any(s.code.startswith("rival") for s in wear.diagnosis.symptoms),
        has_bearing=bearing is not None,
        is_pumping=is_pumping,
    )
    by_machine = named_of(findings, picture.lines.are_apart)
    if is_worn:
        return _beside_wear(wear.diagnosis, by_machine)
    if by_machine is not None:
        return replace(by_machine, symptoms=(*by_machine.symptoms, *_of_speed(wear)))
    if velocity_is_high:
        nothing = _nothing_named(is_abnormal=True)
        return _weighed_in(wear, nothing, weighed(picture))
    return _weighed_in(wear, nothing)


def _wear(
    waveform: Waveform, bearing: Bearing | None, stated_rpm: float | None, drive: Drive | None
) -> WearFound:
    """Look for wear of the bearing; without one, for the speed alone."""
    samples, rate_hz = waveform.acceleration_ms2, waveform.sample_rate_hz
    field_rpm = drive.synchronous_rpm() if drive is not None else None
    by_field = None
    if stated_rpm is None and field_rpm is not None:
        by_field = speed_by_field(samples, rate_hz, field_rpm)
    if bearing is not None:
        found = find_wear(waveform, bearing, by_field.rpm if by_field else stated_rpm)
        return found if by_field is None else _with_speed(found, by_field.rpm)
    speed = by_field or shaft_speed(samples, rate_hz, stated_rpm)
    undetermined = Diagnosis(FailureMode.UNDETERMINED, 0.0)
    if speed is None:
        return WearFound(replace(undetermined, symptoms=(SPEED_UNKNOWN,)), None)
    if not speed.is_estimated:
        return WearFound(undetermined, speed.rpm)
    symptom = speed_symptom(speed.rpm, stated_rpm)
    return WearFound(replace(undetermined, symptoms=(symptom,)), speed.rpm)


def _with_speed(found: WearFound, rpm: float) -> WearFound:
    """Note that the speed was read from the record below the motor's field."""
    if any(symptom.code == ESTIMATED for symptom in found.diagnosis.symptoms):
        return found
    symptoms = (*found.diagnosis.symptoms, speed_symptom(rpm, None))
    return WearFound(replace(found.diagnosis, symptoms=symptoms), found.speed_rpm)


def _picture(
    waveform: Waveform, speed_rpm: float | None, drive: Drive | None, *, is_axial: bool
) -> ShaftPicture | None:
    """Read the shaft's lines; None where the speed is unknown or the record too short."""
    rate_hz, count = waveform.sample_rate_hz, waveform.acceleration_ms2.size
    if speed_rpm is None or count / rate_hz * speed_rpm / 60 < FEWEST_TURNS:
        return None
    return shaft_picture(
        waveform.acceleration_ms2, rate_hz, speed_rpm / 60, drive, is_axial=is_axial
    )


def _of_sensor(symptom: Symptom) -> Diagnosis:
    """Name the sensor: what it shows says nothing of the machine."""
    blocked = Symptom(
        "sensor_blocks", "nothing is concluded about the machine from this record", 0.0, ""
    )
    return Diagnosis(FailureMode.SENSOR_FAULT, SENSOR_CONFIDENCE, (symptom, blocked))


def _beside_wear(worn: Diagnosis, by_machine: Diagnosis | None) -> Diagnosis:
    """Name the worn part first: it is what a part is bought for; the rest stands beside it."""
    if by_machine is None:
        return worn
    others = by_machine.others
    if by_machine.failure_mode is not FailureMode.UNDETERMINED:
        note = "stands beside it on lines of its own"
        others = (Suspicion(by_machine.failure_mode, by_machine.confidence, note), *others)
    return replace(worn, symptoms=(*worn.symptoms, *by_machine.symptoms), others=others)


def _weighed_in(
    wear: WearFound, nothing: Diagnosis, more: tuple[Symptom, ...] = ()
) -> Diagnosis:
    """Return the answer that names nothing, with what was weighed."""
    return replace(nothing, symptoms=(*more, *wear.diagnosis.symptoms))


def _of_speed(wear: WearFound) -> tuple[Symptom, ...]:
    """Return the note on an estimated speed, if there is one."""
    return tuple(s for s in wear.diagnosis.symptoms if s.code == ESTIMATED)


def _nothing_named(*, is_abnormal: bool) -> Diagnosis:
    """What is said without evidence: nothing wrong, or wrong and not known what."""
    if is_abnormal:
        return Diagnosis(FailureMode.UNDETERMINED, 0.0)
    return Diagnosis(FailureMode.NONE, NONE_CONFIDENCE)
