"""Parts that replace each other: their groups."""

from collections.abc import Iterable, Mapping


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
