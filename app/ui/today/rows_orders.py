"""What must I order, and by when? What arrives? One card a need or an order."""

from datetime import date

from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import DecisionRecord
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.ui.register import Register
from app.ui.target import Place, Target
from app.ui.today.card import Card, Question, Tone, by_urgency
from app.ui.wording import NOTHING, Wording

ON_THE_WAY = frozenset({OrderState.ORDERED, OrderState.PARTLY_RECEIVED})
TO_BE_SENT = frozenset({OrderState.DRAFT, OrderState.APPROVED})
SOON_DAYS = 3
"""From here on a countdown is coloured."""


def to_order(
    decisions: list[DecisionRecord],
    orders: list[PurchaseOrder],
    register: Register,
    say: Wording,
    today: date,
    horizon_days: int,
) -> Question:
    """Ask what must be ordered and by when: drafts first, then what waits for its day."""
    by_id = {record.id: record for record in decisions}
    cards = [
        _draft_card(order, by_id.get(_decision_id(order)), register, say, today)
        for order in orders
        if order.state in TO_BE_SENT
    ]
    on_order = {_component_id(order) for order in orders}
    cards += [
        _need_card(record, register, say, today)
        for record in decisions
        if record.component_id not in on_order and is_due(record, today, horizon_days)
    ]
    return Question(
        translate("Today", "What must I order, and by when?"),
        by_urgency(cards),
        translate("Today", "Nothing to order within {n} days.").format(n=horizon_days),
        translate("Today", "See all needs"),
        Target(Place.NEEDS),
        list_target=Target(Place.NEEDS, step="any"),
    )


def arriving(
    orders: list[PurchaseOrder], register: Register, say: Wording, today: date
) -> Question:
    """Ask what arrives; overdue deliveries stand under "What is late?"."""
    cards = [
        _arrival_card(order, register, say, today)
        for order in orders
        if order.state in ON_THE_WAY and not is_overdue(order, today)
    ]
    return Question(
        translate("Today", "What arrives?"),
        by_urgency(cards),
        translate("Today", "Nothing is on its way."),
        translate("Today", "See all orders"),
        Target(Place.ORDERS),
        list_target=Target(Place.ORDERS),
    )


def is_due(record: DecisionRecord, today: date, horizon_days: int) -> bool:
    """Whether a need belongs on the page: it has a day to order by within the horizon."""
    decision = record.decision
    if decision.kind is DecisionKind.COVERED or decision.order_by is None:
        return False
    return (decision.order_by - today).days <= horizon_days


def is_overdue(order: PurchaseOrder, today: date) -> bool:
    """Whether goods should have been in before today."""
    return order.state in ON_THE_WAY and order.expected_on is not None and order.expected_on < today


def soon(day: date | None, today: date) -> Tone:
    """Tone of a countdown: calm until the last days."""
    if day is None or (day - today).days > SOON_DAYS:
        return Tone.CALM
    return Tone.WATCH if day >= today else Tone.ALARM


def days_left(day: date | None, today: date) -> tuple[str, str]:
    """Return the countdown's number and unit."""
    if day is None:
        return NOTHING, ""
    days = (day - today).days
    if days < 0:
        return str(-days), translate("Today", "d late")
    if days == 0:
        return translate("Today", "today"), ""
    return str(days), translate("Today", "d left")


def _decision_id(order: PurchaseOrder) -> str:
    """Name the decision an order came from."""
    return next((line.peg.decision_id for line in order.lines if line.peg), "")


def _component_id(order: PurchaseOrder) -> str:
    """Name the component an order serves."""
    return next((line.peg.component_id for line in order.lines if line.peg), "")


def _draft_card(
    order: PurchaseOrder,
    record: DecisionRecord | None,
    register: Register,
    say: Wording,
    today: date,
) -> Card:
    """Say what an order still needs before it is sent."""
    is_draft = order.state is OrderState.DRAFT
    sentence = (
        translate("Today", "{number} waits for approval: {goods}, {total}.")
        if is_draft
        else translate("Today", "{number} is approved, send it: {goods}, {total}.")
    )
    order_by = record.decision.order_by if record else None
    day = order_by or order.created_at.date()
    number, unit = days_left(day, today)
    return Card(
        key=f"order:{order.id}",
        where=register.tags_served(order) or register.supplier_name(order),
        sentence=sentence.format(
            number=order.number, goods=register.goods(order), total=say.money(order.total)
        ),
        number=number,
        unit=unit,
        when=translate("Today", "order by {day}").format(day=say.short_day(day)),
        action=translate("Today", "Approve…") if is_draft else translate("Today", "Issue…"),
        target=Target(Place.ORDERS, order.id, "approve" if is_draft else "issue"),
        tone=soon(day, today),
        urgency=day,
    )


def _need_card(record: DecisionRecord, register: Register, say: Wording, today: date) -> Card:
    """Say by when a need must be ordered."""
    decision = record.decision
    component = register.components[record.component_id]
    part = register.parts.get(component.part_id or "")
    number, unit = days_left(decision.order_by, today)
    sentence = translate("Today", "Order {quantity} × {part}, needed in by {day}.").format(
        quantity=decision.quantity,
        part=part.number if part else component.name,
        day=say.optional_day(decision.arrive_by),
    )
    return Card(
        key=f"need:{record.component_id}",
        where=register.where(record.component_id),
        sentence=sentence,
        number=number,
        unit=unit,
        when=translate("Today", "order by {day}").format(day=say.optional_day(decision.order_by)),
        action=translate("Today", "Why?"),
        target=Target(Place.WHY, record.component_id),
        tone=soon(decision.order_by, today),
        urgency=decision.order_by,
    )


def _arrival_card(order: PurchaseOrder, register: Register, say: Wording, today: date) -> Card:
    """Say when an order comes in, and whether that is soon enough."""
    number, unit = days_left(order.expected_on, today)
    is_tight = (
        order.needed_by is not None
        and order.expected_on is not None
        and order.expected_on > order.needed_by
    )
    sentence = (
        translate("Today", "{number} from {supplier}: {goods}, but needed by {day}.")
        if is_tight
        else translate("Today", "{number} from {supplier}: {goods}, in time for {day}.")
    )
    return Card(
        key=f"arrival:{order.id}",
        where=register.tags_served(order) or order.number,
        sentence=sentence.format(
            number=order.number,
            supplier=register.supplier_name(order),
            goods=register.goods(order),
            day=say.optional_day(order.needed_by),
        ),
        number=number,
        unit=unit,
        when=translate("Today", "expected {day}").format(day=say.optional_day(order.expected_on)),
        action=translate("Today", "Receive…"),
        target=Target(Place.ORDERS, order.id, "receive"),
        tone=Tone.ALARM if is_tight else Tone.CALM,
        urgency=order.expected_on,
    )
