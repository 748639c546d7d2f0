"""Plants with a past: what happened day by day, written through the real storage."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from app.core.assets import Asset, AssetClass, Component, Criticality, MeasurementPoint
from app.core.calendars import WorkCalendar
from app.core.distribution import DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
)
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer, PriceBreak
from app.core.planned_tasks import PlannedTask
from app.core.policy import SitePolicy
from app.core.purchasing import OrderLine, OrderState, PurchaseOrder, Receipt
from app.core.stock import MovementKind, Part, StockMovement
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind, WorkOrderState
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.backtest.happenings import (
    Counted,
    Failed,
    Happening,
    Issued,
    Ordered,
    Planned,
    Said,
    Tasked,
)

BEGIN = date(2024, 1, 1)
ACTOR = "H. Brandt, stores"
CORRECTIVE, PREVENTIVE = WorkOrderKind.CORRECTIVE, WorkOrderKind.PREVENTIVE


@dataclass
class Past:
    """A plant of few or many parts, `components` of each, and what happened to it.

    `level` pieces are kept of each part; at `rival_price` one more vendor sells all of them, in
    packs of two, cheaper from six on.
    """

    parts: int = 2
    components: int = 3
    opening: int = 1
    days: int = 200
    lead_days: float | None = 5.0
    hurried: bool = True
    happenings: Sequence[Happening] = ()
    downtime: Decimal = Decimal(2400)
    level: int = 0
    rival_price: str | None = None
    policy: SitePolicy = field(default_factory=lambda: SitePolicy(time_zone="Etc/UTC"))


FAR_EAST = Past(lead_days=None, policy=SitePolicy(time_zone="Pacific/Auckland"))
"""Where the plant's day begins at noon of the day before in UTC, and no lead time is declared."""


def day_of(number: int) -> date:
    """Date of a day of the story."""
    return BEGIN + timedelta(days=number)


def instant(number: int, hour: int = 10) -> datetime:
    """Instant on a day of the story."""
    return datetime.combine(day_of(number), time(hour), UTC)


def named(*words: object) -> str:
    """Give the same thing the same id every time."""
    return str(uuid5(NAMESPACE_URL, " ".join(map(str, words))))


def write_register(folder: Path, past: Past) -> Store:
    """Make a plant to which nothing has happened yet; the store is left open."""
    store = Store.open(folder, owner="test")
    with store.begin(ACTOR) as uow:
        _register(uow, past)
    return store


def write(folder: Path, past: Past) -> Store:
    """Write a plant's past into a new folder; the store is left open."""
    store = write_register(folder, past)
    tell(store, past)
    return store


def tell(store: Store, past: Past) -> None:
    """Let happen to a registered plant what happened, day by day."""
    with store.begin(ACTOR) as uow:
        _Office(uow, past).live()
    for said in past.happenings:
        if isinstance(said, Said):
            store.measurements.add_assessment(_assessment(said))


def _register(uow: UnitOfWork, past: Past) -> None:
    """Put machines, parts and one supplier for every ten parts on the register."""
    uow.plant.save_policy(past.policy)
    for number in range(0, past.parts, 10):
        uow.plant.add_supplier(
            Supplier(
                f"vendor-{number // 10}", f"Vendor {number // 10}", WorkCalendar(),
                declared_median_days=past.lead_days,
                declared_spread_days=None if past.lead_days is None else 1.0,
                expedite_median_days=1.0 if past.hurried else None,
                expedite_cost=Decimal(150) if past.hurried else None,
            )
        )  # fmt: skip
    if past.rival_price is not None:
        uow.plant.add_supplier(Supplier("rival", "Rival", WorkCalendar(), declared_median_days=2.0))
    for number in range(past.parts):
        price = Money(Decimal(100), "EUR")
        uow.stock.add_part(
            Part(
                f"part-{number}", f"PART-{number}", "", price, f"vendor-{number // 10}",
                buffer_stock=past.level,
            )
        )  # fmt: skip
        if past.rival_price is not None:
            uow.offers.save(uow.stock.part(f"part-{number}"), _rival(number, past.rival_price))
        for place in range(past.components):
            at = number * past.components + place
            uow.plant.add_asset(
                Asset(
                    f"asset-{at}", f"P-{at:03}", "Pump", AssetClass.PUMP,
                    Criticality.A if place == 0 else Criticality.C,
                    downtime_cost_per_day=past.downtime,
                )
            )  # fmt: skip
            uow.plant.add_component(
                Component(f"component-{at}", f"asset-{at}", "bearing", f"part-{number}")
            )
            uow.plant.add_point(MeasurementPoint(f"point-{at}", f"component-{at}", "DE", "m/s2"))


