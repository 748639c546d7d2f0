"""Purchase orders: their lines, what each line serves, and the steps they can take."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from app.core.errors import StepRefused
from app.core.money import Money


class OrderState(Enum):
    """Life of a purchase order."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    ORDERED = "ORDERED"
    PARTLY_RECEIVED = "PARTLY_RECEIVED"
    RECEIVED = "RECEIVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"

    @property
    def is_open(self) -> bool:
        """Whether goods may still come of it, so that it counts as cover."""
        return self in OPEN_STATES


OPEN_STATES = frozenset(
    {OrderState.DRAFT, OrderState.APPROVED, OrderState.ORDERED, OrderState.PARTLY_RECEIVED}
)

STEPS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.DRAFT: frozenset({OrderState.APPROVED, OrderState.CANCELLED}),
    OrderState.APPROVED: frozenset({OrderState.ORDERED, OrderState.DRAFT, OrderState.CANCELLED}),
    OrderState.ORDERED: frozenset(
        {OrderState.PARTLY_RECEIVED, OrderState.RECEIVED, OrderState.CANCELLED}
    ),
    OrderState.PARTLY_RECEIVED: frozenset({OrderState.RECEIVED, OrderState.CLOSED}),
    OrderState.RECEIVED: frozenset({OrderState.CLOSED}),
    OrderState.CLOSED: frozenset(),
    OrderState.CANCELLED: frozenset(),
}
"""Steps each state allows."""


@dataclass(frozen=True, slots=True)
class Peg:
    """Which need an order line serves, and the decision that asked for it.

    `wanted_part_id` is the part the need asks for where the line brings an approved alternate of
    it, "" where it brings that part itself.
    """

    component_id: str
    failure_mode: str
    decision_id: str
    need_by: date | None
    wanted_part_id: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One part on an order; money is rounded here, once."""

    part_id: str
    quantity: int
    unit_price: Money
    peg: Peg | None = None
    received: int = 0

    @property
    def total(self) -> Money:
        """Quantity x unit price, rounded half-up to cents.

        >>> from decimal import Decimal
        >>> str(OrderLine("p", 3, Money(Decimal("0.335"), "EUR")).total)
        '1.01 EUR'
        """
        return (self.unit_price * self.quantity).rounded()

    @property
    def open_quantity(self) -> int:
        """Pieces still to come."""
        return self.quantity - self.received

    @property
    def serves_part_id(self) -> str:
        """Part whose needs these pieces serve: their own, or the one they stand in for.

        >>> from decimal import Decimal
        >>> peg = Peg("pump", "outer race wear", "d", None, wanted_part_id="a")
        >>> OrderLine("b", 1, Money(Decimal(80), "EUR"), peg).serves_part_id
        'a'
        """
        return (self.peg.wanted_part_id if self.peg else "") or self.part_id


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order to one supplier; frozen, every step makes the next version.

    `needed_by` is the plant-local day the goods must be in, `expected_on` when they are expected.
    `sent_on` is the plant-local day the order was issued, from which lead time is counted.
    """

    id: str
    number: str
    supplier_id: str
    state: OrderState
    lines: tuple[OrderLine, ...]
    created_at: datetime
    created_by: str
    needed_by: date | None = None
    expected_on: date | None = None
    approved_at: datetime | None = None
    approved_by: str = ""
    ordered_at: datetime | None = None
    sent_on: date | None = None
    received_on: date | None = None
    delivery_mode: str = "normal delivery"
    record_hash: str = ""

    @property
    def total(self) -> Money:
        """Sum of the rounded line totals."""
        total = self.lines[0].total
        for line in self.lines[1:]:
            total = total + line.total
        return total

    def step(self, to: OrderState) -> "PurchaseOrder":
        """Take the order to its next state.

        Raises
        ------
        StepRefused
            If the order's state does not allow that step.
        """
        if to not in STEPS[self.state]:
            allowed = ", ".join(sorted(s.value for s in STEPS[self.state])) or "none"
            raise StepRefused(
                f"Order {self.number} is {self.state.value} and can't become {to.value}.",
                f"Steps open to it: {allowed}. Nothing was changed.",
            )
        return replace(self, state=to)

    def received_line(self, part_id: str, quantity: int) -> "PurchaseOrder":
        """Book a receipt on the first open lines of a part.

        Raises
        ------
        StepRefused
            If the order is not on its way, or more comes than is open.
        """
        if self.state not in {OrderState.ORDERED, OrderState.PARTLY_RECEIVED}:
            raise StepRefused(
                f"Order {self.number} is {self.state.value}: nothing can be received on it.",
                "Issue the order first.",
            )
        open_quantity = sum(ln.open_quantity for ln in self.lines if ln.part_id == part_id)
        if not 0 < quantity <= open_quantity:
            raise StepRefused(
                f"{quantity} received on order {self.number}, but {open_quantity} are open.",
                "Correct the quantity; nothing was booked.",
            )
        lines = _spread_receipt(self.lines, part_id, quantity)
        is_whole = all(line.open_quantity == 0 for line in lines)
        target = OrderState.RECEIVED if is_whole else OrderState.PARTLY_RECEIVED
        state = self.state if target is self.state else self.step(target).state
        return replace(self, lines=lines, state=state)


def _spread_receipt(
    lines: tuple[OrderLine, ...], part_id: str, quantity: int
) -> tuple[OrderLine, ...]:
    """Fill the open lines of a part in their order."""
    left, filled = quantity, []
    for line in lines:
        taken = min(left, line.open_quantity) if line.part_id == part_id else 0
        left -= taken
        filled.append(replace(line, received=line.received + taken))
    return tuple(filled)


@dataclass(frozen=True, slots=True)
class DeliveryDates:
    """What a supplier says of an order on its way, each None where nobody has said it.

    `promised_on` is the day it confirmed, `shipped_on` the day it handed over what comes next,
    `arrived_on` the day that stood at the gate; plant-local days. The last two are cleared by
    each receipt, as the rest of an order travels on its own.
    """

    order_id: str
    promised_on: date | None = None
    shipped_on: date | None = None
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that came in: what a supplier's lead time is learned from.

    `lead_days` are supplier working days from the day the order was issued. `order_id` is empty
    for receipts entered as history. The plant-local days of the stages before are None where
    nobody noted them; `ordered_on` is the day the order was issued. `completes_order` is False
    while pieces of the order are still to come.
    """

    id: str
    supplier_id: str
    part_id: str
    order_id: str
    quantity: int
    received_on: date
    lead_days: float
    actor: str
    drafted_on: date | None = None
    ordered_on: date | None = None
    promised_on: date | None = None
    shipped_on: date | None = None
    arrived_on: date | None = None
    completes_order: bool = True
    is_hurried: bool = False

    @property
    def teaches_lead_time(self) -> bool:
        """Whether it tells how long a normal delivery takes: the last piece of one."""
        return self.completes_order and not self.is_hurried
