"""Which failure mode the evidence of one waveform names, or that it names none."""

from dataclasses import dataclass, replace

from app.analysis.bearing_wear import (
    ESTIMATED,
    MODE_OF_DEFECT,
    SPEED_UNKNOWN,
    WearFound,
    find_wear,
    speed_symptom,
)
from app.analysis.modes.finding import Finding
from app.analysis.modes.machine import level_findings, shaft_findings, weighed
from app.analysis.modes.ranking import named_of
from app.analysis.modes.sensor import sensor_fault, ski_slope
from app.analysis.modes.shaft_picture import ShaftPicture, shaft_picture
from app.analysis.shaft_speed import FEWEST_TURNS, shaft_speed, speed_by_field
from app.analysis.spectrum import VELOCITY_BAND_HZ
from app.analysis.zones import shipped_zones
from app.core.assets import Bearing
from app.core.drive import Drive
from app.core.health import Diagnosis, FailureMode, Suspicion, Symptom
from app.core.measurements import Quality, Waveform

NONE_CONFIDENCE = 0.8
"""About the share of faulty public records (CWRU, MFPT) whose fault is named from one record:
what is said of a quiet one is no surer than that."""
SENSOR_CONFIDENCE = 0.95
"""A sensor's faults are seen in the samples; their thresholds lie far off any machine."""
HIGH_MMS = shipped_zones()["10816-3-group-2-rigid"].bc_mms
"""Velocity RMS that counts as high where the machine's own limits are not at hand."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known round a measurement; without a figure the modes that need it are not named.

    Attributes
    ----------
    drive : Drive or None
        What turns with the shaft beside the bearing.
    is_axial : bool
        Whether it was taken along the shaft.
    usual_high_ms2 : float or None
        RMS above 1 kHz in the quiet; want of grease and cavitation are named by its rise.
    is_pumping : bool
        Whether the machine moves a liquid.
    """

    drive: Drive | None = None
    is_axial: bool = False
    usual_high_ms2: float | None = None
    is_pumping: bool = False


NOTHING_KNOWN = Situation()


