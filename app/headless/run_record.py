"""`run.json`: what a run saw and decided, for people and programs alike."""

import json
from datetime import UTC, datetime
from pathlib import Path

from app.core.measurements import SampleCounts
from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord, PlantEvent
from app.exchange.plan import Json, decision_json
from app.storage.unit_of_work import UnitOfWork

SCHEMA = 1


def run_record(
    uow: UnitOfWork, seed: int | None, started: datetime, ended: datetime, samples: SampleCounts
) -> Json:
    """Gather a run's events with their decisions (docs/run-record.md)."""
    assets = {a.id: a.tag for a in uow.plant.assets()}
    return {
        "schema": SCHEMA,
        "seed": seed,
        "started": _instant(started),
        "ended": _instant(ended),
        "samples": {
            "in": samples.taken_in,
            "stored": samples.stored,
            "decimated": samples.decimated,
            "dropped": samples.dropped,
        },
        "events": [
            _event(event, assets.get(event.asset_id, ""), _decision_of(uow, event))
            for event in uow.events.all()
        ],
    }


def write_run_record(record: Json, folder: Path) -> Path:
    """Write `run.json` into a folder; returns its path."""
    path = folder / "run.json"
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return path


def _event(event: PlantEvent, tag: str, decision: Json | None) -> Json:
    """Write one event; decisions, drafts and their followers carry the decision."""
    written: Json = {
        "plant_time": _instant(event.at),
        "kind": event.kind,
        "asset": tag,
        "subject": event.subject,
        "text": event.text,
    }
    if decision is not None:
        written["decision"] = decision
    return written


def _decision_of(uow: UnitOfWork, event: PlantEvent) -> Json | None:
    """Find the decision behind an event."""
    if event.kind in {"decision", "late"}:
        return _with_names(uow, uow.decisions.get(event.subject))
    if event.kind in {"order_drafted", "approved", "ordered", "received"}:
        order = uow.orders.get(event.subject)
        peg = order.lines[0].peg
        if peg is not None and peg.decision_id:
            return {
                "order": order.number,
                "total": str(order.total),
                **_with_names(uow, uow.decisions.get(peg.decision_id), order),
            }
    return None


def _with_names(
    uow: UnitOfWork, record: DecisionRecord, order: PurchaseOrder | None = None
) -> Json:
    """Write a decision with the names of what it is about, as `kairos plan` does.

    What was ordered and where stands on its order; before there is one, what is usual.
    """
    component = uow.plant.component(record.component_id)
    part = uow.stock.part(component.part_id) if component.part_id else None
    usual = part.supplier_id if part else None
    asked = order.supplier_id if order else usual
    bought = uow.stock.part(order.lines[0].part_id) if order else part
    life = record.assessment.rul.distribution if record.assessment else None
    return {
        "asset": uow.plant.asset(component.asset_id).tag,
        "component": component.name,
        "part": part.number if part else "",
        **decision_json(
            record.decision,
            uow.plant.supplier(asked).name if asked else "",
            bought.number if bought else "",
        ),
        "rul_days": {f"p{p}": _days(life.quantile(p / 100)) for p in (5, 10, 50, 90, 95)}
        if life
        else None,
    }


def _days(days: float) -> float | None:
    """Write a number of days, null beyond the horizon."""
    return round(days, 3) if days != float("inf") else None


def _instant(at: datetime) -> str:
    """Write an instant as ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
