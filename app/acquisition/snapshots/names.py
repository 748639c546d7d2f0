"""When a snapshot was taken, as its file name tells."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import PurePath

from app.acquisition.snapshots.snapshot import REST_GOES_ON
from app.core.errors import FileRefused

_STAMP = re.compile(r"^[0-9]{8}T[0-9]{6}Z")
_INTEGER = re.compile(r"[0-9]+")


class NameRule(Enum):
    """How the names of a folder tell time; a folder keeps to one rule."""

    STAMP = "a name that begins with YYYYMMDDTHHMMSSZ"
    NUMBER = "a name with a number"
    ORDER = "any name, in the order of names"


def rule_for(names: Sequence[str]) -> NameRule:
    """Choose the rule all names can follow, the most telling first.

    Examples
    --------
    >>> rule_for(["20260302T080000Z P-201.csv"]).name, rule_for(["acc_00012.csv"]).name
    ('STAMP', 'NUMBER')
    >>> rule_for(["before.csv", "after.csv"]).name
    'ORDER'
    """
    if all(_STAMP.match(name) for name in names):
        return NameRule.STAMP
    if all(_INTEGER.search(PurePath(name).stem) for name in names):
        return NameRule.NUMBER
    return NameRule.ORDER


def instant_of(
    name: str, rule: NameRule, order: int, start: datetime | None, interval_s: float
) -> datetime:
    """Tell when a snapshot was taken.

    Parameters
    ----------
    name : str
        File name.
    rule : NameRule
        The folder's.
    order : int
        Place of the name among the folder's, from 0.
    start : datetime or None
        Aware UTC instant of number or order 0; a stamp needs none.
    interval_s : float
        Seconds from one number to the next.

    Returns
    -------
    datetime
        Aware UTC.

    Raises
    ------
    FileRefused
        If the name does not follow the rule, the stamp is no instant, the number is too large or
        a start is needed and missing.

    Examples
    --------
    >>> begin = datetime(2026, 3, 2, tzinfo=UTC)
    >>> instant_of("acc_00012.csv", NameRule.NUMBER, 0, begin, 3600.0).isoformat()
    '2026-03-02T12:00:00+00:00'
    """
    if rule is NameRule.STAMP:
        return _stamped(name)
    if start is None:
        raise FileRefused(
            f"{name}: expected {NameRule.STAMP.value}, or a start instant in the settings.",
            "Name the instant of the first snapshot.",
        )
    number = order if rule is NameRule.ORDER else _last_number(name)
    try:
        return start + timedelta(seconds=number * interval_s)
    except OverflowError as exc:
        raise FileRefused(
            f"{name}: number {number} times {interval_s:g} s is beyond the calendar.", REST_GOES_ON
        ) from exc


def _stamped(name: str) -> datetime:
    match = _STAMP.match(name)
    try:
        return datetime.strptime(match[0] if match else "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as exc:
        raise FileRefused(f"{name}: expected {NameRule.STAMP.value}.", REST_GOES_ON) from exc


def _last_number(name: str) -> int:
    numbers = _INTEGER.findall(PurePath(name).stem)
    if not numbers:
        raise FileRefused(f"{name}: expected {NameRule.NUMBER.value}.", REST_GOES_ON)
    return int(numbers[-1])
