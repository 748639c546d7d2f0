"""Maintenance and sanitation windows of assets."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Double, String, Table, Text, Time

from app.core.work_window import WindowKind
from app.storage.columns import Word
from app.storage.tables.base import PLANT, one_of, refers

maintenance_windows = Table(
    "maintenance_windows",
    PLANT,
    Column("id", String, primary_key=True),
    Column("asset_id", String, refers("assets.id"), nullable=False, index=True),
    Column("kind", Word(WindowKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("weekday", BigInteger),
    Column("on", Date),
    Column("begins_at", Time, nullable=False),
    Column("lasts_hours", Double, nullable=False),
    CheckConstraint("weekday >= 0 AND weekday <= 6", name="weekday"),
    CheckConstraint("lasts_hours > 0", name="lasts_hours"),
    one_of("kind", WindowKind),
)
