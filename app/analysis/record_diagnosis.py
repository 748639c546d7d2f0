"""The diagnosis of one record that has no history, with what it could not be asked."""

from dataclasses import replace

from app.analysis.bearing_wear import find_wear
from app.analysis.diagnosis import Situation, diagnose
from app.analysis.severity import Severity
from app.core.assets import Bearing
from app.core.drive import Drive
from app.core.health import Diagnosis, FailureMode
from app.core.measurements import Quality, Waveform

UNREAD = frozenset({"speed_unknown", "unreadable"})
"""Symptoms that say that no line of shaft or bearing could be looked for."""
NO_BASELINE = "want of grease, cavitation: they are named by a rise, and one record has no past"


def diagnose_record(
    waveform: Waveform,
    bearing: Bearing | None,
    stated_rpm: float | None,
    situation: Situation,
    severity: Severity | None,
    *,
    is_unit_known: bool,
) -> Diagnosis | None:
    """Name the failure mode of one record; None where nothing may be concluded.

    Of a record whose unit nobody declared only the combs of a bearing are asked, which don't
    depend on the scale; of one that may not be believed, only the sensor.

    Parameters
    ----------
    severity : Severity or None
        None where the unit is unknown or the record may not be believed in full.
    """
    if not is_unit_known:
        if bearing is None or waveform.quality is not Quality.GOOD:
            return None
        return find_wear(waveform, bearing, stated_rpm).diagnosis
    is_measured = severity is not None and severity.velocity_rms_mms is not None
    is_high = severity is not None and severity.is_high
    found = diagnose(
        waveform,
        bearing,
        stated_rpm,
        situation,
        is_abnormal=is_high,
        velocity_is_high=is_high if is_measured else None,
    )
    if waveform.quality is not Quality.GOOD:
        return found if found.failure_mode is FailureMode.SENSOR_FAULT else None
    if found.failure_mode is FailureMode.NONE and any(s.code in UNREAD for s in found.symptoms):
        # Nothing was found where nothing could be seen.
        return replace(found, failure_mode=FailureMode.UNDETERMINED, confidence=0.0)
    return found


def unasked(
    bearing: Bearing | None,
    speed_rpm: float | None,
    drive: Drive | None,
    severity: Severity | None,
    quality: Quality,
) -> tuple[str, ...]:
    """List what the diagnosis is silent on, and what would make it speak."""
    if quality is not Quality.GOOD:
        return ("any fault of the machine: the record is not good",)
    silent = [] if bearing is not None else ["bearing faults: no bearing is stated"]
    by_shaft = "unbalance, misalignment, looseness"
    if severity is None or severity.velocity_rms_mms is None:
        silent.append(f"{by_shaft}: the velocity is not known")
    elif speed_rpm is None:
        silent.append(f"{by_shaft}: the shaft speed is not known")
    if severity is not None:
        missing = _figures_missing(drive or Drive())
        silent += [f"{modes}: {figure} not stated" for modes, figure in missing]
        silent.append(NO_BASELINE)
    return tuple(silent)


def _figures_missing(drive: Drive) -> list[tuple[str, str]]:
    """Pair modes with the figure of the drive that nobody stated."""
    asked = (
        ("gear wear", "the teeth are", drive.gear_teeth),
        ("faults of blades", "the blades are", drive.blades),
        ("belt wear", "belt and sheave are", drive.belt_length_mm and drive.sheave_mm),
        ("electrical faults", "the supply's frequency is", drive.supply_hz),
    )
    return [(modes, figure) for modes, figure, known in asked if known is None]
