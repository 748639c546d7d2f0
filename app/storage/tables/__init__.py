"""The tables, by subject; importing this package names them all."""

from app.storage.tables import measurements, needs, offers, orders, plant, records, stock, work
from app.storage.tables.base import MEASUREMENTS, PLANT

__all__ = [
    "MEASUREMENTS",
    "PLANT",
    "measurements",
    "needs",
    "offers",
    "orders",
    "plant",
    "records",
    "stock",
    "work",
]
