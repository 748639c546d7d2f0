"""Why this way out: each with its money added up, and what would let the others be reckoned."""

from collections.abc import Iterator

from app.core.reasons import Detail, Reason
from app.core.ways_out import LeftOut, WayOut, WaysOut


def ways_out_reasons(ways: WaysOut, currency: str) -> tuple[Reason, ...]:
    """Say every way out, cheapest first, then those left out.

    Examples
    --------
    >>> from app.core.late_need import Way
    >>> from app.core.trigger import DeliveryMode
    >>> way = WayOut(Way.EXPEDITED, "V", DeliveryMode.EXPEDITED, 0.1, 0.0, 40.0, 150.0, 400.0)
    >>> ways_out_reasons(WaysOut((way,), ()), "EUR")[0].value
    590.0
    """
    ranked = (_said(rank, way, currency) for rank, way in enumerate(ways.ranked, start=1))
    return (*ranked, *_left_out(ways.left_out))


def _said(rank: int, way: WayOut, currency: str) -> Reason:
    """Say one way with the shares of its cost."""
    shares = {
        "holding": way.holding,
        "waiting": way.waiting,
        "fees": way.fees,
        "repair": way.repair,
        "standing": way.standing,
    }
    details: dict[str, Detail] = {
        "rank": rank,
        "way": way.way.value,
        "by": way.by,
        "mode": way.mode.value,
        "late": way.late,
        "cost": round(way.cost, 2),
        "currency": currency,
        **{name: round(money, 2) for name, money in shares.items()},
    }
    return Reason("way_out", round(way.cost, 2), currency, details)


def _left_out(left_out: tuple[LeftOut, ...]) -> Iterator[Reason]:
    """Say why a way is not on the list."""
    for way in left_out:
        yield Reason(way.why, details={"way": way.way.value, "by": way.by})
