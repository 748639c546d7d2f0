"""What stands on a paper, as plain values: built from the records, turned into HTML."""

from dataclasses import dataclass
from datetime import date, datetime

from app.core.money import Money
from app.core.reasons import Reason
from app.documents.late_terms import LateTerm
from app.documents.strip_frame import StripPicture
from app.documents.thumbnails_svg import SpectrumPicture, TrendPicture


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the site's name, its address, and its logo where the plant folder holds one.

    `logo_uri` is a data URI, empty for none.
    """

    site_name: str
    address: tuple[str, ...] = ()
    logo_uri: str = ""


@dataclass(frozen=True, slots=True)
class OrderLinePaper:
    """One position of an order."""

    position: int
    part_number: str
    description: str
    maker: str
    maker_number: str
    quantity: int
    unit: str
    unit_price: Money
    total: Money


@dataclass(frozen=True, slots=True)
class ApprovalPaper:
    """Who approved, a person or a rule with its version, and when (plant-local)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """What the measurements showed, and the model that looked ahead."""

    failure_mode: str
    confidence: float
    symptoms: tuple[str, ...]
    health_state: str
    deciding_feature: str
    value: float
    limit: float | None
    unit: str
    limit_source: str
    measured_at: datetime
    first_seen_at: datetime | None
    model: str
    model_version: str
    points_used: int
    alert_precision: float
    explanation: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """The dated decision, as taken.

    `late_probability` belongs to an order placed on `order_on`.
    """

    kind: str
    rule: str
    today: date
    order_on: date | None
    arrive_by: date | None
    need_by: date | None
    article_order_by: date | None
    late_probability: float | None
    tolerated_risk: float | None
    mode: str


@dataclass(frozen=True, slots=True)
class EvidencePaper:
    """Why this order, why now: every number needed to recompute the date by hand.

    Attributes
    ----------
    instead_of : str
        Number of the part that the one ordered stands in for, "" where it is that part.
    life, lead, stock, dates : tuple of Reason
        The arithmetic by subject, in the order a reader follows it.
    terms : tuple of LateTerm
        The sum behind the probability of being late.
    sums : tuple of Reason
        What the terms add up to, and the day after.
    changes : tuple of Reason
        The smallest changes that would have altered the decision.
    alternatives, ways : tuple of Reason
        What else could have been done, and the ways out of being late, each with its money.
    approval : tuple of Reason
        Every test of the low-value rule.
    """

    asset_tag: str
    asset_name: str
    place: str
    criticality: str
    component: str
    part_number: str
    instead_of: str
    seen: SeenPaper | None
    decision: DecisionPaper
    life: tuple[Reason, ...]
    lead: tuple[Reason, ...]
    dates: tuple[Reason, ...]
    stock: tuple[Reason, ...]
    terms: tuple[LateTerm, ...]
    sums: tuple[Reason, ...]
    changes: tuple[Reason, ...]
    alternatives: tuple[Reason, ...]
    ways: tuple[Reason, ...]
    approval: tuple[Reason, ...]
    strip: StripPicture | None
    trend: TrendPicture | None
    spectrum: SpectrumPicture | None
    decision_id: str
    program_version: str


@dataclass(frozen=True, slots=True)
class ShelfPaper:
    """Why pieces were ordered for a date or for the shelf, where no prediction speaks for them."""

    part_number: str
    description: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PurchaseOrderPaper:
    """A purchase order as it is mailed; the evidence stands apart and can be left off."""

    letterhead: Letterhead
    number: str
    state: str
    ordered_on: date
    supplier_name: str
    supplier_address: tuple[str, ...]
    supplier_contact: str
    customer_number: str
    delivery_mode: str
    needed_by: date | None
    deliver_to: tuple[str, ...]
    lines: tuple[OrderLinePaper, ...]
    total: Money
    terms: tuple[str, ...]
    ordered_by: str
    approval: ApprovalPaper | None
    record_hash: str
    evidence: tuple[EvidencePaper, ...] = ()
    shelf: tuple[ShelfPaper, ...] = ()

    @property
    def code(self) -> str:
        """What the QR code says: the way back from paper to the record."""
        return f"kairos:PO:{self.number}:{self.record_hash[:16]}"


@dataclass(frozen=True, slots=True)
class PartPaper:
    """The part a job takes, where it lies, and when it comes where it does not.

    `replaces` is the number of the job's part where this is an approved alternate, else empty.
    """

    number: str
    description: str
    quantity: int
    unit: str
    bin: str
    on_hand: int
    expected_on: date | None
    order_number: str
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class WorkOrderPaper:
    """A job as a technician carries it on a clipboard."""

    letterhead: Letterhead
    number: str
    state: str
    kind: str
    title: str
    created_on: date
    asset_tag: str
    asset_name: str
    place: str
    criticality: str
    component: str
    bearing: str
    installed_on: date | None
    job_days: float
    failure_mode: str
    planned_on: date | None
    need_by: date | None
    parts: tuple[PartPaper, ...]
    permits: tuple[str, ...]
    tools: tuple[str, ...]
    steps: tuple[str, ...]
    seen: SeenPaper | None
    trend: TrendPicture | None
    code: str
    outcomes: tuple[str, ...] = ()
