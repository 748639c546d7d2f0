"""What feeds a model's columns, as JSON content."""

from dataclasses import asdict
from typing import Any

from app.core.learned_models import ColumnFeed


def feeds_to_json(feeds: tuple[ColumnFeed, ...]) -> list[dict[str, object]]:
    """Write which indicator feeds each column."""
    return [asdict(feed) for feed in feeds]


def feeds_from_json(content: list[dict[str, Any]]) -> tuple[ColumnFeed, ...]:
    """Read which indicator feeds each column."""
    return tuple(ColumnFeed(**feed) for feed in content)
