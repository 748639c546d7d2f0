"""What each supplier asks for a part."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Double, String, Table

from app.storage.codecs.offer_json import (
    breaks_from_json,
    breaks_to_json,
    quotes_from_json,
    quotes_to_json,
)
from app.storage.columns import JsonOf, MinorUnits
from app.storage.tables.base import PLANT, refers
from app.storage.tables.stock import PRICE_PLACES

offers = Table(
    "offers",
    PLANT,
    Column("part_id", String, refers("parts.id"), primary_key=True),
    Column("supplier_id", String, refers("suppliers.id"), primary_key=True),
    Column("price", MinorUnits(PRICE_PLACES), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("minimum_order", BigInteger, nullable=False),
    Column("pack_size", BigInteger, nullable=False),
    Column("breaks", JsonOf(breaks_to_json, breaks_from_json), nullable=False),
    Column("shipping_quotes", JsonOf(quotes_to_json, quotes_from_json), nullable=False),
    Column("order_cost_share", Double, nullable=False),
    CheckConstraint("minimum_order > 0", name="minimum_order"),
    CheckConstraint("pack_size > 0", name="pack_size"),
)
