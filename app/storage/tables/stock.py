"""Parts and the ledger of movements; there is no field for what is on hand."""

from sqlalchemy import BigInteger, CheckConstraint, Column, String, Table, Text

from app.core.stock import MovementKind
from app.storage.columns import MinorUnits, UtcDateTime, Word
from app.storage.tables.base import PLANT, one_of, refers, sequence

PRICE_PLACES = 4
"""A price per piece may be finer than a cent; the order line is what is rounded."""

parts = Table(
    "parts",
    PLANT,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False),
    Column("description", Text, nullable=False),
    Column("price", MinorUnits(PRICE_PLACES), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("supplier_id", String, refers("suppliers.id")),
    Column("maker", Text, nullable=False),
    Column("maker_number", Text, nullable=False),
    Column("unit", String, nullable=False),
    Column("bin", Text, nullable=False),
    Column("minimum_order", BigInteger, nullable=False),
    Column("safety_stock", BigInteger, nullable=False, server_default="0"),
    Column("buffer_stock", BigInteger, nullable=False, server_default="0"),
    Column("shelf_life_days", BigInteger),
    Column("storage_cost_per_year", MinorUnits(PRICE_PLACES), nullable=False, server_default="0"),
    CheckConstraint("minimum_order > 0", name="minimum_order"),
)

alternates = Table(
    "part_alternates",
    PLANT,
    Column("part_id", String, refers("parts.id"), primary_key=True),
    Column("alternate_id", String, refers("parts.id"), primary_key=True),
    CheckConstraint("part_id <> alternate_id", name="other"),
)
"""Every pair of parts that replace each other, both ways round."""

movements = Table(
    "movements",
    PLANT,
    sequence(),
    Column("id", String, nullable=False, unique=True),
    Column("part_id", String, refers("parts.id"), nullable=False, index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("kind", Word(MovementKind), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reference", Text, nullable=False),
    CheckConstraint("quantity <> 0", name="quantity"),
    one_of("kind", MovementKind),
)
