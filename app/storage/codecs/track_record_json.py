"""What the books teach on a day, as JSON content."""

from dataclasses import asdict
from datetime import date
from typing import Any

from app.core.track_record import FamilyRecord, TrackRecord
from app.core.trust import Verdict


def track_record_to_json(record: TrackRecord) -> dict[str, object]:
    """Write a day's record whole."""
    return {
        "today": record.today.isoformat(),
        "families": [asdict(f) | {"verdict": f.verdict.value} for f in record.families],
        "notice_days": list(record.notice_days),
        "approval_waits_days": list(record.approval_waits_days),
    }


def track_record_from_json(content: dict[str, Any]) -> TrackRecord:
    """Read a day's record."""
    return TrackRecord(
        today=date.fromisoformat(content["today"]),
        families=tuple(
            FamilyRecord(**f | {"verdict": Verdict(f["verdict"])}) for f in content["families"]
        ),
        notice_days=tuple(content["notice_days"]),
        approval_waits_days=tuple(content.get("approval_waits_days", ())),
    )
