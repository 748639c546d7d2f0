"""Labels beside marks on one line: none over another, none over the edge."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP_PX = 8.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label begins, and in which row it stands."""

    left: float
    row: int


def place_labels(
    anchors: Sequence[float], widths: Sequence[float], left: float, right: float
) -> list[Placed]:
    """Give each label the first row in which it meets no other.

    Parameters
    ----------
    anchors : sequence of float
        Places of the marks; a label begins at its mark and moves left only at the right edge.
    widths : sequence of float
        Widths of the labels, in the same order.
    left, right : float
        Edges.

    Examples
    --------
    >>> place_labels([10.0, 20.0, 90.0], [30.0, 30.0, 30.0], 0.0, 100.0)
    [Placed(left=10.0, row=0), Placed(left=20.0, row=1), Placed(left=70.0, row=0)]
    """
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for anchor, width in zip(anchors, widths, strict=True):
        start = max(min(anchor, right - width), left)
        row = next((i for i, taken in enumerate(rows) if _is_free(taken, start, width)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((start, start + width))
        placed.append(Placed(start, row))
    return placed


def _is_free(taken: list[tuple[float, float]], start: float, width: float) -> bool:
    """Whether a stretch of a row meets none already there."""
    return all(start >= end + GAP_PX or start + width + GAP_PX <= begin for begin, end in taken)
