"""What all tables share: names of constraints, keys between tables, row numbers."""

from collections.abc import Iterable
from enum import Enum

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, MetaData

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints are named alike on every database, so that migrations find them again."""

PLANT = MetaData(naming_convention=NAMES)
"""What people decide: register, stock, orders, work, decisions, audit (`plant.db`)."""

MEASUREMENTS = MetaData(naming_convention=NAMES)
"""What was measured and said of it (`measurements.db`)."""


def refers(to: str) -> ForeignKey:
    """Key into another table, checked at commit: the order of saving is free."""
    return ForeignKey(to, deferrable=True, initially="DEFERRED")


def sequence() -> Column[int]:
    """Row number that tells the order of saving."""
    whole = BigInteger().with_variant(Integer, "sqlite")
    return Column("sequence", whole, primary_key=True, autoincrement=True)


def one_of(column: str, words: type[Enum]) -> CheckConstraint:
    """Only the words of an enumeration may stand in the column."""
    return CheckConstraint(f"{column} IN ({quoted(words)})", name=column)


def quoted(words: Iterable[Enum]) -> str:
    """List the values of enumeration members as SQL text.

    >>> from app.core.purchasing import OrderState
    >>> quoted([OrderState.DRAFT, OrderState.ORDERED])
    "'DRAFT', 'ORDERED'"
    """
    return ", ".join(f"'{word.value}'" for word in words)
