"""What a plant's books recorded, each with the plant-local day from which it was known.

Nothing here is ever seen before its `day`: the replay walks the days in order and hands a policy
only what is dated that day or before.
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.core.assets import Asset, Component
from app.core.calendars import WorkCalendar
from app.core.health import RulEstimate
from app.core.lead_stages import StageDays
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer
from app.core.policy import SitePolicy
from app.core.purchasing import PurchaseOrder
from app.core.stock import MovementKind, Part


@dataclass(frozen=True, slots=True)
class PastNeed:
    """Pieces that were wanted from `day` on.

    `is_failure` says that a machine stood; otherwise the job or the issue was on that day.
    `component_id` is empty where pieces were issued without a job.
    """

    day: date
    id: str
    part_id: str
    component_id: str
    quantity: int
    is_failure: bool


@dataclass(frozen=True, slots=True)
class NeedDropped:
    """The books say since `day` that a need was none: its job was cancelled, or took no part."""

    day: date
    need_id: str


@dataclass(frozen=True, slots=True)
class LeadSeen:
    """A delivery came in on `day` after so many supplier working days, by stage where noted."""

    day: date
    supplier_id: str
    lead_days: float
    stages: StageDays | None = None


@dataclass(frozen=True, slots=True)
class PriceSeen:
    """An order sent on `day` names this price for one piece."""

    day: date
    part_id: str
    price: Money


@dataclass(frozen=True, slots=True)
class Predicted:
    """What was last said on `day` of a component's remaining life."""

    day: date
    component_id: str
    taken_at: datetime
    rul: RulEstimate


@dataclass(frozen=True, slots=True)
class Replaced:
    """A component was new on `day`: what was said of its life before does not hold any more."""

    day: date
    component_id: str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Pieces came or went beside orders and needs: counts corrected, pieces returned."""

    day: date
    part_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class JobPlanned:
    """A job of the planner's own is known since `day` to want pieces on `planned_on`."""

    day: date
    job_id: str
    part_id: str
    component_id: str
    quantity: int
    planned_on: date


@dataclass(frozen=True, slots=True)
class JobEnded:
    """A planned job was done or cancelled on `day`."""

    day: date
    job_id: str


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An order the plant had sent before the first day, with what was still to come of it."""

    day: date
    order_id: str
    part_id: str
    quantity: int
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class CameIn:
    """Goods of an order that was under way on the first day."""

    day: date
    order_id: str
    part_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class NoLongerComing:
    """The rest of an order that was under way on the first day will not come."""

    day: date
    order_id: str


Record = (
    PastNeed
    | NeedDropped
    | LeadSeen
    | PriceSeen
    | Predicted
    | Replaced
    | Adjusted
    | JobPlanned
    | JobEnded
    | UnderWay
    | CameIn
    | NoLongerComing
)


@dataclass(frozen=True, slots=True)
class Register:
    """What the books keep in one version only, taken as it stands today.

    Machines, components, parts and suppliers by id; offers by part, the usual vendor's first. What
    was learned meanwhile is taken out again: suppliers carry no receipts, and a pool of lead times
    that was fitted to receipts gives way to the one the program begins with.
    """

    assets: dict[str, Asset]
    components: dict[str, Component]
    parts: dict[str, Part]
    suppliers: dict[str, Supplier]
    policy: SitePolicy
    offers: dict[str, tuple[Offer, ...]]

    @property
    def plant_calendar(self) -> WorkCalendar:
        """Days on which goods are taken in."""
        return self.policy.calendar


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of the plant's own ledger, for what it really did."""

    day: date
    id: str
    part_id: str
    quantity: int
    kind: MovementKind
    reference: str


@dataclass(frozen=True, slots=True)
class PlantHistory:
    """The plant's books as a stream of records, oldest day first.

    Attributes
    ----------
    first, last : date
        Plant-local days replayed, both included.
    opening : dict
        Pieces on the shelf by part at the end of the day before `first`, counts of the first day
        included.
    records : tuple of Record
        What a policy may learn, each on its day; begins with what was known before `first`.
    ledger, orders, met_on : tuple, tuple, dict
        What the plant itself did, and the day on which it issued the pieces of each need that it
        met; no policy sees them.
    """

    register: Register
    first: date
    last: date
    opening: dict[str, int]
    records: tuple[Record, ...]
    ledger: tuple[Moved, ...]
    orders: tuple[PurchaseOrder, ...]
    met_on: dict[str, date]
