"""Parts, the movements that make up stock, and when stock calls for an order."""

import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from scipy import special

from app.core.errors import ScenarioRefused
from app.core.money import Money


@dataclass(frozen=True, slots=True)
class Part:
    """Item held to replace a component's part.

    `supplier_id`, `price` and `minimum_order` are its preferred offer (`app.core.offers`).

    Attributes
    ----------
    safety_stock : int
        Pieces against needs nobody predicted; kept as few as the service floor allows.
    buffer_stock : int
        Pieces kept on purpose beside the safety stock, for a part whose lead time scatters and
        whose machine is critical.
    shelf_life_days : int or None
        How long it keeps on the shelf; None where it does not age.
    storage_cost_per_year : Decimal
        Current cost of the place one piece takes, in the currency of its price; beside the
        carrying rate of the site.
    alternates : frozenset of str
        Ids of the parts approved to replace it and to be replaced by it.

    Raises
    ------
    ScenarioRefused
        If a level, the shelf life or the storage cost is below what can be.
    """

    id: str
    number: str
    description: str
    price: Money
    supplier_id: str | None = None
    maker: str = ""
    maker_number: str = ""
    unit: str = "pcs"
    bin: str = ""
    minimum_order: int = 1
    safety_stock: int = 0
    buffer_stock: int = 0
    shelf_life_days: int | None = None
    storage_cost_per_year: Decimal = Decimal(0)
    alternates: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._at_least("minimum order", self.minimum_order, 1)
        self._at_least("safety stock", self.safety_stock, 0)
        self._at_least("buffer stock", self.buffer_stock, 0)
        self._at_least("shelf life", self.shelf_life_days, 1)
        self._at_least("storage cost", self.storage_cost_per_year, 0)
        if self.id in self.alternates:
            raise ScenarioRefused(
                f"{self.number}: expected other parts as alternates, found the part itself.",
                "Name the parts that may replace it.",
            )

    def _at_least(self, what: str, value: float | Decimal | None, least: int) -> None:
        """Refuse a figure below what can be."""
        if value is not None and value < least:
            raise ScenarioRefused(
                f"{self.number}: expected a {what} of {least} or more, found {value}.",
                "Correct the part.",
            )


class MovementKind(Enum):
    """Why stock moved."""

    OPENING = "opening stock"
    RECEIPT = "goods receipt"
    ISSUE = "issued to a job"
    RETURN = "returned"
    CORRECTION = "count correction"


@dataclass(frozen=True, slots=True)
class StockMovement:
    """One line of the ledger; on hand is the sum of these and nothing else."""

    id: str
    part_id: str
    quantity: int
    kind: MovementKind
    at: datetime
    actor: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class StockPosition:
    """On hand + on order - allocated, in pieces; `on_order` counts what is due in time."""

    on_hand: int = 0
    on_order: int = 0
    allocated: int = 0

    @property
    def position(self) -> int:
        """What a new need can count on.

        >>> StockPosition(on_hand=9, on_order=0, allocated=4).position
        5
        """
        return self.on_hand + self.on_order - self.allocated


def reorder_point(demand_per_day: float, lead_time_days: float, buffer: float) -> float:
    """Stock position at which to order: the article's trigger point, counted in pieces.

    >>> reorder_point(0.4, 5, 2)
    4.0
    """
    return demand_per_day * lead_time_days + buffer


def lead_time_demand_sd(
    demand_per_day: float, demand_sd: float, lead_time_days: float, lead_time_sd_days: float
) -> float:
    """Standard deviation of demand during a lead time that itself varies.

    sigma = sqrt(L sd^2 + d^2 sL^2) (`jit-trigger.md` section 1).

    >>> round(lead_time_demand_sd(10, 2, 5, 2), 4)
    20.4939
    """
    return math.sqrt(lead_time_days * demand_sd**2 + demand_per_day**2 * lead_time_sd_days**2)


def reorder_point_at_service(
    demand_per_day: float,
    demand_sd: float,
    lead_time_days: float,
    lead_time_sd_days: float,
    service_level: float,
) -> float:
    """Reorder point whose buffer covers normal lead-time demand at a service level.

    >>> round(reorder_point_at_service(10, 2, 5, 0, 0.95), 4)
    57.356
    """
    sd = lead_time_demand_sd(demand_per_day, demand_sd, lead_time_days, lead_time_sd_days)
    return reorder_point(demand_per_day, lead_time_days, float(special.ndtri(service_level)) * sd)
