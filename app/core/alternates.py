"""Parts that replace each other: their groups, what a group has together, and who gives first."""

from collections.abc import Iterable, Mapping

from app.core.stock import Part, StockPosition


def interchangeable(named: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return every part that may replace each part: whoever names one of a group joins it all.

    Parameters
    ----------
    named : mapping
        The alternates a person named for each part; one way round is enough.

    Examples
    --------
    >>> found = interchangeable({"a": ["b"], "c": ["b"], "d": []})
    >>> sorted(found["a"]), sorted(found["b"]), sorted(found["d"])
    (['b', 'c'], ['a', 'c'], [])
    """
    group_of: dict[str, set[str]] = {}
    for part_id, others in named.items():
        group = {part_id}.union(*(group_of.get(one, {one}) for one in (part_id, *others)))
        group_of |= dict.fromkeys(group, group)
    return {part_id: frozenset(group - {part_id}) for part_id, group in group_of.items()}


def pooled_position(part: Part, positions: Mapping[str, StockPosition]) -> StockPosition:
    """Count what a part and its alternates have together; a part without stock may be left out.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from app.core.money import Money
    >>> price = Money(Decimal(84), "EUR")
    >>> part = Part("a", "6309-2RS", "Bearing", price, alternates=frozenset({"b"}))
    >>> have = {"a": StockPosition(0, 1, 1), "b": StockPosition(2), "c": StockPosition(9)}
    >>> pooled_position(part, have).position
    2
    """
    group = [positions[name] for name in (part.id, *sorted(part.alternates)) if name in positions]
    return StockPosition(
        sum(one.on_hand for one in group),
        sum(one.on_order for one in group),
        sum(one.allocated for one in group),
    )


def taken_from_group(
    part: Part, group: Iterable[Part], free: Mapping[str, int], quantity: int
) -> dict[str, int]:
    """Choose the pieces on the shelf that serve a need: the part's own, then the cheapest.

    Parameters
    ----------
    part : Part
        What the need asks for.
    group : iterable of Part
        The parts that may replace it; others are left alone.
    free : mapping
        Pieces on the shelf that are promised to nobody, by part id.
    quantity : int
        Pieces wanted; fewer are taken where there are no more.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from app.core.money import Money
    >>> def bearing(name, price, *others):
    ...     amount = Money(Decimal(price), "EUR")
    ...     return Part(name, name, "Bearing", amount, alternates=frozenset(others))
    >>> part, dear, cheap = bearing("a", 84, "b", "c"), bearing("b", 99), bearing("c", 70)
    >>> taken_from_group(part, [dear, cheap], {"a": 1, "b": 5, "c": 2}, 4)
    {'a': 1, 'c': 2, 'b': 1}
    """
    others = [one for one in group if one.id in part.alternates]
    taken: dict[str, int] = {}
    for one in (part, *sorted(others, key=lambda other: (other.price.amount, other.id))):
        pieces = min(max(free.get(one.id, 0), 0), quantity - sum(taken.values()))
        if pieces > 0:
            taken[one.id] = pieces
    return taken
