"""Bearings, calendars and source bindings as JSON content."""

from dataclasses import asdict
from datetime import date
from typing import Any

from app.core.assets import Bearing, KitItem
from app.core.calendars import Shutdown, WorkCalendar
from app.core.drive import Drive
from app.core.sources import PointBinding
from app.storage.codecs.values import day_from_json, day_to_json


def lines_to_json(lines: tuple[str, ...]) -> list[str]:
    """Write lines of text."""
    return list(lines)


def lines_from_json(content: list[str]) -> tuple[str, ...]:
    """Read lines of text."""
    return tuple(content)


def days_to_json(days: tuple[date, ...]) -> list[str]:
    """Write a list of dates."""
    return [day.isoformat() for day in days]


def days_from_json(content: list[str]) -> tuple[date, ...]:
    """Read a list of dates."""
    return tuple(date.fromisoformat(day) for day in content)


def bearing_to_json(bearing: Bearing) -> dict[str, object]:
    """Write a bearing's geometry and where it comes from."""
    return asdict(bearing)


def bearing_from_json(content: dict[str, Any]) -> Bearing:
    """Read a bearing."""
    return Bearing(**content)


def drive_to_json(drive: Drive) -> dict[str, object]:
    """Write what turns with a shaft."""
    return asdict(drive)


def drive_from_json(content: dict[str, Any]) -> Drive:
    """Read what turns with a shaft."""
    return Drive(**content)


def kit_to_json(kit: tuple[KitItem, ...]) -> list[dict[str, object]]:
    """Write the further parts of a job."""
    return [asdict(item) for item in kit]


def kit_from_json(content: list[dict[str, Any]]) -> tuple[KitItem, ...]:
    """Read the further parts of a job."""
    return tuple(KitItem(**item) for item in content)


def bindings_to_json(bindings: tuple[PointBinding, ...]) -> list[dict[str, object]]:
    """Write where each point is found on its source."""
    return [{"point_id": b.point_id, "where": dict(b.where)} for b in bindings]


def bindings_from_json(content: list[dict[str, Any]]) -> tuple[PointBinding, ...]:
    """Read where each point is found."""
    return tuple(PointBinding(b["point_id"], dict(b["where"])) for b in content)


def calendar_to_json(calendar: WorkCalendar) -> dict[str, object]:
    """Write a calendar; weekdays in order, shutdowns as first and last day."""
    return {
        "working_weekdays": sorted(calendar.working_weekdays),
        "holiday_country": calendar.holiday_country,
        "holiday_region": calendar.holiday_region,
        "shutdowns": [
            {
                "first": day_to_json(s.first),
                "last": day_to_json(s.last),
                "name": s.name,
                "stands_still": s.stands_still,
            }
            for s in calendar.shutdowns
        ],
        "goods_in_weekdays": sorted(calendar.goods_in_weekdays),
    }


def calendar_from_json(content: dict[str, Any]) -> WorkCalendar:
    """Read a calendar; what was kept before goods-in days were asked for has none."""
    return WorkCalendar(
        working_weekdays=frozenset(content["working_weekdays"]),
        holiday_country=content["holiday_country"],
        holiday_region=content["holiday_region"],
        shutdowns=tuple(_shutdown(s) for s in content["shutdowns"]),
        goods_in_weekdays=frozenset(content.get("goods_in_weekdays", ())),
    )


def _shutdown(content: dict[str, Any]) -> Shutdown:
    """Read one closed range; the machines stood in those kept before that was asked for."""
    first, last = day_from_json(content["first"]), day_from_json(content["last"])
    if first is None or last is None:
        raise ValueError("a shutdown has a first and a last day")
    return Shutdown(first, last, content["name"], content.get("stands_still", True))
