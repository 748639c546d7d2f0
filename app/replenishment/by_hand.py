"""Orders people make or change by hand, and when a second person has to approve them.

Who did what is read from the audit trail, which the same commit writes and nobody can change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from app.core.approval import judge_by_hand, same_name
from app.core.errors import ApprovalRefused, PartUnknown, StepRefused
from app.core.journal import Act
from app.core.moment import Moment
from app.core.purchasing import OrderLine, OrderState, PurchaseOrder
from app.core.stock import Part
from app.replenishment.journal import note, note_by_hand
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

DRAFTED, CHANGED = "draft order by hand", "change order by hand"
"""What the audit trail calls them."""


def draft(
    store: Store,
    wanted: Mapping[str, int],
    needed_by: date | None,
    moment: Moment,
    key: str,
    why: str = "",
    supplier_id: str | None = None,
) -> PurchaseOrder:
    """Draft an order for parts of one supplier that no need of the rules asks for.

    Parameters
    ----------
    wanted : mapping
        Pieces by part, as the supplier sells them; at the price of its offer for so many.
    why : str
        Reason for the decision journal.
    supplier_id : str or None
        Who is asked; None for the parts' own supplier.

    Raises
    ------
    StepRefused
        If nothing is wanted, or the supplier does not sell so many pieces.
    PartUnknown
        If a part is not on the register, or the parts do not name one supplier with an offer.
    """

    def command(uow: UnitOfWork) -> str:
        parts = [uow.stock.part(part_id) for part_id in wanted]
        if not wanted or min(wanted.values()) < 1:
            raise StepRefused("An order is for at least one piece of a part.", "Say how many.")
        asked = _asked(parts, supplier_id)
        lines = tuple(_line(uow, part, wanted[part.id], asked) for part in parts)
        order = PurchaseOrder(
            id=str(uuid5(NAMESPACE_URL, f"order by hand:{key}")),
            number=uow.orders.next_number(moment.today.year),
            supplier_id=asked,
            state=OrderState.DRAFT,
            lines=lines,
            created_at=moment.now,
            created_by=moment.actor,
            needed_by=needed_by,
        )
        uow.orders.add(order, moment.today)
        uow.audit.append(moment.now, DRAFTED, order.number, "", _written(order))
        note_by_hand(uow, order, moment, why)
        return order.id

    return _done(store, moment, key, command)


def change_quantity(
    store: Store, order_id: str, part_id: str, pieces: int, moment: Moment, key: str, why: str = ""
) -> PurchaseOrder:
    """Order another number of pieces of a part than the draft says, at the price for so many.

    The decision journal keeps the reason, or what was changed where none is given.

    Raises
    ------
    StepRefused
        If the order is no draft any more, has no one line of the part, or the supplier does not
        sell so many pieces.
    """

    def command(uow: UnitOfWork) -> str:
        order = uow.orders.get(order_id)
        if order.state is not OrderState.DRAFT:
            raise StepRefused(
                f"Order {order.number} is {order.state.value}: what was approved is not changed.",
                "Take the approval back first; nothing was changed.",
            )
        if pieces < 1 or sum(line.part_id == part_id for line in order.lines) != 1:
            raise StepRefused(
                f"{pieces} pieces can't be ordered on {order.number} by changing one line.",
                "Order at least one piece, of a part with one line; nothing was changed.",
            )
        priced = _line(uow, uow.stock.part(part_id), pieces, order.supplier_id)
        changed = replace(
            order,
            lines=tuple(
                replace(line, quantity=pieces, unit_price=priced.unit_price)
                if line.part_id == part_id
                else line
                for line in order.lines
            ),
        )
        uow.orders.save(changed)
        uow.audit.append(moment.now, CHANGED, order.number, _written(order), _written(changed))
        had = sum(line.quantity for line in order.lines if line.part_id == part_id)
        note(uow, Act.CHANGED, changed, moment, why.strip() or f"{had} -> {pieces} pcs")
        return order.id

    return _done(store, moment, key, command)


def _asked(parts: Sequence[Part], supplier_id: str | None) -> str:
    """Say who is asked: the supplier named, else the one all parts name."""
    named = {part.supplier_id for part in parts} if supplier_id is None else {supplier_id}
    if len(named) != 1 or (asked := named.pop()) is None:
        raise PartUnknown("The parts do not name one supplier.", "Draft one order a supplier.")
    return asked


def _line(uow: UnitOfWork, part: Part, pieces: int, supplier_id: str) -> OrderLine:
    """Write a line at the price of the supplier's offer, for pieces it sells."""
    offer = next((o for o in uow.offers.of(part) if o.supplier_id == supplier_id), None)
    name = uow.plant.supplier(supplier_id).name
    if offer is None:
        raise PartUnknown(
            f"{name} has no offer for {part.number}.", "Add what it asks for the part first."
        )
    if (sold := offer.orderable(pieces)) != pieces:
        raise StepRefused(
            f"{name} sells {part.number} from {offer.minimum_order} pieces on, in packs of "
            f"{offer.pack_size}; {pieces} were asked for.",
            f"Order {sold} pieces; nothing was changed.",
        )
    return OrderLine(part.id, pieces, offer.price_at(pieces))


def refuse_alone(uow: UnitOfWork, order: PurchaseOrder, moment: Moment) -> None:
    """Refuse the approval of an order that its approver made, if it needs a second person.

    Orders that one person drafted, changed or approved on one plant day for one supplier are added
    up, so that neither parts, nor the hour of midnight, nor an old draft get round the limit.

    Raises
    ------
    ApprovalRefused
        With the sum and the limit.
    """
    policy = uow.plant.policy()
    zone = ZoneInfo(policy.time_zone)
    hands, days = _made_by(uow, order, moment.actor, zone)
    totals = [order.total]
    if same_name(moment.actor) in hands:
        days |= {moment.now.astimezone(zone).date()}
        totals += [
            other.total
            for other in uow.orders.all()
            if other.supplier_id == order.supplier_id
            and other.id != order.id
            and other.state is not OrderState.CANCELLED
            and days & _made_by(uow, other, moment.actor, zone)[1]
        ]
    verdict = judge_by_hand(moment.actor, hands, totals, policy.approval_limit)
    if not verdict.is_approved:
        why = " ".join(reason.text() for reason in verdict.reasons)
        raise ApprovalRefused(
            f"Order {order.number} needs a second person. {why}",
            "Let a colleague approve it; nothing was changed.",
        )


def _made_by(
    uow: UnitOfWork, order: PurchaseOrder, person: str, zone: ZoneInfo
) -> tuple[set[str], set[date]]:
    """Say whose hands made an order, and on which plant days this person had it in hand.

    Drafting, changing and approving count; no day does where this person did not make it.
    """
    trail = uow.audit.about(order.number)
    hands = {same_name(row.actor) for row in trail if row.action in {DRAFTED, CHANGED}}
    own = same_name(person)
    if own not in hands:
        return hands, set()
    counted = {DRAFTED, CHANGED, "approved"}
    return hands, {
        row.at.astimezone(zone).date()
        for row in trail
        if row.action in counted and same_name(row.actor) == own
    }


def _written(order: PurchaseOrder) -> str:
    """Write what an order asks for."""
    pieces = ", ".join(f"{line.quantity} x {line.part_id}" for line in order.lines)
    return f"{pieces}: {order.total}"


def _done(
    store: Store, moment: Moment, key: str, command: Callable[[UnitOfWork], str]
) -> PurchaseOrder:
    """Run a command unless its key says that it was run already; return the order."""
    order_id = store.once(key, moment.actor, command)
    with store.read() as uow:
        return uow.orders.get(order_id)
