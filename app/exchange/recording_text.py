"""An analysed recording as a person reads it: figures with their units, words for the rest."""

from collections.abc import Iterator

from app.analysis.bearing_wear import LABEL_OF_DEFECT
from app.analysis.severity import ZONE_MEANINGS, Severity
from app.analysis.shaft_speed import ShaftSpeed
from app.analysis.study import Study
from app.core.health import Diagnosis, FailureMode
from app.core.measurements import Quality
from app.exchange.recording import LONGEST_SAMPLES, ChannelResult, FileResult

AS_RECORDED = "units as recorded"


def file_text(result: FileResult) -> str:
    """Write one file."""
    if result.refused is not None:
        return f"{result.path}\n  Refused: {result.refused}"
    head = f"{result.path}  {result.format}, {_counted(len(result.channels), 'channel')}"
    lines = [head, *(f"  Note: {finding}" for finding in result.findings)]
    for channel in result.channels:
        lines += [f"  {line}" for line in _channel(channel)]
    return "\n".join(lines)


def _channel(result: ChannelResult) -> Iterator[str]:
    yield f"Channel {result.channel.name}: {_extent(result)}"
    if result.refused is not None:
        yield f"  Refused: {result.refused}"
    if result.study is None:
        return
    if result.quality is not Quality.GOOD:
        yield f"  Not to be believed in full: {result.why}. Nothing is concluded of the machine."
    for line in _study(result.study, "m/s2" if result.unit is not None else AS_RECORDED):
        yield f"  {line}"


def _extent(result: ChannelResult) -> str:
    """Say how long, how fast and in what unit it was recorded, and where that is from."""
    if result.rate_hz is None:
        return _counted(result.count, "sample")
    rate_from = "stated" if result.channel.sample_rate_hz is None else "from the file"
    if result.unit is None:
        unit = "unit not declared: amplitudes as recorded"
    else:
        source = "from the file" if result.unit_is_named_by_file else "stated"
        unit = f"recorded in {result.unit.value} ({source})"
    part = f", the first {LONGEST_SAMPLES} analysed" if result.count > LONGEST_SAMPLES else ""
    return (
        f"{_counted(result.count, 'sample')}{part}, {result.count / result.rate_hz:.3f} s at "
        f"{result.rate_hz:g} Hz ({rate_from}); {unit}"
    )


def _study(found: Study, unit: str) -> Iterator[str]:
    features = found.features
    yield f"Shaft speed: {speed_text(found.speed)}"
    if found.severity is not None:
        yield from _severity(found.severity)
    yield (
        f"Amplitude: RMS {features.acceleration_rms_ms2:.3g}, peak "
        f"{features.acceleration_peak_ms2:.3g} {unit}; crest factor {features.crest_factor:.2f}, "
        f"excess kurtosis {features.kurtosis:.2f} (sine -1.5, noise 0)"
    )
    bands = ", ".join(f"{name} {level:.3g}" for name, level in features.bands_ms2.items())
    yield f"Bands, RMS in {unit}: {bands}"
    low_hz, high_hz = found.envelope_band_hz
    yield f"Envelope of {low_hz:.0f}-{high_hz:.0f} Hz: RMS {found.envelope_rms:.3g} {unit}"
    if features.envelope_ms2:
        combs = ", ".join(
            f"{LABEL_OF_DEFECT[defect]} {level:.3g}"
            for defect, level in features.envelope_ms2.items()
        )
        yield f"  combs in {unit}: {combs}"
    if found.diagnosis is not None:
        yield from _diagnosis(found.diagnosis)
    if found.not_looked_for:
        yield f"Not looked for: {'; '.join(found.not_looked_for)}"


def speed_text(speed: ShaftSpeed | None) -> str:
    """Say a speed, and that an estimate is one.

    >>> speed_text(ShaftSpeed(1794.2, is_estimated=True))
    '1794 r/min, estimated from the record'
    """
    if speed is None:
        return "not known"
    return f"{speed.rpm:.0f} r/min, " + (
        "estimated from the record" if speed.is_estimated else "as stated"
    )


def _severity(severity: Severity) -> Iterator[str]:
    low_hz, high_hz = severity.band_hz
    name = f"Velocity RMS {low_hz:g}-{high_hz:g} Hz"
    if severity.velocity_rms_mms is None or severity.zone is None:
        yield f"{name}: not determined. {severity.why}"
        return
    zones = severity.zones
    yield (
        f"{name}: {severity.velocity_rms_mms:.2f} mm/s, zone {severity.zone}: "
        f"{ZONE_MEANINGS[severity.zone]}"
    )
    usual = "" if severity.is_table_chosen else ", taken because no class of machine is stated,"
    yield (
        f"  zones A to D of {zones.name}{usual} meet at {zones.ab_mms:g}, {zones.bc_mms:g} and "
        f"{zones.cd_mms:g} mm/s"
    )
    yield f"  a guide, no claim of conformity: {zones.source}"


def _diagnosis(diagnosis: Diagnosis) -> Iterator[str]:
    is_named = diagnosis.failure_mode not in {FailureMode.UNDETERMINED, FailureMode.NONE}
    sure = f", confidence {diagnosis.confidence:.0%}" if is_named else ""
    yield f"Diagnosis: {diagnosis.failure_mode.value}{sure}"
    for symptom in diagnosis.symptoms:
        yield f"  {symptom.text}"
    for other in diagnosis.others:
        yield f"  also weighed: {other.failure_mode.value}, {other.confidence:.0%}: {other.note}"


def _counted(count: int, noun: str) -> str:
    """Write a count with its noun.

    >>> _counted(1, "channel"), _counted(2000, "sample")
    ('1 channel', '2000 samples')
    """
    return f"{count} {noun}" + ("" if count == 1 else "s")
