"""Needs written by hand for the demo office's books, and doors that answer with them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from app.core.moment import Moment
from app.core.need_line import NeedKind, NeedLine
from app.core.purchasing import OrderLine, OrderState, PurchaseOrder
from app.core.stock import StockPosition
from app.core.trigger import DecisionKind
from app.demo_plant.identity import demo_id
from app.demo_plant.purchasing import demo_parts
from app.replenishment.job_for_need import propose_job
from app.replenishment.need_standing import NeedStanding
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.ui.needs.books import NeedBooks
from tests.office_books import MONDAY

TODAY = MONDAY.date()
PARTS = {part.number: part for part in demo_parts()}


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def need(
    name: str,
    number: str = "6309-2RS-C3",
    order_by: int | None = 0,
    missing: int = 1,
    tag: str = "P-101",
    decision: DecisionKind = DecisionKind.ORDER,
    kind: NeedKind = NeedKind.PREDICTED,
) -> NeedLine:
    """A need of one piece; without a tag it is the part's own demand."""
    part = PARTS[number]
    return NeedLine(
        id=name,
        kind=kind,
        part_id=part.id,
        supplier_id=part.supplier_id or "",
        quantity=1,
        decision=decision,
        rank=1,
        asset_id=demo_id("asset", tag) if tag else "",
        component_id=demo_id("component", tag) if tag else "",
        need_by=day(order_by + 8) if order_by is not None else None,
        order_by=day(order_by) if order_by is not None else None,
        late_probability=0.003,
        probability=0.72,
        missing=missing,
    )


class HandBooks:
    """Keeps a list of needs; drafting covers them, as the real books do."""

    def __init__(self, lines: Iterable[NeedLine]) -> None:
        self.lines = tuple(lines)
        self.asked: list[tuple[str, ...]] = []
        self.doors = NeedBooks(
            lambda _uow, _moment: self.lines, self.draft, self.plan, self.standing, propose_job
        )

    def plan(
        self, uow: UnitOfWork, need_ids: tuple[str, ...], moment: Moment
    ) -> tuple[PurchaseOrder, ...]:
        return tuple(self._order(uow, s, ls, moment) for s, ls in self._chosen(need_ids).items())

    def _chosen(self, need_ids: tuple[str, ...]) -> dict[str, list[NeedLine]]:
        """What is missing of the needs, by vendor."""
        by_supplier: dict[str, list[NeedLine]] = {}
        for line in self.lines:
            if line.id in need_ids and line.missing:
                by_supplier.setdefault(line.supplier_id, []).append(line)
        return by_supplier

    def standing(self, uow: UnitOfWork, line: NeedLine, _moment: Moment) -> NeedStanding:
        """What comes before it by its rank has pieces first."""
        on_hand = uow.stock.on_hand(line.part_id)
        return NeedStanding(StockPosition(on_hand, 0, line.rank - line.quantity))

    def draft(
        self, store: Store, need_ids: tuple[str, ...], moment: Moment, _key: str
    ) -> tuple[PurchaseOrder, ...]:
        self.asked.append(need_ids)
        with store.begin(moment.actor) as uow:
            made = tuple(
                self._added(uow, self._order(uow, supplier_id, lines, moment), moment)
                for supplier_id, lines in self._chosen(need_ids).items()
            )
        self.lines = tuple(
            replace(line, missing=0) if line.id in need_ids else line for line in self.lines
        )
        return made

    def _added(self, uow: UnitOfWork, order: PurchaseOrder, moment: Moment) -> PurchaseOrder:
        uow.orders.add(order, moment.today)
        return order

    def _order(
        self, uow: UnitOfWork, supplier_id: str, lines: list[NeedLine], moment: Moment
    ) -> PurchaseOrder:
        parts = {part.id: part for part in PARTS.values()}
        return PurchaseOrder(
            id=str(uuid4()),
            number=uow.orders.next_number(moment.today.year),
            supplier_id=supplier_id,
            state=OrderState.DRAFT,
            lines=tuple(OrderLine(ln.part_id, ln.missing, parts[ln.part_id].price) for ln in lines),
            created_at=moment.now,
            created_by=moment.actor,
        )
