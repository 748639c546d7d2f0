"""From a policy's run to its figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.backtest.records import PastNeed, Register
from app.backtest.replay import PolicyRun
from app.backtest.report import OrderMade, PolicyOutcome, ShortNeed, StockOuts
from app.backtest.slots import Slots
from app.core.money import Money
from app.core.trigger import DeliveryMode

HOURS_PER_DAY = 24.0
DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What every outcome is reckoned by.

    Attributes
    ----------
    needs : list of PastNeed
        Needs of the days replayed, without those that turned out to be none.
    """

    slots: Slots
    first: date
    last: date
    needs: list[PastNeed]

    @property
    def register(self) -> Register:
        """The plant's register."""
        return self.slots.register

    @property
    def days(self) -> int:
        """Days replayed."""
        return (self.last - self.first).days + 1

    def money(self, amount: Decimal) -> Money:
        """Write an amount in the site's currency, to the cent."""
        return Money(amount, self.register.policy.currency).rounded()


def outcome_of_run(run: PolicyRun, by: Reckoning) -> PolicyOutcome:
    """Add up what a policy did."""
    shelf = run.shelf
    short = [(w.need, day) for w, day in shelf.served if w.was_short]
    unmet = [(w.need, None) for w in shelf.waiting]
    timeline = [
        OrderMade(
            ordered_on=line.order.sent_on,
            part_id=line.order.part_id,
            part=by.register.parts[line.order.part_id].number,
            quantity=line.order.pieces,
            supplier_id=line.supplier_id,
            supplier=by.register.suppliers[line.supplier_id].name,
            mode=line.mode,
            why=line.why,
            in_on=_within(line.order.goods_in_on, by.last),
            value=(line.price * line.order.pieces).rounded(),
        )
        for line in run.placed
    ]
    return outcome(run.rule.name, [*short, *unmet], timeline, run.values, run.used_value, by)


def outcome(
    policy: str,
    short: Iterable[tuple[PastNeed, date | None]],
    timeline: Sequence[OrderMade],
    values: Sequence[Decimal],
    used_value: Mapping[str, Decimal],
    by: Reckoning,
) -> PolicyOutcome:
    """Add up a policy's short needs, orders and stock.

    Parameters
    ----------
    short : iterable of (need, day)
        Needs that found too little, with the day they were met, None where they never were.
    values : sequence of Decimal
        Money on the shelf in the evening of each day.
    used_value : mapping
        Money of the pieces each need took that was met.
    """
    short_needs = sorted(
        (_short_need(need, met_on, by) for need, met_on in short),
        key=lambda found: (found.arose_on, found.part),
    )
    orders = {(line.ordered_on, line.supplier_id, line.mode) for line in timeline}
    expedited = [order for order in orders if order[2] is DeliveryMode.EXPEDITED]
    spend = sum((_fee(supplier_id, by) for _, supplier_id, _ in expedited), Decimal(0))
    mean = sum(values, Decimal(0)) / len(values)
    used = sum((used_value.get(need.id, Decimal(0)) for need in by.needs), Decimal(0))
    return PolicyOutcome(
        policy=policy,
        all_needs=StockOuts(len(by.needs), len(short_needs)),
        critical_needs=StockOuts(
            sum(by.slots.is_critical(need) for need in by.needs),
            sum(found.is_critical for found in short_needs),
        ),
        waiting_hours=sum(found.waited_hours for found in short_needs),
        standing_hours=sum(found.waited_hours for found in short_needs if found.is_failure),
        waiting_cost=by.money(sum((_waiting_cost(*pair, by) for pair in short), Decimal(0))),
        expedited=len(expedited),
        expedite_spend=by.money(spend),
        orders=len(orders),
        order_value=by.money(sum((line.value.amount for line in timeline), Decimal(0))),
        ordering_cost=by.money(by.register.policy.order_cost * len(orders)),
        mean_stock_value=by.money(mean),
        last_stock_value=by.money(values[-1]),
        holding_cost=by.money(_holding(mean, by)),
        turnover=float(used / mean) * DAYS_PER_YEAR / by.days if mean else None,
        timeline=tuple(timeline),
        short_needs=tuple(short_needs),
        stock_value_by_day=tuple(values),
    )


def _within(day: date | None, last: date) -> date | None:
    """Leave out a day past the last one."""
    return day if day is not None and day <= last else None


def _waited_days(need: PastNeed, met_on: date | None, by: Reckoning) -> int:
    """Days from the need until it was met, or until the last evening where it was not."""
    return ((met_on or by.last + timedelta(days=1)) - need.day).days


def _waiting_cost(need: PastNeed, met_on: date | None, by: Reckoning) -> Decimal:
    """Money lost while a need waited."""
    return Decimal(by.slots.shortage_per_day(need)) * _waited_days(need, met_on, by)


def _short_need(need: PastNeed, met_on: date | None, by: Reckoning) -> ShortNeed:
    """Describe a need that found too little."""
    component = by.register.components.get(need.component_id)
    return ShortNeed(
        arose_on=need.day,
        part_id=need.part_id,
        part=by.register.parts[need.part_id].number,
        asset=by.register.assets[component.asset_id].tag if component else "",
        component=component.name if component else "",
        quantity=need.quantity,
        is_failure=need.is_failure,
        is_critical=by.slots.is_critical(need),
        served_on=met_on,
        waited_hours=_waited_days(need, met_on, by) * HOURS_PER_DAY,
    )


def _fee(supplier_id: str, by: Reckoning) -> Decimal:
    """What hurrying an order costs beside the price, nothing where nobody noted it."""
    return by.register.suppliers[supplier_id].expedite_cost or Decimal(0)


def _holding(mean: Decimal, by: Reckoning) -> Decimal:
    """What the stock cost to hold over the days replayed."""
    rate = Decimal(str(by.register.policy.carrying_rate_per_year))
    return mean * rate * by.days / DAYS_PER_YEAR
