"""An analysed recording as rows for JSON; docs/analyse.md describes them."""

from typing import Any

from app.analysis.severity import ZONE_MEANINGS, Severity
from app.analysis.study import Study
from app.core.errors import PlantError
from app.core.health import Diagnosis
from app.exchange.recording import LONGEST_SAMPLES, ChannelResult, FileResult

AS_RECORDED = "as recorded"


def file_row(result: FileResult) -> dict[str, Any]:
    """Write one file."""
    return {
        "file": str(result.path),
        "format": result.format or None,
        "findings": list(result.findings),
        "error": _error(result.refused),
        "channels": [_channel(channel) for channel in result.channels],
    }


def _channel(result: ChannelResult) -> dict[str, Any]:
    row: dict[str, Any] = {
        "channel": result.channel.name,
        "number": result.channel.number,
        "state": "refused" if result.quality is None else result.quality.value,
        "why": result.why,
        "error": _error(result.refused),
        "recorded_in": None if result.unit is None else result.unit.value,
        "sample_rate_hz": result.rate_hz,
        "samples": result.count,
        "analysed_samples": min(result.count, LONGEST_SAMPLES) if result.study else 0,
    }
    if result.study is not None:
        row |= _study(result.study, is_unit_known=result.unit is not None)
    return row


def _study(found: Study, *, is_unit_known: bool) -> dict[str, Any]:
    """Write what a record says; amplitudes in `unit`."""
    features, speed = found.features, found.speed
    return {
        "unit": "m/s2" if is_unit_known else AS_RECORDED,
        "shaft_speed": None
        if speed is None
        else {"rpm": speed.rpm, "is_estimated": speed.is_estimated},
        "features": {
            "rms": features.acceleration_rms_ms2,
            "peak": features.acceleration_peak_ms2,
            "crest_factor": features.crest_factor,
            "kurtosis_excess": features.kurtosis,
            "bands_rms": features.bands_ms2,
            "envelope_band_hz": list(found.envelope_band_hz),
            "envelope_rms": found.envelope_rms,
            "envelope_combs": features.envelope_ms2,
        },
        "severity": None if found.severity is None else _severity(found.severity),
        "diagnosis": None if found.diagnosis is None else _diagnosis(found.diagnosis),
        "not_looked_for": list(found.not_looked_for),
    }


def _severity(severity: Severity) -> dict[str, Any]:
    zones = severity.zones
    return {
        "velocity_rms_mms": severity.velocity_rms_mms,
        "band_hz": list(severity.band_hz),
        "zone": severity.zone,
        "meaning": None if severity.zone is None else ZONE_MEANINGS[severity.zone],
        "table": zones.name,
        "is_table_chosen": severity.is_table_chosen,
        "boundaries_mms": [zones.ab_mms, zones.bc_mms, zones.cd_mms],
        "source": zones.source,
        "why": severity.why,
    }


def _diagnosis(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "failure_mode": diagnosis.failure_mode.value,
        "confidence": diagnosis.confidence,
        "evidence": [
            {"code": s.code, "text": s.text, "value": s.value, "unit": s.unit}
            for s in diagnosis.symptoms
        ],
        "others": [
            {"failure_mode": o.failure_mode.value, "confidence": o.confidence, "note": o.note}
            for o in diagnosis.others
        ],
    }


def _error(refused: PlantError | None) -> dict[str, str] | None:
    if refused is None:
        return None
    return {"kind": type(refused).__name__, "what": refused.what, "remedy": refused.remedy}
