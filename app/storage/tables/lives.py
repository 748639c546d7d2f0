"""Lives that ended, and what the plant itself holds of the life of a kind of component."""

from sqlalchemy import CheckConstraint, Column, Date, Double, String, Table, Text

from app.core.assets import AssetClass
from app.core.component_life import LifeEnd
from app.storage.columns import Word
from app.storage.tables.base import PLANT, refers

past_lives = Table(
    "past_lives",
    PLANT,
    Column("id", String, primary_key=True),
    Column("component_id", String, refers("components.id"), nullable=False, index=True),
    Column("part_id", String, refers("parts.id")),
    Column("fitted_on", Date, nullable=False),
    Column("ended_on", Date, nullable=False),
    Column("end", Word(LifeEnd), nullable=False),
    Column("noted_from", Text, nullable=False),
    CheckConstraint("ended_on >= fitted_on", name="days"),
)

plant_priors = Table(
    "plant_priors",
    PLANT,
    Column("kind", Word(AssetClass), primary_key=True),
    Column("median_hours", Double, nullable=False),
    Column("shape", Double, nullable=False),
    Column("plant_factor", Double, nullable=False),
    Column("part_factor", Double, nullable=False),
    Column("machine_factor", Double, nullable=False),
    Column("shape_factor", Double, nullable=False),
    Column("source", Text, nullable=False),
    CheckConstraint("median_hours > 0", name="median_hours"),
    CheckConstraint("shape > 0", name="shape"),
)
