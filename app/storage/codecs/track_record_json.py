"""What the books teach on a day, and the quantiles of a claim, as JSON content."""

import math
from dataclasses import asdict
from datetime import date
from typing import Any

from app.core.machine_record import MachineRecord
from app.core.track_record import FamilyRecord, TrackRecord
from app.core.trust import Verdict


def track_record_to_json(record: TrackRecord) -> dict[str, object]:
    """Write a day's record whole."""
    return {
        "today": record.today.isoformat(),
        "families": [asdict(f) | {"verdict": f.verdict.value} for f in record.families],
        "notice_days": list(record.notice_days),
        "approval_waits_days": list(record.approval_waits_days),
        "machines": [asdict(machine) for machine in record.machines],
    }


def kept_days_to_json(days: tuple[float, ...]) -> list[float | None]:
    """Write a claim's quantiles; one beyond the horizon is none."""
    return [value if math.isfinite(value) else None for value in days]


def kept_days_from_json(content: list[float | None]) -> tuple[float, ...]:
    """Read a claim's quantiles."""
    return tuple(math.inf if value is None else value for value in content)


def track_record_from_json(content: dict[str, Any]) -> TrackRecord:
    """Read a day's record."""
    return TrackRecord(
        today=date.fromisoformat(content["today"]),
        families=tuple(
            FamilyRecord(**f | {"verdict": Verdict(f["verdict"])}) for f in content["families"]
        ),
        notice_days=tuple(content["notice_days"]),
        approval_waits_days=tuple(content.get("approval_waits_days", ())),
        machines=tuple(MachineRecord(**m) for m in content.get("machines", ())),
    )
