"""What the day's review of one part found: its needs in their order, and what stock wants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.core.need_line import NeedLine
from app.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class PartReview:
    """All needs of one part on one day.

    Attributes
    ----------
    lines : tuple of NeedLine
        In the order in which the pieces serve them; the last is unpredicted demand, if any.
    reasons : mapping
        Why, by the id of each line that has no decision record of its own.
    order_id : str
        The order drafted by this review for fixed dates or for the shelf, empty for none; then
        the review is kept for good.
    mark : str
        What the books said then; the review holds as long as they say it and the day lasts.
    """

    part_id: str
    today: date
    taken_at: datetime
    on_hand: int
    set_aside: int
    on_order: int
    unpredicted_per_year: float
    lines: tuple[NeedLine, ...]
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    order_id: str = ""
    mark: str = ""

    def holds(self, today: date, mark: str) -> bool:
        """Whether it is of today and of the books as they are."""
        return self.today == today and self.mark == mark
