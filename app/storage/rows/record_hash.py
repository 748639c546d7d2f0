"""The hash printed on an order: it covers the order and the decisions behind it."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from app.core.purchasing import PurchaseOrder
from app.storage.codecs.values import instant_to_json
from app.storage.columns import json_text


def record_hash(order: PurchaseOrder, decisions: Mapping[str, str]) -> str:
    """Hash an order with its decisions (SHA-256 over canonical JSON).

    Parameters
    ----------
    decisions : mapping
        Text of each decision's record as it is kept, by decision id.

    Notes
    -----
    The part a line stands in for is left out where it stands in for none, so that the orders kept
    before there were such lines keep their hash.
    """
    content = asdict(order)
    del content["record_hash"]
    for line in content["lines"]:
        if line["peg"] and not line["peg"]["wanted_part_id"]:
            del line["peg"]["wanted_part_id"]
    text = json_text({"order": _plain(content), "decisions": dict(sorted(decisions.items()))})
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Write a value the same way however it was made (84 and 84.00 are one price)."""
    if isinstance(value, Mapping):
        return {name: _plain(value[name]) for name in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return instant_to_json(value)
    return value.isoformat() if isinstance(value, date) else value
