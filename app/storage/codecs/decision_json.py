"""A decision to order, with the assessment behind it, as JSON content."""

from datetime import date
from typing import Any

from app.core.distribution import DaysDistribution
from app.core.health import RulState
from app.core.policy import TriggerRule
from app.core.reasons import Detail, Reason
from app.core.records import DecisionRecord
from app.core.trigger import DecisionKind, DeliveryMode, TriggerDecision
from app.storage.codecs.assessment_json import assessment_from_json, assessment_to_json
from app.storage.codecs.values import (
    day_from_json,
    day_to_json,
    instant_from_json,
    instant_to_json,
    number_from_json,
    number_to_json,
    optional_number_from_json,
    optional_number_to_json,
)

Pairs = tuple[tuple[float, float], ...]


def record_to_json(record: DecisionRecord) -> dict[str, object]:
    """Write a decision whole, so that it can be recomputed by hand years later."""
    assessment = record.assessment
    return {
        "id": record.id,
        "component_id": record.component_id,
        "taken_at": instant_to_json(record.taken_at),
        "today": day_to_json(record.today),
        "decision": decision_to_json(record.decision),
        "assessment": None if assessment is None else assessment_to_json(assessment),
        "approval_reasons": [reason_to_json(r) for r in record.approval_reasons],
        "trend": _pairs_to_json(record.trend),
        "spectrum": _pairs_to_json(record.spectrum),
        "program_version": record.program_version,
        "life": None if record.life is None else record.life.to_json(),
        "life_state": None if record.life_state is None else record.life_state.value,
    }


def record_from_json(content: dict[str, Any]) -> DecisionRecord:
    """Read a decision whole; one written before parts were shared has no life of its own.

    One written before predictions were checked took every assessment as it was.
    """
    assessment, life = content["assessment"], content.get("life")
    state = content.get("life_state")
    return DecisionRecord(
        id=content["id"],
        component_id=content["component_id"],
        taken_at=instant_from_json(content["taken_at"]),
        today=date.fromisoformat(content["today"]),
        decision=decision_from_json(content["decision"]),
        assessment=None if assessment is None else assessment_from_json(assessment),
        approval_reasons=tuple(reason_from_json(r) for r in content["approval_reasons"]),
        trend=_pairs_from_json(content["trend"]),
        spectrum=_pairs_from_json(content["spectrum"]),
        program_version=content["program_version"],
        life=None if life is None else DaysDistribution.from_json(life),
        life_state=None if state is None else RulState(state),
    )


def decision_to_json(decision: TriggerDecision) -> dict[str, object]:
    """Write what the trigger said."""
    return {
        "kind": decision.kind.value,
        "order_by": day_to_json(decision.order_by),
        "arrive_by": day_to_json(decision.arrive_by),
        "need_by": day_to_json(decision.need_by),
        "quantity": decision.quantity,
        "late_probability": optional_number_to_json(decision.late_probability),
        "tolerated_risk": optional_number_to_json(decision.tolerated_risk),
        "article_order_by": day_to_json(decision.article_order_by),
        "rule": decision.rule.value,
        "mode": decision.mode.value,
        "reasons": [reason_to_json(r) for r in decision.reasons],
    }


def decision_from_json(content: dict[str, Any]) -> TriggerDecision:
    """Read what the trigger said."""
    return TriggerDecision(
        kind=DecisionKind(content["kind"]),
        order_by=day_from_json(content["order_by"]),
        arrive_by=day_from_json(content["arrive_by"]),
        need_by=day_from_json(content["need_by"]),
        quantity=content["quantity"],
        late_probability=optional_number_from_json(content["late_probability"]),
        tolerated_risk=optional_number_from_json(content["tolerated_risk"]),
        article_order_by=day_from_json(content["article_order_by"]),
        rule=TriggerRule(content["rule"]),
        mode=DeliveryMode(content["mode"]),
        reasons=tuple(reason_from_json(r) for r in content["reasons"]),
    )


def reason_to_json(reason: Reason) -> dict[str, object]:
    """Write a reason by its code; days and endless numbers inside say what they are.

    >>> reason_to_json(Reason("order_by", 12.0, "d", {"day": date(2026, 3, 14), "days": 12}))[
    ...     "details"]
    {'day': {'day': '2026-03-14'}, 'days': 12}
    """
    return {
        "code": reason.code,
        "value": optional_number_to_json(reason.value),
        "unit": reason.unit,
        "details": {name: _detail_to_json(d) for name, d in reason.details.items()},
    }


def reason_from_json(content: dict[str, Any]) -> Reason:
    """Read a reason."""
    return Reason(
        code=content["code"],
        value=optional_number_from_json(content["value"]),
        unit=content["unit"],
        details={name: _detail_from_json(d) for name, d in content["details"].items()},
    )


def _detail_to_json(detail: Detail) -> object:
    """Write one detail; what JSON has no kind for stands in a table of one row."""
    if isinstance(detail, date):
        return {"day": detail.isoformat()}
    if isinstance(detail, str):
        return detail
    written = number_to_json(detail)
    return {"number": written} if isinstance(written, str) else written


def _detail_from_json(content: str | float | dict[str, str]) -> Detail:
    """Read one detail."""
    if not isinstance(content, dict):
        return content
    return date.fromisoformat(content["day"]) if "day" in content else float(content["number"])


def _pairs_to_json(pairs: Pairs) -> list[list[float | str]]:
    """Write the numbers of a thumbnail."""
    return [[number_to_json(x), number_to_json(y)] for x, y in pairs]


def _pairs_from_json(content: list[list[float | str]]) -> Pairs:
    """Read the numbers of a thumbnail."""
    return tuple((number_from_json(x), number_from_json(y)) for x, y in content)
