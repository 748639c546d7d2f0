"""The review of a part as JSON content."""

from datetime import date
from typing import Any

from app.core.need_line import Cover, NeedKind, NeedLine
from app.core.part_review import PartReview
from app.core.trigger import DecisionKind, DeliveryMode
from app.storage.codecs.decision_json import reason_from_json, reason_to_json
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


def part_review_to_json(review: PartReview) -> dict[str, object]:
    """Write a review whole."""
    return {
        "part_id": review.part_id,
        "today": day_to_json(review.today),
        "taken_at": instant_to_json(review.taken_at),
        "on_hand": review.on_hand,
        "set_aside": review.set_aside,
        "on_order": review.on_order,
        "unpredicted_per_year": number_to_json(review.unpredicted_per_year),
        "lines": [_line_to_json(line) for line in review.lines],
        "reasons": {
            name: [reason_to_json(r) for r in reasons] for name, reasons in review.reasons.items()
        },
        "order_id": review.order_id,
        "mark": review.mark,
    }


def part_review_from_json(content: dict[str, Any]) -> PartReview:
    """Read a review."""
    return PartReview(
        part_id=content["part_id"],
        today=date.fromisoformat(content["today"]),
        taken_at=instant_from_json(content["taken_at"]),
        on_hand=content["on_hand"],
        set_aside=content["set_aside"],
        on_order=content["on_order"],
        unpredicted_per_year=number_from_json(content["unpredicted_per_year"]),
        lines=tuple(_line_from_json(line) for line in content["lines"]),
        reasons={
            name: tuple(reason_from_json(r) for r in reasons)
            for name, reasons in content["reasons"].items()
        },
        order_id=content["order_id"],
        mark=content["mark"],
    )


def _line_to_json(line: NeedLine) -> dict[str, object]:
    """Write one need."""
    return {
        "id": line.id,
        "kind": line.kind.value,
        "part_id": line.part_id,
        "supplier_id": line.supplier_id,
        "quantity": line.quantity,
        "decision": line.decision.value,
        "rank": line.rank,
        "asset_id": line.asset_id,
        "component_id": line.component_id,
        "need_by": day_to_json(line.need_by),
        "order_by": day_to_json(line.order_by),
        "late_probability": optional_number_to_json(line.late_probability),
        "probability": optional_number_to_json(line.probability),
        "mode": line.mode.value,
        "cover": [_cover_to_json(cover) for cover in line.cover],
        "decision_id": line.decision_id,
        "missing": line.missing,
    }


def _line_from_json(content: dict[str, Any]) -> NeedLine:
    """Read one need."""
    return NeedLine(
        **content
        | {
            "kind": NeedKind(content["kind"]),
            "decision": DecisionKind(content["decision"]),
            "need_by": day_from_json(content["need_by"]),
            "order_by": day_from_json(content["order_by"]),
            "late_probability": optional_number_from_json(content["late_probability"]),
            "probability": optional_number_from_json(content["probability"]),
            "mode": DeliveryMode(content["mode"]),
            "cover": tuple(_cover_from_json(cover) for cover in content["cover"]),
        }
    )


def _cover_to_json(cover: Cover) -> dict[str, object]:
    """Write what serves a need."""
    return {
        "quantity": cover.quantity,
        "order_id": cover.order_id,
        "order_number": cover.order_number,
        "due": day_to_json(cover.due),
        "is_in_time": cover.is_in_time,
        "part_number": cover.part_number,
    }


def _cover_from_json(content: dict[str, Any]) -> Cover:
    """Read what serves a need."""
    return Cover(**content | {"due": day_from_json(content["due"])})
