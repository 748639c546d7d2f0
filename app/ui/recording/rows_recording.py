"""What the report of a recording says, as plain rows."""

from dataclasses import dataclass

from app.analysis.bearing_wear import LABEL_OF_DEFECT
from app.analysis.severity import ZONE_MEANINGS, Severity
from app.analysis.study import Study
from app.core.health import Diagnosis, FailureMode
from app.core.measurements import Quality
from app.core.texts import translate
from app.exchange.recording import LONGEST_SAMPLES, ChannelResult
from app.ui.figures import fixed, level_text, share_text


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A name, what stands there in large, and what explains it.

    `state` is ``"alarm"`` or ``"watch"`` where the value is news.
    """

    name: str
    value: str
    details: tuple[str, ...] = ()
    state: str = ""


def report_rows(result: ChannelResult) -> tuple[ReportRow, ...]:
    """Write what one channel says, the verdict first."""
    found = result.study
    if found is None:
        return ()
    unit = translate("Units", "m/s²") if result.unit else translate("Recording", "as recorded")
    rows = (_quality(result), *_verdict(found), _speed(found), *_features(found, unit))
    silent = tuple(found.not_looked_for)
    rows += (
        ReportRow(translate("Recording", "Not looked for"), "", silent) if silent else None,
        _recorded(result),
    )
    return tuple(row for row in rows if row is not None)


def _quality(result: ChannelResult) -> ReportRow | None:
    """Warn of a record that may not be believed in full."""
    if result.quality is Quality.GOOD:
        return None
    return ReportRow(
        translate("Recording", "State of the record"),
        translate("Recording", "Uncertain: nothing is concluded of the machine"),
        (result.why,),
        "watch",
    )


def _verdict(found: Study) -> tuple[ReportRow | None, ...]:
    diagnosis = None if found.diagnosis is None else _diagnosis(found.diagnosis)
    return diagnosis, None if found.severity is None else _severity(found.severity)


def _diagnosis(diagnosis: Diagnosis) -> ReportRow:
    also = translate("Recording", "also weighed: {mode}, {share}: {note}")
    others = tuple(
        also.format(
            mode=translate("Words", other.failure_mode.value),
            share=share_text(other.confidence),
            note=other.note,
        )
        for other in diagnosis.others
    )
    evidence = (*(symptom.text for symptom in diagnosis.symptoms), *others)
    name = translate("Recording", "Diagnosis")
    if diagnosis.failure_mode is FailureMode.NONE:
        return ReportRow(name, translate("Recording", "No fault found"), evidence)
    if diagnosis.failure_mode is FailureMode.UNDETERMINED:
        return ReportRow(name, translate("Recording", "Undetermined"), evidence)
    mode = translate("Words", diagnosis.failure_mode.value)
    text = translate("Recording", "{mode}, {share} sure")
    sure = text.format(mode=mode[:1].upper() + mode[1:], share=share_text(diagnosis.confidence))
    return ReportRow(name, sure, evidence, "alarm")


def _severity(severity: Severity) -> ReportRow:
    low_hz, high_hz = severity.band_hz
    name = translate("Recording", "Velocity RMS {low}-{high} Hz").format(
        low=fixed(low_hz, 0), high=fixed(high_hz, 0)
    )
    if severity.velocity_rms_mms is None or severity.zone is None:
        return ReportRow(name, translate("Recording", "not determined"), (severity.why,))
    zones = severity.zones
    value = translate("Recording", "{velocity} mm/s, zone {zone}").format(
        velocity=level_text(severity.velocity_rms_mms), zone=severity.zone
    )
    meet = translate("Recording", "{table}: zones A to D meet at {ab}, {bc} and {cd} mm/s").format(
        table=zones.name,
        ab=level_text(zones.ab_mms),
        bc=level_text(zones.bc_mms),
        cd=level_text(zones.cd_mms),
    )
    usual = translate("Recording", "The usual table: no class of machine is stated.")
    details = (
        translate("Words", ZONE_MEANINGS[severity.zone]),
        meet,
        *(() if severity.is_table_chosen else (usual,)),
        translate("Recording", "A guide, no claim of conformity: {source}").format(
            source=zones.source
        ),
    )
    states = {"C": "watch", "D": "alarm"}
    return ReportRow(name, value, details, states.get(severity.zone, ""))


def _speed(found: Study) -> ReportRow:
    name = translate("Recording", "Shaft speed")
    if found.speed is None:
        known = translate("Recording", "Enter it, or choose a bearing so that it is looked for.")
        return ReportRow(name, translate("Recording", "not known"), (known,))
    value = translate("Recording", "{speed} r/min").format(speed=fixed(found.speed.rpm, 0))
    source = (
        translate("Recording", "estimated from the record")
        if found.speed.is_estimated
        else translate("Recording", "as stated")
    )
    return ReportRow(name, value, (source,))


def _features(found: Study, unit: str) -> tuple[ReportRow, ...]:
    features = found.features
    amplitude = translate("Recording", "RMS {rms}, peak {peak} {unit}").format(
        rms=level_text(features.acceleration_rms_ms2),
        peak=level_text(features.acceleration_peak_ms2),
        unit=unit,
    )
    shape = translate(
        "Recording", "crest factor {crest}, excess kurtosis {kurtosis} (sine -1.5, noise 0)"
    ).format(crest=level_text(features.crest_factor), kurtosis=level_text(features.kurtosis))
    bands = tuple(f"{name}: {level_text(level)}" for name, level in features.bands_ms2.items())
    combs = tuple(
        f"{LABEL_OF_DEFECT[defect]}: {level_text(level)}"
        for defect, level in features.envelope_ms2.items()
    )
    low_hz, high_hz = found.envelope_band_hz
    envelope = translate("Recording", "Envelope of {low}-{high} Hz").format(
        low=fixed(low_hz, 0), high=fixed(high_hz, 0)
    )
    level = translate("Recording", "RMS {rms} {unit}")
    return (
        ReportRow(translate("Recording", "Amplitude"), amplitude, (shape,)),
        ReportRow(
            translate("Recording", "Bands, RMS in {unit}").format(unit=unit),
            "",
            (";  ".join(bands),),
        ),
        ReportRow(
            envelope,
            level.format(rms=level_text(found.envelope_rms), unit=unit),
            (";  ".join(combs),) if combs else (),
        ),
    )


def _recorded(result: ChannelResult) -> ReportRow:
    """Say how long, how fast and in what unit it was recorded."""
    rate_hz = result.rate_hz or 1.0
    text = translate("Recording", "{count} samples, {seconds} s at {rate} Hz").format(
        count=fixed(result.count, 0),
        seconds=level_text(result.count / rate_hz),
        rate=fixed(rate_hz, 0),
    )
    if result.unit is None:
        unit = translate("Recording", "unit not declared: amplitudes as recorded")
    else:
        source = (
            translate("Recording", "from the file")
            if result.unit_is_named_by_file
            else translate("Recording", "as stated")
        )
        unit = translate("Recording", "recorded in {unit}, {source}").format(
            unit=result.unit.value, source=source
        )
    part = translate("Recording", "the first {count} samples are analysed")
    cut = (part.format(count=fixed(LONGEST_SAMPLES, 0)),) if result.count > LONGEST_SAMPLES else ()
    return ReportRow(translate("Recording", "Recorded"), "", (text, unit, *cut))
