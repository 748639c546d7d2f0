"""The decision journal: what the program proposed, what a person did, and what that cost.

Regret is what was done less what the proposal would have cost under the same fate, in money: days
the part lay waiting x h, days the machine stood for want of it x c, and fees (`requirements.md`
F5). It is below 0 where the person knew better.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from app.core.money import CENT


class Act(Enum):
    """What a person did with a proposal."""

    APPROVED = "approved"
    WITHDRAWN = "approval taken back"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    BY_HAND = "placed by hand"
    POSTPONED = "postponed"
    OTHER_VENDOR = "vendor changed"
    JOB_MOVED = "job moved"

    @property
    def is_override(self) -> bool:
        """Whether it departs from the proposal; what was taken back decides nothing."""
        return self not in {Act.APPROVED, Act.WITHDRAWN}

    @property
    def needs_reason(self) -> bool:
        """Whether the person must say why; the others say it themselves."""
        return self in {Act.CHANGED, Act.CANCELLED, Act.BY_HAND, Act.OTHER_VENDOR}


class Assumption(Enum):
    """Where the proposal's arrival, which never happened, is taken from."""

    SAME = "the proposal is what was done"
    SAME_LEAD = "the proposal's delivery is taken to last as many working days as the real one"
    MEDIAN_LEAD = "no delivery of the proposal is known: the vendor's median lead time is taken"
    NOT_ORDERED = "the proposal ordered nothing"
    SAME_PART = "the part is there on the same day either way"


@dataclass(frozen=True, slots=True)
class Course:
    """A way to act: order on a day, or not at all, from whom, and when the job is to be done.

    `fees` is money beside what the part costs in the usual way.
    """

    order_on: date | None
    supplier_id: str
    mode: str
    quantity: int
    fees: Decimal = Decimal(0)
    work_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the need: the day its job was done, and of the failure if there was one."""

    done_on: date
    failed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CourseCost:
    """What a course cost under a fate, in cents."""

    usable_on: date | None
    holding: Decimal
    waiting: Decimal
    fees: Decimal

    @property
    def total(self) -> Decimal:
        """Sum of the shares."""
        return self.holding + self.waiting + self.fees


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of an entry, once it is known."""

    on: date
    fate: Fate
    taken: CourseCost
    proposed: CourseCost
    assumption: Assumption

    @property
    def regret(self) -> Decimal:
        """What was done less what was proposed, in money."""
        return self.taken.total - self.proposed.total


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One act of a person on a proposal; never changed, its outcome is added once.

    Attributes
    ----------
    subject, number : str
        Id and number of the order or job acted on; a later entry on it takes this one's place.
    holding_per_day, shortage_per_day : Decimal
        h and c as they were, in money of `currency` a day.
    """

    id: str
    at: datetime
    today: date
    actor: str
    act: Act
    component_id: str
    subject: str
    number: str
    decision_id: str
    reason: str
    proposed: Course
    taken: Course
    holding_per_day: Decimal
    shortage_per_day: Decimal
    currency: str
    settlement: Settlement | None = None


def cost_of_course(
    course: Course,
    usable_on: date | None,
    fate: Fate,
    holding_per_day: Decimal,
    shortage_per_day: Decimal,
    stood_until: date | None = None,
) -> CourseCost:
    """Reckon what a course costs under a fate.

    A failure counts unless the course would have done its job before it. Without one, a part that
    comes after the day of the job only moves the job. A course that orders nothing stands from the
    failure until the job was done.

    Parameters
    ----------
    usable_on : date or None
        Day its part is usable; None where it orders nothing.
    stood_until : date or None
        Day the machine ran again, where all of its standing is this course's doing.

    Examples
    --------
    Ordered so that the part is usable on the 9th; the machine failed on the 7th:

    >>> course = Course(date(2026, 3, 3), "v", "normal delivery", 1)
    >>> fate = Fate(date(2026, 3, 10), date(2026, 3, 7))
    >>> cost = cost_of_course(course, date(2026, 3, 9), fate, Decimal("0.5"), Decimal(400))
    >>> cost.waiting, cost.holding
    (Decimal('800.00'), Decimal('0.00'))
    """
    failed_on = None if _is_before_failure(course, usable_on, fate) else fate.failed_on
    wanted_on = failed_on or course.work_on or fate.done_on
    there_on = usable_on or (fate.done_on if failed_on else wanted_on)
    held = 0 if usable_on is None else max((wanted_on - there_on).days, 0)
    waited = max(((stood_until or there_on) - failed_on).days, 0) if failed_on else 0
    return CourseCost(
        usable_on,
        (holding_per_day * held).quantize(CENT),
        (shortage_per_day * waited).quantize(CENT),
        course.fees.quantize(CENT),
    )


def _is_before_failure(course: Course, usable_on: date | None, fate: Fate) -> bool:
    """Whether a course has its part and its job before the failure."""
    if fate.failed_on is None or course.work_on is None or usable_on is None:
        return False
    return max(course.work_on, usable_on) <= fate.failed_on


def settled(
    entry: JournalEntry,
    on: date,
    fate: Fate,
    usable: tuple[date | None, date | None],
    assumption: Assumption,
) -> Settlement:
    """Compare what was done with what was proposed, under the fate that came.

    Where the proposal would have done the job before the failure, all days the machine stood are
    what was done's.

    Parameters
    ----------
    usable : (date or None, date or None)
        Day the part was usable as things were done, and as they were proposed.

    Examples
    --------
    >>> from datetime import UTC
    >>> proposed = Course(date(2026, 3, 2), "v", "normal delivery", 1)
    >>> entry = JournalEntry("e", datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2), "eva",
    ...     Act.CANCELLED, "c", "o", "PO-1", "d", "too dear", proposed,
    ...     Course(None, "v", "", 0), Decimal("0.5"), Decimal(400), "EUR")
    >>> fate = Fate(date(2026, 3, 20), date(2026, 3, 12))
    >>> settled(entry, date(2026, 3, 20), fate, (None, date(2026, 3, 9)),
    ...     Assumption.MEDIAN_LEAD).regret
    Decimal('3198.50')
    """
    h, c = entry.holding_per_day, entry.shortage_per_day
    is_avoided = _is_before_failure(entry.proposed, usable[1], fate)
    stood_until = fate.done_on if is_avoided else None
    taken = cost_of_course(entry.taken, usable[0], fate, h, c, stood_until)
    proposed = cost_of_course(entry.proposed, usable[1], fate, h, c)
    return Settlement(on, fate, taken, proposed, assumption)
