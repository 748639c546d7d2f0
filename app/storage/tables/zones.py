"""Severity zones as the plant keeps them, and which a class of machine is judged by."""

from sqlalchemy import Column, Double, String, Table, Text

from app.core.assets import AssetClass
from app.storage.columns import Word
from app.storage.tables.base import PLANT

severity_zones = Table(
    "severity_zones",
    PLANT,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("mounting", Text, nullable=False),
    Column("ab_mms", Double, nullable=False),
    Column("bc_mms", Double, nullable=False),
    Column("cd_mms", Double, nullable=False),
    Column("ab_um", Double),
    Column("bc_um", Double),
    Column("cd_um", Double),
)
"""A row with the id of a shipped table stands in its place."""

zone_choices = Table(
    "zone_choices",
    PLANT,
    Column("asset_class", Word(AssetClass), primary_key=True),
    Column("zones_id", String, nullable=False),
)
"""`zones_id` may name a shipped table, so it is no key into another table."""
