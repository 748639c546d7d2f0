"""What a back-test found: figures of each policy, its orders, and the needs it was short of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.core.money import Money
from app.core.texts import plain_day, plain_number, translate
from app.core.trigger import DeliveryMode

Detail = str | float | int | date

POLICIES: dict[str, str] = {
    "plant": "The plant, as it was",
    "run_to_failure": "No stock, order when it fails",
    "classic": "Reorder point and quantity",
    "article_median": "Article rule, median life",
    "article_p90": "Article rule, P90 of life",
    "article_p10": "Article rule, P10 of life",
    "no_condition": "Kairos without condition data",
    "kairos": "Kairos",
}
"""Names of the policies as they are shown, in the order of the table."""

WHY: dict[str, str] = {
    "hurried": "{pieces} owed since {since}: waiting costs more than hurrying",
    "owed": "{pieces} owed since {since}",
    "predicted": "{component}: life P10 {p10} d, P50 {p50} d; delivery P50 {lead} d",
    "planned": "{component}: job planned for {day}",
    "stock": "position {position}, {rate} wanted a year; delivery P50 {lead} d",
    "recorded": "ordered by {who}",
}
"""Why something was ordered, by its code; `{names}` are filled from the details."""

LIMITS: dict[str, str] = {
    "replacements": "Jobs and failures stay as recorded: a policy orders differently, it does not "
    "repair earlier or later.",
    "register": "Machines, suppliers' terms and settings are taken as they stand today; prices as "
    "the orders of the time name them.",
    "leads": "An order takes as long as the supplier's delivery that had come in last by then.",
    "no_supplier": "{count} parts name no supplier and were left out.",
    "no_predictions": "The books hold no prediction with a remaining life: rules that follow "
    "predictions could not use any.",
    "open_needs": "Needs still unmet on the last day count as waiting until then.",
    "few_needs": "{needs} needs are few: differences between policies may be chance.",
}
"""What the reader must know beside the figures, by its code."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A short text with its raw values, worded when it is shown."""

    code: str
    details: Mapping[str, Detail] = field(default_factory=dict)

    def text(
        self,
        number: Callable[[float], str] = plain_number,
        day: Callable[[date], str] = plain_day,
    ) -> str:
        """Word the phrase in the reader's language.

        >>> Phrase("owed", {"pieces": 1, "since": date(2026, 3, 14)}).text()
        '1 owed since 2026-03-14'
        """
        worded = {
            name: value if isinstance(value, str) else _worded(value, number, day)
            for name, value in self.details.items()
        }
        return translate("Backtest", (WHY | LIMITS)[self.code]).format(**worded)


def _worded(value: float | date, number: Callable[[float], str], day: Callable[[date], str]) -> str:
    """Write a number or a day by the reader's habit."""
    return day(value) if isinstance(value, date) else number(value)


@dataclass(frozen=True, slots=True)
class OrderMade:
    """One line ordered: what, when, from whom and why.

    `in_on` is the day the goods came in, None where that lies past the last day.
    """

    ordered_on: date
    part_id: str
    part: str
    quantity: int
    supplier_id: str
    supplier: str
    mode: DeliveryMode
    why: Phrase
    in_on: date | None
    value: Money


@dataclass(frozen=True, slots=True)
class ShortNeed:
    """A need that found too little on the shelf.

    `asset` is the machine's tag, empty where pieces were issued without a job; `served_on` is None
    where the need was still unmet on the last day.
    """

    arose_on: date
    part_id: str
    part: str
    asset: str
    component: str
    quantity: int
    is_failure: bool
    is_critical: bool
    served_on: date | None
    waited_hours: float


@dataclass(frozen=True, slots=True)
class StockOuts:
    """Needs, how many of them found too little, and what may be concluded from that.

    Examples
    --------
    >>> StockOuts(needs=60, short=0).bound, StockOuts(needs=60, short=3).bound
    (0.05, None)
    """

    needs: int
    short: int

    @property
    def share(self) -> float | None:
        """Share of needs that found too little, None without needs."""
        return self.short / self.needs if self.needs else None

    @property
    def bound(self) -> float | None:
        """Upper 95 % bound of the rate where none was short: 3/n (`jit-trigger.md` section 7)."""
        return min(1.0, 3.0 / self.needs) if self.needs and not self.short else None


@dataclass(frozen=True, slots=True)
class PolicyOutcome:
    """What one policy did on the plant's history and what came of it.

    Attributes
    ----------
    policy : str
        Key into `POLICIES`.
    all_needs, critical_needs : StockOuts
        Critical are needs of machines of criticality A.
    waiting_hours, standing_hours : float
        From each short need until its part was usable; `standing_hours` those of failures.
    waiting_cost : Money
        Waiting hours at each machine's cost of standing still.
    expedited : int
        Hurried orders, and `expedite_spend` what hurrying them cost beside the price.
    orders : int
        Order lines placed; `order_value` at the price of the day, `ordering_cost` what placing
        them costs.
    mean_stock_value, last_stock_value, holding_cost : Money
        Over the days replayed; holding at the site's carrying rate.
    turnover : float or None
        Value of pieces used a year over the mean stock value, None without stock.
    timeline, short_needs : tuple
        In the order of their days.
    stock_value_by_day : tuple of Decimal
        Money on the shelf in the evening of each day.
    """

    policy: str
    all_needs: StockOuts
    critical_needs: StockOuts
    waiting_hours: float
    standing_hours: float
    waiting_cost: Money
    expedited: int
    expedite_spend: Money
    orders: int
    order_value: Money
    ordering_cost: Money
    mean_stock_value: Money
    last_stock_value: Money
    holding_cost: Money
    turnover: float | None
    timeline: tuple[OrderMade, ...]
    short_needs: tuple[ShortNeed, ...]
    stock_value_by_day: tuple[Decimal, ...]

    @property
    def name(self) -> str:
        """Name of the policy in the reader's language."""
        return translate("Backtest", POLICIES[self.policy])

    @property
    def cost(self) -> Money:
        """Waiting + holding + ordering + expediting, without the parts used."""
        return self.waiting_cost + self.holding_cost + self.ordering_cost + self.expedite_spend


@dataclass(frozen=True, slots=True)
class BacktestReport:
    """All policies over the same days of the same plant.

    Attributes
    ----------
    first, last : date
        Days replayed, both included.
    parts, needs, failures, deliveries, predictions : int
        What the history held: parts with a supplier, needs and those of them that were failures,
        receipts that taught a lead time, statements with a remaining life.
    plant : PolicyOutcome
        What the plant really did.
    policies : tuple of PolicyOutcome
        What each policy would have done.
    limits : tuple of Phrase
        What the figures can't tell.
    """

    site: str
    first: date
    last: date
    currency: str
    parts: int
    needs: int
    failures: int
    deliveries: int
    predictions: int
    plant: PolicyOutcome
    policies: tuple[PolicyOutcome, ...]
    limits: tuple[Phrase, ...]

    @property
    def days(self) -> int:
        """Count the days replayed."""
        return (self.last - self.first).days + 1