def _rival(number: int, price: str) -> Offer:
    """What the other vendor asks."""
    money = Money(Decimal(price), "EUR")
    cheaper = PriceBreak(6, Money(Decimal(price) * Decimal("0.8"), "EUR"))
    return Offer(f"part-{number}", "rival", money, pack_size=2, breaks=(cheaper,))


class _Office:
    """Books each day's happenings; what waits for a part is served when one is there."""

    def __init__(self, uow: UnitOfWork, past: Past) -> None:
        self._uow, self._past = uow, past
        self._waiting: list[Failed] = []
        self._on_hand = [0] * past.parts
        self._count = 0

    def live(self) -> None:
        """Book the opening stock and then day after day."""
        for part in range(self._past.parts):
            self._move(0, part, self._past.opening, MovementKind.OPENING, "")
        arrivals = [h for h in self._past.happenings if isinstance(h, Ordered)]
        for day in range(self._past.days + 1):
            for ordered in arrivals:
                if ordered.lead_days is not None and ordered.day + ordered.lead_days == day:
                    self._receive(day, ordered)
            for happening in self._past.happenings:
                if happening.day == day:
                    self._happen(happening)
            self._serve(day)
        self._refit_pool(arrivals)
        for failed in self._waiting:
            self._add_job(failed.day, failed.component, CORRECTIVE, WorkOrderState.PLANNED)
        self._uow.stock.add_movement(
            StockMovement(
                "end", "part-0", 1, MovementKind.CORRECTION, instant(self._past.days), ACTOR
            )
        )

    def _refit_pool(self, arrivals: Sequence[Ordered]) -> None:
        """Leave a pool of lead times that all deliveries have shaped, as the program does."""
        leads = [ordered.lead_days for ordered in arrivals if ordered.lead_days]
        if leads:
            pool = LeadPrior(mean_log=math.log(sum(leads) / len(leads)))
            fitted_on = day_of(self._past.days)
            self._uow.plant.save_policy(
                replace(self._past.policy, lead_prior=pool, lead_prior_fitted_on=fitted_on)
            )

    def _happen(self, happening: Happening) -> None:
        """Book one happening."""
        day = happening.day
        if isinstance(happening, Failed):
            if all(happening.component != waiting.component for waiting in self._waiting):
                self._waiting.append(happening)
        elif isinstance(happening, Issued):
            self._move(day, happening.part, -happening.pieces, MovementKind.ISSUE, "counter")
        elif isinstance(happening, Counted):
            self._move(day, happening.part, happening.pieces, MovementKind.CORRECTION, "count")
        elif isinstance(happening, Ordered):
            self._send(happening)
        elif isinstance(happening, Planned):
            self._plan(happening)
        elif isinstance(happening, Tasked):
            self._task(happening)

    def _plan(self, planned: Planned) -> None:
        """Book a planner's job, done on its day if its part is there, else cancelled."""
        part = planned.component // self._past.components
        can = self._on_hand[part] > 0 and not planned.is_cancelled
        state = WorkOrderState.DONE if can else WorkOrderState.CANCELLED
        known = max(planned.day - planned.ahead, 0)
        number = self._add_job(known, planned.component, PREVENTIVE, state, planned.day)
        if can:
            self._move(planned.day, part, -1, MovementKind.ISSUE, number)
        else:
            self._cancelled(planned.day, number)

    def _task(self, tasked: Tasked) -> None:
        """Plan work on a date, with its trail."""
        at, due = tasked.component, day_of(tasked.day + tasked.ahead)
        part = f"part-{at // self._past.components}"
        task = PlannedTask(named("task", tasked), f"component-{at}", f"task {tasked}", part, 1, due)
        self._uow.planned_tasks.put(task)
        said = f"{task.name}: 1 x {part} on {due}"
        self._uow.audit.append(instant(tasked.day), "plan task", f"P-{at:03} bearing", "", said)

    def _serve(self, day: int) -> None:
        """Finish the jobs whose part has come, end those called off."""
        still: list[Failed] = []
        for failed in self._waiting:
            part = failed.component // self._past.components
            place = (failed.day, failed.component, CORRECTIVE)
            if self._on_hand[part] > 0:
                number = self._add_job(*place, WorkOrderState.DONE, done=day)
                self._move(day, part, -1, MovementKind.ISSUE, number)
            elif (
                failed.called_off_after is not None and day >= failed.day + failed.called_off_after
            ):
                self._cancelled(day, self._add_job(*place, WorkOrderState.CANCELLED))
            else:
                still.append(failed)
        self._waiting = still

    def _cancelled(self, day: int, number: str) -> None:
        """Leave the trail of a cancelled job."""
        self._uow.audit.append(instant(day, 11), "job step", number, "PLANNED", "CANCELLED")

    def _add_job(
        self, began: int, component: int, kind: WorkOrderKind, state: WorkOrderState,
        planned: int | None = None, done: int | None = None,
    ) -> str:  # fmt: skip
        """Keep a job in its last state."""
        done = planned if state is WorkOrderState.DONE and done is None else done
        number = f"WO-{began}-{component}-{kind.value}-{planned}"
        self._uow.work_orders.add(
            WorkOrder(
                id=named(number), number=number, component_id=f"component-{component}", kind=kind,
                state=state, title="Replace", failure_mode="wear", steps=(),
                part_id=f"part-{component // self._past.components}", quantity=1,
                created_at=instant(began), created_by=ACTOR, decision_id="",
                planned_on=None if planned is None else day_of(planned),
                done_at=None if done is None else instant(done, 12),
                outcome=None if done is None else Outcome.AS_PREDICTED,
            )
        )  # fmt: skip
        return number

    def _send(self, ordered: Ordered) -> None:
        """Keep an order in its last state."""
        arrives = None if ordered.lead_days is None else ordered.day + ordered.lead_days
        is_in = arrives is not None and arrives <= self._past.days
        number = self._number(ordered)
        price = Money(Decimal(ordered.price), "EUR")
        line = OrderLine(
            f"part-{ordered.part}", ordered.pieces, price, received=ordered.pieces if is_in else 0
        )
        order = PurchaseOrder(
            id=named(number), number=number, supplier_id=f"vendor-{ordered.part // 10}",
            state=OrderState.RECEIVED if is_in else OrderState.ORDERED, lines=(line,),
            created_at=instant(ordered.day), created_by=ACTOR, sent_on=day_of(ordered.day),
            received_on=day_of(arrives) if is_in and arrives is not None else None,
        )  # fmt: skip
        self._uow.orders.add(order, day_of(ordered.day))

    def _receive(self, day: int, ordered: Ordered) -> None:
        """Book goods in, with the lead time they teach."""
        number = self._number(ordered)
        self._move(day, ordered.part, ordered.pieces, MovementKind.RECEIPT, number)
        lead_days = float(ordered.lead_days or 0)
        self._uow.orders.add_receipt(
            Receipt(
                named("receipt", number), f"vendor-{ordered.part // 10}", f"part-{ordered.part}",
                named(number), ordered.pieces, day_of(day), lead_days, ACTOR,
                ordered_on=day_of(ordered.day), arrived_on=day_of(day),
                shipped_on=day_of(ordered.day + (day - ordered.day) // 2),
            )
        )  # fmt: skip

    def _number(self, ordered: Ordered) -> str:
        """Number an order by what it is, so that other orders do not change it."""
        return f"PO-{ordered.day}-{ordered.part}-{ordered.pieces}-{ordered.lead_days}"

    def _move(self, day: int, part: int, pieces: int, kind: MovementKind, reference: str) -> None:
        """Book a movement, no more than lies there."""
        pieces = max(pieces, -self._on_hand[part])
        if pieces == 0:
            return
        self._on_hand[part] += pieces
        self._count += 1
        self._uow.stock.add_movement(
            StockMovement(
                named(day, part, pieces, kind, reference, self._count), f"part-{part}", pieces,
                kind, instant(day, 12), ACTOR, reference,
            )
        )  # fmt: skip


def _assessment(said: Said) -> Assessment:
    """An assessment of a running degradation."""
    taken_at = instant(said.day, said.hour)
    median = said.median_days
    life = DaysDistribution.from_quantiles(
        {0.05: 0.6 * median, 0.5: median, 0.95: 1.6 * median, 0.999: 2.5 * median}
    )
    return Assessment(
        id=named("said", said.day, said.component, said.median_days, said.hour),
        component_id=f"component-{said.component}",
        point_id=f"point-{said.component}",
        taken_at=taken_at,
        health=Health(HealthState.ALARM, 0.5, "peak", 30.0, 60.0, "m/s2", "limit of the point"),
        diagnosis=Diagnosis(FailureMode.OUTER_RACE_WEAR, 0.9),
        rul=RulEstimate(RulState.DEGRADING, life, "test", "1", taken_at, 200),
    )
