"""A back-test's report written by hand: two years, two parts, the plant and two policies."""

from datetime import date, timedelta
from decimal import Decimal

from app.backtest.report import (
    BacktestReport,
    OrderMade,
    Phrase,
    PolicyOutcome,
    ShortNeed,
    StockOuts,
)
from app.core.money import Money
from app.core.trigger import DeliveryMode

FIRST, LAST = date(2024, 9, 7), date(2026, 9, 6)


def euro(amount: float) -> Money:
    return Money(Decimal(str(amount)), "EUR")


def made(
    at: int,
    lead: int | None = 6,
    part: str = "6309-2RS-C3",
    mode: DeliveryMode = DeliveryMode.NORMAL,
) -> OrderMade:
    """An order so many days after the first day; no lead time: not in by the last."""
    ordered = FIRST + timedelta(days=at)
    return OrderMade(
        ordered_on=ordered,
        part_id=part,
        part=part,
        quantity=1,
        supplier_id="v",
        supplier="Hansa Wälzlager Kontor GmbH",
        mode=mode,
        why=Phrase("owed", {"pieces": 1, "since": ordered}),
        in_on=None if lead is None else ordered + timedelta(days=lead),
        value=euro(84),
    )


def short(at: int, days: int | None = 5, part: str = "6309-2RS-C3") -> ShortNeed:
    """A failure whose part was missing; no days: still missing on the last."""
    arose = FIRST + timedelta(days=at)
    return ShortNeed(
        arose_on=arose,
        part_id=part,
        part=part,
        asset="P-101",
        component="Drive-end bearing",
        quantity=1,
        is_failure=True,
        is_critical=True,
        served_on=None if days is None else arose + timedelta(days=days),
        waited_hours=24.0 * (days or 30),
    )


def outcome(
    policy: str, timeline: tuple[OrderMade, ...], shorts: tuple[ShortNeed, ...]
) -> PolicyOutcome:
    """What came of a policy; its figures follow from its timeline."""
    hours = sum(need.waited_hours for need in shorts)
    return PolicyOutcome(
        policy=policy,
        all_needs=StockOuts(60, len(shorts)),
        critical_needs=StockOuts(24, len(shorts)),
        waiting_hours=hours,
        standing_hours=hours,
        waiting_cost=euro(75 * hours),
        expedited=sum(m.mode is DeliveryMode.EXPEDITED for m in timeline),
        expedite_spend=euro(120),
        orders=len(timeline),
        order_value=euro(84 * len(timeline)),
        ordering_cost=euro(25 * len(timeline)),
        mean_stock_value=euro(1234.5),
        last_stock_value=euro(900),
        holding_cost=euro(617.25),
        turnover=1.75 if timeline else None,
        timeline=timeline,
        short_needs=shorts,
        stock_value_by_day=(),
    )


def report() -> BacktestReport:
    """The plant was short twice, the reorder point once, Kairos never."""
    drum = "6212-2RS"
    hurried = DeliveryMode.EXPEDITED
    return BacktestReport(
        site="Brauhaus Nord",
        first=FIRST,
        last=LAST,
        currency="EUR",
        parts=6,
        needs=60,
        failures=9,
        deliveries=41,
        predictions=412,
        plant=outcome(
            "plant",
            (made(80), made(300, mode=hurried, lead=2), made(505, part=drum), made(700, None)),
            (short(295, 7), short(690, None)),
        ),
        policies=(
            outcome("classic", tuple(made(at) for at in range(20, 700, 90)), (short(295, 3),)),
            outcome(
                "kairos",
                (made(70), made(286), made(498, part=drum), made(640)),
                (),
            ),
        ),
        limits=(Phrase("replacements"), Phrase("leads"), Phrase("register")),
    )
