"""The tables, by subject; importing this package names them all."""

from app.storage.tables import measurements, offers, orders, plant, records, stock, work
from app.storage.tables.base import MEASUREMENTS, PLANT

__all__ = [
    "MEASUREMENTS",
    "PLANT",
    "measurements",
    "offers",
    "orders",
    "plant",
    "records",
    "stock",
    "work",
]
