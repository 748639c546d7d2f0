"""Courses of action and their outcome as JSON content of a journal entry."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.journal import Assumption, Course, CourseCost, Fate, Settlement
from app.storage.codecs.values import day_from_json, day_to_json


def course_to_json(course: Course) -> dict[str, object]:
    """Write a way to act; money as text, so that no cent is lost."""
    return {
        "order_on": day_to_json(course.order_on),
        "supplier_id": course.supplier_id,
        "mode": course.mode,
        "quantity": course.quantity,
        "fees": str(course.fees),
        "work_on": day_to_json(course.work_on),
    }


def course_from_json(content: dict[str, Any]) -> Course:
    """Read a way to act."""
    return Course(
        order_on=day_from_json(content["order_on"]),
        supplier_id=content["supplier_id"],
        mode=content["mode"],
        quantity=content["quantity"],
        fees=Decimal(content["fees"]),
        work_on=day_from_json(content["work_on"]),
    )


def settlement_to_json(settlement: Settlement) -> dict[str, object]:
    """Write the outcome of an entry."""
    return {
        "on": settlement.on.isoformat(),
        "done_on": settlement.fate.done_on.isoformat(),
        "failed_on": day_to_json(settlement.fate.failed_on),
        "taken": _cost_to_json(settlement.taken),
        "proposed": _cost_to_json(settlement.proposed),
        "assumption": settlement.assumption.value,
    }


def settlement_from_json(content: dict[str, Any]) -> Settlement:
    """Read the outcome of an entry."""
    return Settlement(
        on=date.fromisoformat(content["on"]),
        fate=Fate(date.fromisoformat(content["done_on"]), day_from_json(content["failed_on"])),
        taken=_cost_from_json(content["taken"]),
        proposed=_cost_from_json(content["proposed"]),
        assumption=Assumption(content["assumption"]),
    )


def _cost_to_json(cost: CourseCost) -> dict[str, object]:
    """Write what a course cost."""
    return {
        "usable_on": day_to_json(cost.usable_on),
        "holding": str(cost.holding),
        "waiting": str(cost.waiting),
        "fees": str(cost.fees),
    }


def _cost_from_json(content: dict[str, Any]) -> CourseCost:
    """Read what a course cost."""
    return CourseCost(
        day_from_json(content["usable_on"]),
        Decimal(content["holding"]),
        Decimal(content["waiting"]),
        Decimal(content["fees"]),
    )
