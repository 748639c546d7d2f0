"""The tables, by subject; importing this package names them all."""

from app.storage.tables import (
    journal,
    learned,
    lives,
    measurements,
    needs,
    offers,
    orders,
    plant,
    predictions,
    records,
    risk,
    stock,
    windows,
    work,
)
from app.storage.tables.base import MEASUREMENTS, PLANT

__all__ = [
    "MEASUREMENTS",
    "PLANT",
    "journal",
    "learned",
    "lives",
    "measurements",
    "needs",
    "offers",
    "orders",
    "plant",
    "predictions",
    "records",
    "risk",
    "stock",
    "windows",
    "work",
]