def diagnose(
    waveform: Waveform | None,
    bearing: Bearing | None = None,
    nominal_speed_rpm: float | None = None,
    situation: Situation = NOTHING_KNOWN,
    *,
    is_abnormal: bool = False,
    velocity_is_high: bool | None = None,
) -> Diagnosis:
    """Name the failure mode of one waveform, with the evidence.

    Parameters
    ----------
    waveform : Waveform or None
        The newest block; of one that is not good nothing is named but a fault of the sensor.
    bearing : Bearing, optional
        Without its geometry no wear of it is named.
    nominal_speed_rpm : float, optional
        Shaft speed where the waveform carries none. Where both are missing, the record is
        searched for it; at 0 the machine stands still and nothing is named.
    situation : Situation
        What else is known.
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
    if waveform is None:
        return _nothing_named(is_abnormal=is_abnormal)
    by_sensor = sensor_fault(waveform.acceleration_ms2)
    if by_sensor is not None:
        return _of_sensor(by_sensor)
    if waveform.shaft_speed_rpm is None:
        waveform = replace(waveform, shaft_speed_rpm=nominal_speed_rpm)
    if waveform.quality is not Quality.GOOD or waveform.shaft_speed_rpm == 0:
        return _nothing_named(is_abnormal=is_abnormal)
    is_high = velocity_is_high
    return _of_turning(waveform, bearing, situation, is_abnormal=is_abnormal, is_high=is_high)


def _of_turning(
    waveform: Waveform,
    bearing: Bearing | None,
    situation: Situation,
    *,
    is_abnormal: bool,
    is_high: bool | None,
) -> Diagnosis:
    """Weigh everything that a good block of a turning machine shows."""
    wear = _wear(waveform, bearing, situation.drive)
    picture = _picture(waveform, wear.speed_rpm, situation)
    if picture is None:
        return _weighed_in(wear, is_abnormal=is_abnormal)
    slope = ski_slope(picture.lines, picture.shaft_hz)
    if slope is not None:
        return _of_sensor(slope)
    if is_high is None:
        is_high = picture.lines.velocity_power(VELOCITY_BAND_HZ[0]) > HIGH_MMS**2
    findings = shaft_findings(picture) if is_high else []
    findings += _level_findings(waveform, picture, wear, situation, has_bearing=bearing is not None)
    named = _named(wear, named_of(findings, picture.lines.are_apart))
    if named is not None:
        return named
    more = weighed(picture) if is_high else ()
    return _weighed_in(wear, more, is_abnormal=is_abnormal or is_high)


def _named(wear: WearFound, by_machine: Diagnosis | None) -> Diagnosis | None:
    """Name the worn part first: it is what a part is bought for; the rest stands beside it."""
    is_worn = wear.diagnosis.failure_mode in MODE_OF_DEFECT.values()
    if not is_worn:
        if by_machine is None:
            return None
        return replace(by_machine, symptoms=(*by_machine.symptoms, *_of_speed(wear)))
    if by_machine is None:
        return wear.diagnosis
    others = by_machine.others
    if by_machine.failure_mode is not FailureMode.UNDETERMINED:
        note = "stands beside it on lines of its own"
        others = (Suspicion(by_machine.failure_mode, by_machine.confidence, note), *others)
    symptoms = (*wear.diagnosis.symptoms, *by_machine.symptoms)
    return replace(wear.diagnosis, symptoms=symptoms, others=others)


def _level_findings(
    waveform: Waveform,
    picture: ShaftPicture,
    wear: WearFound,
    situation: Situation,
    *,
    has_bearing: bool,
) -> list[Finding]:
    """Ask the rules of mesh and carpet; a comb that stands out explains the carpet."""
    is_worn = wear.diagnosis.failure_mode in MODE_OF_DEFECT.values()
    is_between = any(symptom.code.startswith("rival") for symptom in wear.diagnosis.symptoms)
    return level_findings(
        picture,
        waveform.acceleration_ms2,
        waveform.sample_rate_hz,
        situation.usual_high_ms2,
        comb_stands=is_worn or is_between,
        has_bearing=has_bearing,
        is_pumping=situation.is_pumping,
    )


def _wear(waveform: Waveform, bearing: Bearing | None, drive: Drive | None) -> WearFound:
    """Look for wear of the bearing; without one, for the speed alone."""
    stated_rpm = waveform.shaft_speed_rpm
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
    waveform: Waveform, speed_rpm: float | None, situation: Situation
) -> ShaftPicture | None:
    """Read the shaft's lines; None where the speed is unknown or the record too short."""
    rate_hz, count = waveform.sample_rate_hz, waveform.acceleration_ms2.size
    if speed_rpm is None or count / rate_hz * speed_rpm / 60 < FEWEST_TURNS:
        return None
    return shaft_picture(
        waveform.acceleration_ms2,
        rate_hz,
        speed_rpm / 60,
        situation.drive,
        is_axial=situation.is_axial,
    )


def _of_sensor(symptom: Symptom) -> Diagnosis:
    """Name the sensor: what it shows says nothing of the machine."""
    blocked = Symptom(
        "sensor_blocks", "nothing is concluded about the machine from this record", 0.0, ""
    )
    return Diagnosis(FailureMode.SENSOR_FAULT, SENSOR_CONFIDENCE, (symptom, blocked))


def _weighed_in(wear: WearFound, more: tuple[Symptom, ...] = (), *, is_abnormal: bool) -> Diagnosis:
    """Return the answer that names nothing, with what was weighed."""
    nothing = _nothing_named(is_abnormal=is_abnormal)
    return replace(nothing, symptoms=(*more, *wear.diagnosis.symptoms))


def _of_speed(wear: WearFound) -> tuple[Symptom, ...]:
    """Return the note on an estimated speed, if there is one."""
    return tuple(s for s in wear.diagnosis.symptoms if s.code == ESTIMATED)


def _nothing_named(*, is_abnormal: bool) -> Diagnosis:
    """What is said without evidence: nothing wrong, or wrong and not known what."""
    if is_abnormal:
        return Diagnosis(FailureMode.UNDETERMINED, 0.0)
    return Diagnosis(FailureMode.NONE, NONE_CONFIDENCE)
