"""The severity zones that ship, and which of them a kind of machine is usually judged by."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from app.core.assets import AssetClass
from app.core.zones import Zones

FILE = "resources/severity_zones.json"


def shipped_zones() -> Mapping[str, Zones]:
    """Return the tables that ship, by id, in the order of the file.

    >>> shipped_zones()["10816-3-group-2-rigid"].cd_mms
    4.5
    """
    return {table["id"]: Zones(**table) for table in _content()["tables"]}


def usual_zones_id(asset_class: AssetClass) -> str:
    """Return the table taken where the site chose none: group 2 rigid, pumps their own.

    >>> usual_zones_id(AssetClass.PUMP)
    '10816-7-category-low'
    """
    content = _content()
    return str(content["usual"].get(asset_class.value, content["fallback"]))


def usual_zones(asset_class: AssetClass) -> Zones:
    """Return that table as it ships.

    >>> usual_zones(AssetClass.FAN).name
    'ISO 10816-3 group 2 rigid'
    """
    return shipped_zones()[usual_zones_id(asset_class)]


@lru_cache
def _content() -> dict[str, Any]:
    """Read the file once."""
    found: dict[str, Any] = json.loads((resources.files("app") / FILE).read_text(encoding="utf-8"))
    return found
