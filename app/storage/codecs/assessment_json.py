"""What was said of a component at one instant, as JSON content."""

from dataclasses import asdict
from typing import Any

from app.core.distribution import DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
    Suspicion,
    Symptom,
)
from app.core.regime import RegimeChange, RegimeShift
from app.storage.codecs.values import (
    instant_from_json,
    instant_to_json,
    number_from_json,
    number_to_json,
    optional_number_from_json,
    optional_number_to_json,
)


def assessment_to_json(assessment: Assessment) -> dict[str, object]:
    """Write an assessment whole: health, diagnosis and remaining life."""
    return {
        "id": assessment.id,
        "component_id": assessment.component_id,
        "point_id": assessment.point_id,
        "taken_at": instant_to_json(assessment.taken_at),
        "health": _health_to_json(assessment.health),
        "diagnosis": _diagnosis_to_json(assessment.diagnosis),
        "rul": _rul_to_json(assessment.rul),
    }


def assessment_from_json(content: dict[str, Any]) -> Assessment:
    """Read an assessment."""
    return Assessment(
        id=content["id"],
        component_id=content["component_id"],
        point_id=content["point_id"],
        taken_at=instant_from_json(content["taken_at"]),
        health=_health_from_json(content["health"]),
        diagnosis=_diagnosis_from_json(content["diagnosis"]),
        rul=_rul_from_json(content["rul"]),
    )


def _health_to_json(health: Health) -> dict[str, object]:
    """Write the condition and the limit that decided it."""
    return asdict(health) | {
        "state": health.state.value,
        "index": number_to_json(health.index),
        "value": number_to_json(health.value),
        "limit": optional_number_to_json(health.limit),
    }


def _health_from_json(content: dict[str, Any]) -> Health:
    """Read the condition."""
    return Health(
        **content
        | {
            "state": HealthState(content["state"]),
            "index": number_from_json(content["index"]),
            "value": number_from_json(content["value"]),
            "limit": optional_number_from_json(content["limit"]),
        }
    )


def _diagnosis_to_json(diagnosis: Diagnosis) -> dict[str, object]:
    """Write the failure mode with its evidence."""
    symptoms = [asdict(s) | {"value": number_to_json(s.value)} for s in diagnosis.symptoms]
    return {
        "failure_mode": diagnosis.failure_mode.value,
        "confidence": number_to_json(diagnosis.confidence),
        "symptoms": symptoms,
        "others": [
            {"failure_mode": o.failure_mode.value, "confidence": o.confidence, "note": o.note}
            for o in diagnosis.others
        ],
    }


def _diagnosis_from_json(content: dict[str, Any]) -> Diagnosis:
    """Read the failure mode; earlier records weighed no others."""
    return Diagnosis(
        FailureMode(content["failure_mode"]),
        number_from_json(content["confidence"]),
        tuple(Symptom(**s | {"value": number_from_json(s["value"])}) for s in content["symptoms"]),
        tuple(
            Suspicion(FailureMode(o["failure_mode"]), float(o["confidence"]), o["note"])
            for o in content.get("others", ())
        ),
    )


def _rul_to_json(rul: RulEstimate) -> dict[str, object]:
    """Write remaining life: its quantiles, the model and its version."""
    return {
        "state": rul.state.value,
        "quantiles_days": None if rul.distribution is None else rul.distribution.to_json(),
        "model": rul.model,
        "model_version": rul.model_version,
        "as_of": instant_to_json(rul.as_of),
        "evidence_points": rul.evidence_points,
        "alert_precision": number_to_json(rul.alert_precision),
        "onset_at": None if rul.onset_at is None else instant_to_json(rul.onset_at),
        "explanation": rul.explanation,
        "regime": None if rul.regime is None else _regime_to_json(rul.regime),
    }


def _rul_from_json(content: dict[str, Any]) -> RulEstimate:
    """Read remaining life; earlier records know no change of regime."""
    quantiles, onset = content["quantiles_days"], content["onset_at"]
    regime = content.get("regime")
    return RulEstimate(
        state=RulState(content["state"]),
        distribution=None if quantiles is None else DaysDistribution.from_json(quantiles),
        model=content["model"],
        model_version=content["model_version"],
        as_of=instant_from_json(content["as_of"]),
        evidence_points=content["evidence_points"],
        alert_precision=number_from_json(content["alert_precision"]),
        onset_at=None if onset is None else instant_from_json(onset),
        explanation=content["explanation"],
        regime=None if regime is None else _regime_from_json(regime),
    )


def _regime_to_json(change: RegimeChange) -> dict[str, object]:
    """Write what changed of a machine."""
    return asdict(change) | {
        "shift": change.shift.value,
        "since": instant_to_json(change.since),
        "low": number_to_json(change.low),
        "high": number_to_json(change.high),
        "now": optional_number_to_json(change.now),
    }


def _regime_from_json(content: dict[str, Any]) -> RegimeChange:
    """Read what changed of a machine."""
    return RegimeChange(
        **content
        | {
            "shift": RegimeShift(content["shift"]),
            "since": instant_from_json(content["since"]),
            "low": number_from_json(content["low"]),
            "high": number_from_json(content["high"]),
            "now": optional_number_from_json(content["now"]),
        }
    )
